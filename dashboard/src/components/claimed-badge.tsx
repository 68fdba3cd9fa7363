import { ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from './ui/badge';

/** Whether a key fixes the name of an app, or it only says so of itself. */
export function ClaimedBadge({ claimed }: { claimed: boolean }) {
  const { t } = useTranslation();
  const name = claimed ? 'claimed' : 'proven';
  const Icon = claimed ? ShieldQuestion : ShieldCheck;
  return (
    <Badge tone={claimed ? 'outline' : 'good'} title={t(`app.${name}_text`)}>
      <Icon aria-hidden className="size-3" />
      {t(`app.${name}`)}
    </Badge>
  );
}
