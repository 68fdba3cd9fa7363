import { useTranslation } from 'react-i18next';
import type { Stats } from 'tulving/client';
import { localeOf } from '@/i18n/languages';

const shownDays = 30;
const oneDay = 86_400_000;

/** A bar a day. Thirty of them need no library of charts on the first page. */
export function ActivityChart({ days }: { days: Stats['days'] }) {
  const { t, i18n } = useTranslation();
  const filled = lastDays(days);
  const most = Math.max(...filled.map(({ added }) => added), 1);
  const dateOf = (day: string) =>
    new Date(day).toLocaleDateString(localeOf(i18n.language), {
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    });
  return (
    <figure className="px-4 pb-4">
      <div className="relative h-52">
        <span className="absolute end-0 top-0 text-2xs text-ink-faint tabular-nums">
          {most.toLocaleString(i18n.language)}
        </span>
        <ol className="flex h-full items-end gap-[3px] border-b border-line-strong bg-[linear-gradient(var(--line),var(--line))] bg-[length:100%_1px] bg-[position:0_16px] bg-no-repeat pt-4">
          {filled.map(({ day, added }) => {
            const told = t('home:added', { count: added, day: dateOf(day) });
            return (
              <li key={day} title={told} className="group flex h-full flex-1 items-end">
                <span className="sr-only">{told}</span>
                <span
                  aria-hidden
                  className="w-full rounded-t-[3px] bg-accent opacity-80 group-hover:opacity-100"
                  style={{ height: `${(added / most) * 100}%`, minHeight: added > 0 ? 3 : 0 }}
                />
              </li>
            );
          })}
        </ol>
      </div>
      <figcaption className="flex justify-between pt-1.5 text-2xs text-ink-faint">
        <span>{dateOf(filled[0]?.day ?? '')}</span>
        <span>{t('home:today')}</span>
      </figcaption>
    </figure>
  );
}

/** Days without any are left out of the answer, not of the chart. */
function lastDays(days: Stats['days']): Stats['days'] {
  const added = new Map(days.map((day) => [day.day, day.added]));
  const now = Date.now();
  return Array.from({ length: shownDays }, (_, at) => {
    const time = now - (shownDays - 1 - at) * oneDay;
    const day = new Date(time).toISOString().slice(0, 10);
    return { day, added: added.get(day) ?? 0 };
  });
}
