import { CircleAlert, CircleCheck, CircleX, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import type { HealthState } from './parts';

export const healthLooks: Readonly<Record<HealthState, { tone: BadgeTone; icon: LucideIcon }>> = {
  ok: { tone: 'good', icon: CircleCheck },
  degraded: { tone: 'warn', icon: CircleAlert },
  down: { tone: 'bad', icon: CircleX },
};

export function HealthBadge({ status }: { status: HealthState }) {
  const { t } = useTranslation();
  const { tone, icon: Icon } = healthLooks[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3" />
      {t(`status:state.${status}`)}
    </Badge>
  );
}
