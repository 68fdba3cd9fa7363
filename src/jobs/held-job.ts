import type { JobProgress } from '../model/job.js';
import type { Clock } from '../model/time.js';
import type { JobStore, StoredJob } from '../store/jobs.js';

export interface HoldOptions {
  jobs: JobStore;
  clock: Clock;
  leaseMs: number;
  /** Progress is told at most so often. */
  tellMs: number;
  onError(job: StoredJob, error: unknown): void;
}

/** A leased job: keeps the lease while its handler runs, and says when that has to stop. */
export class HeldJob {
  readonly job: StoredJob;
  readonly by: string;
  readonly #options: HoldOptions;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #renewing: Promise<void> | undefined;
  #progress: JobProgress | null = null;
  #toldAt = -Infinity;
  #lost = false;

  constructor(job: StoredJob, by: string, options: HoldOptions) {
    this.job = job;
    this.by = by;
    this.#options = options;
    this.#timer = setInterval(() => this.#renew(), options.leaseMs / 3);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** True when the job belongs to somebody else by now, or to nobody. */
  get lost(): boolean {
    return this.#lost;
  }

  get progress(): JobProgress | null {
    return this.#progress;
  }

  tell(done: number, total: number | null = null): void {
    this.#progress = { done, total };
    if (this.#options.clock() - this.#toldAt >= this.#options.tellMs) this.#renew();
  }

  stop(reason: string): void {
    this.#abort.abort(new DOMException(reason, 'AbortError'));
  }

  /** Renews no more. Resolves when no renewal is under way. */
  async letGo(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#renewing;
  }

  #renew(): void {
    // What a handler tells after it has ended is late.
    if (this.#timer === undefined || this.#lost) return;
    this.#renewing ??= this.#renewOnce().finally(() => (this.#renewing = undefined));
  }

  async #renewOnce(): Promise<void> {
    const { jobs, clock, leaseMs, onError } = this.#options;
    const at = clock();
    this.#toldAt = at;
    try {
      const renewal = { at, until: at + leaseMs, progress: this.#progress };
      if (await jobs.renew(this.job.id, this.by, renewal)) return;
      this.#lost = true;
      this.stop('The job was cancelled, or its lease ran out and another worker has taken it.');
    } catch (error) {
      // The next renewal may succeed; if none does, the lease runs out and the outcome is refused.
      onError(this.job, error);
    }
  }
}
