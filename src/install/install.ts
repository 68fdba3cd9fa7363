import { TulvingError } from '../errors.js';
import { type Client, type ConfigFile, placeOf } from './client.js';
import {
  type Modes,
  privateModes,
  readConfigFile,
  sharedModes,
  writeConfigFile,
} from './config-file.js';
import { maskedDiff } from './diff.js';
import { missingParents, putEntry, readEntry, takeEntry } from './edit/edit.js';
import type { Entry, Place } from './edit/place.js';
import { type Machine, makeEntry, type Wanted } from './entry.js';
import { type EntryRow, type Ledger, sha256 } from './ledger.js';
import { maskSecrets } from './mask.js';
import { isOurs } from './recognise.js';

export interface Installer {
  clients: readonly Client[];
  wanted: Wanted;
  machine: Machine;
  ledger: Ledger;
}

/** One change of one file, not yet made. */
export interface Plan {
  client: Client;
  file: ConfigFile;
  place: Place;
  entry: Entry;
  warnings: readonly string[];
  status: 'new' | 'changed' | 'same';
  /** Undefined: there is no file. */
  before: string | undefined;
  after: string;
  modes: Modes;
}

/**
 * @throws TulvingError config_not_edited, with the file, the line and what to put in by hand.
 */
export function planInstall(client: Client, installer: Installer): Plan {
  const { wanted, machine, ledger } = installer;
  const file = fileOf(client, wanted);
  const place = placeOf(file, wanted.name);
  const sharer = sharerOf(client, { file, place }, installer);
  const { entry, warnings } = makeEntry(sharer ?? client, wanted, machine);
  const before = readConfigFile(file.path);
  const after = naming(file.path, () => putEntry(before, place, entry, file.seed));
  const found = before === undefined ? undefined : readEntry(before, place);
  if (found !== undefined) refuseForeign(found, { client, file, wanted, machine, ledger });
  const status = found === undefined ? 'new' : before === after ? 'same' : 'changed';
  const modes = wanted.project ? sharedModes : privateModes;
  return { client, file, place, entry, warnings, status, before, after, modes };
}

/** Writes the file, then what the ledger has to say of it. @returns the copy of the file before */
export function applyInstall(plan: Plan, { ledger, wanted }: Installer): string | null {
  const { client, file, place, before, after } = plan;
  const rows = ledger.entries.filter((row) => isAt(row, file, place));
  const own = rows.find((row) => row.client === client.id);
  // Some clients write their file all the time.
  if (readConfigFile(file.path) !== before) throw changedMeanwhile(file);
  const origin = originOf(plan, own ?? rows[0], ledger);
  const folders = before === after ? [] : writePlanned(plan, origin, ledger);
  const row: EntryRow = {
    kind: 'entry',
    client: client.id,
    path: file.path,
    name: wanted.name,
    project: wanted.project,
    place: { ...place, path: [...place.path] },
    ...origin,
    folders: origin.folders ?? folders,
    after: sha256(after),
    at: own?.at ?? new Date().toISOString(),
  };
  ledger.put(row, own);
  return row.copy === null ? null : ledger.copyPath(row.copy);
}

function writePlanned({ file, after, modes }: Plan, { copy }: Origin, ledger: Ledger): string[] {
  try {
    return writeConfigFile(file.path, after, modes);
  } catch (error) {
    if (copy !== null) ledger.discard(copy);
    throw error;
  }
}

/** What changes, without the secrets of anybody. */
export function diffOf({ before, after }: Plan): Promise<string> {
  return maskedDiff(before ?? '', after);
}

/** What a person puts in by hand. */
export function snippetOf(
  client: Client,
  wanted: Wanted,
  machine: Machine,
): { path: string; snippet: string } {
  const file = fileOf(client, wanted);
  const { entry } = makeEntry(client, wanted, machine);
  const text = putEntry(undefined, placeOf(file, wanted.name), entry, file.seed);
  return { path: file.path, snippet: maskSecrets(text).trimEnd() };
}

function fileOf(client: Client, { project, name }: Wanted): ConfigFile {
  const file = client.file({ project, name });
  if (file) return file;
  throw new TulvingError('usage', `${client.title} has no file of a project.`, {
    remedy: 'Leave out --project to write your own file.',
  });
}

/** Another client that reads the same entry of the same file: its form stays. */
function sharerOf(
  client: Client,
  { file, place }: { file: ConfigFile; place: Place },
  { clients, ledger }: Installer,
): Client | undefined {
  const row = ledger.entries.find((other) => isAt(other, file, place));
  return row && row.client !== client.id ? clients.find(({ id }) => id === row.client) : undefined;
}

export function isAt(row: EntryRow, { path }: { path: string }, place: Place): boolean {
  return row.path === path && row.place.path.join('\0') === place.path.join('\0');
}

function refuseForeign(
  found: unknown,
  {
    client,
    file,
    wanted,
    machine,
    ledger,
  }: Pick<Plan, 'client' | 'file'> & Omit<Installer, 'clients'>,
): void {
  const known = ledger.entries.some((row) => isAt(row, file, placeOf(file, wanted.name)));
  if (known || isOurs(found, wanted.name, machine.bin)) return;
  throw new TulvingError(
    'config_not_edited',
    `${client.title} has another server called ${wanted.name} in ${file.path}.`,
    { remedy: 'Give ours another name with --name.' },
  );
}

function changedMeanwhile({ path }: ConfigFile): TulvingError {
  return new TulvingError('config_not_edited', `${path} was changed by another program just now.`, {
    remedy: 'Run it again; if that goes on, quit the client first.',
  });
}

type Origin = Pick<EntryRow, 'before' | 'copy' | 'prune'> & { folders?: string[] };

/** The file without our entry. What the user has changed since the last time belongs to it. */
function originOf(
  { place, before, status }: Plan,
  row: EntryRow | undefined,
  ledger: Ledger,
): Origin {
  if (before === undefined)
    return { before: null, copy: null, prune: missingParents(undefined, place) };
  if (row && row.after === sha256(before)) {
    const { before: first, copy, prune, folders } = row;
    return { before: first, copy, prune, folders };
  }
  const prune = row?.prune ?? missingParents(before, place);
  const without = status === 'new' ? before : (takeEntry(before, place, { prune }) ?? before);
  return {
    before: sha256(without),
    copy: ledger.keep(without),
    prune,
    folders: row?.folders ?? [],
  };
}

/** Says which file it was that could not be edited. */
function naming<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    throw new TulvingError(error.code, `${path}: ${error.message}`, {
      cause: error,
      remedy: error.remedy,
    });
  }
}
