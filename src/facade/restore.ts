import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performApart } from '../backup/apart.js';
import { type Asked, askedNames, countsOf } from '../backup/foreign.js';
import { dropEmpty, missingFolders } from '../backup/folder.js';
import { stagingIn } from '../backup/make.js';
import { BACKUPS, DATABASE } from '../backup/names.js';
import { readArchive, refuseMissing } from '../backup/read-archive.js';
import { dropRestoreRequest } from '../backup/restore-request.js';
import {
  carryOver,
  erasedSince,
  prepareDatabase,
  settleAttachments,
  settleConfig,
} from '../backup/settle.js';
import { createMemory } from '../compose.js';
import { TulvingError } from '../errors.js';
import type { Manifest } from '../model/backups.js';
import { copyStore } from '../store/copy/copy.js';
import type { CopyPlace, Found } from '../store/copy/port.js';
import { openPostgresPlace, schemasOf } from '../store/copy/postgres-place.js';
import { SqlitePlace } from '../store/copy/sqlite-place.js';
import { HeldDatabase } from '../store/sqlite/hold.js';

export interface RestoreOptions {
  /** An archive. */
  file: string;
  /** The data directory to restore into; made when it is missing. */
  data: string;
  /** A PostgreSQL database without memories that the store goes into; its files go into `data`. */
  databaseUrl?: string | undefined;
  passphrase?: string | undefined;
  /** What of the archive of another store is taken over, too. */
  with?: readonly Asked[];
  /** Takes the place of what is there, of which a backup is made first. */
  replace?: boolean;
  /** Refuses the archive of another store, whose keys and rules would be left out. */
  ownOnly?: boolean;
  /** Where that backup goes. Default: `backups` in the data directory. */
  backupDirectory?: string | undefined;
  /** Verifies the archive and tells what would be done. */
  dryRun?: boolean;
}

export interface RestoreReport {
  file: string;
  made_at: string;
  /** The version of Tulving that made it. */
  tulving: string;
  /** Of the archive; it is brought to the newest. */
  schema: number;
  into: string;
  rows: Record<string, number>;
  /** Files of attachments. */
  files: number;
  /** Whether another store made it, or nothing is known of the one that was here. */
  foreign: boolean;
  /** What it has of each kind and was not asked for. */
  left_out: Partial<Record<Asked, number>>;
  /** Whether something is kept there already. */
  taken: boolean;
  /** The backup that was made of it. */
  replaced: string | null;
  /** What was erased here after the backup, and so was erased in what was restored. */
  erased_again: number;
  dry_run: boolean;
}

/**
 * Brings back what a backup holds. The archive is read to its end and checked before anything that is
 * there changes; then one renaming puts the new store into its place. What is refused leaves nothing behind.
 *
 * @throws TulvingError not_found, archive_damaged, archive_locked, store_newer, copy_target_taken,
 *   store_busy, restore_by_command with `ownOnly`
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const { data, databaseUrl } = options;
  await refuseMissing(options.file);
  const place =
    databaseUrl === undefined
      ? new SqlitePlace(data)
      : await openPostgresPlace(schemasOf(databaseUrl));
  // Before anything of ours reads it: some drivers let go of a database late.
  const isSettled = place.engine === 'sqlite' && options.dryRun !== true;
  const held = isSettled ? await holdFor(options, place) : undefined;
  try {
    const found = await place.inspect();
    if (options.dryRun === true) {
      const { file, passphrase } = options;
      return reportOf(await readArchive(file, { passphrase }), { options, place, found });
    }
    refuseTaken(options, place, found);
    return await restoreInto({ place, found, held, options });
  } finally {
    held?.release();
    await place.close();
  }
}

async function holdFor(options: RestoreOptions, place: CopyPlace): Promise<HeldDatabase> {
  try {
    return await HeldDatabase.hold(join(options.data, DATABASE));
  } catch (error) {
    // Nobody is to stop a server for a restore that is refused then.
    const isBusy = TulvingError.isInstance(error) && error.code === 'store_busy';
    if (isBusy && options.replace !== true) {
      refuseTaken(options, place, await place.inspect());
    }
    throw error;
  }
}

function refuseTaken({ replace = false }: RestoreOptions, place: CopyPlace, found: Found): void {
  if (found.isEmpty) return;
  if (place.engine === 'postgres') {
    throw new TulvingError('copy_target_taken', `${place.location} holds memories or keys.`);
  }
  if (replace) return;
  throw new TulvingError('copy_target_taken', `${place.location} holds memories or keys.`, {
    remedy:
      'Name another data directory with --into; or add --replace, which backs this one up first.',
  });
}

function refuseForeign(file: string): never {
  throw new TulvingError(
    'restore_by_command',
    `Another store made ${file}, or nothing is known of the one here.`,
    {
      remedy: 'Run `tulving backup restore`, which tells what of its keys and rules it leaves out.',
    },
  );
}

async function restoreInto({ place, found, held, options }: Taken): Promise<RestoreReport> {
  const { data, file, passphrase } = options;
  const made = missingFolders(join(data, BACKUPS));
  const staging = stagingIn(data, 'restoring');
  try {
    const into = join(staging, 'store');
    mkdirSync(into, { mode: 0o700 });
    const report = reportOf(await readArchive(file, { passphrase, into }), {
      options,
      place,
      found,
    });
    if (options.ownOnly === true && report.foreign) refuseForeign(file);
    await prepareDatabase(into, Object.keys(report.left_out) as Asked[]);
    if (!found.isEmpty) {
      if (!report.foreign) report.erased_again = await eraseAgain(data, into);
      report.replaced = await backUp(options);
      if (!report.foreign) await carryOver(data, into);
    }
    settleAttachments(into, data);
    // The one moment in which the store becomes another one.
    if (held) held.replaceBy(join(into, DATABASE));
    else await copyStore(new SqlitePlace(into), place);
    if (report.left_out.settings === undefined) settleConfig(into, data);
    // It was about the store that is gone.
    dropRestoreRequest(data);
    return report;
  } finally {
    rmSync(staging, { recursive: true, force: true });
    dropEmpty(made);
  }
}

/** A backup is older than what was erased since: that does not come back with it. */
async function eraseAgain(data: string, staging: string): Promise<number> {
  const { memories, episodes } = await erasedSince(data, staging);
  if (memories.length + episodes.length === 0) return 0;
  const memory = await createMemory({ data: staging, tracesMegabytes: 0 });
  try {
    for (const id of memories) await ifThere(memory.erase(id));
    for (const id of episodes) await ifThere(memory.eraseEpisode(id));
    await memory.compact();
  } finally {
    await memory.close();
  }
  return memories.length + episodes.length;
}

/** One may have gone with another. */
async function ifThere(erasing: Promise<unknown>): Promise<void> {
  try {
    await erasing;
  } catch (error) {
    if (!TulvingError.isInstance(error) || error.code !== 'not_found') throw error;
  }
}

async function backUp({ data, backupDirectory, passphrase }: RestoreOptions): Promise<string> {
  const to = { folder: backupDirectory ?? join(data, BACKUPS) };
  return (await performApart({ doing: 'make', data, to, at: Date.now(), passphrase })).path;
}

interface Where {
  options: RestoreOptions;
  place: CopyPlace;
  found: Found;
}

interface Taken extends Where {
  /** The database that is replaced; undefined on PostgreSQL. */
  held: HeldDatabase | undefined;
}

function reportOf(manifest: Manifest, { options, place, found }: Where): RestoreReport {
  const { made_at, tulving, schema, rows, parts, node } = manifest;
  const foreign = found.node !== node;
  const names = parts.map(({ name }) => name);
  const counts = countsOf(rows, names);
  const out = askedNames.filter(
    (name) => foreign && counts[name] > 0 && !options.with?.includes(name),
  );
  return {
    file: options.file,
    made_at,
    tulving,
    schema,
    into: place.location,
    rows,
    files: names.filter((name) => name.startsWith('attachments/')).length,
    foreign,
    left_out: Object.fromEntries(out.map((name) => [name, counts[name]])),
    taken: !found.isEmpty,
    replaced: null,
    erased_again: 0,
    dry_run: options.dryRun ?? false,
  };
}
