// What weights find in conversations that they were not fitted on.
import { ndcgAt, recallAt } from '../../dist/evaluation/metrics.js';
import { fitWeights, scoresOf } from './softmax.mjs';

/** Of a set that is one history, questions take turns in so many parts. */
const PARTS = 6;

/** Which part each row is left out with. */
export function withParts(rows) {
  const conversations = new Set(rows.map(({ conversation }) => conversation));
  return rows.map((row, index) => ({
    ...row,
    part: conversations.size > 1 ? row.conversation : `${row.conversation} ${index % PARTS}`,
  }));
}

/** For each part, the weights that the others give. */
export function fitLeftOut(rows, channels, penalty) {
  const parts = [...new Set(rows.map(({ part }) => part))];
  const start = fitWeights(rows, channels, penalty);
  return new Map(
    parts.map((part) => [
      part,
      fitWeights(
        rows.filter((row) => row.part !== part),
        channels,
        penalty,
        start,
      ),
    ]),
  );
}

/** In percent. @param weightsOf the weights for a row */
export function measure(rows, channels, weightsOf) {
  const scores = rows.map((row) => {
    const ranked = rankedTurns(row, scoresOf(columnsOf(row, channels), weightsOf(row)));
    const gold = new Set(row.gold);
    return [recallAt(10, ranked, gold), ndcgAt(10, ranked, gold)];
  });
  const mean = (at) => (100 * scores.reduce((sum, one) => sum + one[at], 0)) / scores.length;
  return { recall: mean(0), ndcg: mean(1) };
}

function columnsOf({ columns }, channels) {
  return channels.map((name) => columns[name]);
}

/** As recall ranks: of equals the older memory first. */
function rankedTurns({ turns, memories }, scores) {
  const order = Array.from(scores.keys()).toSorted(
    (one, other) => scores[other] - scores[one] || memories[one] - memories[other],
  );
  return [...new Set(order.slice(0, 50).flatMap((at) => turns[at]))];
}
