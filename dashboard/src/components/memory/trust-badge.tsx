import { Bot, Globe, type LucideIcon, ShieldCheck, User } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { Badge, type BadgeTone } from '@/components/ui/badge';

type Trust = Memory['trust'];

const looks: Readonly<Record<Trust, { tone: BadgeTone; icon: LucideIcon }>> = {
  verified: { tone: 'good', icon: ShieldCheck },
  user: { tone: 'neutral', icon: User },
  agent: { tone: 'outline', icon: Bot },
  outside: { tone: 'warn', icon: Globe },
};

/** Where the words of a memory come from. */
export function TrustBadge({ trust }: { trust: Trust }) {
  const { t } = useTranslation();
  const { tone, icon: Icon } = looks[trust];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3" />
      {t(`value.trust.${trust}`)}
    </Badge>
  );
}
