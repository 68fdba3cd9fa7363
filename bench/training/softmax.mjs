// Listwise softmax (Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise Approach", top one) with an
// L2 penalty, by Newton's method. It is convex: the same candidates give the same weights.
import { solve } from '../logistic.mjs';

const ROUNDS = 30;
/** Where a round gains less, nothing more is to be gained. */
const LEAST_GAIN = 1e-6;
/** What is less likely bends the loss by nothing that tells. */
const LEAST_CHANCE = 1e-5;

/**
 * @param rows as `collect` gives them
 * @param {string[]} channels
 * @param {number} penalty for the square of each weight
 * @param {number[]} start what is near, so that it is found sooner
 * @returns {number[]} a weight for each channel
 */
export function fitWeights(rows, channels, penalty, start = channels.map(() => 0)) {
  const lists = rows
    .filter(({ right }) => right.length > 0)
    .map(({ columns, right }) => ({ columns: channels.map((name) => columns[name]), right }));
  let now = { weights: start, ...look(lists, start, penalty) };
  for (let round = 0; round < ROUNDS; round++) {
    const step = solve(now.curvature, now.gradient);
    const next = descend(now, step, (weights) => ({ weights, ...look(lists, weights, penalty) }));
    const gain = now.loss - next.loss;
    now = next;
    if (gain < LEAST_GAIN) break;
  }
  return now.weights;
}

/** A whole step, or the largest half of a half of one that leads down. */
function descend(now, step, lookAt) {
  for (let part = 1; part > 1e-3; part /= 2) {
    const next = lookAt(now.weights.map((weight, at) => weight - part * step[at]));
    if (next.loss < now.loss) return next;
  }
  return now;
}

/** The mean loss over the lists with its first and second derivatives. */
function look(lists, weights, penalty) {
  let loss = penalty * weights.reduce((sum, weight) => sum + weight * weight, 0);
  const gradient = weights.map((weight) => 2 * penalty * weight);
  const curvature = weights.map((_, row) =>
    weights.map((__, at) => (row === at ? 2 * penalty : 0)),
  );
  for (const { columns, right } of lists) {
    const scores = scoresOf(columns, weights);
    const { chances, logSum } = chancesOf(scores);
    const expected = columns.map((column) => meanBy(column, chances));
    const share = 1 / lists.length;
    loss += share * (logSum - meanAt(scores, right));
    columns.forEach((column, at) => {
      gradient[at] += share * (expected[at] - meanAt(column, right));
    });
    addCovariances(curvature, { columns, chances, expected, share });
  }
  return { loss, gradient, curvature };
}

/** Around the expected values, so that what is left out never bends the loss the other way. */
function addCovariances(into, { columns, chances, expected, share }) {
  const likely = Array.from(chances.keys()).filter((at) => chances[at] > LEAST_CHANCE);
  const off = columns.map((column, own) =>
    Float64Array.from(likely, (at) => column[at] - expected[own]),
  );
  const near = Float64Array.from(likely, (at) => share * chances[at]);
  for (let one = 0; one < columns.length; one++) {
    const weighed = off[one].map((value, at) => value * near[at]);
    for (let other = 0; other <= one; other++) {
      const covariance = meanBy(off[other], weighed);
      into[one][other] += covariance;
      if (one !== other) into[other][one] += covariance;
    }
  }
}

function chancesOf(scores) {
  const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const chances = scores.map((score) => Math.exp(score - highest));
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return { chances: chances.map((chance) => chance / sum), logSum: highest + Math.log(sum) };
}

/** The sum that recall ranks by, but for its scale. */
export function scoresOf(columns, weights) {
  const scores = new Float64Array(columns[0].length);
  columns.forEach((column, channel) => {
    const weight = weights[channel];
    for (let at = 0; at < scores.length; at++) scores[at] += weight * column[at];
  });
  return scores;
}

function meanBy(values, chances) {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] * chances[at];
  return sum;
}

function meanAt(values, places) {
  let sum = 0;
  for (const at of places) sum += values[at];
  return sum / places.length;
}
