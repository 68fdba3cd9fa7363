import { useTranslation } from 'react-i18next';
import type { EraseReport } from 'tulving/client';

const counts = ['memories', 'rebuilt', 'episodes', 'spans', 'rules'] as const;

/** What an erasure has taken out. */
export function EraseCounts({ report }: { report: EraseReport }) {
  const { t, i18n } = useTranslation();
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-2 text-sm">
      {counts.map((name) => {
        const count = report[name];
        return count === undefined ? null : (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt>{t(`memory:erase.${name}`)}</dt>
            <dd className="font-medium tabular-nums">{count.toLocaleString(i18n.language)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
