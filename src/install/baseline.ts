import type { Client } from './client.js';
import { missingParents, putEntry, readEntry, takeEntry } from './edit/edit.js';
import type { Entry, Place } from './edit/place.js';
import type { Ledger } from './ledger.js';
import { type ConfigRow, sha256 } from './ledger-file.js';
import { isOurs } from './recognise.js';

export interface Books {
  ledger: Ledger;
  clients: readonly Client[];
  /** Absolute path of bin/tulving.js. */
  bin: string;
}

/** How many states of a file of ours are known again. */
const MOST_STATES = 4;

/** Whether nobody but us has changed the file since we came. */
export function isUntouched({ after }: ConfigRow, text: string): boolean {
  return after.includes(sha256(text));
}

/** The row that expects this text. */
export function expecting(row: ConfigRow, text: string): ConfigRow {
  return { ...row, after: [sha256(text), ...row.after].slice(0, MOST_STATES) };
}

/** What the user has changed in the file since belongs to what was before us. */
export function settled(row: ConfigRow, text: string, books: Books): ConfigRow {
  if (isUntouched(row, text)) return row;
  const before = withoutOurs(text, row, row.entries, books);
  if (row.before === null && isEmptied(before, row, books.clients)) return { ...row, after: [] };
  return { ...row, before: sha256(before), copy: books.ledger.keep(before), after: [] };
}

/** The text without these entries, the last put first. What stood there before us is put back. */
export function withoutOurs(
  text: string,
  row: ConfigRow,
  entries: readonly { place: Place }[],
  { ledger, bin }: Books,
): string {
  const before = row.before === null ? null : ledger.copyOf(row);
  return entries.toReversed().reduce((left, { place }) => {
    if (!isOurs(readEntry(left, place), bin)) return left;
    const original = before ? readEntry(before, place) : undefined;
    if (original !== undefined) return putEntry(left, place, original as Entry);
    // Without the copy nobody can tell which containers were there before us: all stay.
    const prune = before === undefined ? 0 : missingParents(before ?? undefined, place);
    return takeEntry(left, place, { prune }) ?? left;
  }, text);
}

/** Whether that is what a file of ours alone comes to when our entries go. */
export function isEmptied(text: string, row: ConfigRow, clients: readonly Client[]): boolean {
  return row.entries.some(({ client, project, name, place }) => {
    const seed = clients.find(({ id }) => id === client)?.file({ project, name })?.seed;
    const alone = putEntry(undefined, place, { command: '' }, seed);
    const prune = missingParents(undefined, place);
    return text.trim() === takeEntry(alone, place, { prune })?.trim();
  });
}
