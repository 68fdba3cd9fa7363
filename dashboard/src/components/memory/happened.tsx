import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { dayOf } from '@/components/time';
import { isOfAnotherDay } from './said';

interface HappenedProps {
  memory: Pick<Memory, 'occurred_at'>;
  /** The time that is shown of it already. */
  beside: string;
  className?: string;
}

/** The day on which it happened, unless the time beside it tells that. */
export function Happened({ memory, beside, className }: HappenedProps) {
  const { t, i18n } = useTranslation();
  const { occurred_at } = memory;
  if (!isOfAnotherDay(memory, beside)) return null;
  return (
    <time dateTime={occurred_at} className={className}>
      {t('happened', { day: dayOf(occurred_at, i18n.language) })}
    </time>
  );
}
