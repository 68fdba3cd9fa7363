import type { Caller } from '../model/caller.js';
import type { TracedHit, TracedKind } from '../model/kept-trace.js';
import type { Hit } from '../model/memory.js';
import type { SearchRequest } from '../model/requests.js';
import { formatInstant, type Instant } from '../model/time.js';
import type { Trace } from '../model/trace.js';
import type { CubeState } from '../store/port.js';

/** A search that was answered: what the facade tells of it. */
export interface Asked {
  kind: TracedKind;
  /** The moment that was now. */
  at: Instant;
  /** As it was understood: its scope filled in, its moments as instants. */
  request: Record<string, unknown>;
  /** Best first. */
  results: readonly TracedHit[];
  notes: {
    /** Of the query. */
    terms: readonly string[];
    cubes: readonly Pick<CubeState, 'name' | 'live' | 'changeSeq'>[];
    candidates: number;
    coverage: number;
  };
  tookMs: number;
  trace?: Trace | undefined;
}

/** Asks again, as of the moment that was now then. */
export type Ask = (
  kind: TracedKind,
  request: unknown,
  caller: Caller,
  at: Instant,
) => Promise<Asked>;

/** A request that asks the same whenever it is asked. */
export function understood(
  asked: SearchRequest,
  moments: { reference: Instant; asOf?: Instant | undefined; knownAt?: Instant | undefined },
): Asked['request'] {
  const { explain: _, ...request } = asked;
  const { reference, asOf, knownAt } = moments;
  return {
    ...request,
    reference_time: formatInstant(reference),
    ...(asOf !== undefined && { as_of: formatInstant(asOf) }),
    ...(knownAt !== undefined && { known_at: formatInstant(knownAt) }),
  };
}

export function tracedHit({ id, score, version, text }: Hit): TracedHit {
  return { memory_id: id, score, version, text };
}
