import { z } from 'zod';
import type { JobState } from './job.js';
import { jobPauseSchema, type PausedJobs, shownPause } from './job-pause.js';
import type { Status } from './status.js';

/** From well to ill: something is `down` when it does not do its work at all. */
export const healthStates = ['ok', 'degraded', 'down'] as const;
export type HealthState = (typeof healthStates)[number];

const state = z.enum(healthStates);
const cause = z.string().optional().meta({ description: 'Why it is not ok.' });

export const componentsSchema = z.object({
  store: z.object({
    status: state,
    cause,
    latency_ms: z.number().meta({ description: 'How long it took to look through the store.' }),
    engine: z.string().optional(),
    location: z.string().optional(),
    schema: z.int().optional(),
    bytes: z.int().optional(),
  }),
  jobs: z.object({
    status: state,
    cause,
    worker: z.boolean().meta({ description: 'Whether this process does jobs.' }),
    waiting: z.int().optional(),
    running: z.int().optional(),
    parked: z.int().optional().meta({ description: 'Failed as often as they may.' }),
    paused: z.array(jobPauseSchema).optional().meta({ description: 'Missing where nothing is.' }),
  }),
  index: z.object({
    status: state,
    cause,
    memories: z.int().optional(),
    outdated: z
      .int()
      .optional()
      .meta({ description: 'Indexed by an older version; a job makes that anew.' }),
  }),
  embedder: z.object({
    status: state,
    cause,
    model: z.string(),
    network: z.boolean().meta({ description: 'Whether it asks a service elsewhere.' }),
    vectors_pending: z
      .int()
      .optional()
      .meta({ description: 'Memories that wait for a vector of the model.' }),
  }),
  reranker: z
    .object({ status: state, cause, model: z.string() })
    .optional()
    .meta({ description: 'How its last answer was; missing where none is configured.' }),
  disk: z
    .object({ status: state, cause, free_bytes: z.int().optional() })
    .optional()
    .meta({ description: 'Missing where the store lies on no disk of this machine.' }),
});

export const healthSchema = z
  .object({
    status: state.meta({ description: 'That of the store, or degraded when another is not ok.' }),
    version: z.string(),
    uptime_s: z.int(),
    components: componentsSchema,
  })
  .meta({ id: 'DetailedHealth', description: 'Each component with its state.' });

export type Components = z.infer<typeof componentsSchema>;
export type DetailedHealth = z.infer<typeof healthSchema>;
type IndexFacts = Status['index'];
type StoreFacts = Pick<Status, 'engine' | 'location' | 'schema' | 'bytes'>;

/** Without the store nothing is answered; without any other much still is. */
export function overallHealth(components: Components): HealthState {
  if (components.store.status === 'down') return 'down';
  const { store, jobs, index, embedder, reranker, disk } = components;
  const parts = [store, jobs, index, embedder, reranker, disk];
  return parts.every((part) => part === undefined || part.status === 'ok') ? 'ok' : 'degraded';
}

export function storeHealth(
  asked: PromiseSettledResult<StoreFacts>,
  latency_ms: number,
): Components['store'] {
  if (asked.status === 'rejected') return { status: 'down', latency_ms, cause: told(asked.reason) };
  const { engine, location, schema, bytes } = asked.value;
  return { status: 'ok', latency_ms, engine, location, schema, bytes };
}

export function jobsHealth(
  asked: PromiseSettledResult<Record<JobState, number>>,
  worker: boolean,
  paused: readonly PausedJobs[] = [],
): Components['jobs'] {
  if (asked.status === 'rejected') return { status: 'down', worker, cause: told(asked.reason) };
  const { waiting, running, parked } = asked.value;
  const counts = { worker, waiting, running, parked };
  const failed = 'Jobs have failed as often as they may: `tulving jobs --state parked`.';
  const causes = [
    ...paused.map((pause) => `Paused: ${shownPause(pause)}`),
    ...(parked > 0 ? [failed] : []),
  ];
  if (causes.length === 0) return { status: 'ok', ...counts };
  const ill = { status: 'degraded' as const, cause: causes.join(' '), ...counts };
  return paused.length === 0 ? ill : { ...ill, paused: [...paused] };
}

export function indexHealth(asked: PromiseSettledResult<IndexFacts>): Components['index'] {
  if (asked.status === 'rejected') return { status: 'down', cause: told(asked.reason) };
  const { memories, outdated } = asked.value;
  if (outdated === 0) return { status: 'ok', memories, outdated };
  return { status: 'degraded', memories, outdated, cause: shownIndex(asked.value) };
}

/** `up to date`, `43 % made anew: 57 of 100 memories wait`. */
export function shownIndex({ memories, outdated }: IndexFacts): string {
  if (outdated === 0) return 'up to date';
  const share = Math.floor((1 - outdated / memories) * 100);
  return `${share} % made anew: ${outdated} of ${memories} memories wait`;
}

/** Searches go on without it, so it is never down. */
export function rerankerHealth(
  model: string,
  last: { outcome: 'done' | 'deadline' | 'failed' | 'resting'; reason: string | null } | undefined,
): NonNullable<Components['reranker']> {
  if (last === undefined || last.outcome === 'done') return { status: 'ok', model };
  const late = 'It did not answer within TULVING_RERANKER_DEADLINE.';
  return { status: 'degraded', model, cause: last.reason ?? late };
}

type Vectors = NonNullable<Status['vectors']>;

/** `up to date`, `1 memory waits`, `57 memories wait, and searches do without until then`. */
export function shownVectors({ pending, in_use: inUse }: Vectors): string {
  if (pending === 0 && inUse) return 'up to date';
  const waits = pending === 1 ? '1 memory waits' : `${pending} memories wait`;
  return inUse ? waits : `${waits}, and searches do without until then`;
}

/** Searches go on by words and the built-in vectors, so it is never down. */
export function embedderHealth(
  model: string,
  asked: PromiseSettledResult<Vectors | undefined>,
  last: { outcome: string; reason: string | null } | undefined,
): Components['embedder'] {
  const about = { model, network: true };
  if (asked.status === 'rejected') {
    return { status: 'degraded', cause: told(asked.reason), ...about };
  }
  const { pending = 0, given_up: givenUp = 0, cause: flaw = null } = asked.value ?? {};
  const vectors_pending = pending;
  if (last?.outcome === 'failed' || last?.outcome === 'deadline') {
    const late = 'It did not answer within TULVING_EMBEDDER_DEADLINE.';
    return { status: 'degraded', cause: last.reason ?? late, ...about, vectors_pending };
  }
  if (givenUp === 0) return { status: 'ok', ...about, vectors_pending };
  const why = flaw === null ? '' : ` (${flaw})`;
  const cause = `No usable vector came for ${givenUp} memories${why}: tulving reindex vectors tries again.`;
  return { status: 'degraded', cause, ...about, vectors_pending };
}

const MEBIBYTE = 1_048_576;
const LEAST_FREE = 256 * MEBIBYTE;

/** What is kept stays readable on a full disk, so a disk is never down. */
export function diskHealth(free: number, storeBytes: number): NonNullable<Components['disk']> {
  if (free >= neededSpace(storeBytes)) return { status: 'ok', free_bytes: free };
  return { status: 'degraded', free_bytes: free, cause: 'There is little room for another copy.' };
}

/** Free bytes that there should be: compaction and migrations write a second copy. */
export function neededSpace(storeBytes: number): number {
  return Math.max(LEAST_FREE, storeBytes);
}

function told(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
