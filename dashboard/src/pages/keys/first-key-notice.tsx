import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** What the first key changes for everybody, told before it is made. */
export function FirstKeyNotice({ isWhole }: { isWhole: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="flex gap-2.5 rounded-md bg-warn-soft px-3 py-2.5 text-sm text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="grid gap-1">
        <p className="font-medium">{t('keys:first_notice.title')}</p>
        <p>{t('keys:first_notice.text')}</p>
        <p aria-live="polite">
          {t(isWhole ? 'keys:first_notice.signed_in' : 'keys:first_notice.stays')}
        </p>
      </div>
    </div>
  );
}
