import { cue } from '../../language/cues.js';
import type { Outline } from '../outline/outline.js';
import type { SparseScores } from './sparse-scores.js';

/** What is left of a question's score for each message of the one who answers that stands between. */
const OWN_SHARE = 0.5;
/** The same for what the one who asks adds to the question. */
const ASKER_SHARE = 0.7;
const MOST_BETWEEN = 2;

/**
 * What a message gets of the score of the question that it may answer: the last one in the burst of messages
 * of another speaker before its own burst.
 */
export function inheritedByAnswer(
  { previous, speakers, cues }: Pick<Outline, 'previous' | 'speakers' | 'cues'>,
  slot: number,
  scores: Pick<SparseScores, 'at'>,
): number {
  const speaker = speakers[slot];
  let share = 1;
  let before = previous[slot] as number;
  for (let own = 0; own < MOST_BETWEEN && speakers[before] === speaker; own++) {
    share *= OWN_SHARE;
    before = previous[before] as number;
  }
  const asker = speakers[before];
  if (asker === speaker) return 0;
  for (let added = 0; added <= MOST_BETWEEN && before >= 0 && speakers[before] === asker; added++) {
    if (((cues[before] as number) & cue.asks) !== 0) return share * scores.at(before);
    share *= ASKER_SHARE;
    before = previous[before] as number;
  }
  return 0;
}
