import { fold } from '../language/terms/fold.js';
import { type ListNamesRequest, listNamesSchema } from '../model/kept-names.js';
import type { Instant } from '../model/time.js';
import { invalidInput, validate } from '../model/validate.js';

/** Where a name stands in a list: by rank, then the last changed first. */
export interface Place {
  rank: number;
  last: Instant;
  name: string;
}

/**
 * One page of names. All of them are at hand: who was changed last is known only once every memory was counted.
 *
 * @returns the page, and the cursor of the next one; a name that changes meanwhile moves to the front
 */
export function pageOfNames<Name>(
  names: readonly Name[],
  placeOf: (name: Name) => Place,
  request: ListNamesRequest,
): { page: Name[]; next_cursor: string | null } {
  const { limit = 50, cursor, text = '' } = validate(listNamesSchema, request);
  const letters = fold(text.trim());
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rest = names
    .map((name) => ({ name, place: placeOf(name) }))
    .filter(({ place }) => fold(place.name).includes(letters))
    .filter(({ place }) => after === undefined || compare(after, place) < 0)
    .toSorted((a, b) => compare(a.place, b.place));
  const last = rest.length > limit ? rest[limit - 1] : undefined;
  return {
    page: rest.slice(0, limit).map(({ name }) => name),
    next_cursor: last ? writeCursor(last.place) : null,
  };
}

function compare(a: Place, b: Place): number {
  return a.rank - b.rank || b.last - a.last || (a.name < b.name ? -1 : Number(a.name > b.name));
}

function writeCursor({ rank, last, name }: Place): string {
  return `${rank}.${last}.${Buffer.from(name).toString('base64url')}`;
}

function readCursor(cursor: string): Place {
  const [, rank, last, name] = /^(\d)\.(-?\d{1,15})\.([\w-]+)$/.exec(cursor) ?? [];
  if (name !== undefined) {
    return {
      rank: Number(rank),
      last: Number(last),
      name: Buffer.from(name, 'base64url').toString(),
    };
  }
  throw invalidInput([{ pointer: '/cursor', detail: 'is not one that a page was answered with' }]);
}
