import { useTranslation } from 'react-i18next';
import type { ReplayOutcome } from 'tulving/client';
import { Badge, type BadgeTone } from '@/components/ui/badge';

const tones: Record<ReplayOutcome['verdict'], BadgeTone> = {
  same: 'good',
  scores: 'neutral',
  order: 'accent',
  changed: 'warn',
  failed: 'bad',
};

/** How an answer of now stands to the one of then. */
export function VerdictBadge({ verdict }: Pick<ReplayOutcome, 'verdict'>) {
  const { t } = useTranslation();
  return <Badge tone={tones[verdict]}>{t(`searches:verdict.${verdict}.name`)}</Badge>;
}
