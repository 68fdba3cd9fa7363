import { useTranslation } from 'react-i18next';
import { Badge, type BadgeTone } from '../ui/badge';

/** Writes are rarer, and stand out. */
const tones: Readonly<Record<string, BadgeTone>> = {
  'memory.created': 'good',
  'memory.updated': 'accent',
  'memory.restored': 'accent',
  'memory.deleted': 'bad',
  'memory.erased': 'bad',
};

/** What was done: one of the ways of reading, or a kind of event. */
export function AccessKind({ kind }: { kind: string }) {
  const { t } = useTranslation();
  const name = kind.replace('memory.', '');
  return (
    <Badge tone={tones[kind] ?? 'neutral'}>
      {t([`access_kind.${name}`, `memory:event.${name}`], kind)}
    </Badge>
  );
}
