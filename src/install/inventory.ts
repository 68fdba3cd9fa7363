import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { TulvingError } from '../errors.js';
import { loadClients } from './catalog.js';
import { type Client, type ConfigFile, placeOf } from './client.js';
import { readConfigFile } from './config-file.js';
import { readEntry } from './edit/edit.js';
import type { Place } from './edit/place.js';
import { Ledger } from './ledger.js';
import { type Placed, samePlace } from './ledger-file.js';
import { naming } from './naming.js';
import { commandOf, isOurs } from './recognise.js';
import type { World } from './world.js';

/** An entry that starts Tulving and that the ledger does not know. */
export interface FoundEntry {
  client: string;
  path: string;
  name: string;
  place: Place;
  entry: unknown;
}

/** A file that could not be looked through. */
export interface Unreadable {
  client: string;
  path: string;
  reason: string;
}

export interface Found {
  entries: readonly FoundEntry[];
  unreadable: readonly Unreadable[];
}

/** Looks through the files of clients for entries that somebody put in by hand. */
export function findEntries(
  clients: readonly Client[],
  {
    bin,
    rows,
    project,
    name = 'tulving',
  }: { bin: string; rows: readonly Placed[]; project: boolean; name?: string | undefined },
): Found {
  const entries: FoundEntry[] = [];
  const unreadable: Unreadable[] = [];
  for (const client of clients) {
    const file = client.file({ project, name });
    if (!file) continue;
    try {
      entries.push(...entriesIn(client, file, bin));
    } catch (error) {
      if (!TulvingError.isInstance(error)) throw error;
      unreadable.push({ client: client.id, path: file.path, reason: error.message });
    }
  }
  return { entries: unknownOnes(entries, rows), unreadable };
}

export interface InstalledClient {
  client: string;
  path: string;
  entry: unknown;
  command?: string;
  works: boolean;
  remedy?: string;
}

/** Every entry of Tulving on this machine, and whether it can still work. */
export async function installedClients(world: World): Promise<InstalledClient[]> {
  const clients = await loadClients(world);
  const rows = Ledger.read(world).entries;
  const { entries, unreadable } = findEntries(clients, { bin: world.bin, rows, project: false });
  return [
    ...rows.map(judgeRow),
    ...entries.map(({ client, path, entry }) => judge({ client, path, entry })),
    ...unreadable
      .filter(({ path }) => !rows.some((row) => row.path === path))
      .map(({ client, path, reason }) => ({
        client,
        path,
        entry: undefined,
        works: false,
        remedy: `Mend that: ${reason}`,
      })),
  ];
}

/** What the file of a row has at its place. */
function entryOf({ path, place }: Placed): unknown {
  const text = readConfigFile(path);
  return text === undefined ? undefined : naming(path, () => readEntry(text, place));
}

function judgeRow(row: Placed): InstalledClient {
  const { client, path, project } = row;
  const flags = project ? ' --project' : '';
  try {
    const entry = entryOf(row);
    if (entry !== undefined) return judge({ client, path, entry });
    const remedy = `It is not in ${path} any more: tulving install ${client}${flags}, or tulving uninstall ${client}${flags}.`;
    return { client, path, entry, works: false, remedy };
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    return {
      client,
      path,
      entry: undefined,
      works: false,
      remedy: `Mend that: ${error.message}`,
    };
  }
}

function judge(found: { client: string; path: string; entry: unknown }): InstalledClient {
  const line = commandOf(found.entry);
  if (line.length === 0) return { ...found, works: true };
  // The program and the script that it runs; what comes after are options.
  const missing = line.slice(0, 2).filter((part) => isAbsolute(part) && !existsSync(part));
  const command = line.join(' ');
  if (missing.length === 0) return { ...found, command, works: true };
  const remedy = `${missing.join(' and ')} is not there any more: tulving install ${found.client}`;
  return { ...found, command, works: false, remedy };
}

function entriesIn(client: Client, file: ConfigFile, bin: string): FoundEntry[] {
  const text = readConfigFile(file.path);
  if (text === undefined) return [];
  const { path, format, parents } = file;
  const servers = naming(path, () => readEntry(text, { format, path: parents }));
  return namedEntries(servers)
    .filter(([, entry]) => isOurs(entry, bin))
    .map(([name, entry]) => ({
      client: client.id,
      path: file.path,
      name,
      place: placeOf(file, name),
      entry,
    }));
}

function namedEntries(servers: unknown): [string, unknown][] {
  if (typeof servers !== 'object' || servers === null) return [];
  if (!Array.isArray(servers)) return Object.entries(servers);
  return servers.map((item: unknown) => [String((item as { name?: unknown } | null)?.name), item]);
}

/** Not in the ledger, and one for clients that share a file. */
function unknownOnes(entries: readonly FoundEntry[], rows: readonly Placed[]): FoundEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ path, place }) => {
    const key = [path, ...place.path].join('\0');
    const isKnown = rows.some((row) => row.path === path && samePlace(row, { place }));
    if (seen.has(key) || isKnown) return false;
    seen.add(key);
    return true;
  });
}
