import { createHmac, timingSafeEqual } from 'node:crypto';
import { TulvingError } from '../../errors.js';
import type { Instant } from '../../model/time.js';
import type { Once, Receipt } from '../change-set.js';
import type { StoredOnce } from '../port.js';
import type { Connection } from './driver.js';
import { secretOf } from './erase.js';

interface Ids {
  memories: string[];
  episodes: string[];
  redacted: string[];
}

/** Keeps which ids a request led to; its words are kept nowhere but where they belong. */
export function keepOnce(
  db: Connection,
  once: Once,
  { at, receipt, episodes }: { at: Instant; receipt: Receipt; episodes: readonly string[] },
): void {
  db.run('DELETE FROM idempotency WHERE until <= ?', at);
  const ids: Ids = {
    memories: receipt.memories.map(({ id }) => id),
    episodes: [...episodes],
    redacted: [...once.redacted],
  };
  const { changes } = db.run(
    `INSERT INTO idempotency (owner, key, request_hash, ids, until) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    once.owner,
    once.key,
    hashOf(db, once.request),
    JSON.stringify(ids),
    once.until,
  );
  if (changes === 1) return;
  throw new TulvingError('version_conflict', 'The same request is being answered already.');
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
