import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { dayOf } from '@/components/time';
import { classNames } from '@/components/ui/class-names';
import { type Mark, spanOf } from './validity-span';

const dot = 'size-2.5 rounded-full border-2';

function dotOf({ name }: Mark): string {
  if (name === 'now') return 'border-ink bg-surface';
  return name.startsWith('valid') ? 'border-accent bg-accent' : 'border-ink bg-ink';
}

/** When it holds in the world, above; what happened to it in the store, below. Both are told in words, too. */
export function ValidityLine({ memory }: { memory: Memory }) {
  const { t, i18n } = useTranslation();
  const [now] = useState(Date.now);
  const { start, end, marks } = spanOf(memory, now);
  const day = (at: string) => dayOf(at, i18n.language);
  const told = t(`memory:validity.${kindOf(memory)}`, {
    from: memory.valid_from && day(memory.valid_from),
    to: memory.valid_to && day(memory.valid_to),
  });
  return (
    <figure className="px-4 pb-4">
      <figcaption className="text-sm text-ink-soft">{told}</figcaption>
      <div aria-hidden className="relative mx-1 mt-4 h-2 rounded-full bg-sunken">
        <span
          className="absolute inset-y-0 rounded-full bg-accent"
          style={{ left: `${start}%`, right: `${100 - end}%` }}
        />
        {marks.map((mark) => (
          <span
            key={mark.name}
            className={classNames(
              dot,
              'absolute top-1/2 -translate-1/2 ring-2 ring-surface',
              dotOf(mark),
            )}
            style={{ left: `${mark.place}%` }}
          />
        ))}
      </div>
      <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-xs">
        {marks.map((mark) => (
          <MarkText key={mark.name} mark={mark} told={day(mark.at)} />
        ))}
      </dl>
    </figure>
  );
}

function MarkText({ mark, told }: { mark: Mark; told: string }) {
  const { t } = useTranslation();
  return (
    <div className="flex items-center gap-1.5">
      <span aria-hidden className={classNames(dot, dotOf(mark))} />
      <dt className="text-ink-faint">{t(`memory:validity.mark.${mark.name}`)}</dt>
      <dd className="font-medium tabular-nums">{told}</dd>
    </div>
  );
}

function kindOf({ valid_from, valid_to }: Memory): string {
  if (valid_from === null) return valid_to === null ? 'open' : 'until';
  return valid_to === null ? 'since' : 'between';
}
