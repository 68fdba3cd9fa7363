import type { Instant } from '../../model/time.js';
import type { ChangeSet, Once, Receipt } from '../change-set.js';
import { answeredAlready, CLAIM_ONCE, FILL_ONCE, FORGET_ONCE, idsOf } from '../sql/once.js';
import { requestHash } from '../sql/tombstones.js';
import type { Connection } from './driver.js';
import { secretOf } from './erase.js';

/** @throws TulvingError `version_conflict` when the key was used */
export function claimOnce(db: Connection, once: Once, at: Instant): void {
  const { owner, key, request, until } = once;
  db.run(FORGET_ONCE, at);
  const { changes } = db.run(CLAIM_ONCE, owner, key, requestHash(secretOf(db), request), until);
  if (changes === 0) throw answeredAlready();
}

export function fillOnce(
  db: Connection,
  once: Once,
  memories: Receipt['memories'],
  episodes: ChangeSet['episodes'],
): void {
  db.run(FILL_ONCE, idsOf(once, memories, episodes), once.owner, once.key);
}
