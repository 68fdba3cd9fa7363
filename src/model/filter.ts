import { z } from 'zod';
import { type MemoryKind, type MemoryState, memoryKinds, memoryStates } from './memory.js';
import { type Layer, scopeFields } from './scope.js';
import type { Instant } from './time.js';
import { type Trust, trusts } from './trust.js';

/** The filters of search and list, as `docs/filters.md` fixes them. `filter-parse.ts` reads them. */

export const filterLimits = {
  nodes: 1_000,
  depth: 64,
  values: 500,
  path: 256,
  text: 1_024,
  faults: 20,
} as const;

export const comparisons = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'nin',
  'contains',
  'icontains',
  'exists',
] as const;

export type Comparison = (typeof comparisons)[number];

export const layers: readonly Layer[] = ['session', 'agent', 'business', 'user'];

export const filterNames = scopeFields;
export const filterTimes = [
  'occurred_at',
  'created_at',
  'updated_at',
  'valid_from',
  'valid_to',
  'expires_at',
] as const;
/** Of the memory itself, and of the one that it became a part of. */
export const filterIds = ['id', 'merged_into'] as const;
export const filterTexts = ['text'] as const;
export const filterNumbers = ['importance'] as const;
export const filterLists = ['categories', 'tags'] as const;
export const filterEnums = {
  kind: memoryKinds,
  state: memoryStates,
  layer: layers,
  trust: trusts,
} as const;

export type FilterName = (typeof filterNames)[number];
export type FilterTime = (typeof filterTimes)[number];
export type FilterId = (typeof filterIds)[number];
export type FilterText = (typeof filterTexts)[number];
export type FilterNumber = (typeof filterNumbers)[number];
export type FilterList = (typeof filterLists)[number];
export type FilterEnum = keyof typeof filterEnums;

export type FilterField =
  | { readonly kind: 'name'; readonly name: FilterName }
  | { readonly kind: 'time'; readonly name: FilterTime }
  | { readonly kind: 'id'; readonly name: FilterId }
  | { readonly kind: 'text'; readonly name: FilterText }
  | { readonly kind: 'number'; readonly name: FilterNumber }
  | { readonly kind: 'list'; readonly name: FilterList }
  | { readonly kind: 'enum'; readonly name: FilterEnum }
  | { readonly kind: 'metadata'; readonly path: string };

/** Which comparisons a field takes: all, where text is a value. */
export const comparisonsOf = {
  name: comparisons,
  time: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'exists'],
  number: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'exists'],
  id: ['eq', 'ne', 'in', 'nin', 'exists'],
  text: ['contains', 'icontains'],
  list: comparisons,
  enum: ['eq', 'ne', 'in', 'nin', 'exists'],
  metadata: comparisons,
} as const satisfies Record<FilterField['kind'], readonly Comparison[]>;

/** Values of times are milliseconds. */
export type FilterValue = string | number | boolean | null;

export type FilterLeaf = { readonly field: FilterField } & (
  | { readonly op: 'eq' | 'ne'; readonly value: FilterValue }
  | { readonly op: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: string | number }
  | { readonly op: 'in' | 'nin'; readonly values: readonly FilterValue[] }
  | { readonly op: 'contains' | 'icontains'; readonly text: string }
  | { readonly op: 'exists'; readonly value: boolean }
);

/** An `and` of nothing always holds, an `or` of nothing never does. */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly op: 'not'; readonly of: Filter }
  | FilterLeaf;

/** What a filter is asked of. */
export interface Filterable
  extends
    Readonly<Record<FilterName, string | null>>,
    Readonly<Record<FilterTime, Instant | null>>,
    Readonly<Record<FilterId, string | null>>,
    Readonly<Record<FilterText, string>>,
    Readonly<Record<FilterNumber, number | null>>,
    Readonly<Record<FilterList, readonly string[]>> {
  readonly kind: MemoryKind;
  readonly state: MemoryState;
  readonly layer: Layer;
  readonly trust: Trust;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A value at a path of metadata. A marker stands for an object or an empty array. */
export interface FieldValue {
  readonly path: string;
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'marker';
  /** Null for a marker. */
  readonly value: FilterValue;
}

type BagValue = Omit<FieldValue, 'path'>;

export const filterSchema = z.record(z.string(), z.unknown()).meta({
  id: 'Filter',
  description:
    'A condition on fields and metadata: AND, OR, NOT, and for each field a value or comparisons ' +
    '(eq, ne, gt, gte, lt, lte, in, nin, contains, icontains, exists). See docs/filters.md.',
  example: { tags: 'travel', 'metadata.trip.nights': { gt: 3 }, NOT: { kind: 'summary' } },
});

/** Whether the filter holds for the memory. Every store must answer as this does. */
export function matches(
  filter: Filter,
  memory: Filterable,
  fold: (text: string) => string,
): boolean {
  if ('field' in filter) return holds(filter, bagOf(filter.field, memory), fold);
  switch (filter.op) {
    case 'and':
      return filter.of.every((part) => matches(part, memory, fold));
    case 'or':
      return filter.of.some((part) => matches(part, memory, fold));
    case 'not':
      return !matches(filter.of, memory, fold);
  }
}

/**
 * The values that metadata has at each path, as the store indexes them: each path, type and value
 * once, paths that are too long to ask for left out.
 *
 * @example flattenMetadata({ a: [1, { b: null }] }) // a: 1, a: marker, a.b: null
 */
export function flattenMetadata(metadata: Readonly<Record<string, unknown>>): FieldValue[] {
  // What JSON does not keep must not be indexed: undefined, dates as objects, -0, NaN.
  const kept = JSON.parse(JSON.stringify(metadata)) as Record<string, unknown>;
  const values = Object.entries(kept).flatMap(([key, value]) => valuesAt(key, value));
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Order by code point. UTF-16 units would put U+10000 before U+FFFF. */
export function compareText(a: string, b: string): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const left = a.codePointAt(at) ?? 0;
    const right = b.codePointAt(at) ?? 0;
    if (left !== right) return left - right;
  }
  return a.length - b.length;
}

function valuesAt(path: string, value: unknown): FieldValue[] {
  // Metadata may hold many keys below one long one: their paths would outgrow the metadata.
  if (path.length > filterLimits.path) return [];
  const marker: FieldValue = { path, type: 'marker', value: null };
  if (Array.isArray(value))
    return value.length === 0 ? [marker] : value.flatMap((item) => valuesAt(path, item));
  if (typeof value !== 'object' || value === null)
    return [{ path, ...plain(value as FilterValue) }];
  const below = Object.entries(value).flatMap(([key, item]) => valuesAt(`${path}.${key}`, item));
  return [marker, ...below];
}

function bagOf(field: FilterField, memory: Filterable): BagValue[] {
  switch (field.kind) {
    case 'name':
    case 'id':
    case 'text':
    case 'time':
    case 'number': {
      const value = memory[field.name];
      return value === null ? [] : [plain(value)];
    }
    case 'list':
      return memory[field.name].map(plain);
    case 'enum':
      return [plain(memory[field.name])];
    case 'metadata':
      return flattenMetadata(memory.metadata).filter(({ path }) => path === field.path);
  }
}

function plain(value: FilterValue): BagValue {
  const type = value === null ? 'null' : (typeof value as 'string' | 'number' | 'boolean');
  return { type, value };
}

function holds(
  leaf: FilterLeaf,
  bag: readonly BagValue[],
  fold: (text: string) => string,
): boolean {
  const present = bag.length > 0;
  const some = (test: (value: FilterValue) => boolean) =>
    bag.some(({ type, value }) => type !== 'marker' && test(value));
  switch (leaf.op) {
    case 'exists':
      return present === leaf.value;
    case 'eq':
      return some((value) => value === leaf.value);
    case 'ne':
      return present && !some((value) => value === leaf.value);
    case 'in':
      return some((value) => leaf.values.includes(value));
    case 'nin':
      return present && !some((value) => leaf.values.includes(value));
    case 'gt':
      return some((value) => difference(value, leaf.value) > 0);
    case 'gte':
      return some((value) => difference(value, leaf.value) >= 0);
    case 'lt':
      return some((value) => difference(value, leaf.value) < 0);
    case 'lte':
      return some((value) => difference(value, leaf.value) <= 0);
    case 'contains':
      return some((value) => typeof value === 'string' && value.includes(leaf.text));
    case 'icontains': {
      const text = fold(leaf.text);
      return some((value) => typeof value === 'string' && fold(value).includes(text));
    }
  }
}

/** NaN, which every comparison refuses, between values of different types. */
function difference(value: FilterValue, other: string | number): number {
  if (typeof value === 'string' && typeof other === 'string') return compareText(value, other);
  if (typeof value === 'number' && typeof other === 'number') return value - other;
  return NaN;
}
