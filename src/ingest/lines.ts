import { TulvingError } from '../errors.js';

export const MOST_LINE_BYTES = 1_048_576;

/** One line of newline-delimited JSON, or why it could not be read. */
export interface Line {
  /** From 1, blank lines counted. */
  line: number;
  value?: unknown;
  error?: TulvingError;
}

const NEWLINE = 0x0a;
const NOTHING = new Uint8Array();
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a stream line by line. A line that cannot be read is told, and the next one read. */
export async function* readLines(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Line> {
  let line = 0;
  let pieces: Uint8Array[] = [];
  let size = 0;
  const finish = (): Line | undefined => {
    line += 1;
    const read = size > MOST_LINE_BYTES ? { line, error: tooLong() } : parse(line, pieces);
    pieces = [];
    size = 0;
    return read;
  };
  for await (const chunk of stream) {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from);
      const piece = chunk.subarray(from, end === -1 ? chunk.length : end);
      size += piece.length;
      // What is too long is counted, and not kept.
      if (size <= MOST_LINE_BYTES) pieces.push(piece);
      if (end === -1) break;
      const read = finish();
      if (read) yield read;
      from = end + 1;
    }
  }
  if (size > 0) {
    const read = finish();
    if (read) yield read;
  }
}

/** Undefined for a blank line. */
function parse(line: number, pieces: readonly Uint8Array[]): Line | undefined {
  try {
    const [whole = NOTHING] = pieces;
    const text = utf8.decode(pieces.length <= 1 ? whole : Buffer.concat(pieces)).trim();
    return text === '' ? undefined : { line, value: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    const detail = `Line ${line} is not a JSON object in UTF-8.`;
    const remedy = 'Write one JSON object a line, in UTF-8.';
    return { line, error: new TulvingError('invalid_json', detail, { cause: error, remedy }) };
  }
}

function tooLong(): TulvingError {
  return new TulvingError('body_too_large', 'The line is longer than 1 MiB.', {
    remedy: 'Split the text over several lines.',
  });
}

/** Works on several at once and answers in the order they came in. */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  for await (const item of items) {
    const result = work(item);
    // It is waited for below; until then a failure must not pass for one that nobody looks at.
    result.catch(() => undefined);
    running.push(result);
    if (running.length >= atOnce) yield (await running.shift()) as Result;
  }
  for (const last of running) yield await last;
}
