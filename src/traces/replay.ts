import { TulvingError } from '../errors.js';
import { fingerprint } from '../language/fingerprint.js';
import { isWhole, narrowAccess, sees } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import {
  type ReplayOutcome,
  type ReplayReason,
  type ReplayReport,
  reportOf,
  type TracedAnswer,
  type TracedHit,
} from '../model/kept-trace.js';
import { instantOf } from '../model/validate.js';
import type { MemoryReads, StoredMemory } from '../store/port.js';
import type { Ask } from './asked.js';
import { accessWithin } from './asker.js';
import { compareAnswers, type Placed } from './compare.js';
import { answerOf } from './recorder.js';

export interface ReplayParts {
  ask: Ask;
  memories: Pick<MemoryReads, 'byIds'>;
}

/** What is compared with: an answer of then; of a kept trace, whether its request is whole. */
export type Recorded = TracedAnswer & { redacted?: readonly string[] };

/** Asks each request again, one after the other, and compares the answers. */
export async function replay(
  answers: readonly Recorded[],
  caller: Caller,
  parts: ReplayParts,
): Promise<ReplayReport> {
  const outcomes: ReplayOutcome[] = [];
  for (const answer of answers) {
    outcomes.push(await replayOne(answer, caller, parts));
    // Other requests get their turn.
    await new Promise(setImmediate);
  }
  return reportOf(outcomes);
}

async function replayOne(
  recorded: Recorded,
  caller: Caller,
  parts: ReplayParts,
): Promise<ReplayOutcome> {
  try {
    return await compareWithNow(recorded, caller, parts);
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    const { code, message } = error;
    return failed(recorded, { code, detail: message });
  }
}

async function compareWithNow(
  recorded: Recorded,
  caller: Caller,
  { ask, memories }: ReplayParts,
): Promise<ReplayOutcome> {
  refuseRedacted(recorded);
  const { id = null, kind, request, within } = recorded;
  const at = instantOf(recorded.at, '/at', 'UTC');
  const access = narrowAccess(caller.access, accessWithin(caller.access, within));
  const asked = await ask(kind, request, { ...caller, access }, at);
  const now = asked.results;
  const { gone, new: come, ...compared } = compareAnswers(sameWords(recorded.results, now), now);
  const ids = [...gone, ...come].map(({ hit }) => hit.memory_id);
  const stored = await memories.byIds(caller.tenant, ids);
  const seen = new Map(
    stored.filter((memory) => sees(access, memory)).map((memory) => [memory.id, memory]),
  );
  const tell = (placed: Placed, reason: (memory: StoredMemory) => ReplayReason) =>
    presentMoved(placed, seen.get(placed.hit.memory_id), reason);
  const whole = isWhole(caller.access);
  const fresh = answerOf(asked, { ...caller, access });
  return {
    ...fresh,
    id,
    // What a part of the tenant sees counts nothing of the rest.
    cubes: whole ? fresh.cubes : [],
    ...compared,
    data: whole ? dataSince(recorded.cubes, fresh.cubes) : 'unknown',
    gone: gone.map((placed) => tell(placed, (memory) => reasonOfGoing(memory, placed.hit))),
    new: come.map((placed) => tell(placed, (memory) => reasonOfComing(memory, at))),
  };
}

function refuseRedacted({ redacted = [] }: Recorded): void {
  if (redacted.length === 0) return;
  const detail = `The request held ${redacted.join(', ')}, which was not kept.`;
  throw new TulvingError('invalid_input', detail, {
    remedy: 'Ask it again with `tulving search`.',
  });
}

/** A memory that is not there under its old id is found by its words: the data was added anew. */
function sameWords(then: readonly TracedHit[], now: readonly TracedHit[]): TracedHit[] {
  const known = new Set(then.map(({ memory_id }) => memory_id));
  const present = new Set(now.map(({ memory_id }) => memory_id));
  const others = new Map(
    now
      .filter(({ memory_id }) => !known.has(memory_id))
      .map(({ memory_id, text }) => [fingerprint(text ?? ''), memory_id]),
  );
  return then.map((hit) => {
    if (hit.text === undefined || present.has(hit.memory_id)) return hit;
    const words = fingerprint(hit.text);
    const memory_id = others.get(words) ?? hit.memory_id;
    others.delete(words);
    return { ...hit, memory_id };
  });
}

function reasonOfGoing(memory: StoredMemory, { version }: TracedHit): ReplayReason {
  if (memory.state !== 'active') return memory.state;
  if (memory.mergedInto !== null) return 'merged';
  return memory.version === version ? 'ranking' : 'changed';
}

function reasonOfComing({ createdAt, updatedAt }: StoredMemory, at: number): ReplayReason {
  if (createdAt > at) return 'added';
  return updatedAt > at ? 'changed' : 'ranking';
}

function presentMoved(
  { hit, rank }: Placed,
  memory: StoredMemory | undefined,
  reason: (memory: StoredMemory) => ReplayReason,
): ReplayOutcome['gone'][number] {
  const text = hit.text ?? memory?.text;
  return {
    memory_id: hit.memory_id,
    rank,
    because: memory ? reason(memory) : 'not_found',
    ...(text !== undefined && { text }),
  };
}

/** Every write moves the counter of its cube. */
function dataSince(then: TracedAnswer['cubes'], now: TracedAnswer['cubes']): ReplayOutcome['data'] {
  if (then.length === 0) return 'unknown';
  const counters = new Map(then.map(({ name, changes }) => [name, changes]));
  const same =
    then.length === now.length && now.every(({ name, changes }) => counters.get(name) === changes);
  return same ? 'same' : 'changed';
}

function failed(
  { id = null, kind, at, request, within, results }: Recorded,
  error: NonNullable<ReplayOutcome['error']>,
): ReplayOutcome {
  return {
    id,
    kind,
    at,
    request,
    within,
    results,
    cubes: [],
    verdict: 'failed',
    data: 'unknown',
    overlap: 0,
    rbo: 0,
    gone: [],
    new: [],
    moved: [],
    score_change: 0,
    error,
  };
}
