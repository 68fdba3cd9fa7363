// Weighted logistic regression with an L2 penalty, by Newton's method. The same input gives the same weights.

/**
 * @param {{ features: number[], label: number, weight: number }[]} samples the first feature is 1 and not penalised
 * @param {number} penalty for each unit of weight
 */
export function fitLogistic(samples, penalty = 1e-3) {
  const size = samples[0].features.length;
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const weights = Array.from({ length: size }, () => 0);
  for (let round = 0; round < 100; round++) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : -penalty * total * weight));
    const curvature = weights.map((_, row) =>
      weights.map((__, column) => (row === column && row > 0 ? penalty * total : 0)),
    );
    for (const { features, label, weight } of samples) {
      const chance = chanceOf(features, weights);
      const spread = weight * chance * (1 - chance);
      for (let row = 0; row < size; row++) {
        gradient[row] += weight * (label - chance) * features[row];
        for (let column = 0; column < size; column++) {
          curvature[row][column] += spread * features[row] * features[column];
        }
      }
    }
    const step = solve(curvature, gradient);
    step.forEach((change, at) => (weights[at] += change));
    if (Math.max(...step.map(Math.abs)) < 1e-9) break;
  }
  return weights;
}

export function chanceOf(features, weights) {
  return 1 / (1 + Math.exp(-features.reduce((sum, value, at) => sum + value * weights[at], 0)));
}

/** Gaussian elimination with pivots. */
export function solve(matrix, vector) {
  const rows = matrix.map((row, at) => [...row, vector[at]]);
  for (let column = 0; column < rows.length; column++) {
    let pivot = column;
    for (let row = column + 1; row < rows.length; row++) {
      if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let row = 0; row < rows.length; row++) {
      if (row === column) continue;
      const share = rows[row][column] / rows[column][column];
      for (let at = column; at <= rows.length; at++) rows[row][at] -= share * rows[column][at];
    }
  }
  return rows.map((row, at) => row[rows.length] / row[at]);
}
