import { Ban, Check, CircleAlert, Clock, LoaderCircle, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobState } from '@/api/jobs';
import { Badge, type BadgeTone } from '@/components/ui/badge';

const looks: Readonly<Record<JobState, { tone: BadgeTone; icon: LucideIcon }>> = {
  waiting: { tone: 'neutral', icon: Clock },
  running: { tone: 'accent', icon: LoaderCircle },
  done: { tone: 'good', icon: Check },
  parked: { tone: 'bad', icon: CircleAlert },
  cancelled: { tone: 'outline', icon: Ban },
};

export function JobStateBadge({ state }: { state: JobState }) {
  const { t } = useTranslation();
  const { tone, icon: Icon } = looks[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3" />
      {t(`jobs:state.${state}`)}
    </Badge>
  );
}
