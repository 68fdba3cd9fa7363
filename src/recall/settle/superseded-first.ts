import type { Put, Ranked } from '../score/fuse.js';
import { moveUp } from './matters.js';

/** Of the best so many, what they superseded is looked for. */
export const LOOKED_AT = 20;
/** What it must have of the score of what superseded it. */
const LEAST_SCORE = 0.25;

/** Numbers of two memories, of which the second superseded the first. */
export type Succession = readonly [older: number, newer: number];

/**
 * Puts what was superseded before what superseded it, where the query asks for what held before: how alike their
 * words are to those of the query tells nothing then, since somebody has said which took the place of which.
 *
 * @param first whether what held first is asked for, not what held directly before
 * @returns the memories of each succession, in the order that is asked for
 */
export function putSupersededFirst(
  ranked: Ranked[],
  successions: readonly Succession[],
  first: boolean,
): number[][] {
  const inOrder: number[][] = [];
  for (let place = 0; place < Math.min(LOOKED_AT, ranked.length); place++) {
    const newer = ranked[place] as Ranked;
    const at = predecessorOf(newer.memory, successions, first, (memory) =>
      ranked.findIndex((hit) => hit.memory === memory),
    );
    if (at === undefined || (ranked[at] as Ranked).score < newer.score * LEAST_SCORE) continue;
    const older = ranked[at] as Ranked;
    inOrder.push([older.memory, newer.memory]);
    if (at < place) continue;
    const put: Put = { first: first ? 'oldest' : 'previous', before: newer.memory };
    moveUp(ranked, { at, place, put });
    // What it took the place of in turn stays behind both.
    place += 1;
  }
  return inOrder;
}

/** Where what a memory superseded stands; where the first is asked for, what that had superseded in turn. */
function predecessorOf(
  memory: number,
  successions: readonly Succession[],
  first: boolean,
  placeOf: (memory: number) => number,
): number | undefined {
  const places = successions
    .filter(([older, newer]) => newer === memory && placeOf(older) >= 0)
    .map(([older]) => placeOf(older));
  if (places.length === 0) return undefined;
  const best = Math.min(...places);
  if (!first) return best;
  const [older] = successions.find(([one]) => placeOf(one) === best) as Succession;
  const others = successions.filter(([, newer]) => newer !== memory);
  return predecessorOf(older, others, first, placeOf) ?? best;
}
