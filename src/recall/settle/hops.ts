import { idf } from '../../language/bm25.js';
import { analyseQuery } from '../../language/terms/analyse.js';
import { everydayVerbs } from '../../language/terms/irregular-forms.js';
import { stem } from '../../language/terms/stem.js';
import { NOTE, type Outline, sourceKinds } from '../outline/outline.js';
import { type HeldTerms, holdsTerm, slotsBefore } from '../outline/term-slots.js';
import { namesIn, type QueryTerm } from '../plan/understand.js';
import type { Candidates, Ranked } from '../score/fuse.js';

const STEPS = 3;
/** Of the query's weight, what the first memory must hold: else it is a guess to start from. */
const LEAST_HELD = 0.3;
/** Below this part of it, what the first memory leaves unanswered is no question of its own. */
const LEAST_OPEN = 0.25;
/** Where no open word is held, so much of what is new must be, and by names: in a small store any word is rare. */
const LEAST_LEAD = 0.6;
/** What a step counts against the memory that it comes from. */
const STEP_SHARE = 0.9;
/** Rare words lead on; frequent ones lead anywhere. */
const MOST_WORDS = 6;

const LETTERS = /^[a-z]+$/;
/** What somebody does leads nowhere: who got a bicycle has nothing to do with who got lost. */
const VERBS: ReadonlySet<string> = new Set(Array.from(everydayVerbs, stem));

const DOCUMENT = sourceKinds.indexOf('document');

export interface HopOptions {
  terms: readonly QueryTerm[];
  textOf: (memory: number) => Promise<string | undefined>;
  /** The posting lists of terms. */
  read: (outline: Outline, terms: readonly string[]) => Promise<HeldTerms>;
  /** Whether a memory may be answered. */
  allows: (among: Candidates, slot: number) => boolean;
}

/**
 * Follows what facts say of each other: "Who is the mayor of the town where Mia lives?" finds "Mia lives in Porto",
 * whose new word and the words of the question that are still open find "The mayor of Porto is …". Stored
 * notes and documents only: in talk it was measured to find nothing more.
 */
export async function hops(ranked: readonly Ranked[], options: HopOptions): Promise<Ranked[]> {
  const found: Ranked[] = [];
  const said = new Set(options.terms.map(({ term }) => term));
  let open: readonly QueryTerm[] = options.terms;
  const [first] = ranked;
  if (!first || weightOf(openTerms(first, open)) > (1 - LEAST_HELD) * weightOf(open)) return found;
  for (let at: Ranked | undefined = first, step = 0; at && step < STEPS; step++) {
    open = openTerms(at, open);
    if (!isWorth(open, options.terms)) break;
    at = await stepFrom(at, { open, said }, options);
    if (at) found.push(at);
  }
  return found;
}

function isWorth(open: readonly QueryTerm[], all: readonly QueryTerm[]): boolean {
  return (
    open.some(({ documents }) => documents > 0) && weightOf(open) >= LEAST_OPEN * weightOf(all)
  );
}

function weightOf(terms: readonly QueryTerm[]): number {
  return terms.reduce((sum, { idf: weight }) => sum + weight, 0);
}

/** The memory that holds a new word of this one and most of what is open. */
async function stepFrom(
  from: Ranked,
  { open, said }: { open: readonly QueryTerm[]; said: Set<string> },
  { textOf, read, allows }: HopOptions,
): Promise<Ranked | undefined> {
  const { among } = from;
  const { outline } = among.evidence;
  const slot = among.slots[from.at] as number;
  const kind = outline.kinds[slot];
  if (outline.partition === 'known' || (kind !== NOTE && kind !== DOCUMENT)) return undefined;
  const text = await textOf(from.memory);
  if (text === undefined) return undefined;
  // As of a query: 我 and ist lead nowhere.
  const fresh = analyseQuery(text).terms.filter((term) => !said.has(term) && !VERBS.has(term));
  for (const term of fresh) said.add(term);
  const held = await read(outline, fresh);
  const { count, terms } = among.evidence;
  const leads = fresh
    .map((term) => weighed(term, held, count))
    .filter(({ documents }) => documents > 1)
    .toSorted((one, other) => other.idf - one.idf)
    .slice(0, MOST_WORDS);
  const names = namesIn(text);
  const isName = ({ term }: QueryTerm) => names.has(term) || !LETTERS.test(term);
  const lead = scoresOf(leads, held, count);
  const named = scoresOf(leads.filter(isName), held, count);
  const wanted = scoresOf(open, terms, count);
  const full = weightOf(leads);
  let best: { slot: number; score: number } | undefined;
  for (const [next, score] of lead) {
    const also = wanted.get(next) ?? 0;
    const leadsOn = also > 0 || (named.get(next) ?? 0) >= LEAST_LEAD * full;
    if (next === slot || !leadsOn || !allows(among, next)) continue;
    const sum = score + also;
    // Of equals the newer one, as everywhere: slots ascend with time of keeping.
    if (!best || sum > best.score || (sum === best.score && next > best.slot)) {
      best = { slot: next, score: sum };
    }
  }
  if (!best) return undefined;
  const memory = outline.memories[best.slot] as number;
  const put = { from: from.memory };
  return { among: single(among, best.slot), at: 0, memory, score: from.score * STEP_SHARE, put };
}

/** What a memory leaves open of the terms. */
function openTerms({ among, at }: Ranked, terms: readonly QueryTerm[]): QueryTerm[] {
  const held = among.evidence.terms;
  const slot = among.slots[at] as number;
  return terms.filter(({ term }) => !holdsTerm(held, term, slot));
}

/** Among the first so many memories: what was added since the search began leads nowhere. */
function weighed(term: string, held: HeldTerms, count: number): QueryTerm {
  const documents = slotsOf(term, held, count).length;
  return {
    term,
    documents,
    occurrences: documents,
    idf: idf(count, documents),
    frequent: false,
  };
}

/** By slot, the weight of the terms that it holds. Nothing else counts, so that equals are equal. */
function scoresOf(
  terms: readonly QueryTerm[],
  held: HeldTerms,
  count: number,
): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { term, idf: weight } of terms) {
    for (const slot of slotsOf(term, held, count)) {
      scores.set(slot, (scores.get(slot) ?? 0) + weight);
    }
  }
  return scores;
}

function slotsOf(term: string, held: HeldTerms, count: number): Int32Array {
  const found = held.get(term);
  return found ? slotsBefore(found, count) : new Int32Array();
}

/** One memory as a candidate of its own: no channel found it. */
export function single({ evidence, values }: Candidates, slot: number): Candidates {
  return {
    evidence,
    slots: Int32Array.of(slot),
    values: values.map(() => new Float32Array(1)),
    scores: new Float32Array(1),
  };
}

/** Another memory of the same part, as high as one that was found. */
export function hitAt({ among, score }: Ranked, slot: number): Ranked {
  const memory = among.evidence.outline.memories[slot] as number;
  return { among: single(among, slot), at: 0, memory, score };
}
