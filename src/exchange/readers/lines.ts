import type { ImportFile } from '../source.js';

export interface JsonLine {
  place: string;
  value?: unknown;
  error?: string;
}

/** Of one line, in bytes: a long document with all its versions. */
const MOST_LINE = 64 * 1024 * 1024;
const NEWLINE = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Lines of JSON; blank ones are passed over. */
export async function* jsonLines(file: ImportFile): AsyncGenerator<JsonLine> {
  let line = 0;
  for await (const bytes of linesOf(file)) {
    line += 1;
    const place = `line ${line}`;
    if (bytes === 'too long') yield { place, error: 'the line is longer than 64 MiB' };
    else {
      const read = parsed(bytes);
      if (read) yield { place, ...read };
    }
  }
}

async function* linesOf(file: ImportFile): AsyncGenerator<Uint8Array | 'too long'> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  const whole = () => (size > MOST_LINE ? 'too long' : joined(pieces));
  for await (const chunk of file.open()) {
    for (let from = 0; ;) {
      const end = chunk.indexOf(NEWLINE, from);
      const piece = chunk.subarray(from, end < 0 ? chunk.length : end);
      size += piece.length;
      // What is too long is counted, and not kept.
      if (size <= MOST_LINE) pieces.push(piece);
      if (end < 0) break;
      yield whole();
      pieces = [];
      size = 0;
      from = end + 1;
    }
  }
  if (size > 0) yield whole();
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
}

/** Undefined for a blank line. */
function parsed(bytes: Uint8Array): { value: unknown } | { error: string } | undefined {
  try {
    const text = utf8.decode(bytes).trim();
    return text === '' ? undefined : { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError)
      return { error: 'the line is not JSON in UTF-8' };
    throw error;
  }
}
