import type { Phrase } from '../../language/phrases.js';
import { beginningsOf, firstLetter } from '../../language/spelling/spelling.js';
import { bentIn, type BentWord } from '../../language/spelling/word-forms.js';
import { WordList } from '../../language/spelling/word-list.js';
import type { AnalysedQuery } from '../../language/terms/analyse.js';
import type { Partition } from '../../model/validity.js';
import type { LocalEmbedder } from '../../models/port.js';
import type { Store } from '../../store/port.js';
import type { Neighbours, Space, VectorIndex } from '../../vector/port.js';
import type { Outline } from '../outline/outline.js';
import { nearestKnown } from '../plan/known.js';
import { allowsIn, isAnsweredBy, maskIn, type Plan } from '../plan/plan.js';
import type { Tuning } from '../tuning.js';
import { findPhrases, type PhraseShares } from './phrases.js';
import {
  doubtfulIn,
  type DoubtfulWord,
  likeKnown,
  MOST_NEAR,
  nearestFirst,
  spellingsOf,
} from './spelt-near.js';

export interface IndexReaderParts {
  store: Pick<Store, 'words'> & { memories: Pick<Store['memories'], 'texts'> };
  vectors: VectorIndex;
  space: Space;
  embedder: LocalEmbedder;
  tuning: Tuning;
}

/** How many neighbours by vector become candidates, at least. */
const LEAST_NEIGHBOURS = 50;
/** Of so many more the nearness is told, so that it can tell apart what words find. */
const ESTIMATES = 1_000;

/** What a search reads of the indexes before it scores: posting lists, neighbours, phrases. */
export class IndexReader {
  readonly #parts: IndexReaderParts;

  constructor(parts: IndexReaderParts) {
    this.#parts = parts;
  }

  /**
   * Reads the posting lists that the outlines do not hold; one that grew meanwhile has dropped its own.
   *
   * @param use is called once all are there, in the same turn: before another search can add to the outlines
   */
  async postings<Result>(
    outlines: readonly Outline[],
    terms: readonly string[],
    use: () => Result,
  ): Promise<Result> {
    for (let complete = false; !complete;) {
      complete = true;
      for (const outline of outlines) {
        const missing = terms.filter((term) => outline.term(term) === undefined);
        if (missing.length === 0) continue;
        complete = false;
        if (outline.partition === 'known') throw new Error('a part without an index lost terms');
        await this.#look(outline, outline.partition, missing);
      }
    }
    return use();
  }

  async #look(outline: Outline, partition: Partition, terms: readonly string[]): Promise<void> {
    const { count, lists, state } = outline;
    if (lists.takesLook(outline.totalLength)) {
      // Beside the searches: none should wait for what spares later ones their looks.
      setImmediate(() => void this.#readAll(outline, partition));
    }
    const found = await this.#parts.store.words.postings(state.no, partition, terms);
    // Read before what was appended meanwhile, perhaps.
    if (outline.count !== count) return;
    found.forEach((list, index) => lists.keep(terms[index] as string, list));
  }

  /** @returns whether it could; else it is tried again, and if the store fails, the next search tells */
  async #readAll(outline: Outline, partition: Partition): Promise<boolean> {
    const { count, lists, state } = outline;
    try {
      const all = await this.#parts.store.words.allPostings(state.no, partition);
      if (outline.count === count) lists.keepAll(all);
      return true;
    } catch {
      lists.countAnew();
      return false;
    }
  }

  /** The memories near the query's vector, for each outline. */
  nearest(plan: Plan): Promise<Neighbours[]> {
    const { vectors, space, tuning } = this.#parts;
    const estimates = tuning.without.has('estimates') ? 0 : ESTIMATES;
    const limit = Math.max(LEAST_NEIGHBOURS, plan.query.limit);
    return Promise.all(
      plan.outlines.map(async (outline) => {
        const { partition, state } = outline;
        if (partition === 'known') {
          const part = plan.known.find((one) => one.outline === outline);
          const mask = maskIn(plan, outline);
          const allows = (memory: number) => allowsIn(outline, mask, memory);
          if (!part) throw new Error('a part that was known is missing');
          return nearestKnown(part, plan.vector, { space, limit, estimates, allows });
        }
        const mask = maskIn(plan, outline);
        // The past holds vectors of what no search reads, so that there the outline is always asked.
        const asks = mask !== null || partition === 'past';
        return vectors.nearest({
          space,
          cubes: [state],
          partition,
          vector: plan.vector,
          limit,
          estimates,
          ...(asks && { allows: (memory) => allowsIn(outline, mask, memory) }),
        });
      }),
    );
  }

  /**
   * What memories that may be answered hold in place of words of the query that none of them does: each term
   * with the one that it stands for. What is not among `terms` is taken as it is written.
   */
  async speltOtherwise(
    plan: Plan,
    { terms, languages }: AnalysedQuery,
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    if (this.#parts.tuning.without.has('spelling')) return found;
    const held = new Set(await this.#answered(plan, terms));
    const missing = new Set(terms.filter((term) => !held.has(term)));
    const { knownWords } = this.#parts.embedder;
    const isEnglish = languages.length === 1 && languages[0] === 'en';
    for (const word of doubtfulIn(plan.query.query, missing, knownWords, isEnglish)) {
      for (const term of await this.#meantBy(word, plan)) {
        if (!found.has(term) && !terms.includes(term)) found.set(term, word.term);
      }
    }
    return found;
  }

  /**
   * Other forms of words of the query that no memory has as they stand, of those that may be answered: each term
   * with the one that it stands for.
   */
  async bentOtherwise(
    plan: Plan,
    { terms, languages }: AnalysedQuery,
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const words = bentIn(plan.query.query, languages).filter(({ term }) => terms.includes(term));
    if (words.length === 0) return found;
    const held = await this.#answered(
      plan,
      words.map(({ term }) => term),
    );
    for (const word of words) {
      if (held.includes(word.term)) continue;
      for (const term of await this.#firstAnswered(plan, await this.#formsOf(word, plan))) {
        if (!terms.includes(term)) found.set(term, word.term);
      }
    }
    return found;
  }

  /** What the memories hold of how a word may be bent. */
  async #formsOf({ term, forms, isForm }: BentWord, { outlines }: Plan): Promise<string[]> {
    if (forms) return [...forms];
    const lists = await Promise.all(
      outlines.map(async (outline) => {
        const { partition } = outline;
        if (partition === 'known') return new WordList([...outline.lists.terms]);
        return this.#beginning(outline, partition, firstLetter(term));
      }),
    );
    return [...new Set(lists.flatMap(({ words }) => words.filter(isForm)))];
  }

  /** How a language spells it too; else the nearest among its words and those of the memories, its words first. */
  async #meantBy(word: DoubtfulWord, plan: Plan): Promise<string[]> {
    const { knownWords } = this.#parts.embedder;
    // Asked for first: with these at hand, a spelling that nothing holds takes no look into the index.
    const lists = word.isUnknown ? await this.#termsLike(word.term, plan) : [];
    const spelt = await this.#firstAnswered(plan, spellingsOf(word, knownWords));
    if (spelt.length > 0 || !word.isUnknown) return spelt;
    const [known, like] = [likeKnown(word, knownWords), nearestFirst(word.term, lists)];
    for (let at = 0; at < Math.max(known.length, like.length); at++) {
      for (const terms of [known[at] ?? [], like[at] ?? []]) {
        const meant = await this.#firstAnswered(plan, terms);
        if (meant.length > 0) return meant;
      }
    }
    return [];
  }

  /** The first few that any memory holds that may be answered: what others hold must not be told by what is missing. */
  async #firstAnswered(plan: Plan, terms: readonly string[]): Promise<string[]> {
    const open = await this.#answered(plan, terms.slice(0, MOST_NEAR));
    if (open.length < MOST_NEAR) open.push(...(await this.#answered(plan, terms.slice(MOST_NEAR))));
    return open.slice(0, MOST_NEAR);
  }

  /** Those of the terms that a memory holds that may be answered. */
  #answered(plan: Plan, terms: readonly string[]): Promise<string[]> {
    return this.postings(plan.outlines, terms, () =>
      terms.filter((term) => plan.outlines.some((outline) => isAnsweredBy(plan, outline, term))),
    );
  }

  async #termsLike(term: string, { outlines }: Plan): Promise<WordList[]> {
    const lists = await Promise.all(outlines.map((outline) => this.#termsIn(outline, term)));
    return lists.flat();
  }

  async #termsIn(outline: Outline, term: string): Promise<WordList[]> {
    const { partition } = outline;
    if (partition === 'known') return [new WordList([...outline.lists.terms])];
    const letters = beginningsOf(term);
    return Promise.all(letters.map((one) => this.#beginning(outline, partition, one)));
  }

  /** People misspell the same names again and again: what begins with a letter stays with the outline. */
  async #beginning(outline: Outline, partition: Partition, letters: string): Promise<WordList> {
    const { count, lists, state } = outline;
    const known = lists.beginning(letters);
    if (known) return known;
    const found = await this.#parts.store.words.beginning(state.no, partition, [letters]);
    return outline.count === count ? lists.keepBeginning(letters, found) : new WordList(found);
  }

  /** For each outline who holds the phrases of the query; costs nothing where it has none. */
  async phrases(
    plan: Plan,
    phrases: readonly Phrase[],
    terms: readonly string[],
  ): Promise<PhraseShares[]> {
    if (phrases.length === 0) return [];
    const { memories } = this.#parts.store;
    const wanted = [...terms, ...phrases.flatMap((one) => one.terms)];
    const find = (outline: Outline) => {
      const part = plan.known.find((one) => one.outline === outline);
      const known = part && new Map(Array.from(part.versions, ([no, { text }]) => [no, text]));
      const textsOf = async (numbers: readonly number[]) => known ?? memories.texts(numbers);
      const held = outline.termsOf(wanted);
      return findPhrases(outline, maskIn(plan, outline), { phrases, terms, held, textsOf });
    };
    return this.postings(plan.outlines, wanted, () => Promise.all(plan.outlines.map(find)));
  }
}
