import { useTranslation } from 'react-i18next';
import type { Usage } from 'tulving/client';
import { dayOf } from '@/components/time';

const columns = ['calls', 'failures', 'input_tokens', 'output_tokens'] as const;

/** By day, role and model, the newest first. */
export function UsageDays({ usage: { days } }: { usage: Usage }) {
  const { t, i18n } = useTranslation();
  return (
    <table className="w-full text-xs tabular-nums sm:text-sm">
      <caption className="sr-only">{t('status:usage.days')}</caption>
      <thead>
        <tr className="border-b border-line text-xs text-ink-faint">
          <th scope="col" className="py-1.5 pe-4 text-start font-medium">
            {t('status:usage.day')}
          </th>
          <th scope="col" className="pe-4 text-start font-medium">
            {t('status:usage.role')}
          </th>
          <th scope="col" className="pe-4 text-start font-medium max-sm:hidden">
            {t('status:usage.model')}
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" className="ps-4 text-end font-medium">
              {t(`status:usage.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {days
          .toSorted((one, other) => other.day.localeCompare(one.day))
          .map((row) => (
            <tr key={`${row.day}/${row.role}/${row.model}`}>
              <td className="py-1.5 pe-4">{dayOf(`${row.day}T12:00:00`, i18n.language)}</td>
              <td className="pe-4">
                {t(`status:usage.roles.${row.role}`, { defaultValue: row.role })}
              </td>
              <td className="pe-4 text-ink-soft max-sm:hidden">{row.model}</td>
              {columns.map((column) => (
                <td key={column} className="ps-4 text-end">
                  {row[column].toLocaleString(i18n.language)}
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}
