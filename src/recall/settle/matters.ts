import { holdsTerm } from '../outline/term-slots.js';
import type { QueryTerm } from '../plan/understand.js';
import { kindOf } from '../score/calibrate.js';
import type { Put, Ranked } from '../score/fuse.js';

/** Words or characters of the query, with what they weigh. */
export type Held = ReadonlyMap<string, number>;

const PAIR = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}]{2}$/u;

/**
 * What a memory holds of the query, by word; of pairs by character, each as little as its pairs weigh: between
 * two words stands a pair too, which is rare and says nothing. What stands for a word counts as that word.
 */
export function heldOf({ among, at }: Ranked, terms: readonly QueryTerm[]): Held {
  const slot = among.slots[at] as number;
  const held = new Map<string, number>();
  for (const { term, idf, standsFor: word = term } of terms) {
    if (!holdsTerm(among.evidence.terms, term, slot)) continue;
    const units = PAIR.test(word) ? Array.from(word) : [word];
    // By number too: among few memories a word that all hold would weigh nothing.
    const weight = (idf + 1) / units.length;
    for (const unit of units) held.set(unit, Math.min(held.get(unit) ?? Infinity, weight));
  }
  return held;
}

/** What the other holds of it; of nothing, nothing. */
export function shareOf(held: Held, other: Held): number {
  let [again, all] = [0, 0];
  for (const [unit, weight] of held) {
    all += weight;
    if (other.has(unit)) again += weight;
  }
  return all === 0 ? 0 : again / all;
}

/** Of the same kind of source and speaker, about the same user; what one document says is of one moment. */
export function isBySame(one: Ranked, other: Ranked): boolean {
  const [a, b] = [one.among.evidence.outline, other.among.evidence.outline];
  const [slot, place] = [one.among.slots[one.at] as number, other.among.slots[other.at] as number];
  return (
    a === b &&
    (kindOf(one) !== 'document' || a.sessions[slot] !== a.sessions[place]) &&
    (['kinds', 'speakers', 'users', 'fromUser'] as const).every(
      (column) => a[column][slot] === a[column][place],
    )
  );
}

interface Move {
  at: number;
  place: number;
  put: Put;
}

/** Puts one that stands further down, at `at`, at a place; places keep their scores. */
export function moveUp(ranked: Ranked[], { at, place, put }: Move): void {
  const scores = ranked.slice(place, at + 1).map(({ score }) => score);
  moveBeside(ranked, { at, place, put });
  scores.forEach((score, step) => {
    ranked[place + step] = { ...(ranked[place + step] as Ranked), score };
  });
}

/** As `moveUp`, with the score of what it is put before, which keeps its own: the two may not speak of the same. */
export function moveBeside(ranked: Ranked[], { at, place, put }: Move): void {
  const { score } = ranked[place] as Ranked;
  const [moved] = ranked.splice(at, 1) as [Ranked];
  ranked.splice(place, 0, { ...moved, score, via: 'order', put });
}
