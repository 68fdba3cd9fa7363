import { encoded, type Records, type Writer } from './writer.js';

/** Our own lines, as they are brought in again. */
export const writeJsonl: Writer = (records) => encoded(lines(records));

async function* lines(records: Records): AsyncGenerator<string> {
  for await (const record of records()) yield `${JSON.stringify(record)}\n`;
}
