import { fold } from '../../language/terms/fold.js';
import { hanGrammar, stopWords } from '../../language/terms/stop-words.js';
import type { Instant } from '../../model/time.js';
import type { StoredMemory } from '../../store/port.js';

/** What a profile is counted from. */
export interface ProfileSources {
  /** Memories of the user that hold, of what a person said; the newest first. */
  memories: readonly StoredMemory[];
  /** By number of memory, names of what it mentions. */
  mentions: ReadonlyMap<number, readonly string[]>;
  /** What the user is called, folded: nobody is interested in the own name. */
  ownNames: ReadonlySet<string>;
}

export interface Counted {
  name: string;
  memories: number;
  /** Ids of a few of them. */
  cites: string[];
}

/** Memories that are cited of each. */
const MOST_CITED = 5;
/** What is named once is no interest. */
const LEAST_NAMED = 2;
/** In the language that Unicode words it: Han and Kana are cut by the dictionary of the platform. */
const words = new Intl.Segmenter('und', { granularity: 'word' });
const SHORTEST = 3;
/** In UTF-16 units, of one memory. */
const MOST_READ = 1_000;

/**
 * What is often told of, though not in everything: categories and names as they stand, and words by how
 * often they occur against how many memories hold them (tf-idf; Spärck Jones 1972). Each with those that
 * tell of it.
 */
export function interestsIn(sources: ProfileSources, most: number): Counted[] {
  const named = [...topicsIn(sources), ...termsIn(sources)];
  const seen = new Set<string>();
  return named
    .filter(({ name }) => {
      const folded = fold(name);
      if (seen.has(folded) || sources.ownNames.has(folded)) return false;
      seen.add(folded);
      return true;
    })
    .slice(0, most);
}

/** Categories and names, those of most memories first. */
export function topicsIn({ memories, mentions, ownNames }: ProfileSources): Counted[] {
  const counts = new Counts();
  for (const memory of memories) {
    for (const name of [...memory.categories, ...(mentions.get(memory.no) ?? [])]) {
      if (!ownNames.has(fold(name))) counts.add(name, memory);
    }
  }
  return counts.sorted(({ memories: of }) => of);
}

function termsIn({ memories, ownNames }: ProfileSources): Counted[] {
  const counts = new Counts();
  for (const memory of memories) {
    for (const word of wordsIn(memory.text.slice(0, MOST_READ))) {
      if (tells(word) && !ownNames.has(fold(word))) counts.add(word, memory);
    }
  }
  // What stands in everything tells of nothing.
  const total = memories.length;
  return counts.sorted(({ memories: of }) => of * Math.log((total + 1) / of));
}

/** Han characters that the dictionary leaves alone are joined with those beside them: 攀 and 岩. */
function wordsIn(text: string): string[] {
  const found: string[] = [];
  let before = '';
  for (const { segment, isWordLike } of words.segment(text)) {
    const alone = SINGLE_HAN.test(segment) && !hanGrammar.has(segment);
    if (alone && before !== '') found.push(before + segment);
    else if (isWordLike && !alone) found.push(segment);
    before = alone ? segment : '';
  }
  return found;
}

const SINGLE_HAN = /^\p{Script=Han}$/u;

function tells(word: string): boolean {
  const folded = fold(word);
  if (/\p{N}/u.test(folded) || stopWords.has(folded)) return false;
  return /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/u.test(folded)
    ? folded.length > 1
    : folded.length >= SHORTEST && /^\p{L}/u.test(folded) && !COMMON.has(folded);
}

/** Verbs and adverbs that everybody uses of everything. */
const COMMON: ReadonlySet<string> = new Set(
  `like likes liked want wants wanted need needs get gets got getting make makes made take takes took go
  goes going went come comes came think thinks thought know knows knew say says said tell tells told
  really much many lot lots thing things way one two new good great today yesterday tomorrow now time
  times day days week weeks month months year years last next always never often sometimes usually still
  back even well yes sure okay maybe user users said use uses used try tried love loves loved feel feels
  felt look looks looking looked work works working worked since ago around every something anything
  thanks thank please hello not don't doesn't didn't can't won't i'm i've i'll it's that's`.split(
    /\s+/,
  ),
);

export function activeHours(
  turns: readonly { occurredAt: Instant }[],
  hourOf: (at: Instant) => number,
  most: number,
): { hour: number; turns: number }[] {
  const counts = new Map<number, number>();
  for (const { occurredAt } of turns) {
    const hour = hourOf(occurredAt);
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  }
  return Array.from(counts, ([hour, count]) => ({ hour, turns: count }))
    .toSorted((a, b) => b.turns - a.turns || a.hour - b.hour)
    .slice(0, most);
}

/** Names under their folded form, each with the memories that hold it, as it was written first. */
class Counts {
  readonly #named = new Map<string, { name: string; ids: Set<string> }>();

  add(name: string, { id }: StoredMemory): void {
    const folded = fold(name);
    const known = this.#named.get(folded) ?? { name, ids: new Set<string>() };
    known.ids.add(id);
    this.#named.set(folded, known);
  }

  sorted(worth: (counted: Counted) => number): Counted[] {
    return [...this.#named.values()]
      .map(({ name, ids }) => ({ name, memories: ids.size, cites: [...ids].slice(0, MOST_CITED) }))
      .filter(({ memories }) => memories >= LEAST_NAMED)
      .toSorted((a, b) => worth(b) - worth(a) || (a.name < b.name ? -1 : 1));
  }
}
