import { useTranslation } from 'react-i18next';
import { useWaiting } from '@/api/reviews';

/** How many reviews wait, beside their page in the sidebar. */
export function WaitingCount() {
  const { t, i18n } = useTranslation();
  const { data } = useWaiting();
  if (data === undefined || data.count === 0) return null;
  const shown = `${data.count.toLocaleString(i18n.language)}${data.more ? '+' : ''}`;
  return (
    <span className="rounded-full bg-warn-soft px-1.5 text-2xs font-semibold text-warn tabular-nums">
      <span aria-hidden>{shown}</span>
      <span className="sr-only">{t('nav.waiting', { count: data.count })}</span>
    </span>
  );
}
