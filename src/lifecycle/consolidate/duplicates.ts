import { fold } from '../../language/terms/fold.js';
import { grammarIn } from '../../language/terms/function-words.js';
import type { StoredMemory } from '../../store/port.js';
import { isEvidence } from './members.js';

/** Words, numbers, and the signs that change what is meant; of scripts without spaces each character. */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\p{N}+(?:[.,:/-]\p{N}+)*|[+\-−#%$€£¥₽₹&@=<>*/^~?？]|\p{Extended_Pictographic}/gu;
/** What can go without anything else being said. Of other languages where a text is in one. */
const EMPTY: ReadonlySet<string> = new Set(['a', 'an', 'the', 'is', 'are', 'am', 'also']);
const ARTICLES: ReadonlySet<string> = new Set(
  `der die das den dem des ein eine einen einem einer eines le la les un une des el los las una unos unas
  il lo gli i uno o os as um uma uns umas de het een`.split(/\s+/),
);

/** A memory that goes, and the one that it becomes a part of. */
export interface Duplicate {
  memory: StoredMemory;
  into: StoredMemory;
}

/**
 * What is left of a text without the words that only hold it together, in order; undefined where that
 * says too little to go by.
 */
export function contentOf(text: string): string | undefined {
  const words = fold(text.toWellFormed()).match(WORDS) ?? [];
  const { words: foreign } = grammarIn(words);
  const isEmpty = (word: string) =>
    foreign.size > 0 ? ARTICLES.has(word) && foreign.has(word) : EMPTY.has(word);
  const left = words.filter((word) => !isEmpty(word));
  return left.length < 2 ? undefined : left.join(' ');
}

/** Whether one may become a part of the other: about the same, since and until the same, as trusted. */
export function mayMerge(one: StoredMemory, other: StoredMemory): boolean {
  return (
    keyOf(one) === keyOf(other) &&
    (one.trust === other.trust || (isEvidence(one) && isEvidence(other)))
  );
}

function keyOf({ kind, scope, validFrom, validTo, metadata, sources }: StoredMemory): string {
  const { cube, user, agent, app } = scope;
  // "I like tea" is another thing from another mouth.
  const { speaker = null, role = null } = (kind === 'statement' && sources[0]) || {};
  const said = [speaker, role];
  return JSON.stringify([kind, cube, user, agent, app, said, validFrom, validTo, metadata]);
}

/** Those that say the same in the same words, articles and the like apart. No model is asked. */
export function sameWords(members: readonly StoredMemory[]): Duplicate[] {
  const groups = new Map<string, StoredMemory[]>();
  for (const memory of members) {
    const content = contentOf(memory.text);
    if (content === undefined) continue;
    const key = `${content}\n${keyOf(memory)}`;
    groups.set(key, [...(groups.get(key) ?? []), memory]);
  }
  return [...groups.values()].flatMap((group) => {
    const [into, ...rest] = group.toSorted(byStanding);
    return into
      ? rest.filter((one) => mayMerge(one, into)).map((memory) => ({ memory, into }))
      : [];
  });
}

/** A pair as what goes and what stays. */
export function duplicateOf(one: StoredMemory, other: StoredMemory): Duplicate {
  const [into, memory] = [one, other].toSorted(byStanding) as [StoredMemory, StoredMemory];
  return { memory, into };
}

/** What a person has verified stays, then what was said most often, then what was known first. */
function byStanding(one: StoredMemory, other: StoredMemory): number {
  const verified = ({ trust }: StoredMemory) => (trust === 'verified' ? 1 : 0);
  return (
    verified(other) - verified(one) ||
    other.sources.length - one.sources.length ||
    one.no - other.no
  );
}
