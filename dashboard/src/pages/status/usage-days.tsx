import { useTranslation } from 'react-i18next';
import type { Usage } from 'tulving/client';
import { dollarsOf } from '@/components/money';
import { dayOf } from '@/components/time';
import { classNames } from '@/components/ui/class-names';

const columns = ['calls', 'failures', 'input_tokens', 'output_tokens'] as const;

/** By day, role and model, the newest first, and what all of them cost. */
export function UsageDays({ usage: { model, days, total, unpriced } }: { usage: Usage }) {
  const { t, i18n } = useTranslation();
  const shown = (count: number) => count.toLocaleString(i18n.language);
  const money = (cost: number | null) =>
    cost === null ? t('status:usage.unpriced') : dollarsOf(cost, i18n.language);
  return (
    <>
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
            <th scope="col" className="ps-4 text-end font-medium">
              {t('status:usage.cost')}
            </th>
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
                    {shown(row[column])}
                  </td>
                ))}
                <td className={classNames('ps-4 text-end', row.cost === null && 'text-ink-faint')}>
                  {money(row.cost)}
                </td>
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line-strong font-medium">
            <th scope="row" colSpan={2} className="py-1.5 pe-4 text-start font-medium">
              {t('status:usage.total')}
            </th>
            <td className="max-sm:hidden" />
            {columns.map((column) => (
              <td key={column} className="ps-4 text-end">
                {shown(total[column])}
              </td>
            ))}
            <td className="ps-4 text-end">{money(total.cost)}</td>
          </tr>
        </tfoot>
      </table>
      {unpriced.length > 0 && (
        <p className="text-xs text-ink-soft">
          {t('status:usage.price_unknown', { models: unpriced.join(', ') })}
          {/* The setting is of the configured model alone. */}
          {model !== null && unpriced.includes(model) && (
            <>
              {' '}
              {t('status:usage.price_how', { model })} <code>TULVING_LLM_PRICE=0.25,2.00</code>
            </>
          )}
        </p>
      )}
      <p className="text-xs text-ink-faint">{t('status:usage.price_text')}</p>
    </>
  );
}
