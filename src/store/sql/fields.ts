import { fold } from '../../language/terms/fold.js';
import { type FieldValue, flattenMetadata } from '../../model/filter.js';
import type { Metadata } from '../../model/memory.js';

/** Before the path of a value of metadata; lists stand under their own names. */
export const METADATA = 'metadata.';

export const typeLetters: Readonly<Record<FieldValue['type'], string>> = {
  string: 's',
  number: 'n',
  boolean: 'b',
  null: 'z',
  marker: 'o',
};

/** What filters look up besides columns: given parts replace what was indexed of them. */
export interface Fields {
  metadata?: Metadata | undefined;
  categories?: readonly string[] | undefined;
  tags?: readonly string[] | undefined;
}

export const LISTS = ['categories', 'tags'] as const;

interface Place {
  memory: number;
  cube: number;
}

/** The rows of table `field` for the given parts. */
export function fieldRows(place: Place, { metadata, ...lists }: Fields) {
  const values = flattenMetadata(metadata ?? {});
  return [
    ...values.map((value) => rowOf(place, { ...value, path: METADATA + value.path })),
    ...LISTS.flatMap((path) =>
      Array.from(new Set(lists[path]), (value) => rowOf(place, { path, type: 'string', value })),
    ),
  ];
}

function rowOf({ memory, cube }: Place, { path, type, value }: FieldValue) {
  const isText = typeof value === 'string';
  return {
    cube,
    path,
    type: typeLetters[type],
    num: typeof value === 'number' || typeof value === 'boolean' ? Number(value) : null,
    text: isText ? value : null,
    folded: isText ? fold(value) : null,
    memory,
  };
}
