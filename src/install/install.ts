import { TulvingError } from '../errors.js';
import { type Books, expecting, settled } from './baseline.js';
import { type Client, type ConfigFile, placeOf } from './client.js';
import {
  isOpenToOthers,
  type Modes,
  missingFolders,
  privateModes,
  readConfigFile,
  sharedModes,
  writeConfigFile,
} from './config-file.js';
import { maskedDiff } from './diff.js';
import { putEntry, readEntry } from './edit/edit.js';
import type { Entry, Place } from './edit/place.js';
import { type Machine, makeEntry, type Wanted } from './entry.js';
import { digestOf, fieldsOf, isEntry, onlyFields, withAdded } from './fields.js';
import type { Ledger } from './ledger.js';
import { type ConfigRow, type EntryRow, samePlace } from './ledger-file.js';
import { maskSecrets } from './mask.js';
import { naming } from './naming.js';
import { isOurs } from './recognise.js';

export interface Installer {
  clients: readonly Client[];
  wanted: Wanted;
  machine: Machine;
  ledger: Ledger;
  /** Whether an entry that somebody wrote by hand may be written over; it comes back with uninstall. */
  overwrite?: boolean;
}

/** One change of one file, not yet made. */
export interface Plan {
  client: Client;
  file: ConfigFile;
  place: Place;
  wanted: Wanted;
  /** What is ours of the entry. */
  entry: Entry;
  warnings: readonly string[];
  status: 'new' | 'changed' | 'same';
  /** What stands at the place. */
  found: unknown;
  /** What the ledger says of it. */
  known: EntryRow | undefined;
  /** Undefined: there is no file. */
  before: string | undefined;
  after: string;
  modes: Modes;
}

/** That somebody wrote a Tulving entry by hand, which differs from the one that shall be put there. */
export class HandMadeEntryError extends TulvingError {}

/**
 * @throws TulvingError config_not_edited, with the file, the line and what to put in by hand.
 */
export function planInstall(client: Client, installer: Installer): Plan {
  const { machine, clients, ledger } = installer;
  const file = fileOf(client, installer.wanted);
  const { path, seed } = file;
  const place = placeOf(file, installer.wanted.name);
  const known = ledger.config(path)?.entries.find((row) => samePlace(row, { place }));
  const wanted = keeping(installer.wanted, known);
  // Another client that reads the same entry of the same file: its form stays.
  const writer = clients.find(({ id }) => id === known?.client) ?? client;
  const { entry, warnings } = makeEntry(writer, wanted, machine);
  const before = readConfigFile(path);
  const put = (fields: Entry) => naming(path, () => putEntry(before, place, fields, seed));
  const plain = put(entry);
  const found = before === undefined ? undefined : readEntry(before, place);
  const ours = known && isEntry(found) ? { found, wrote: known.wrote } : undefined;
  // The key is in the file alone: an entry that holds one stays as it is.
  const kept = wanted !== installer.wanted && known?.options.keyed ? ours : undefined;
  const written = ours ? put(withAdded(entry, ours.found, ours.wrote)) : plain;
  const after = kept && before !== undefined ? before : written;
  const plan: Plan = {
    client,
    file,
    place,
    wanted,
    entry: kept ? onlyFields(kept.found, kept.wrote) : entry,
    warnings: [...warnings, ...openWarnings(file, wanted)],
    status: found === undefined ? 'new' : before === after ? 'same' : 'changed',
    found,
    known,
    before,
    after,
    modes: wanted.project ? sharedModes : privateModes,
  };
  refuseLoss(plan, installer);
  return plan;
}

/** Installing again, to mend the paths or by habit, must not change whose memory it is. */
function keeping(wanted: Wanted, known: EntryRow | undefined): Wanted {
  if (wanted.named || !known) return wanted;
  const { data, remote, scope } = known.options;
  return { ...wanted, data, remote, scope };
}

/** Writes down what the file will be, then the file. @returns the copy of the file before */
export function applyInstall(plan: Plan, installer: Installer): string | null {
  const { file, before, after, modes } = plan;
  const { ledger } = installer;
  // Some clients write their file all the time.
  if (readConfigFile(file.path) !== before) throw changedMeanwhile(file);
  const previous = ledger.config(file.path);
  const row = nextRow(plan, previous, installer);
  ledger.put(row, previous);
  try {
    if (before !== after) writeConfigFile(file.path, after, modes);
  } catch (error) {
    if (previous) ledger.put(previous, row);
    else ledger.drop(row);
    throw error;
  }
  const copy = row.edited === previous?.edited ? row.copy : (row.edited ?? row.copy);
  return copy === null ? null : ledger.copyPath(copy);
}

/** What changes of ours. */
export function diffOf({ place, entry, file, found, known, before, after }: Plan): Promise<string> {
  const render = (fields: Entry) => putEntry(undefined, place, fields, file.seed);
  const isOld = known && isEntry(found) && known.digest === digestOf(found);
  const old = isOld ? render(onlyFields(found, known.wrote)) : '';
  return maskedDiff(before ?? '', after, { entry: render(entry), old });
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

/** Neither another server of our name is written over, nor, unasked, what somebody wrote by hand. */
function refuseLoss(
  { client, file, status, found, known }: Plan,
  { wanted, machine, overwrite = false }: Installer,
): void {
  if (status !== 'changed') return;
  if (!isOurs(found, machine.bin)) {
    throw new TulvingError(
      'config_not_edited',
      `${client.title} has another server called ${wanted.name} in ${file.path}.`,
      { remedy: 'Give ours another name with --name.' },
    );
  }
  if (known || overwrite) return;
  throw new HandMadeEntryError(
    'config_not_edited',
    `${client.title} has an entry ${wanted.name} in ${file.path} that Tulving did not write.`,
    { remedy: 'Add --yes to write over it (uninstall gives it back), or use another --name.' },
  );
}

function changedMeanwhile({ path }: ConfigFile): TulvingError {
  return new TulvingError('config_not_edited', `${path} was changed by another program just now.`, {
    remedy: 'Run it again; if that goes on, quit the client first.',
  });
}

function openWarnings({ path }: ConfigFile, { apiKey, project }: Wanted): string[] {
  if (apiKey === undefined || project || !isOpenToOthers(path)) return [];
  return [`Others on this machine may read ${path}, which holds the key: chmod 600 it.`];
}

function nextRow(plan: Plan, previous: ConfigRow | undefined, installer: Installer): ConfigRow {
  const { client, place, entry, status, found, known, before, after } = plan;
  const { ledger, wanted } = installer;
  const wrote = fieldsOf(entry);
  const digest = digestOf(readEntry(after, place));
  const own: EntryRow = {
    client: client.id,
    name: wanted.name,
    project: wanted.project,
    place: { ...place, path: [...place.path] },
    wrote,
    digest,
    options: optionsOf(plan),
    at: known?.at ?? new Date().toISOString(),
  };
  const row = rowBefore(plan, own, previous, installer);
  // Where nothing stood, nobody else used it any more.
  const isShared = (one: EntryRow) => found !== undefined && one.client !== own.client;
  const others = row.entries.filter((one) => !samePlace(one, own) || isShared(one));
  const shared = others.map((one) => (samePlace(one, own) ? { ...one, wrote, digest } : one));
  const isEdited = known && status === 'changed' && known.digest !== digestOf(found);
  const edited = isEdited && before !== undefined ? ledger.keep(before) : row.edited;
  return expecting({ ...row, edited, entries: [...shared, own] }, after);
}

function optionsOf({ wanted, known, status }: Plan): EntryRow['options'] {
  const { data, remote, scope, apiKey } = wanted;
  const keyed = apiKey !== undefined || (status === 'same' && (known?.options.keyed ?? false));
  const named = Object.entries(scope).filter(([, value]) => value !== undefined);
  return { data, ...(remote !== undefined && { remote }), scope: Object.fromEntries(named), keyed };
}

/** The file without us, as far as it has to be found out now. */
function rowBefore(
  { file: { path }, status, known, before }: Plan,
  own: EntryRow,
  previous: ConfigRow | undefined,
  { ledger, clients, machine }: Installer,
): ConfigRow {
  const books: Books = { ledger, clients, bin: machine.bin };
  const { folders = [], entries = [] } = previous ?? {};
  const bare: ConfigRow = {
    kind: 'config',
    path,
    before: null,
    copy: null,
    edited: null,
    after: [],
    folders: [...new Set([...folders, ...(before === undefined ? missingFolders(path) : [])])],
    entries,
  };
  if (before === undefined) return bare;
  // One that somebody put in by hand, just as we do, is ours from now on.
  if (status === 'same' && !known) {
    const taken = { ...(previous ?? bare), after: [], entries: [...entries, own] };
    return settled({ ...taken, before: previous?.before ?? '' }, before, books);
  }
  return settled(previous ?? { ...bare, before: '' }, before, books);
}
