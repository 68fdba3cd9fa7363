import { ArrowDown, ArrowUp, Equal, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Move } from '@/components/recall/compare-answers';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import type { Side } from './run-column';

const pictures = { same: Equal, up: ArrowUp, down: ArrowDown, only: Plus };
const tones: Record<Move['kind'], BadgeTone> = {
  same: 'outline',
  up: 'good',
  down: 'warn',
  only: 'accent',
};

/** How a memory stands against the other side. */
export function MoveBadge({ move, side }: { move: Move | undefined; side: Side }) {
  const { t } = useTranslation();
  if (move === undefined) return null;
  const Picture = pictures[move.kind];
  const told = t(`recall:move.${move.kind}`, { ...move, side: side.other });
  return (
    <Badge tone={tones[move.kind]} title={told}>
      <Picture aria-hidden className="size-3" />
      <span className="sr-only">{told}</span>
      <span aria-hidden>{short()}</span>
    </Badge>
  );

  function short(): string {
    if (move === undefined || move.kind === 'same') return '';
    if (move.kind === 'only') return t('recall:move.only_short', { side: side.name });
    return String(move.by);
  }
}
