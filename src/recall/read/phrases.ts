import { holdsPhrase, type Phrase } from '../../language/phrases.js';
import type { Mask } from '../outline/mask.js';
import { type Outline } from '../outline/outline.js';
import { type HeldTerms, holdsTerm } from '../outline/term-slots.js';
import type { Ranked } from '../score/fuse.js';

/** Of the memories that hold all words of a phrase, so many are read: those that hold most of the query. */
const MOST_READ = 200;
/** Of stop words alone no index tells, so the newest are read. */
const MOST_SCANNED = 2_000;

/** In UTF-16 units, of all texts and phrases together: about a tenth of a second. */
const MOST_CHARACTERS = 400_000;

const BEHIND = 0.99;

/** By memory, the share of the query's phrases that it holds. */
export type PhraseShares = ReadonlyMap<number, number>;

export interface PhraseSearch {
  phrases: readonly Phrase[];
  /** All terms of the query. */
  terms: readonly string[];
  /** Posting lists of the terms of the query and of the phrases. */
  held: HeldTerms;
  textsOf: (memories: readonly number[]) => Promise<ReadonlyMap<number, string>>;
}

/** Who holds the phrases word by word. Filters nothing: a channel of its own puts them first. */
export async function findPhrases(
  outline: Outline,
  mask: Mask,
  { phrases, terms, held, textsOf }: PhraseSearch,
): Promise<PhraseShares> {
  const shares = new Map<number, number>();
  const read = phrases.map((phrase) => {
    const slots = candidatesFor(phrase, outline, mask, { terms, held });
    return Array.from(slots, (slot) => outline.memories[slot] as number);
  });
  const texts = await textsOf([...new Set(read.flat())]);
  let left = MOST_CHARACTERS;
  phrases.forEach((phrase, at) => {
    for (const memory of read[at] ?? []) {
      const text = texts.get(memory)?.slice(0, Math.max(0, left));
      left -= text?.length ?? 0;
      if (text === undefined || !holdsPhrase(text, phrase)) continue;
      shares.set(memory, (shares.get(memory) ?? 0) + 1 / phrases.length);
    }
  });
  return shares;
}

/** What only leads on from a hit stands behind all that hold a phrase. */
export function behindHolders(hop: Ranked, ranked: readonly Ranked[]): Ranked {
  const last = ranked.findLast(({ among: { evidence, slots }, at }) =>
    evidence.phrases.has(slots[at] as number),
  );
  return last && hop.score >= last.score ? { ...hop, score: last.score * BEHIND } : hop;
}

function candidatesFor(
  phrase: Phrase,
  outline: Outline,
  mask: Mask,
  { terms, held: lists }: Pick<PhraseSearch, 'terms' | 'held'>,
): readonly number[] {
  const isOpen = (slot: number) => mask === null || mask[slot] === 1;
  if (phrase.terms.length === 0) return newest(outline, isOpen);
  const bySize = phrase.terms
    .map((term) => ({ term, slots: lists.get(term)?.slots ?? new Int32Array() }))
    .toSorted((one, other) => one.slots.length - other.slots.length);
  const [rarest, ...others] = bySize;
  const holders = Array.from(rarest?.slots ?? []).filter(
    (slot) => isOpen(slot) && others.every(({ term }) => holdsTerm(lists, term, slot)),
  );
  if (holders.length <= MOST_READ) return holders;
  const held = new Map(
    holders.map((slot) => [slot, terms.filter((term) => holdsTerm(lists, term, slot)).length]),
  );
  return holders
    .toSorted((one, other) => (held.get(other) ?? 0) - (held.get(one) ?? 0) || other - one)
    .slice(0, MOST_READ);
}

function newest(outline: Outline, isOpen: (slot: number) => boolean): number[] {
  const slots: number[] = [];
  for (let slot = outline.count - 1; slot >= 0 && slots.length < MOST_SCANNED; slot--) {
    if (isOpen(slot)) slots.push(slot);
  }
  return slots;
}
