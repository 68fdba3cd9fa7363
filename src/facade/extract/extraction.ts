import { setTimeout as sleep } from 'node:timers/promises';
import { JobRunner } from '../../jobs/runner.js';
import { planWindows, type WindowOptions } from '../../ingest/extract/windows.js';
import { estimateTokens } from '../../language/tokens.js';
import { narrowReach, requireScope } from '../../model/access.js';
import { type Caller, LOCAL } from '../../model/caller.js';
import {
  type ExtractReport,
  type ExtractRequest,
  extractResultSchema,
  extractSchema,
} from '../../model/extract.js';
import type { NewId } from '../../model/ids.js';
import { costOf } from '../../model/price.js';
import { reachOfRemoval } from '../../model/scope.js';
import type { Clock, Instant } from '../../model/time.js';
import { instantOf, validate } from '../../model/validate.js';
import type { LanguageModels } from '../../models/port.js';
import type { NewEpisode } from '../../store/change-set.js';
import type { NewJob, StoredJob } from '../../store/jobs.js';
import type { Store, StoredEpisode, StoredMemory } from '../../store/port.js';
import { noModel } from './failures.js';
import { EXTRACT, extractJob, type HandIn } from './hand-in.js';
import type { ExtractWork } from './extract-work.js';
import { readEpisodes } from './sources.js';

export interface ExtractionParts {
  store: Pick<Store, 'memories' | 'jobs'>;
  /** Missing where no model is configured, or drawing is switched off. */
  draws?: { models: LanguageModels; work: ExtractWork; promptTokens: number } | undefined;
  windows: WindowOptions;
  /** How long a job waits for more of the same, in ms. */
  delayMs: number;
  clock: Clock;
  newId: NewId;
  timezone: string;
}

/** What a job has come to by the time that somebody waits for it. */
export type Waited = { ids: readonly string[] } | 'pending';

const PAGE = 500;
/** A job that is handed in for what was added before has so many windows at most. */
const WINDOWS_PER_JOB = 4;
/** What is written for a window besides what it says again of what it read: JSON takes room. */
const ANSWER_BESIDE = 150;
const POLL_MS = 50;

/** Draws memories from what was added: hands in the jobs, waits for one, makes up for earlier adds. */
export class Extraction {
  /** Who does the jobs of this process; without one, whoever waits for a job does it. */
  runner: JobRunner | undefined;
  readonly #parts: ExtractionParts;

  constructor(parts: ExtractionParts) {
    this.#parts = parts;
  }

  /** What is handed in with an addition, where a model draws. */
  jobFor(
    episodes: readonly NewEpisode[],
    { access }: Pick<Caller, 'access'>,
    options: Omit<HandIn, 'access'>,
  ): Omit<NewJob, 'tenant'> | undefined {
    if (!this.#parts.draws) return undefined;
    const { mostTokens: windowTokens } = this.#parts.windows;
    return extractJob(episodes, { ...options, access }, { ...this.#parts, windowTokens });
  }

  /** Draws from a statement that was held back, now that a person has let it in. */
  async jobForAccepted(
    { id, kind, scope: { cube }, sources }: StoredMemory,
    { tenant, access }: Caller,
    at: Instant,
  ): Promise<Omit<NewJob, 'tenant'> | undefined> {
    if (kind !== 'statement') return undefined;
    const ids = [...new Set(sources.map(({ episode }) => episode))];
    const episodes = await readEpisodes(this.#parts.store, tenant, { ids, again: true });
    // One that nothing was drawn from has its job before it, or is not to be drawn from.
    const own = episodes.filter(
      ({ scope, extractedAt }) => scope.cube === cube && extractedAt !== null,
    );
    return this.jobFor(own, { access }, { at, only: [id] });
  }

  /** Until it is done, or the time is over: then it goes on by itself. */
  async wait(tenant: number, id: string, deadlineMs: number): Promise<Waited> {
    const until = performance.now() + deadlineMs;
    const own = this.runner ? undefined : this.#ownRunner();
    this.runner?.wake();
    const waits = new AbortController();
    const over = sleep(deadlineMs, undefined, waits).catch(() => undefined);
    try {
      for (;;) {
        // A race with nothing ends at once, and nobody else would get a turn before the deadline.
        await (own ? Promise.race([own.runDue(), over]) : sleep(POLL_MS));
        const job = await this.#ending(tenant, id);
        if (job?.state === 'done') return { ids: idsOf(job) };
        const isOver = !job || job.state === 'parked' || job.state === 'cancelled';
        if (isOver || performance.now() >= until) return 'pending';
        if (own) await sleep(POLL_MS);
      }
    } finally {
      // Else it would keep the process from ending.
      waits.abort();
      await own?.stop();
    }
  }

  /**
   * Draws from what was added while no model was configured. What it will cost is estimated before it is
   * spent; a dry run does nothing else.
   */
  async run(request: ExtractRequest = {}, caller: Caller = LOCAL): Promise<ExtractReport> {
    requireScope(caller.access, 'admin');
    const { since, until, dry_run: isDry, ...scope } = validate(extractSchema, request);
    const { draws, clock, store, timezone, windows } = this.#parts;
    const at = clock();
    const reach = narrowReach(caller.access, reachOfRemoval(scope) ?? { cubes: 'all' });
    if (!draws) throw noModel();
    const span = {
      since: since === undefined ? 0 : instantOf(since, '/since', timezone),
      until: until === undefined ? at + 1 : instantOf(until, '/until', timezone),
    };
    const report = emptyReport(draws.models);
    const query = { tenant: caller.tenant, reach, ...span, limit: PAGE };
    let after: string | undefined;
    for (;;) {
      const page = await store.memories.unextracted({ ...query, after });
      for (const group of groupsOf(page, windows)) {
        count(report, group, { ...this.#parts.windows, promptTokens: draws.promptTokens });
        const job = isDry ? undefined : this.jobFor(group, caller, { at, now: false });
        if (!job) continue;
        const ask = { ...job, tenant: caller.tenant, dueAt: at, priority: -1 };
        report.jobs.push(await store.jobs.enqueue(ask, at));
      }
      after = page.at(-1)?.id;
      if (page.length < PAGE) return { ...report, cost: costOfReport(report, draws.models) };
    }
  }

  #ownRunner(): JobRunner {
    const { store, clock, draws } = this.#parts;
    return new JobRunner({
      jobs: store.jobs,
      handlers: draws ? { [EXTRACT]: draws.work.handler } : {},
      clock,
      worker: `waiting:${process.pid}`,
      // The cause is kept with the job, and whoever waits is told that it is not done.
      onError: () => undefined,
    });
  }

  /** The job, or the one that does what it was about. */
  async #ending(tenant: number, id: string): Promise<StoredJob | undefined> {
    const job = await this.#parts.store.jobs.get(tenant, id);
    const other = (job?.result as { joined?: unknown } | null)?.joined;
    return typeof other === 'string' ? this.#ending(tenant, other) : job;
  }
}

function idsOf({ result }: StoredJob): string[] {
  const read = extractResultSchema.safeParse(result);
  return read.success ? [...read.data.memories, ...read.data.same] : [];
}

function emptyReport({ identity: { provider, model } }: LanguageModels): ExtractReport {
  return {
    model: `${provider}:${model}`,
    episodes: 0,
    tokens: 0,
    calls: { least: 0, most: 0 },
    input_tokens: 0,
    output_tokens: 0,
    cost: null,
    jobs: [],
  };
}

function costOfReport(report: ExtractReport, { price }: LanguageModels): number | null {
  return costOf(price, { input: report.input_tokens, output: report.output_tokens });
}

function count(
  report: ExtractReport,
  group: readonly StoredEpisode[],
  { promptTokens, ...windows }: WindowOptions & { promptTokens: number },
): void {
  const planned = planWindows(group, windows);
  const tokens = planned.reduce((sum, window) => sum + window.tokens, 0);
  report.episodes += group.length;
  report.tokens += tokens;
  report.calls.least += planned.length;
  report.calls.most += 2 * planned.length;
  // What was drawn is shown again where it is compared.
  const answer = tokens + ANSWER_BESIDE * planned.length;
  report.input_tokens += tokens + answer + 2 * planned.length * promptTokens;
  report.output_tokens += answer;
}

/** Of one scope each, and of so many windows at most. */
function groupsOf(
  page: readonly StoredEpisode[],
  { mostTokens }: WindowOptions,
): StoredEpisode[][] {
  const groups: StoredEpisode[][] = [];
  const open = new Map<string, { group: StoredEpisode[]; tokens: number }>();
  for (const episode of page) {
    const { cube, user, agent, app } = episode.scope;
    const key = JSON.stringify([cube, user, agent, app]);
    const tokens = estimateTokens(episode.text);
    const last = open.get(key);
    if (last && last.tokens + tokens <= WINDOWS_PER_JOB * mostTokens) {
      last.group.push(episode);
      last.tokens += tokens;
    } else {
      const begun = { group: [episode], tokens };
      open.set(key, begun);
      groups.push(begun.group);
    }
  }
  return groups;
}
