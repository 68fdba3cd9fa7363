import { closest, distance } from 'fastest-levenshtein';
import type { FieldIssue } from '../errors.js';
import {
  type Comparison,
  comparisons,
  comparisonsOf,
  type Filter,
  filterEnums,
  type FilterEnum,
  type FilterField,
  type FilterLeaf,
  filterLimits,
  filterIds,
  filterLists,
  filterNames,
  filterNumbers,
  filterTexts,
  filterTimes,
  type FilterValue,
} from './filter.js';
import { instantFault, parseInstant } from './time.js';
import { invalidInput } from './validate.js';

const METADATA = 'metadata.';
const combinators = ['AND', 'OR', 'NOT'] as const;

const fields: ReadonlyMap<string, FilterField> = new Map<string, FilterField>([
  ...filterNames.map((name) => [name, { kind: 'name', name }] as const),
  ...filterTimes.map((name) => [name, { kind: 'time', name }] as const),
  ...filterIds.map((name) => [name, { kind: 'id', name }] as const),
  ...filterTexts.map((name) => [name, { kind: 'text', name }] as const),
  ...filterNumbers.map((name) => [name, { kind: 'number', name }] as const),
  ...filterLists.map((name) => [name, { kind: 'list', name }] as const),
  ...enumNames().map((name) => [name, { kind: 'enum', name }] as const),
]);

/**
 * Reads a filter, or throws `invalid_input` with its faults, up to 20, at JSON pointers that begin
 * with `pointer`. Times without an offset are read in `timezone` (an IANA name).
 *
 * @example parseFilter({ tags: 'travel', kind: { ne: 'summary' } }, '/filters', 'UTC')
 */
export function parseFilter(input: unknown, pointer: string, timezone: string): Filter {
  return new FilterReader(pointer, timezone).read(input);
}

/** Counts nodes and faults on its way, so that it stops in time, however large the input is. */
class FilterReader {
  readonly #root: string;
  readonly #timezone: string;
  readonly #faults: FieldIssue[] = [];
  #nodes = 0;

  constructor(root: string, timezone: string) {
    this.#root = root;
    this.#timezone = timezone;
  }

  read(input: unknown): Filter {
    const filter = this.#filter(input, this.#root, 1);
    if (this.#faults.length > 0) throw invalidInput(this.#faults);
    return filter;
  }

  #filter(input: unknown, pointer: string, depth: number): Filter {
    if (depth > filterLimits.depth)
      this.#refuse(`must not be nested deeper than ${filterLimits.depth} levels`);
    if (!isObject(input)) this.#fault(pointer, 'must be an object, such as {"tags": "travel"}');
    const parts = Object.entries(isObject(input) ? input : {}).flatMap(([key, value]) => {
      const place = child(pointer, key);
      return isCombinator(key)
        ? [this.#combined(key, value, place, depth + 1)]
        : this.#field(key, value, place);
    });
    const [only] = parts;
    return only && parts.length === 1 ? only : this.#node({ op: 'and', of: parts });
  }

  #combined(
    key: (typeof combinators)[number],
    value: unknown,
    pointer: string,
    depth: number,
  ): Filter {
    if (key === 'NOT' && !Array.isArray(value))
      return this.#node({ op: 'not', of: this.#filter(value, pointer, depth) });
    const of = this.#filters(value, pointer, depth);
    if (key === 'AND') return this.#node({ op: 'and', of });
    const some = this.#node({ op: 'or', of });
    return key === 'OR' ? some : this.#node({ op: 'not', of: some });
  }

  #filters(value: unknown, pointer: string, depth: number): Filter[] {
    if (Array.isArray(value))
      return Array.from(value, (item, at) => this.#filter(item, child(pointer, String(at)), depth));
    this.#fault(pointer, 'must be a list of filters');
    return [];
  }

  #field(key: string, value: unknown, pointer: string): Filter[] {
    const field = fieldOf(key);
    if (typeof field === 'string') return this.#none(pointer, field);
    if (!isObject(value)) return this.#comparison(field, 'eq', value, pointer);
    const entries = Object.entries(value);
    if (entries.length === 0)
      return this.#none(pointer, `names no operator; there are ${list(comparisonsOf[field.kind])}`);
    return entries.flatMap(([op, item]) => {
      const place = child(pointer, op);
      if (isComparison(op)) return this.#comparison(field, op, item, place);
      return this.#none(
        place,
        `there is no operator ${short(op)}; did you mean ${nearest(op, comparisons)}?`,
      );
    });
  }

  /** The comparison, or nothing where it has a fault. */
  #comparison(field: FilterField, op: Comparison, value: unknown, pointer: string): FilterLeaf[] {
    const known: readonly Comparison[] = comparisonsOf[field.kind];
    if (!known.includes(op))
      return this.#none(pointer, `${labelOf(field)} has no ${op}; there are ${list(known)}`);
    const leaf = this.#leaf(field, op, value, pointer);
    return leaf ? [this.#node(leaf)] : [];
  }

  #leaf(
    field: FilterField,
    op: Comparison,
    input: unknown,
    pointer: string,
  ): FilterLeaf | undefined {
    switch (op) {
      case 'exists':
        if (typeof input === 'boolean') return { op, field, value: input };
        return this.#fault(pointer, 'must be true or false');
      case 'in':
      case 'nin': {
        const values = this.#values(field, input, pointer);
        return values && { op, field, values };
      }
      case 'contains':
      case 'icontains': {
        const fault = partFault(input);
        return fault ? this.#fault(pointer, fault) : { op, field, text: input as string };
      }
      case 'eq':
      case 'ne': {
        const value = this.#value(field, input, pointer);
        return value === undefined ? undefined : { op, field, value };
      }
      case 'gt':
      case 'gte':
      case 'lt':
      case 'lte': {
        if (field.kind === 'metadata' && (input === null || typeof input === 'boolean'))
          return this.#fault(pointer, `must be a string or a number; ${input} has no order`);
        const value = this.#value(field, input, pointer);
        return typeof value === 'string' || typeof value === 'number'
          ? { op, field, value }
          : undefined;
      }
    }
  }

  #values(field: FilterField, input: unknown, pointer: string): FilterValue[] | undefined {
    const most = filterLimits.values;
    if (!Array.isArray(input) || input.length === 0 || input.length > most)
      return this.#fault(pointer, `must be a list of 1 to ${most} values`);
    this.#count(input.length);
    const values = Array.from(input, (item, at) =>
      this.#value(field, item, child(pointer, String(at))),
    );
    return values.filter((value) => value !== undefined);
  }

  #value(field: FilterField, input: unknown, pointer: string): FilterValue | undefined {
    const fault = valueFault(field, input);
    if (fault) return this.#fault(pointer, fault);
    if (field.kind !== 'time') return input === 0 ? 0 : (input as FilterValue);
    const at = parseInstant(input as string, this.#timezone);
    if (at !== undefined) return at;
    return this.#fault(pointer, instantFault(input as string));
  }

  #node<Node extends Filter>(filter: Node): Node {
    this.#count(1);
    return filter;
  }

  #count(nodes: number): void {
    this.#nodes += nodes;
    if (this.#nodes > filterLimits.nodes)
      this.#refuse(`must not hold more than ${filterLimits.nodes} conditions and values`);
  }

  #none(pointer: string, detail: string): never[] {
    this.#fault(pointer, detail);
    return [];
  }

  #fault(pointer: string, detail: string): undefined {
    this.#faults.push({ pointer, detail });
    if (this.#faults.length === filterLimits.faults) throw invalidInput(this.#faults);
  }

  /** For what makes the filter too large to read on. */
  #refuse(detail: string): never {
    throw invalidInput([...this.#faults, { pointer: this.#root, detail }]);
  }
}

function valueFault(field: FilterField, input: unknown): string | undefined {
  if (Array.isArray(input)) return 'must be a single value; give a list with {"in": […]}';
  if (field.kind === 'metadata') return scalarFault(input);
  if (field.kind === 'enum') return enumFault(field.name, input);
  const isNumber = field.kind === 'number';
  if (isNumber && Number.isFinite(input)) return undefined;
  if (!isNumber && typeof input === 'string') return textFault(input);
  const what = shapes[field.kind];
  return input === null
    ? `must be ${what}; for memories without ${field.name} give {"exists": false}`
    : `must be ${what}`;
}

function scalarFault(input: unknown): string | undefined {
  if (input === null || typeof input === 'boolean') return undefined;
  if (typeof input === 'string') return textFault(input);
  if (typeof input !== 'number') return 'must be a string, a number, true, false or null';
  return Number.isFinite(input) ? undefined : 'must be a finite number';
}

function enumFault(name: FilterEnum, input: unknown): string | undefined {
  const words: readonly string[] = filterEnums[name];
  if (typeof input !== 'string') return `must be one of ${list(words)}`;
  if (words.includes(input)) return undefined;
  return `there is no ${name} ${short(input)}; did you mean ${nearest(input, words)}?`;
}

function textFault(text: string): string | undefined {
  if (text.length > filterLimits.text) return `must be at most ${filterLimits.text} characters`;
  if (text.isWellFormed() && !text.includes('\0')) return undefined;
  return 'must not hold NUL characters or lone surrogates';
}

/** For `contains`. */
function partFault(input: unknown): string | undefined {
  if (typeof input !== 'string') return 'must be a string';
  return input === '' ? 'must not be empty; every text holds it' : textFault(input);
}

const shapes = {
  name: 'a string',
  id: 'a string',
  text: 'a string',
  list: 'a string',
  time: 'an ISO 8601 date or time',
  number: 'a finite number',
} as const;

/** The field, or what is wrong with the key. */
function fieldOf(key: string): FilterField | string {
  if (!key.startsWith(METADATA)) return fields.get(key) ?? unknownField(key);
  const path = key.slice(METADATA.length);
  if (path === '') return 'names no path; give one, such as metadata.city';
  if (path.length > filterLimits.path)
    return `must have a path of at most ${filterLimits.path} characters`;
  return textFault(path) ?? { kind: 'metadata', path };
}

/** What has a dot, or is far from every field, was meant as a key of metadata. */
function unknownField(key: string): string {
  const none = `there is no field ${short(key)}`;
  if (key === 'metadata') return 'metadata needs a path, such as metadata.city';
  const dot = key.indexOf('.');
  if (dot !== -1) {
    const misspelt = distance(short(key.slice(0, dot)).toLowerCase(), 'metadata') <= 3;
    return `${none}; did you mean ${METADATA}${short(misspelt ? key.slice(dot + 1) : key)}?`;
  }
  const words = [...fields.keys(), ...combinators, 'metadata'];
  const near = nearest(key, words);
  const apart = distance(short(key).toLowerCase(), near.toLowerCase());
  return alike(key, words) !== undefined || apart * 2 <= Math.max(key.length, near.length)
    ? `${none}; did you mean ${near}?`
    : `${none}; a key of metadata is written ${METADATA}${short(key)}`;
}

function nearest(word: string, words: readonly string[]): string {
  const folded = words.map((other) => other.toLowerCase());
  const found = closest(short(word).toLowerCase(), folded);
  return alike(word, words) ?? words[folded.indexOf(found)] ?? found;
}

/** What Levenshtein puts too far: swapped letters (`get` is `gte`) and beginnings (`user`). */
function alike(word: string, words: readonly string[]): string | undefined {
  const begins = word.length < 3 ? undefined : words.find((other) => other.startsWith(word));
  return words.find((other) => sameLetters(word, other)) ?? begins;
}

function sameLetters(a: string, b: string): boolean {
  const sorted = (text: string) => [...text.toLowerCase()].toSorted().join('');
  return a.length === b.length && sorted(a) === sorted(b);
}

function labelOf(field: FilterField): string {
  return field.kind === 'metadata' ? METADATA + field.path : field.name;
}

function list(words: readonly string[]): string {
  return words.join(', ');
}

/** Keeps messages and the search for the nearest word short. */
function short(text: string): string {
  return text.length <= 64 ? text : `${text.slice(0, 64).toWellFormed()}…`;
}

/** RFC 6901. */
function child(pointer: string, part: string): string {
  return `${pointer}/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function isCombinator(key: string): key is (typeof combinators)[number] {
  return (combinators as readonly string[]).includes(key);
}

function isComparison(key: string): key is Comparison {
  return (comparisons as readonly string[]).includes(key);
}

function enumNames(): FilterEnum[] {
  return Object.keys(filterEnums) as FilterEnum[];
}
