import type { ShownPiece, Window } from './windows.js';

/** `[start, end)` in UTF-16 units. */
export interface Stretch {
  start: number;
  end: number;
}

/** What is left of a stretch without others. */
export function without({ start, end }: Stretch, others: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let from = start;
  for (const other of others.toSorted((one, two) => one.start - two.start)) {
    if (other.end <= from || other.start >= end) continue;
    left.push({ start: from, end: other.start });
    from = other.end;
  }
  left.push({ start: from, end });
  return left.filter((one) => one.start < one.end);
}

/** The window without what must not be shown of its episodes. */
export function withoutHidden(
  window: Window,
  hidden: ReadonlyMap<string, readonly Stretch[]>,
): Window {
  if (hidden.size === 0) return window;
  const pieces = window.pieces.flatMap((piece): ShownPiece[] => {
    const { episode } = piece;
    const own = hidden.get(episode.id);
    if (!own) return [piece];
    return without(piece, own)
      .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(episode.text.slice(start, end)))
      .map((left) => ({ ...piece, ...left }));
  });
  return { ...window, pieces };
}
