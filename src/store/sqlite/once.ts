import { createHmac, timingSafeEqual } from 'node:crypto';
import { TulvingError } from '../../errors.js';
import type { Instant } from '../../model/time.js';
import type { Once } from '../change-set.js';
import type { StoredOnce } from '../port.js';
import type { Connection } from './driver.js';
import { secretOf } from './erase.js';

interface Ids {
  memories: string[];
  episodes: string[];
  redacted: string[];
}

/** @throws TulvingError `version_conflict` when the key was used: whoever plans again finds it */
export function claimOnce(db: Connection, once: Once, at: Instant): void {
  db.run('DELETE FROM idempotency WHERE until <= ?', at);
  const { changes } = db.run(
    `INSERT INTO idempotency (owner, key, request_hash, ids, until) VALUES (?, ?, ?, '', ?)
     ON CONFLICT DO NOTHING`,
    once.owner,
    once.key,
    hashOf(db, once.request),
    once.until,
  );
  if (changes === 1) return;
  throw new TulvingError('version_conflict', 'The same request is being answered already.');
}

/** Keeps which ids the request led to; its words are kept nowhere but where they belong. */
export function fillOnce(db: Connection, once: Once, led: Omit<Ids, 'redacted'>): void {
  const ids: Ids = { ...led, redacted: [...once.redacted] };
  db.run(
    'UPDATE idempotency SET ids = ? WHERE owner = ? AND key = ?',
    JSON.stringify(ids),
    once.owner,
    once.key,
  );
}

export function findOnce(
  db: Connection,
  owner: string,
  key: string,
  at: Instant,
): StoredOnce | undefined {
  const row = db.get<{ request_hash: Uint8Array; ids: string }>(
    'SELECT request_hash, ids FROM idempotency WHERE owner = ? AND key = ? AND until > ?',
    owner,
    key,
    at,
  );
  if (!row) return undefined;
  const isOf = (request: Uint8Array) => timingSafeEqual(row.request_hash, hashOf(db, request));
  return { isOf, ...(JSON.parse(row.ids) as Ids) };
}

/** Keyed, so that nobody can tell from it what was erased meanwhile. */
function hashOf(db: Connection, request: Uint8Array): Uint8Array {
  return createHmac('sha256', secretOf(db)).update(request).digest();
}
