import { CirclePause, CirclePlay } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { App } from 'tulving/client';
import { Badge } from '@/components/ui/badge';

export function AppStateBadge({ state }: Pick<App, 'state'>) {
  const { t } = useTranslation();
  const Icon = state === 'active' ? CirclePlay : CirclePause;
  return (
    <Badge tone={state === 'active' ? 'good' : 'warn'}>
      <Icon aria-hidden className="size-3" />
      {t(`apps:state.${state}`)}
    </Badge>
  );
}
