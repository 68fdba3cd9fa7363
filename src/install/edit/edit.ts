import { isDeepStrictEqual } from 'node:util';
import { TulvingError } from '../../errors.js';
import type { Format } from './format.js';
import { json } from './json.js';
import type { Entry, Place } from './place.js';
import { notEdited } from './text.js';
import { toml } from './toml.js';
import {
  containerFault,
  entryAt,
  entryValue,
  isEmpty,
  missingContainers,
  toPlain,
  toValue,
  trimmed,
  type Value,
  valueAt,
  type ValueMap,
  withEntry,
  withoutEntry,
} from './value.js';
import { yaml } from './yaml.js';

export type { Entry, Place } from './place.js';

const formats: Record<Place['format'], Format> = { json, toml, yaml };
const BYTE_ORDER_MARK = '\u{feff}';

/**
 * The text with the entry, in place of one of the same name. Everything else stays byte for byte;
 * the result is parsed and compared before it is handed out, so no damaged file leaves here.
 *
 * @param text undefined: there is no file yet.
 * @param seed fields that a new file needs at its root.
 * @throws TulvingError config_not_edited, with the snippet for editing by hand.
 */
export function putEntry(
  text: string | undefined,
  place: Place,
  entry: Entry,
  seed: Entry = {},
): string {
  const value = entryValue(place, entry);
  const format = formats[place.format];
  try {
    const [mark, body] = withoutMark(text ?? newText(format, seed));
    return mark + withinStack(() => put(format, body, place, value));
  } catch (error) {
    throw new TulvingError('config_not_edited', messageOf(error), {
      cause: error,
      remedy: `Put this in by hand:\n${snippetOf(place, value)}`,
    });
  }
}

/**
 * The text without the entry, or undefined when it was not there.
 *
 * @param options.prune how many containers of the path, counted from the innermost, go too when
 *   they are empty then; `missingParents` of the text before tells how many that should be.
 */
export function takeEntry(
  text: string,
  place: Place,
  { prune = 0 }: { prune?: number } = {},
): string | undefined {
  const [mark, body] = withoutMark(text);
  const after = withinStack(() => take(formats[place.format], body, place, prune));
  return after === undefined ? undefined : mark + after;
}

/** The entry as it stands, or undefined. */
export function readEntry(text: string, place: Place): unknown {
  return withinStack(() => {
    const value = entryAt(parsed(text, place), place);
    return value === undefined ? undefined : toPlain(value);
  });
}

/** How many containers of the path a put has to make; hand it to `takeEntry` as `prune` later. */
export function missingParents(text: string | undefined, place: Place): number {
  return withinStack(() => missingContainers(parsed(text ?? '', place), place.path));
}

/** Whether two texts say the same. Empty containers that lead to one of the places count as none. */
export function saysSame(one: string, other: string, places: readonly Place[]): boolean {
  const core = (text: string) =>
    places.map((place) => trimmed(parsed(text, place), place.path.slice(0, -1)));
  return withinStack(() => isDeepStrictEqual(core(one), core(other)));
}

/** Files can be nested deeper than any parser, and our own way through them, can go. */
function withinStack<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw notEdited('It is nested too deeply to be read');
    throw error;
  }
}

function parsed(text: string, { format }: Place): Value {
  return formats[format].parse(withoutMark(text)[1]);
}

function take(format: Format, text: string, place: Place, prune: number): string | undefined {
  const before = format.parse(text);
  if (entryAt(before, place) === undefined) return undefined;
  const parents = place.path.slice(0, -1);
  const after = prunedText(format, format.take(text, place.path), parents, prune);
  const expected = trimmed(withoutEntry(before, place.path), parents);
  if (!isDeepStrictEqual(trimmed(format.parse(after), parents), expected)) {
    throw notEdited('The entry cannot be taken out without touching something else');
  }
  return after;
}

function put(format: Format, text: string, place: Place, entry: ValueMap): string {
  const before = format.parse(text);
  const fault = containerFault(before, place);
  if (fault !== undefined) throw notEdited(fault);
  if (isDeepStrictEqual(entryAt(before, place), entry)) return text;
  const expected = withEntry(before, place, entry);
  const holds = (after: string) => isDeepStrictEqual(parsedOrNothing(format, after), expected);
  const after = format.put(text, place, entry).find(holds);
  if (after === undefined)
    throw notEdited('The entry cannot go in without touching something else');
  return after;
}

/** A way that leads to a text which does not parse is one that does not hold. */
function parsedOrNothing(format: Format, text: string): Value | undefined {
  try {
    return format.parse(text);
  } catch (error) {
    if (TulvingError.isInstance(error)) return undefined;
    throw error;
  }
}

function prunedText(format: Format, text: string, parents: readonly string[], prune: number) {
  let pruned = text;
  for (let taken = 0; taken < prune && taken <= parents.length; taken += 1) {
    const path = parents.slice(0, parents.length - taken);
    const container = valueAt(format.parse(pruned), path);
    if (container === undefined) continue;
    if (!isEmpty(container)) break;
    pruned = format.take(pruned, path);
  }
  return pruned;
}

function newText(format: Format, seed: Entry): string {
  const fields = toValue(seed) as ValueMap;
  return fields.size === 0 ? '' : format.write(fields);
}

function withoutMark(text: string): [mark: string, body: string] {
  return text.startsWith(BYTE_ORDER_MARK) ? [BYTE_ORDER_MARK, text.slice(1)] : ['', text];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What shows on a screen and lands in logs holds no key. */
function snippetOf(place: Place, entry: ValueMap): string {
  const [snippet = ''] = formats[place.format].put('', place, entry);
  return snippet
    .replaceAll(/\bBearer +[^\s"'${]+/g, 'Bearer <key>')
    .replaceAll(/\btlv_[a-z0-9]+_[0-9A-Za-z]+/g, '<key>');
}
