import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performApart } from '../backup/apart.js';
import { countsOf } from '../backup/foreign.js';
import { archivesIn } from '../backup/folder.js';
import { type Done, type MakeTask, stagingIn } from '../backup/make.js';
import { DATABASE, readName, shortNode } from '../backup/names.js';
import {
  dropRestoreRequest,
  readRestoreRequest,
  writeRestoreRequest,
} from '../backup/restore-request.js';
import { kept } from '../backup/rotation.js';
import { TulvingError } from '../errors.js';
import { presentJob } from '../jobs/present-job.js';
import type { JobHandler } from '../jobs/runner.js';
import { chore } from '../lifecycle/chores.js';
import { requireScope, requireWhole } from '../model/access.js';
import {
  type Backup,
  type BackupVerbs,
  type ListBackupsResult,
  type MadeBackup,
  type PruneBackupsRequest,
  type PrunedBackups,
  pruneBackupsSchema,
  type RestorePreview,
  type RestoreRequest,
} from '../model/backups.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { Job } from '../model/job.js';
import type { Rotation } from '../model/rotation.js';
import { type Clock, formatInstant, type Instant } from '../model/time.js';
import { validate } from '../model/validate.js';
import { copyMoment, type CopySource } from '../store/copy/copy.js';
import { SqlitePlace } from '../store/copy/sqlite-place.js';
import type { Store } from '../store/port.js';

export interface BackupSettings {
  /** The data directory; files come about there, whatever engine holds the memories. */
  data: string;
  /** Where archives lie. */
  directory: string;
  /** Encrypts what is made, and opens what is verified. */
  passphrase: string | undefined;
  /** In ms; 0: only when somebody asks. */
  every: number;
  keep: Rotation;
  /** The store as a whole, where the data directory does not hold it. */
  place?: (() => Promise<CopySource & { close(): Promise<void> }>) | undefined;
}

export interface BackupsParts {
  backup: BackupSettings;
  store: Pick<Store, 'jobs' | 'node' | 'status'>;
  clock: Clock;
}

/** What only who has the data directory may say. */
export interface CreateBackupRequest {
  /** Default: a name of its own in the backup directory. */
  to?: MakeTask['to'];
  /** Default: that of the settings. */
  passphrase?: string;
}

/** All that is kept, in one file; while others go on writing. `restoreBackup` is the way back. */
export class Backups implements BackupVerbs {
  readonly #parts: BackupsParts;

  constructor(parts: BackupsParts) {
    this.#parts = parts;
  }

  async create(request: CreateBackupRequest = {}, caller: Caller = LOCAL): Promise<MadeBackup> {
    requireOperator(caller);
    return this.#make(request);
  }

  /** Newest first; also those of other stores that lie there. */
  async list(caller: Caller = LOCAL): Promise<ListBackupsResult> {
    requireOperator(caller);
    const { data: inDirectory, place, directory, every, keep, passphrase } = this.#parts.backup;
    const data = await this.#archives();
    return {
      directory,
      data,
      next_at: every > 0 ? formatInstant(this.#due(data)) : null,
      every_hours: every / HOUR,
      keep,
      encrypts: passphrase !== undefined,
      restore: place === undefined ? readRestoreRequest(inDirectory) : null,
    };
  }

  /** Has one made in the background. */
  async request(caller: Caller = LOCAL): Promise<Job> {
    requireOperator(caller);
    const { store, clock } = this.#parts;
    const at = clock();
    const asked = { ...chore('backup', at), payload: { asked: true }, tenant: LOCAL.tenant };
    const id = await store.jobs.enqueue(asked, at);
    const job = await store.jobs.get(LOCAL.tenant, id);
    if (job) return presentJob(job);
    throw new TulvingError('not_found', `The job ${id} has gone.`);
  }

  /** Where one lies. @throws TulvingError not_found */
  async locate(name: string, caller: Caller = LOCAL): Promise<Located> {
    requireOperator(caller);
    const path = this.#pathOf(name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) throw noBackup(name);
    return { path, bytes: stat.size };
  }

  /**
   * What restoring one would do. It is read to its end.
   *
   * @throws TulvingError not_found, archive_damaged, archive_locked, store_newer
   */
  async preview(name: string, caller: Caller = LOCAL): Promise<RestorePreview> {
    const { path: file } = await this.locate(name, caller);
    const { data, passphrase, place } = this.#parts.backup;
    const manifest = await performApart({ doing: 'verify', path: file, passphrase });
    const { made_at, tulving, schema, rows, files, node } = manifest;
    const foreign = shortNode(node) !== shortNode(await this.#parts.store.node());
    const { memories } = await this.#parts.store.status();
    const taken = Object.values(memories).some((count) => count > 0);
    const counts = Object.entries(countsOf(rows, []));
    return {
      name,
      made_at,
      tulving,
      schema,
      into: place === undefined ? data : 'PostgreSQL',
      rows,
      files,
      foreign,
      left_out: Object.fromEntries(foreign ? counts.filter(([, count]) => count > 0) : []),
      taken,
      at_start: place === undefined && !foreign,
      command: `tulving backup restore ${name} --data ${quoted(data)}${taken ? ' --replace' : ''}`,
    };
  }

  /**
   * Has the next start of the server restore one, in place of what is there then.
   *
   * @throws TulvingError as `preview` does; restore_by_command for that of another store, which takes words
   *   about its keys, and for PostgreSQL, which restores into an empty database
   */
  async restoreAtStart(name: string, caller: Caller = LOCAL): Promise<RestoreRequest> {
    const { at_start: isPossible, command } = await this.preview(name, caller);
    if (!isPossible) {
      throw new TulvingError('restore_by_command', `A start does not restore ${name}.`, {
        remedy: `Stop the server and run \`${command}\`; docs/backup.md tells how.`,
      });
    }
    const { backup, clock } = this.#parts;
    const request = { name, asked_at: formatInstant(clock()), failed: null };
    writeRestoreRequest(backup.data, request);
    return request;
  }

  /** Takes it back, or the note that it has failed. @throws TulvingError not_found */
  async keepAtStart(name: string, caller: Caller = LOCAL): Promise<void> {
    requireOperator(caller);
    const { data } = this.#parts.backup;
    if (readRestoreRequest(data)?.name !== name) {
      throw new TulvingError('not_found', 'No start is going to restore that backup.');
    }
    dropRestoreRequest(data);
  }

  /**
   * Reads one to its end.
   *
   * @param name of a file in the backup directory
   * @throws TulvingError not_found, archive_damaged, archive_locked, store_newer
   */
  async verify(name: string, caller: Caller = LOCAL): Promise<MadeBackup> {
    requireOperator(caller);
    const { passphrase } = this.#parts.backup;
    const path = this.#pathOf(name);
    return this.#own(await performApart({ doing: 'verify', path, passphrase }));
  }

  /** Removes those of this store that the rotation does not keep. */
  async prune(request: PruneBackupsRequest = {}, caller: Caller = LOCAL): Promise<PrunedBackups> {
    requireOperator(caller);
    const { dry_run: isDry = false } = validate(pruneBackupsSchema, request);
    return this.#prune(isDry);
  }

  /** Asks for the next one, where the settings want any. */
  async ask(at: Instant): Promise<void> {
    if (this.#parts.backup.every === 0) return;
    const due = Math.max(at, this.#due(await this.#archives()));
    await this.#parts.store.jobs.enqueue({ ...chore('backup', due), tenant: LOCAL.tenant }, at);
  }

  readonly job: JobHandler = {
    concurrency: 1,
    tries: 10,
    run: async ({ payload }, { signal }) => {
      const { every } = this.#parts.backup;
      if (payload['asked'] === true) return { made: (await this.#make({}, signal)).name };
      if (every === 0) return { made: null, removed: [] };
      const isDue = this.#due(await this.#archives()) <= this.#parts.clock();
      const made = isDue ? (await this.#make({}, signal)).name : null;
      const { removed } = made === null ? { removed: [] } : await this.#prune(false);
      await this.ask(this.#parts.clock());
      return { made, removed };
    },
  };

  #pathOf(name: string): string {
    if (!readName(name)) throw noBackup(name);
    return join(this.#parts.backup.directory, name);
  }

  async #make({ to, passphrase }: CreateBackupRequest, signal?: AbortSignal): Promise<MadeBackup> {
    const { backup, clock } = this.#parts;
    const task: MakeTask = {
      doing: 'make',
      data: backup.data,
      to: to ?? { folder: backup.directory },
      at: clock(),
      passphrase: passphrase ?? backup.passphrase,
    };
    if (!backup.place) return this.#own(await performApart(task, signal));
    const staging = stagingIn(backup.data, 'making');
    const place = await backup.place();
    try {
      await copyMoment(place, new SqlitePlace(staging));
      const database = join(staging, DATABASE);
      return await this.#own(await performApart({ ...task, database }, signal));
    } finally {
      await place.close();
      rmSync(staging, { recursive: true, force: true });
    }
  }

  async #prune(isDry: boolean): Promise<PrunedBackups> {
    const { directory, keep, data } = this.#parts.backup;
    const own = (await this.#archives()).filter((archive) => archive.own);
    const byRotation = kept(own, keep);
    const asked = readRestoreRequest(data)?.name;
    const stay = own.filter((archive) => byRotation.includes(archive) || archive.name === asked);
    const removed = own.filter((archive) => !stay.includes(archive));
    if (!isDry) for (const { name } of removed) rmSync(join(directory, name), { force: true });
    return { kept: stay.map(({ name }) => name), removed: removed.map(({ name }) => name) };
  }

  #due(archives: readonly Backup[]): Instant {
    const last = archives.find(({ own }) => own);
    const { every } = this.#parts.backup;
    return last === undefined ? this.#parts.clock() : Date.parse(last.made_at) + every;
  }

  async #archives(): Promise<Backup[]> {
    return archivesIn(this.#parts.backup.directory, await this.#parts.store.node());
  }

  async #own({ node, ...made }: Done): Promise<MadeBackup> {
    return { ...made, own: shortNode(node) === shortNode(await this.#parts.store.node()) };
  }
}

const HOUR = 3_600_000;

export interface Located {
  path: string;
  bytes: number;
}

function noBackup(name: string): TulvingError {
  return new TulvingError('not_found', `There is no backup ${name}.`, {
    remedy: '`tulving backup list` shows what there is.',
  });
}

/** For a shell, where it needs that. */
function quoted(path: string): string {
  return /^[\w./:@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** A backup holds what all tenants and users have. */
function requireOperator({ access, tenant }: Caller): void {
  requireScope(access, 'admin');
  requireWhole(access);
  if (tenant === LOCAL.tenant) return;
  throw new TulvingError('forbidden', 'Backups hold all tenants; the key is for one of them.');
}
