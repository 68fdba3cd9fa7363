import type { Place } from './place.js';
import type { Value, ValueMap } from './value.js';

/** One kind of config file. The texts have no byte order mark. */
export interface Format {
  /** Null where there is nothing but blanks and comments. */
  parse(text: string): Value;
  /** A text that holds these fields and nothing else. */
  write(fields: ValueMap): string;
  /** Ways to put the entry in, the nicest first; the caller takes the first that holds. */
  put(text: string, place: Place, entry: ValueMap): string[];
  /** Takes out an entry that is there. An empty path takes the root, where that is written at all. */
  take(text: string, path: readonly string[]): string;
}
