import { TulvingError } from '../errors.js';
import type { Client } from './client.js';
import { orUntouched, removeEmptyFolders } from './config-file.js';
import { findEntries, type FoundEntry, type Unreadable } from './inventory.js';
import { Ledger } from './ledger.js';
import type { FileRow, Placed } from './ledger-file.js';
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
  rows: readonly Placed[];
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
  /** The file before somebody's own entry was taken out of it. */
  copy?: string;
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
  const wanted = names === undefined ? clients : clients.filter(({ id }) => names.includes(id));
  const isHere = (row: Placed) =>
    all || (row.project === project && (!project || isOfThisFolder(row, clients)));
  const looked = (all ? [false, true] : [project]).map((inProject) =>
    findEntries(wanted, { bin: world.bin, rows: ledger.entries, project: inProject, name }),
  );
  return {
    rows: ledger.entries.filter((row) => isMeant(row) && isHere(row)),
    found: looked.flatMap(({ entries }) => entries).filter(isMeant),
    files: all ? ledger.scripts : [],
    own: all ? ledger.files() : [],
    ledgerFolder: ledger.folder,
    unreadable: looked.flatMap(({ unreadable }) => unreadable),
  };
}

/** One after the other, the last put first: where one fails, the others go on. */
export async function remove(
  request: RemovalRequest,
  { clients, world }: Surroundings,
): Promise<RemovalResult[]> {
  const { bin } = world;
  const results = await Ledger.change(world, async (ledger) => {
    const { rows, found, files } = planRemoval(request, { clients, world, ledger });
    const done = [
      ...rows
        .toReversed()
        .map((row) =>
          attempt(row.client, row.path, () => ({ taken: takeOut(row, { ledger, clients, bin }) })),
        ),
      ...found.map((entry) => attempt(entry.client, entry.path, () => takeFound(entry, ledger))),
      ...files.map((row) => attempt('file', row.path, () => ({ taken: takeFile(row, ledger) }))),
    ];
    const copies = done.flatMap(({ copy }) => copy ?? []);
    if (done.some(({ failure }) => failure)) return done;
    if (request.all) ledger.remove(copies);
    else if (ledger.rows.length === 0) ledger.remove();
    return done;
  });
  orUntouched(stateFolder(world), () => removeEmptyFolders([stateFolder(world)]));
  return results;
}

/** And not in one of the folders below. */
function isOfThisFolder({ client, name, path }: Placed, clients: readonly Client[]): boolean {
  return clients.find(({ id }) => id === client)?.file({ project: true, name })?.path === path;
}

type Did = Pick<RemovalResult, 'taken' | 'copy'>;

function attempt(what: string, path: string, work: () => Did): RemovalResult {
  try {
    return { what, path, ...work() };
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    return { what, path, failure: error };
  }
}
