import { sep } from 'node:path';
import { TulvingError } from '../errors.js';
import type { Client } from './client.js';
import { removeEmptyFolders } from './config-file.js';
import { findEntries, type FoundEntry, type Unreadable } from './inventory.js';
import { type EntryRow, type FileRow, Ledger } from './ledger.js';
import { takeFile, takeFound, takeOut, type Taken } from './uninstall.js';
import { stateFolder, type World } from './world.js';

export interface RemovalRequest {
  /** Ids of clients; undefined: of all. */
  names: readonly string[] | undefined;
  /** Of the entry; undefined: whatever it is called. */
  name: string | undefined;
  /** Of this folder, in place of the user's own. */
  project: boolean;
  /** Everything that Tulving ever put anywhere. */
  all: boolean;
}

/** What is to go. */
export interface Removal {
  rows: readonly EntryRow[];
  found: readonly FoundEntry[];
  files: readonly FileRow[];
  /** Files of the ledger. */
  own: readonly string[];
  ledgerFolder: string;
  unreadable: readonly Unreadable[];
}

export interface RemovalResult {
  what: string;
  path: string;
  taken?: Taken;
  failure?: TulvingError;
}

interface Surroundings {
  clients: readonly Client[];
  world: World;
}

export function planRemoval(
  request: RemovalRequest,
  { clients, world, ledger }: Surroundings & { ledger: Ledger },
): Removal {
  const { names, name, all, project } = request;
  const isMeant = (entry: { client: string; name: string }) =>
    (names?.includes(entry.client) ?? true) && (name === undefined || entry.name === name);
  const isHere = (row: EntryRow) =>
    all || (row.project === project && (!project || row.path.startsWith(world.cwd + sep)));
  const looked = (all ? [false, true] : [project]).map((inProject) =>
    findEntries(clients, { bin: world.bin, rows: ledger.entries, project: inProject }),
  );
  return {
    rows: ledger.entries.filter((row) => isMeant(row) && isHere(row)),
    found: looked.flatMap(({ entries }) => entries).filter(isMeant),
    files: all ? ledger.rows.filter((row) => row.kind === 'file') : [],
    own: all ? ledger.files() : [],
    ledgerFolder: ledger.folder,
    unreadable: looked
      .flatMap(({ unreadable }) => unreadable)
      .filter(({ client }) => names?.includes(client) ?? true),
  };
}

/** One after the other, the last put first: where one fails, the others go on. */
export async function remove(
  request: RemovalRequest,
  { clients, world }: Surroundings,
): Promise<RemovalResult[]> {
  const results = await Ledger.change(world, async (ledger) => {
    const { rows, found, files } = planRemoval(request, { clients, world, ledger });
    const done = [
      ...rows
        .toReversed()
        .map((row) =>
          attempt(row.client, row.path, () => takeOut(current(row, ledger), ledger, clients)),
        ),
      ...found.map((entry) => attempt(entry.client, entry.path, () => takeFound(entry))),
      ...files.map((row) => attempt('file', row.path, () => takeFile(row, ledger))),
    ];
    const failed = done.some(({ failure }) => failure);
    if (!failed && (request.all || ledger.rows.length === 0)) ledger.remove();
    return done;
  });
  removeEmptyFolders([stateFolder(world)]);
  return results;
}

/** A removal before may have written it anew. */
function current(row: EntryRow, ledger: Ledger): EntryRow {
  const same = ({ client, path, place }: EntryRow) =>
    client === row.client &&
    path === row.path &&
    place.path.join('\0') === row.place.path.join('\0');
  return ledger.entries.find(same) ?? row;
}

function attempt(what: string, path: string, work: () => Taken): RemovalResult {
  try {
    return { what, path, taken: work() };
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    return { what, path, failure: error };
  }
}
