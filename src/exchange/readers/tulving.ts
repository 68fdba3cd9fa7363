import { type Found, recordSchemas, type RecordType } from '../records.js';
import type { ImportFile } from '../source.js';
import { jsonLines } from './lines.js';

/** Our own lines: they are what is brought in. */
export async function* readTulving(file: ImportFile): AsyncGenerator<Found> {
  let isWhole = false;
  for await (const { place, value, error } of jsonLines(file)) {
    if (error !== undefined) {
      yield { place, refused: error };
      continue;
    }
    const { type, version } = (value ?? {}) as { type?: unknown; version?: unknown };
    if (typeof type !== 'string' || !Object.hasOwn(recordSchemas, type)) {
      yield { place, refused: `there is no such type of line: ${String(type).slice(0, 40)}` };
      continue;
    }
    if ((type as RecordType) === 'tulving' && version !== 1) {
      yield { place, refused: `version ${String(version)} of the format is not read here` };
      return;
    }
    isWhole = type === 'end';
    yield { place, record: value };
  }
  if (!isWhole) yield { place: 'end', refused: 'the file is cut off: its last line is missing' };
}
