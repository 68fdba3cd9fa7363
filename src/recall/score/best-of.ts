/** Puts one at its place in a list, best first, of at most so many. */
export function insertBest<One>(
  best: One[],
  one: One,
  { most, isBefore }: { most: number; isBefore: (one: One, other: One) => boolean },
): void {
  let place = best.length;
  while (place > 0 && isBefore(one, best[place - 1] as One)) place -= 1;
  if (place >= most) return;
  best.splice(place, 0, one);
  if (best.length > most) best.pop();
}
