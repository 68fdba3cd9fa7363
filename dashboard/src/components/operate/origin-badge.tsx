import { useTranslation } from 'react-i18next';
import { Badge } from '@/components/ui/badge';

/** Where the value of a setting comes from. */
export function OriginBadge({ origin }: { origin: string }) {
  const { t } = useTranslation();
  return (
    <Badge tone={origin === 'default' ? 'outline' : 'neutral'}>
      {t(`operate:origin.${origin}`)}
    </Badge>
  );
}
