/** A result of a search, as far as its place goes. */
export interface Ranked {
  id: string;
  score: number;
}

/** Less than any digit that is shown; sums of the same numbers in another order differ by far less. */
const SAME = 1e-9;

/**
 * Whether two answers are the same up to the order of equal scores. Of the last of equal scores an
 * answer may show others: it ends somewhere.
 */
export function areSameAnswers(one: readonly Ranked[], other: readonly Ranked[]): boolean {
  if (one.length !== other.length) return false;
  if (!one.every(({ score }, at) => Math.abs(score - (other[at]?.score ?? NaN)) <= SAME)) {
    return false;
  }
  const last = one.at(-1)?.score ?? 0;
  const before = (answer: readonly Ranked[]) =>
    answer.filter(({ score }) => score - last > SAME).map(({ id }) => id);
  const places = new Map(one.map(({ id, score }) => [id, score]));
  return (
    before(one).length === before(other).length &&
    other
      .filter(({ id }) => before(other).includes(id))
      .every(({ id, score }) => Math.abs(score - (places.get(id) ?? NaN)) <= SAME)
  );
}
