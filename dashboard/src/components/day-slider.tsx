import { RotateCcw } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAfter, daysBetween } from './days';
import { dayOf } from './time';
import { Button } from './ui/button';
import { Field, Input } from './ui/field';

interface DaySliderProps {
  label: string;
  /** What stands at its end: today. */
  last: string;
  /** Missing where nothing is known of the past: then a day can be typed alone. */
  first: string | undefined;
  /** Undefined: today. */
  value: string | undefined;
  onChange: (day: string | undefined) => void;
  /** Days on which something changed. */
  marks?: readonly string[];
  className?: string;
}

/** In ms: while it is drawn along, not every day is asked for. */
const pause = 120;

/** A day of the past, drawn along or typed. */
export function DaySlider(props: DaySliderProps) {
  const { label, last, value, onChange, marks = [], className = '' } = props;
  // A day that was typed may lie before all that is known.
  const first =
    value !== undefined && props.first !== undefined && value < props.first ? value : props.first;
  const { t, i18n } = useTranslation();
  const list = useId();
  const [drawn, draw] = useDrawn(value, onChange);
  const shown = drawn ?? last;
  const told = drawn === undefined ? t('slider.now') : dayOf(`${shown}T12:00:00`, i18n.language);
  const most = first === undefined ? 0 : Math.max(daysBetween(first, last), 1);
  const pick = (day: string) => draw(day === '' || day >= last ? undefined : day);
  return (
    <div className={`flex min-w-0 flex-wrap items-end gap-x-3 gap-y-2 ${className}`}>
      <Field label={label}>
        {(control) => (
          <Input
            {...control}
            type="date"
            max={last}
            value={drawn ?? ''}
            onChange={({ target }) => pick(target.value)}
          />
        )}
      </Field>
      {/* Its place is kept before it is known how far the past reaches: nothing below may jump. */}
      <div className="grid min-h-12 min-w-40 flex-1 gap-1">
        {first !== undefined && first < last && (
          <>
            <span aria-hidden className="flex justify-between gap-2 text-2xs text-ink-faint">
              <span>{dayOf(`${first}T12:00:00`, i18n.language)}</span>
              <span className={drawn === undefined ? '' : 'font-medium text-accent'}>{told}</span>
            </span>
            <input
              type="range"
              aria-label={t('slider.label', { label })}
              aria-valuetext={told}
              list={marks.length > 0 ? list : undefined}
              min={0}
              max={most}
              value={Math.max(0, Math.min(daysBetween(first, shown), most))}
              onChange={({ target }) => pick(dayAfter(first, Number(target.value)))}
              className="h-7 w-full accent-(--accent)"
            />
            {marks.length > 0 && (
              <datalist id={list}>
                {marks.map((day) => (
                  <option key={day} value={daysBetween(first, day)} />
                ))}
              </datalist>
            )}
          </>
        )}
      </div>
      {drawn !== undefined && (
        <Button look="quiet" onClick={() => draw(undefined)}>
          <RotateCcw aria-hidden />
          {t('slider.now')}
        </Button>
      )}
    </div>
  );
}

/** What is shown at once, and told a moment later. */
function useDrawn(value: string | undefined, onChange: (day: string | undefined) => void) {
  const [drawn, setDrawn] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [told, setTold] = useState(value);
  if (told !== value) {
    setTold(value);
    setDrawn(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const draw = (day: string | undefined) => {
    setDrawn(day);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(day), pause);
  };
  return [drawn, draw] as const;
}
