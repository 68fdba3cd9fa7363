import { useTranslation } from 'react-i18next';

/** Why it waits: codes of the gate in words, with the code itself for who looks it up. */
export function ReviewReasons({ reasons }: { reasons: readonly string[] }) {
  const { t } = useTranslation();
  if (reasons.length === 0) return null;
  return (
    <ul aria-label={t('review:why')} className="grid gap-0.5 text-sm text-ink-soft">
      {reasons.map((reason) => {
        const [group = '', code] = reason.split(':');
        const key = code === undefined ? `review:reason.${group}` : `review:${group}.${code}`;
        return (
          <li key={reason} className="flex flex-wrap items-baseline gap-x-2">
            {t(key, { defaultValue: '' })}
            <code className="text-xs text-ink-faint">{reason}</code>
          </li>
        );
      })}
    </ul>
  );
}
