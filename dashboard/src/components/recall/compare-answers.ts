/** Where a memory stands in another answer, seen from its place in this one. */
export type Move =
  | { readonly kind: 'same' }
  | { readonly kind: 'up' | 'down'; readonly by: number; readonly place: number }
  | { readonly kind: 'only' };

/** @returns by id, for each memory of `here` */
export function movesFrom(
  there: readonly string[],
  here: readonly string[],
): ReadonlyMap<string, Move> {
  const places = new Map(there.map((id, at) => [id, at + 1]));
  return new Map(here.map((id, at) => [id, moveOf(places.get(id), at + 1)]));
}

function moveOf(before: number | undefined, now: number): Move {
  if (before === undefined) return { kind: 'only' };
  if (before === now) return { kind: 'same' };
  return { kind: before > now ? 'up' : 'down', by: Math.abs(before - now), place: before };
}

export interface Difference {
  both: number;
  moved: number;
  onlyA: number;
  onlyB: number;
}

export function differenceOf(a: readonly string[], b: readonly string[]): Difference {
  const moves = [...movesFrom(a, b).values()];
  const onlyB = moves.filter(({ kind }) => kind === 'only').length;
  const both = b.length - onlyB;
  const moved = moves.filter(({ kind }) => kind === 'up' || kind === 'down').length;
  return { both, moved, onlyA: a.length - both, onlyB };
}
