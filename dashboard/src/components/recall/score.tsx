import { useTranslation } from 'react-i18next';
import { Explained } from './reason-word';

/** A score with its bar. */
export function Score({ value }: { value: number }) {
  const { t, i18n } = useTranslation();
  const told = value.toLocaleString(i18n.language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return (
    <span className="flex items-center gap-2 text-xs text-ink-soft tabular-nums">
      <span aria-hidden className="h-1.5 w-12 overflow-hidden rounded-full bg-line">
        <span className="block h-full bg-accent" style={{ width: `${value * 100}%` }} />
      </span>
      <Explained text={t('reasons:score_text')}>{t('reasons:score', { score: told })}</Explained>
    </span>
  );
}
