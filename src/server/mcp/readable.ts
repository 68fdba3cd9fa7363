import { bodyText } from '../body.js';
import type { ServerContext } from '../served.js';

/** With the body read as everywhere: what is not UTF-8 is refused, where the handler would repair it. */
export async function readable(context: ServerContext): Promise<Request> {
  const { raw } = context.req;
  if (raw.method !== 'POST') return raw;
  const { url, method, headers, signal } = raw;
  return new Request(url, { method, headers, signal, body: await bodyText(context) });
}
