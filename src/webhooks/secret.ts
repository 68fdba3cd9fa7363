import { createHmac, randomBytes } from 'node:crypto';
import type { Instant } from '../model/time.js';
import type { StoredWebhook } from '../store/webhooks.js';

/** As Standard Webhooks has it: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */

const PREFIX = 'whsec_';
const BYTES = 32;

export function newSecret(): string {
  return PREFIX + randomBytes(BYTES).toString('base64');
}

/** The headers of one try; after a rotation each secret signs. */
export function signedHeaders(
  { secret, oldSecret, oldUntil }: Pick<StoredWebhook, 'secret' | 'oldSecret' | 'oldUntil'>,
  { id, body, at }: { id: string; body: string; at: Instant },
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const secrets = oldSecret !== null && at < (oldUntil ?? 0) ? [secret, oldSecret] : [secret];
  const signatures = secrets.map((one) => signatureOf(one, `${id}.${timestamp}.${body}`));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

function signatureOf(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(signed, 'utf8').digest('base64')}`;
}
