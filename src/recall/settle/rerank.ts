import type { RerankNote } from '../../model/trace.js';
import type { Reranker } from '../../models/port.js';
import type { Circuit } from '../circuit.js';
import type { Ranked } from '../score/fuse.js';

export interface Reranking {
  reranker: Reranker;
  /** How many of the best candidates the model is shown. */
  top: number;
  deadlineMs: number;
  circuit: Circuit;
}

export interface RerankInput {
  query: string;
  /** Of the first of the ranked, in their order. */
  texts: readonly string[];
  /** Memories, by number, whose order among each other is settled: by time, or because one superseded the other. */
  settled: readonly (readonly number[])[];
}

/**
 * Share of the model's judgement in the new order; the rest is what the channels found, which keeps
 * exact names and dates in play where a model sees only likeness. Interpolating beats either alone
 * (Askari et al. 2023, "Injecting the BM25 Score as Text Improves BERT-Based Re-rankers"); the share
 * itself was chosen, not measured.
 */
const MODEL_SHARE = 0.7;
/** A cross-encoder reads some 512 tokens: what comes after is not judged anyway. */
const MOST_CHARACTERS = 2_000;

/**
 * Puts the first of the ranked in order anew. A model that is late or fails changes nothing: it can
 * only add to what is found without one.
 */
export async function rerank(
  ranked: Ranked[],
  { query, texts, settled }: RerankInput,
  { reranker, deadlineMs, circuit }: Reranking,
): Promise<RerankNote> {
  const began = performance.now();
  const asked = texts.map(excerpt);
  const judge = async (signal: AbortSignal) =>
    sound(await reranker.rerank(query, asked, signal), texts);
  if (!circuit.tries()) {
    const none = { took_ms: 0, candidates: texts.length, moved: 0, reason: null };
    return { model: nameOf(reranker), outcome: 'resting', ...none };
  }
  const answer = await within(deadlineMs, judge);
  circuit.ended(answer.outcome === 'done');
  const moved = answer.outcome === 'done' ? putInOrder(ranked, answer.scores, settled) : 0;
  return {
    model: nameOf(reranker),
    outcome: answer.outcome,
    took_ms: Math.round(performance.now() - began),
    candidates: texts.length,
    moved,
    reason: answer.outcome === 'failed' ? answer.reason : null,
  };
}

export function nameOf({ identity: { provider, model } }: Reranker): string {
  return model === '' ? provider : `${provider}:${model}`;
}

type Scores = readonly (number | undefined)[];
type Answer =
  | { outcome: 'done'; scores: Scores }
  | { outcome: 'deadline' }
  | { outcome: 'failed'; reason: string };

/** Does not wait for work that goes on after it was told to stop. */
async function within(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<Scores>,
): Promise<Answer> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => {
      resolve({ outcome: 'deadline' });
      stop.abort();
    }, limitMs);
  });
  const done = Promise.resolve()
    .then(() => work(stop.signal))
    .then((scores): Answer => ({ outcome: 'done', scores }))
    .catch((error: unknown): Answer => ({ outcome: 'failed', reason: reasonOf(error) }));
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One score for each text, whatever a reranker of somebody's own answers. */
function sound(scores: Scores, texts: readonly string[]): Scores {
  return texts.map((_, at) => (Number.isFinite(scores[at]) ? scores[at] : undefined));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Places keep their scores, as in the order of time: only who stands there changes. @returns how many moved */
function putInOrder(ranked: Ranked[], scores: Scores, settled: RerankInput['settled']): number {
  const before = ranked.slice(0, scores.length);
  const judged = scaled(scores);
  const most = before[0]?.score || 1;
  const sums = new Map(
    before.map((hit, at) => [
      hit,
      MODEL_SHARE * (judged[at] as number) + ((1 - MODEL_SHARE) * hit.score) / most,
    ]),
  );
  const after = before.toSorted((one, other) => sumOf(other) - sumOf(one));
  for (const group of groupsIn(before, settled)) {
    const places = after.flatMap((hit, at) => (group.includes(hit) ? [at] : []));
    places.forEach((place, at) => (after[place] = group[at] as Ranked));
  }
  let moved = 0;
  after.forEach((hit, at) => {
    const stood = before[at] as Ranked;
    if (hit === stood) return;
    ranked[at] = { ...hit, score: stood.score, via: 'rerank' };
    moved += 1;
  });
  return moved;

  function sumOf(hit: Ranked): number {
    return sums.get(hit) as number;
  }
}

/** From 0 to 1: models score on scales of their own. What was not scored lies as far below the worst. */
function scaled(scores: Scores): number[] {
  const given = scores.filter((score) => score !== undefined);
  const least = Math.min(...given);
  const range = Math.max(...given) - least;
  const floor = given.length < scores.length ? least - (range || 1) : least;
  const full = least + range - floor;
  return scores.map((score) => (score === undefined || full === 0 ? 0 : (score - floor) / full));
}

/** Those whose order is settled, as they stood; groups that share a member are one. */
function groupsIn(before: readonly Ranked[], settled: RerankInput['settled']): Ranked[][] {
  const groups: Set<number>[] = [];
  for (const members of settled) {
    const joined = groups.filter((group) => members.some((memory) => group.has(memory)));
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push(new Set([...members, ...joined.flatMap((group) => [...group])]));
  }
  return groups.map((group) => before.filter(({ memory }) => group.has(memory)));
}

function excerpt(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : text.slice(0, MOST_CHARACTERS).toWellFormed();
}
