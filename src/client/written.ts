import type { FileRequest } from '../model/requests.js';
import type { Scope } from '../model/scope.js';

/** How what is asked goes over the wire. */

const LINES_PER_REQUEST = 500;

/** Lines of a stream, 500 at a time. */
export async function* groupsOf(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let lines: string[] = [];
  for await (const chunk of stream) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      lines.push(part);
      if (lines.length < LINES_PER_REQUEST) continue;
      yield lines;
      lines = [];
    }
  }
  rest += decoder.decode();
  if (rest !== '') lines.push(rest);
  if (lines.length > 0) yield lines;
}

interface Payload {
  type: string;
  content: string | ArrayBuffer;
}

export function writtenJson(body: unknown): Payload | undefined {
  if (body === undefined) return undefined;
  return { type: 'application/json', content: JSON.stringify(body) };
}

/** A form is written here: a fetch that was passed in may know only the forms of its own library. */
export async function writtenForm(form: FormData): Promise<Payload> {
  const written = new Response(form);
  const type = written.headers.get('content-type') ?? 'multipart/form-data';
  return { type, content: await written.arrayBuffer() };
}

export function formOf({ bytes, ...about }: FileRequest): FormData {
  const form = new FormData();
  // Its name is a field beside it, if it has one: here some runtimes cut off folders.
  form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>]));
  for (const [field, value] of Object.entries(about)) {
    if (Array.isArray(value)) for (const item of value) form.append(field, item);
    else if (value !== undefined)
      form.set(field, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return form;
}

const scopeNames = {
  cube: 'X-Tulving-Cube',
  user_id: 'X-Tulving-User',
  agent_id: 'X-Tulving-Agent',
  app_id: 'X-Tulving-App',
  run_id: 'X-Tulving-Run',
} as const;

/** Headers carry bytes: a name outside of ASCII goes as UTF-8, which looks like Latin-1. */
export function scopeHeaders(scope: Scope): Record<string, string> {
  const named = Object.entries(scopeNames).flatMap(([field, header]) => {
    const value = scope[field as keyof Scope];
    return value === undefined ? [] : [[header, asLatin1(value)] as const];
  });
  return Object.fromEntries(named);
}

export function asLatin1(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
