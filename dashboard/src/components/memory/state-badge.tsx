import type { Memory } from 'tulving/client';
import { useTranslation } from 'react-i18next';
import { Badge, type BadgeTone } from '../ui/badge';

const tones: Record<Memory['state'], BadgeTone> = {
  active: 'good',
  paused: 'warn',
  archived: 'neutral',
  deleted: 'bad',
};

export function StateBadge({ state }: { state: Memory['state'] }) {
  const { t } = useTranslation();
  return <Badge tone={tones[state]}>{t(`value.state.${state}`)}</Badge>;
}

export function KindBadge({ kind }: { kind: Memory['kind'] }) {
  const { t } = useTranslation();
  return <Badge tone="outline">{t(`value.kind.${kind}`)}</Badge>;
}

/** Active and holding is the rule and needs no mark. */
export function LifeBadge({ memory }: { memory: Memory }) {
  const { t } = useTranslation();
  const { state, merged_into, superseded_by } = memory;
  if (state !== 'active') return <StateBadge state={state} />;
  if (merged_into !== null) return <Badge tone="warn">{t('life.merged')}</Badge>;
  if (superseded_by !== null) return <Badge tone="warn">{t('life.superseded')}</Badge>;
  if (hasEnded(memory)) return <Badge tone="warn">{t('life.ended')}</Badge>;
  return null;
}

/** Deleted, or past its end and deleted before long: only restoring makes it what it was. */
export function isGone({ state, expires_at }: Memory): boolean {
  return state === 'deleted' || (expires_at !== null && Date.parse(expires_at) <= Date.now());
}

export function hasEnded({ valid_to }: Memory): boolean {
  return valid_to !== null && Date.parse(valid_to) <= Date.now();
}
