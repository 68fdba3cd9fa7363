import { useTranslation } from 'react-i18next';

/** What people know by name; the rest is of the store's own. */
const known = ['memory', 'episode', 'cube', 'entity', 'key', 'rule', 'webhook', 'batch'] as const;

/** What an archive holds. */
export function Rows({ rows, files }: { rows: Readonly<Record<string, number>>; files: number }) {
  const { t, i18n } = useTranslation();
  const shown = [
    ...known.flatMap((table) => (rows[table] ? [[table, rows[table]] as const] : [])),
    ...(files > 0 ? [['file', files] as const] : []),
  ];
  return (
    <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      {shown.map(([table, count]) => (
        <div key={table} className="rounded-md bg-sunken px-3 py-2">
          <dd className="text-lg font-semibold tabular-nums">
            {count.toLocaleString(i18n.language)}
          </dd>
          <dt className="text-xs text-ink-soft">{t(`backups:row.${table}`)}</dt>
        </div>
      ))}
    </dl>
  );
}
