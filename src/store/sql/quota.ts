import { TulvingError } from '../../errors.js';
import type { ChangeSet, Receipt } from '../change-set.js';

/** The active memories of a user of a tenant; asked with user, tenant and moment. */
export const COUNT_ACTIVE = `SELECT count(*) AS n FROM memory
  WHERE user_id = ? AND state = 'active' AND cube IN (SELECT no FROM cube WHERE tenant = ?)
    AND (expires_at IS NULL OR expires_at > ?)`;

/** Whether a change set makes more memories active. */
export function addsActive(
  { revisions, restated }: Pick<ChangeSet, 'revisions' | 'restated'>,
  memories: Receipt['memories'],
): boolean {
  return (
    memories.some(({ outcome }) => outcome === 'created') ||
    restated?.state === 'active' ||
    (revisions?.some(({ state }) => state === 'active') ?? false)
  );
}

export function requireRoom({ user, most }: NonNullable<ChangeSet['quota']>, active: number): void {
  if (active <= most) return;
  const detail = `User ${user} has the ${most} memories that are allowed.`;
  throw new TulvingError('quota_full', detail);
}
