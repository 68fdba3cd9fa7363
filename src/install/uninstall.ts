import { basename } from 'node:path';
import { type Books, expecting, isEmptied, isUntouched, settled, withoutOurs } from './baseline.js';
import {
  orUntouched,
  privateModes,
  readConfigFile,
  removeConfigFile,
  removeEmptyFolders,
  sharedModes,
  writeConfigFile,
} from './config-file.js';
import { readEntry, saysSame, takeEntry } from './edit/edit.js';
import type { FoundEntry } from './inventory.js';
import type { Ledger } from './ledger.js';
import {
  type ConfigRow,
  type EntryRow,
  type FileRow,
  type Placed,
  samePlace,
  sha256,
} from './ledger-file.js';
import { naming } from './naming.js';
import { isOurs } from './recognise.js';

/**
 * What became of it: the file has the bytes of before, or is gone as before; the entry alone was
 * taken out; somebody had done so already; another client still uses it; it was changed, so it
 * stays.
 */
export type Taken = 'restored' | 'removed' | 'taken' | 'gone' | 'shared' | 'kept';

/** Takes out an entry that the ledger knows, and forgets it. */
export function takeOut(placed: Placed, books: Books): Taken {
  const row = books.ledger.config(placed.path);
  const entry = row?.entries.find((one) => one.client === placed.client && samePlace(one, placed));
  if (!row || !entry) return 'gone';
  const others = row.entries.filter((one) => one !== entry);
  const taken = others.some((one) => samePlace(one, entry))
    ? 'shared'
    : takeFrom(row, entry, books);
  forget(row.path, others, books.ledger);
  return taken;
}

/** Takes out one that somebody put in by hand, and keeps a copy of the file before. */
export function takeFound(
  { path, place }: FoundEntry,
  ledger: Ledger,
): { taken: Taken; copy?: string } {
  const text = readConfigFile(path) ?? '';
  const after = naming(path, () => takeEntry(text, place));
  if (after === undefined) return { taken: 'gone' };
  const copy = ledger.keepTaken(text);
  writeConfigFile(path, after, privateModes);
  return { taken: 'taken', copy };
}

/** A file that is ours as a whole; one that was changed since is somebody's work. */
export function takeFile(row: FileRow, ledger: Ledger): Taken {
  const text = readConfigFile(row.path);
  if (text !== undefined && (sha256(text) !== row.after || !isOurScript(row.path, text))) {
    return 'kept';
  }
  removeConfigFile(row.path, []);
  ledger.drop(row);
  return text === undefined ? 'gone' : 'removed';
}

/** What completes command lines, by its name and how it begins. */
export function isOurScript(path: string, text: string): boolean {
  const named = ['tulving', 'tulving.fish', '_tulving'].includes(basename(path));
  return named && /^(?:#compdef tulving\n)?# Completion of tulving for /.test(text);
}

function takeFrom(row: ConfigRow, entry: EntryRow, books: Books): Taken {
  const { path, entries, folders } = row;
  const text = readConfigFile(path);
  if (text === undefined) {
    if (entries.length === 1) orUntouched(path, () => removeEmptyFolders(folders));
    return 'gone';
  }
  const found = naming(path, () => readEntry(text, entry.place));
  if (found === undefined) return 'gone';
  if (!isOurs(found, books.bin)) return 'kept';
  const base = settled(row, text, books);
  const left = naming(path, () => leftOf(text, base, entry, books));
  books.ledger.put(expecting(base, left ?? ''), row);
  if (left === null) {
    removeConfigFile(path, folders);
    return 'removed';
  }
  writeConfigFile(path, left, entry.project ? sharedModes : privateModes);
  return isUntouched(row, text) && sha256(left) === row.before ? 'restored' : 'taken';
}

/**
 * The file without the entry. When it is the last, the very bytes of before, if they say the same;
 * null: there was no file.
 */
function leftOf(text: string, row: ConfigRow, entry: EntryRow, books: Books): string | null {
  const left = withoutOurs(text, row, [entry], books);
  if (row.entries.length > 1) return left;
  if (row.before === null) return isEmptied(left, row, books.clients) ? null : left;
  const before = books.ledger.copyOf(row);
  return before !== undefined && saysSame(before, left, [entry.place]) ? before : left;
}

function forget(path: string, entries: EntryRow[], ledger: Ledger): void {
  const row = ledger.config(path);
  if (!row) return;
  if (entries.length === 0) ledger.drop(row);
  else ledger.put({ ...row, entries }, row);
}
