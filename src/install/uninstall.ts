import type { Client } from './client.js';
import {
  privateModes,
  readConfigFile,
  removeConfigFile,
  removeEmptyFolders,
  sharedModes,
  writeConfigFile,
} from './config-file.js';
import { putEntry, takeEntry } from './edit/edit.js';
import type { FoundEntry } from './inventory.js';
import { isAt } from './install.js';
import { type EntryRow, type FileRow, type Ledger, sha256 } from './ledger.js';

/**
 * What became of it: the file has the bytes of before, or is gone as before; the entry alone was
 * taken out; somebody had done so already; another client still uses it; it was changed, so it
 * stays.
 */
export type Taken = 'restored' | 'removed' | 'taken' | 'gone' | 'shared' | 'kept';

/** Takes out an entry that the ledger knows, and forgets it. */
export function takeOut(row: EntryRow, ledger: Ledger, clients: readonly Client[]): Taken {
  const text = readConfigFile(row.path);
  const isShared = ledger.entries.some((other) => other !== row && isAt(other, row, row.place));
  const taken = isShared ? 'shared' : takeFrom(text, row, { ledger, clients });
  if (text !== undefined && !isShared) {
    for (const other of ledger.entries) {
      if (other !== row && other.path === row.path) rebase(other, row, { text, ledger });
    }
  }
  ledger.drop(row);
  return taken;
}

/** Takes out one that somebody put in by hand. */
export function takeFound({ path, place }: FoundEntry): Taken {
  const text = readConfigFile(path) ?? '';
  const after = takeEntry(text, place);
  if (after === undefined) return 'gone';
  writeConfigFile(path, after, privateModes);
  return 'taken';
}

/** A file that is ours as a whole; one that was changed since is somebody's work. */
export function takeFile(row: FileRow, ledger: Ledger): Taken {
  const text = readConfigFile(row.path);
  if (text !== undefined && sha256(text) !== row.after) return 'kept';
  removeConfigFile(row.path, []);
  ledger.drop(row);
  return text === undefined ? 'gone' : 'removed';
}

interface Books {
  ledger: Ledger;
  clients: readonly Client[];
}

function takeFrom(text: string | undefined, row: EntryRow, { ledger, clients }: Books): Taken {
  if (text === undefined) {
    removeEmptyFolders(row.folders);
    return 'gone';
  }
  const before = row.after === sha256(text) ? beforeOf(row, ledger) : undefined;
  const after = before === undefined ? takeEntry(text, row.place, row) : before;
  if (after === undefined) return 'gone';
  if (after === null || (row.before === null && after === emptied(row, clients))) {
    removeConfigFile(row.path, row.folders);
    return 'removed';
  }
  writeConfigFile(row.path, after, row.project ? sharedModes : privateModes);
  return before === undefined ? 'taken' : 'restored';
}

/** Null: there was no file. Undefined: it cannot be had any more. */
function beforeOf(row: EntryRow, ledger: Ledger): string | null | undefined {
  if (row.before === null) return null;
  const copy = ledger.copyOf(row);
  return copy !== undefined && sha256(copy) === row.before ? copy : undefined;
}

/** What is left of a file that held nothing but our entry. */
function emptied(row: EntryRow, clients: readonly Client[]): string | undefined {
  const { project, name, place } = row;
  const seed = clients.find(({ id }) => id === row.client)?.file({ project, name })?.seed;
  return takeEntry(putEntry(undefined, place, { command: '' }, seed), place, row);
}

/** The other entries of that file must not bring this one back when they go. */
function rebase(
  other: EntryRow,
  gone: EntryRow,
  { text, ledger }: { text: string; ledger: Ledger },
): void {
  const now = readConfigFile(other.path);
  const wasLast = other.after === sha256(text);
  const stoodOnIt = other.before === gone.after;
  const sameParents = isAt({ ...other, place: parentOf(other) }, gone, parentOf(gone));
  ledger.put(
    {
      ...other,
      ...(stoodOnIt && { before: gone.before, copy: gone.copy, folders: gone.folders }),
      ...(sameParents && { prune: Math.max(other.prune, gone.prune) }),
      ...(wasLast && now !== undefined && { after: sha256(now) }),
    },
    other,
  );
}

function parentOf({ place }: EntryRow): EntryRow['place'] {
  return { ...place, path: place.path.slice(0, -1) };
}
