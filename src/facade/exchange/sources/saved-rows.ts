import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open, truncate } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { textOf } from './fields.js';
import type { Rows, SourceOptions } from './source.js';

type Row = Record<string, unknown>;

/** A line of the file: where it begins, and what it holds. */
const OPENING = '[';

/**
 * Keeps each row in a file as it comes, an array of JSON with one row a line: first what the file holds from an
 * earlier attempt, then the rest. A last line that was cut off is fetched again.
 */
export async function* savedRows(
  path: string,
  rest: (isKnown: NonNullable<SourceOptions['isKnown']>) => Rows,
): AsyncGenerator<Row> {
  const known = new Set<string>();
  let whole = 0;
  for await (const { row, end } of savedIn(path)) {
    whole = end;
    const id = textOf(row, 'id') ?? String(row['id']);
    if (known.has(id)) continue;
    known.add(id);
    yield row;
  }
  if (existsSync(path)) await truncate(path, whole);
  const file = await open(path, 'a', 0o600);
  try {
    let before = whole > 0 ? ',\n' : `${OPENING}\n`;
    for await (const row of rest((id) => known.has(id))) {
      // What could not be read is told each time.
      if ('not_read' in row) yield row;
      else {
        await file.write(`${before}${JSON.stringify(row)}`);
        before = ',\n';
        yield row;
      }
    }
    await finish(file, before);
  } finally {
    await file.close();
  }
}

async function finish(file: FileHandle, before: string): Promise<void> {
  await file.write(before === ',\n' ? '\n]\n' : `${OPENING}\n]\n`);
}

/** Whole rows, and where each ends in bytes, without the comma after it. */
async function* savedIn(path: string): AsyncGenerator<{ row: Row; end: number }> {
  if (!existsSync(path)) return;
  let at = 0;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    const text = line.endsWith(',') ? line.slice(0, -1) : line;
    const end = at + Buffer.byteLength(text);
    at += Buffer.byteLength(line) + 1;
    const row = rowOf(text);
    if (row) yield { row, end };
    else if (text !== OPENING) return;
  }
}

function rowOf(text: string): Row | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Row;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
