import { invalidInput } from '../model/validate.js';
import type { ServerContext } from './served.js';

/** The `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header). */
export function idempotencyKeyOf(context: ServerContext): string | undefined {
  const key = context.req.header('idempotency-key');
  if (key === undefined) return undefined;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const detail = 'the header Idempotency-Key must be 1 to 255 visible ASCII characters';
  throw invalidInput([{ pointer: '', detail }]);
}
