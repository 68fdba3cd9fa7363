import { createHmac } from 'node:crypto';
import type { ErasedWords } from '../port.js';

/** Name of the setting that holds the key of hashes that must not tell what was hashed. */
export const SECRET = 'tombstone_key';

/** What a tombstone keeps: nobody without the key can tell from it what was erased. */
export function tombstoneOf(
  secret: Uint8Array,
  { cube, user, agent, app, fingerprint }: ErasedWords,
): Uint8Array {
  return createHmac('sha256', secret)
    .update(JSON.stringify([cube, user, agent, app, fingerprint]))
    .digest();
}

/** Of a request that is kept to know it again. Keyed, so that nobody can tell from it what was erased meanwhile. */
export function requestHash(secret: Uint8Array, request: Uint8Array): Uint8Array {
  return createHmac('sha256', secret).update(request).digest();
}
