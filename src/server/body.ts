import type { HttpBindings } from '@hono/node-server';
import { TulvingError } from '../errors.js';
import type { ServerContext } from './served.js';

const MOST_BYTES = 4 * 1024 * 1024;

/** Reads a JSON body of at most 4 MiB unless more is allowed, counted while it comes in. */
export async function jsonBody(context: ServerContext, mostBytes = MOST_BYTES): Promise<unknown> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new TulvingError('unsupported_media_type', `The Content-Type is "${type}".`);
  }
  const text = decode(await readBytes(context, mostBytes));
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new TulvingError('invalid_json', shorten(detail), { cause: error });
  }
}

/** At most 4 MiB of UTF-8; anything else is refused, not repaired. */
export async function bodyText(context: ServerContext): Promise<string> {
  return decode(await readBytes(context, MOST_BYTES));
}

/** @throws TulvingError `body_too_large` */
export async function readBytes(
  context: ServerContext,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(context.req.header('content-length') ?? 0) > mostBytes) throw tooLarge(mostBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytesOf(context)) {
    size += chunk.byteLength;
    if (size > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Node's own stream where there is one: to wrap it in a Request of the web was a quarter of what HTTP adds
 * to a write. It stays open where reading stops early, or no answer could be sent.
 */
export function bytesOf({
  env,
  req,
}: ServerContext): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  const { incoming } = (env ?? {}) as Partial<HttpBindings>;
  return incoming?.iterator({ destroyOnReturn: false }) ?? req.raw.body ?? [];
}

function tooLarge(mostBytes: number): TulvingError {
  const megabytes = Math.floor(mostBytes / 1_048_576);
  return new TulvingError('body_too_large', `The body is larger than ${megabytes} MiB.`, {
    ...(mostBytes > MOST_BYTES && { remedy: 'Split the file, or raise TULVING_FILE_MB.' }),
  });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new TulvingError('invalid_json', 'The body is not valid UTF-8.', { cause: error });
  }
}

/** The parser quotes what it could not read, which may be long. */
function shorten(detail: string): string {
  return detail.length > 200 ? `${detail.slice(0, 200).toWellFormed()}…` : detail;
}
