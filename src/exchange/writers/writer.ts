import type { ExchangeRecord } from '../records.js';

export interface WriteContext {
  /** The user that it is about, where it is one. */
  user: string | undefined;
  at: number;
  /** Whether all rules are among the records: only who manages them may know. */
  rules: boolean;
}

/** All that is exported, from the beginning, as often as it is asked for. */
export type Records = () => AsyncIterable<ExchangeRecord>;

export type Writer = (records: Records, context: WriteContext) => AsyncGenerator<Uint8Array>;

const encoder = new TextEncoder();
/** Small pieces cost more to send than to hold for a moment. In characters. */
const PIECE = 65_536;

/** Gathers text to pieces. */
export async function* encoded(
  texts: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Uint8Array> {
  let gathered = '';
  for await (const text of texts) {
    gathered += text;
    if (gathered.length < PIECE) continue;
    yield encoder.encode(gathered);
    gathered = '';
  }
  if (gathered !== '') yield encoder.encode(gathered);
}
