import { timingSafeEqual } from 'node:crypto';
import { TulvingError } from '../../errors.js';
import type { Once, Receipt } from '../change-set.js';
import type { StoredOnce } from '../port.js';
import { requestHash } from './tombstones.js';

interface Ids {
  memories: string[];
  episodes: string[];
  redacted: string[];
}

export interface OnceRow {
  request_hash: Uint8Array;
  ids: string;
}

export const FORGET_ONCE = 'DELETE FROM idempotency WHERE until <= ?';
export const CLAIM_ONCE = `INSERT INTO idempotency (owner, key, request_hash, ids, until)
  VALUES (?, ?, ?, '', ?) ON CONFLICT DO NOTHING`;
export const FILL_ONCE = 'UPDATE idempotency SET ids = ? WHERE owner = ? AND key = ?';
export const FIND_ONCE = `SELECT request_hash, ids FROM idempotency
  WHERE owner = ? AND key = ? AND until > ?`;

/** Whoever plans again finds it. */
export function answeredAlready(): TulvingError {
  return new TulvingError('version_conflict', 'The same request is being answered already.');
}

/** Keeps which ids the request led to; its words are kept nowhere but where they belong. */
export function idsOf(
  { redacted }: Once,
  memories: Receipt['memories'],
  episodes: readonly { id: string }[] = [],
): string {
  const ids: Ids = {
    memories: memories.map(({ id }) => id),
    episodes: episodes.map(({ id }) => id),
    redacted: [...redacted],
  };
  return JSON.stringify(ids);
}

export function storedOnce({ request_hash, ids }: OnceRow, secret: Uint8Array): StoredOnce {
  const isOf = (request: Uint8Array) => timingSafeEqual(request_hash, requestHash(secret, request));
  return { isOf, ...(JSON.parse(ids) as Ids) };
}
