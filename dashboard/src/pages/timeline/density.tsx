import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWholeScope } from '@/api/session';
import { useDensity } from '@/api/timeline';
import { ChoicePills } from '@/components/choice-pills';
import { Panel } from '@/components/panel';
import { dayOf } from '@/components/time';
import { classNames } from '@/components/ui/class-names';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { localeOf } from '@/i18n/languages';
import { barsOf, type Span } from './bars';
import { asDensity, type TimelineChange } from './search-params';

type Unit = 'day' | 'week' | 'month';

/** How many there are when; a bar leads the list there. */
export function Density({ search, onChange }: TimelineChange) {
  const { t, i18n } = useTranslation();
  const { data } = useDensity(asDensity(search, useWholeScope()));
  const unit = search.unit ?? 'day';
  const { spans, earlier } = barsOf(data ?? [], unit);
  return (
    <Panel
      title={t(`timeline:density.${search.axis ?? 'learnt'}`)}
      aside={
        <ChoicePills
          label={t('timeline:unit.label')}
          value={search.unit}
          choices={[undefined, 'week' as const, 'month' as const].map((value) => ({
            value,
            label: t(`timeline:unit.${value ?? 'day'}`),
          }))}
          onChange={(next) => onChange({ unit: next })}
        />
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5 px-4 pb-3">
        {data === undefined || data.length === 0 ? (
          <div>
            {data ? (
              <p className="h-24 text-sm text-ink-soft">{t('timeline:density.none')}</p>
            ) : (
              <Skeleton className="h-24" />
            )}
            {/* As high as the bars with their days, so that the list below does not jump. */}
            <Days />
          </div>
        ) : (
          <Strip
            spans={spans}
            unit={unit}
            chosen={search.until}
            onChoose={({ until }) => onChange({ until })}
          />
        )}
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-faint">
          <span className="flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-xs bg-accent" />
            {t('timeline:density.holds')}
          </span>
          <span className="flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-xs bg-line-strong" />
            {t('timeline:density.superseded')}
          </span>
          {earlier > 0 && <span>{t('timeline:density.earlier', { count: earlier })}</span>}
          {search.until !== undefined && (
            <Button size="small" onClick={() => onChange({ until: undefined })}>
              {t('timeline:until', { day: dayOf(`${search.until}T00:00:00`, i18n.language) })}
              <X aria-hidden />
            </Button>
          )}
        </p>
      </div>
    </Panel>
  );
}

interface StripProps {
  spans: readonly Span[];
  unit: Unit;
  /** `until` of the one that the list begins with. */
  chosen: string | undefined;
  onChoose: (span: Span) => void;
}

/** Tab leads to one bar, arrows to the others. */
function Strip({ spans, unit, chosen, onChoose }: StripProps) {
  const { t } = useTranslation();
  const strip = useRef<HTMLUListElement>(null);
  const nameOf = useSpanName(unit);
  const most = Math.max(1, ...spans.map(({ memories }) => memories));
  const current = spans.findIndex(({ until }) => until === chosen);
  const reachable = current === -1 ? spans.length - 1 : current;
  const last = spans.at(-1)?.from;
  useEffect(() => {
    // The newest, where there are more than fit.
    if (strip.current) strip.current.scrollLeft = strip.current.scrollWidth;
  }, [last, spans.length]);
  const [from, to] = [spans[0], spans.at(-1)];
  return (
    <div className="w-fit max-w-full min-w-44">
      <ul
        ref={strip}
        aria-label={t('timeline:density.bars')}
        className="flex h-24 items-end gap-px overflow-x-auto overflow-y-hidden border-b border-line-strong pt-1"
      >
        {spans.map((span, at) => (
          <li key={span.from} className="flex h-full w-8 min-w-[5px] shrink">
            <button
              type="button"
              tabIndex={at === reachable ? 0 : -1}
              aria-label={t('timeline:density.bar', {
                count: span.memories,
                superseded: span.superseded,
                span: nameOf(span),
              })}
              title={`${nameOf(span)}: ${span.memories}`}
              aria-current={span.until === chosen || undefined}
              onKeyDown={walk}
              onClick={() => onChoose(span)}
              className={classNames(
                'flex h-full w-full flex-col justify-end rounded-t-xs -outline-offset-2 hover:bg-sunken',
                span.until === chosen && 'bg-accent-soft',
              )}
            >
              <Part share={span.superseded / most} className="bg-line-strong" />
              <Part share={(span.memories - span.superseded) / most} className="bg-accent" />
            </button>
          </li>
        ))}
      </ul>
      <Days first={from && nameOf(from)} last={to && spans.length > 1 && nameOf(to)} />
    </div>
  );
}

/** Below the bars. */
function Days({ first = '\u00a0', last }: { first?: string | undefined; last?: ReactNode }) {
  return (
    <p aria-hidden className="flex justify-between pt-1 text-2xs text-ink-faint">
      <span>{first}</span>
      <span>{last}</span>
    </p>
  );
}

function Part({ share, className }: { share: number; className: string }) {
  const style = { height: `${share * 100}%`, minHeight: share > 0 ? 2 : 0 };
  return <span aria-hidden className={classNames('w-full shrink-0', className)} style={style} />;
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

function walk(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = steps[event.key];
  if (step === undefined) return;
  const bars = [...(event.currentTarget.closest('ul')?.querySelectorAll('button') ?? [])];
  const at = bars.findIndex((bar) => bar === document.activeElement);
  bars[Math.min(Math.max(at + step, 0), bars.length - 1)]?.focus();
  event.preventDefault();
}

function useSpanName(unit: Unit): (span: Span) => string {
  const { t, i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(
    localeOf(i18n.language),
    unit === 'month'
      ? { month: 'long', year: 'numeric', timeZone: 'UTC' }
      : { dateStyle: 'medium', timeZone: 'UTC' },
  );
  return ({ from }) => {
    const day = format.format(Date.parse(`${from}T00:00:00Z`));
    return unit === 'week' ? t('timeline:week_of', { day }) : day;
  };
}
