import { newId, type NewId } from '../model/ids.js';
import type { Clock, Instant } from '../model/time.js';
import type { JobPause, JobStore, StoredJob } from '../store/jobs.js';
import { backOff } from './back-off.js';
import { Bell } from './bell.js';
import { causeOf } from './cause.js';
import { HeldJob } from './held-job.js';
import { holdUpOf, notBefore } from './hold-up.js';

/**
 * Does the jobs of one kind. A job is done at least once: whoever crashes before its end is
 * recorded leaves it to the next, so `run` must be right when it is done again.
 */
export interface JobHandler {
  /** How many run at once in this process. */
  concurrency: number;
  /**
   * How many of one user run at once in all processes, so that others find room beside somebody whose
   * jobs take long. Default: any number.
   */
  mostOfUser?: number;
  /** How often one is tried before it is parked. */
  tries: number;
  /** @returns the result, as JSON can carry it */
  run(job: StoredJob, context: JobContext): Promise<unknown>;
}

export interface JobContext {
  /** Aborted when the job is no longer ours or the runner stops: then give up and throw. */
  signal: AbortSignal;
  progress(done: number, total?: number): void;
}

export interface JobRunnerOptions {
  jobs: JobStore;
  /** By kind. Jobs of other kinds are left to those who know them. */
  handlers: Readonly<Record<string, JobHandler>>;
  clock: Clock;
  /** Shown as the one who holds a job. */
  worker: string;
  leaseMs?: number;
  /** How often to look for work that other processes have handed in. */
  pollMs?: number;
  /** Told of each failed try, and without a job when the store could not be asked. */
  onError: (job: StoredJob | undefined, error: unknown) => void;
  /** From 0 to 1. */
  random?: () => number;
  newId?: NewId;
}

/** Takes jobs and has them done. It is stopped once and for all. */
export class JobRunner {
  readonly #options: Required<JobRunnerOptions>;
  readonly #held = new Set<HeldJob>();
  readonly #runs = new Set<Promise<void>>();
  readonly #bell = new Bell();
  readonly #mostOfUser: Readonly<Record<string, number>> | undefined;
  #filling: Promise<number> = Promise.resolve(0);
  #loop: Promise<void> | undefined;
  #stopped = false;

  constructor(options: JobRunnerOptions) {
    this.#options = { leaseMs: 60_000, pollMs: 1_000, random: Math.random, newId, ...options };
    this.#mostOfUser = mostOfUser(options.handlers);
  }

  /** Looks for work from now on. */
  start(): void {
    this.#loop ??= this.#work();
  }

  /** Looks for work now, because some was handed in. */
  wake(): void {
    this.#bell.ring();
  }

  /** Does all that is due, and what that hands in. @returns how many were begun */
  async runDue(): Promise<number> {
    let count = 0;
    for (;;) {
      const begun = await this.#fill();
      count += begun;
      if (begun === 0 && this.#runs.size === 0) return count;
      // A race of none never ends.
      if (this.#runs.size > 0) await Promise.race(this.#runs);
    }
  }

  /**
   * Takes no more, tells handlers to give up and waits until they have. A job that still comes to
   * its end is done; any other is handed back, and no try is counted.
   */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const held of this.#held) held.stop('The runner stops.');
    this.#bell.ring();
    await this.#loop;
    await Promise.allSettled([this.#filling]);
    await Promise.all(this.#runs);
  }

  async #work(): Promise<void> {
    const { pollMs, onError } = this.#options;
    while (!this.#stopped) {
      try {
        await this.#fill();
        await this.#bell.wait(await this.#pause());
      } catch (error) {
        onError(undefined, error);
        await this.#bell.wait(pollMs);
      }
    }
  }

  /** How long there will be nothing to do, as far as can be known. */
  async #pause(): Promise<number> {
    const { jobs, clock, pollMs } = this.#options;
    const due = await jobs.nextDue(this.#freeKinds());
    return due === undefined ? pollMs : Math.min(Math.max(due - clock(), 1), pollMs);
  }

  /** Takes what is due until there is no room or no more. One at a time: two would take too many. */
  #fill(): Promise<number> {
    const take = async () => {
      let count = 0;
      while (await this.#take()) count += 1;
      return count;
    };
    this.#filling = this.#filling.then(take, take);
    return this.#filling;
  }

  async #take(): Promise<boolean> {
    const { jobs, clock, leaseMs, worker } = this.#options;
    const kinds = this.#freeKinds();
    if (kinds.length === 0 || this.#stopped) return false;
    const at = clock();
    const by = `${worker}/${this.#options.newId()}`;
    const mostOfUser = this.#mostOfUser;
    const job = await jobs.lease({ kinds, mostOfUser, by, at, until: at + leaseMs });
    if (!job) return false;
    const held = new HeldJob(job, by, { ...this.#options, tellMs: this.#options.pollMs });
    if (this.#stopped) held.stop('The runner stops.');
    this.#held.add(held);
    const run = this.#run(held).finally(() => {
      this.#held.delete(held);
      this.#runs.delete(run);
      this.#bell.ring();
    });
    this.#runs.add(run);
    return true;
  }

  #freeKinds(): string[] {
    const { handlers } = this.#options;
    const running = (kind: string) =>
      [...this.#held].filter((held) => held.job.kind === kind).length;
    return Object.keys(handlers).filter(
      (kind) => running(kind) < (handlers[kind]?.concurrency ?? 0),
    );
  }

  /** Ends well whatever happens: when the end cannot be recorded, the lease runs out. */
  async #run(held: HeldJob): Promise<void> {
    try {
      const record = await this.#outcome(held);
      await held.letGo();
      if (!held.lost) await record();
    } catch (error) {
      await held.letGo();
      this.#options.onError(held.job, error);
    }
  }

  /** Has the handler do it. @returns what records how it went */
  async #outcome(held: HeldJob): Promise<() => Promise<boolean>> {
    const { jobs, handlers, clock, onError } = this.#options;
    const { job, by, signal } = held;
    const handler = handlers[job.kind];
    if (signal.aborted || !handler) return () => jobs.release(job.id, by, clock());
    if (job.tries > handler.tries) {
      // Nobody was left to park it, and it may well be the job that ends its workers.
      const cause = `The last of ${handler.tries} tries ended together with its worker.`;
      return () => jobs.park(job.id, by, { at: clock(), cause });
    }
    try {
      const progress = (done: number, total?: number) => held.tell(done, total);
      const result = await handler.run(job, { signal, progress });
      // A result that JSON cannot carry is the handler's failure, to be counted as one.
      JSON.stringify(result);
      return () => jobs.done(job.id, by, { at: clock(), result, progress: held.progress });
    } catch (error) {
      if (signal.aborted) return () => jobs.release(job.id, by, clock());
      onError(job, error);
      return () => this.#fail(held, handler, error);
    }
  }

  async #fail({ job, by }: HeldJob, handler: JobHandler, error: unknown): Promise<boolean> {
    const { jobs, clock, random } = this.#options;
    const at = clock();
    const cause = causeOf(error, job.payload);
    const holdUp = holdUpOf(error, at);
    if (holdUp) {
      await this.#holdUp(job, { kind: job.kind, cause, until: holdUp.until }, at);
      return jobs.release(job.id, by, at);
    }
    if (job.tries >= handler.tries) return jobs.park(job.id, by, { at, cause });
    const dueAt = Math.max(at + backOff(job.tries, random()), notBefore(error, at));
    return jobs.retry(job.id, by, { at, cause, dueAt });
  }

  /** What a person has said of the kind stays. */
  async #holdUp({ tenant }: StoredJob, pause: JobPause, at: Instant): Promise<void> {
    const { jobs } = this.#options;
    const pauses = await jobs.pauses(tenant, at);
    if (pauses.some(({ kind }) => kind === pause.kind)) return;
    await jobs.pause(tenant, pause, at);
  }
}

function mostOfUser(handlers: JobRunnerOptions['handlers']): Record<string, number> | undefined {
  const bounded = Object.entries(handlers).flatMap(([kind, { mostOfUser: most }]) =>
    most === undefined ? [] : [[kind, most] as const],
  );
  return bounded.length === 0 ? undefined : Object.fromEntries(bounded);
}
