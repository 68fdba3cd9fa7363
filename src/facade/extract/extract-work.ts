import { type ErrorCode, errorTable, TulvingError } from '../../errors.js';
import {
  planWindows,
  splitWindow,
  type Window,
  type WindowOptions,
} from '../../ingest/extract/windows.js';
import type { JobContext, JobHandler } from '../../jobs/runner.js';
import { FULL } from '../../model/access.js';
import type { ExtractResult } from '../../model/extract.js';
import type { StoredJob } from '../../store/jobs.js';
import type { Store, StoredEpisode } from '../../store/port.js';
import type { ExtractPayload } from './hand-in.js';
import { Outcome } from './outcome.js';
import { readEarlier, readEpisodes } from './sources.js';
import { type DrawerParts, type DrawTask, WindowDrawer } from './window-drawer.js';

export interface ExtractWorkParts extends DrawerParts {
  store: Pick<Store, 'memories' | 'removals' | 'jobs'>;
  windows: WindowOptions;
  /** What holds in a cube; undefined: nothing is drawn there. */
  rulesOf: (tenant: number, cube: string) => Promise<DrawTask['prompt'] | undefined>;
}

/** Jobs of one scope are joined up to so many windows; more would hold up other users. */
const MOST_WINDOWS = 4;
const TRIES = 6;
/** Another answer to the same question may be of use; a smaller question more so. */
const splits: ReadonlySet<ErrorCode> = new Set(['model_unusable', 'model_declined']);

/** The job `extract`: draws from episodes, window after window, each kept as soon as it is drawn. */
export class ExtractWork {
  readonly handler: JobHandler;
  readonly #parts: ExtractWorkParts;
  readonly #drawer: WindowDrawer;

  constructor(parts: ExtractWorkParts) {
    this.#parts = parts;
    this.#drawer = new WindowDrawer(parts);
    this.handler = {
      concurrency: 4,
      tries: TRIES,
      // What one job keeps is what the next one of the user is compared with.
      mostOfUser: 1,
      run: (job, context) => this.#run(job, context),
    };
  }

  /** A window that fails does not keep those after it from being drawn; the job fails after the last. */
  async #run(leased: StoredJob, context: JobContext): Promise<ExtractResult> {
    const job = await this.#joined(leased);
    const { store, windows, rulesOf } = this.#parts;
    const { episodes: ids, only, access } = job.payload as unknown as ExtractPayload;
    const outcome = new Outcome();
    const again = only !== undefined;
    const episodes = await readEpisodes(store, job.tenant, { ids, again });
    const cube = episodes[0]?.scope.cube;
    const prompt = cube === undefined ? undefined : await rulesOf(job.tenant, cube);
    if (!prompt) return outcome.result;
    const task: DrawTask = {
      tenant: job.tenant,
      job: job.id,
      user: job.user,
      access: access ? { ...FULL, ...access } : FULL,
      isLast: job.tries >= TRIES,
      prompt,
      only,
      signal: context.signal,
      outcome,
    };
    const earlier = await readEarlier(store, job.tenant, episodes, windows.overlapTurns);
    const planned = planWindows(inSessions(episodes), windows, earlier);
    const failures: TulvingError[] = [];
    for (const [at, window] of planned.entries()) {
      context.signal.throwIfAborted();
      failures.push(...(await this.#drawOrSplit(window, task)));
      context.progress(at + 1, planned.length);
    }
    if (failures.length > 0) throw failed(failures, planned.length);
    return outcome.result;
  }

  /** What waits of the same scope goes along, so that a window is full. Not after a try that failed. */
  async #joined(job: StoredJob): Promise<StoredJob> {
    const { store, windows, clock } = this.#parts;
    const { joins, tokens } = job.payload as unknown as ExtractPayload;
    const most = MOST_WINDOWS * windows.mostTokens - tokens;
    if (job.tries > 1 || most <= 0 || job.leasedBy === null) return job;
    const joined = await store.jobs.join(job.id, job.leasedBy, { at: clock(), joins, most });
    return joined ?? job;
  }

  /** @returns why parts of it could not be drawn */
  async #drawOrSplit(window: Window, task: DrawTask): Promise<TulvingError[]> {
    if (await this.#drawer.isDone(window, task)) return [];
    const halves = splitWindow(window, this.#parts.windows) ?? [];
    const done = await Promise.all(halves.map((half) => this.#drawer.isDone(half, task)));
    if (!done.includes(true)) {
      const failure = await this.#draw(window, task);
      if (!failure) return [];
      if (halves.length === 0) return [failure];
    }
    const failures: TulvingError[] = [];
    for (const [at, half] of halves.entries()) {
      const failure = done[at] ? undefined : await this.#draw(half, task);
      if (failure) failures.push(failure);
    }
    return failures;
  }

  /** What is wrong with the model and not with the window ends the whole try. */
  async #draw(window: Window, task: DrawTask): Promise<TulvingError | undefined> {
    task.signal.throwIfAborted();
    try {
      await this.#drawer.draw(window, task);
      return undefined;
    } catch (error) {
      if (!TulvingError.isInstance(error) || !splits.has(error.code)) throw error;
      return error;
    }
  }
}

/** Several jobs may have been joined: turns of one session stand together, in order. */
function inSessions(episodes: readonly StoredEpisode[]): StoredEpisode[] {
  const sessions = new Map<string, StoredEpisode[]>();
  for (const episode of episodes) {
    const { session, scope } = episode;
    const key = JSON.stringify([scope.cube, scope.user, session]);
    sessions.set(key, [...(sessions.get(key) ?? []), episode]);
  }
  return [...sessions.values()].flatMap((all) => all.toSorted((one, other) => one.ord - other.ord));
}

/** What a model says in place of an answer may repeat what it was shown, and a cause is kept. */
function failed(failures: readonly TulvingError[], windows: number): TulvingError {
  const [first] = failures as [TulvingError];
  const { code, message } = first;
  const why = code === 'model_declined' ? errorTable[code].title : message;
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  const parts = count(failures.length, 'part');
  const detail = `Of ${count(windows, 'window')}, ${parts} could not be read: ${why}`;
  return new TulvingError(code, detail, { cause: first });
}
