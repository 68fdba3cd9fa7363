import type { Entry, Place } from './place.js';

/**
 * What a config file says. Objects are maps: the keys of a file are data of strangers, and a map
 * has no `__proto__` to harm.
 */
export type Value = Scalar | readonly Value[] | ValueMap;
export type ValueMap = ReadonlyMap<string, Value>;
type Scalar = string | number | bigint | boolean | null | Date;

export function isMap(value: Value | undefined): value is ValueMap {
  return value instanceof Map;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** From what a parser gives, plain objects or maps. */
export function toValue(raw: unknown): Value {
  if (raw === null || raw === undefined) return null;
  if (Array.isArray(raw)) return raw.map(toValue);
  if (raw instanceof Date || typeof raw !== 'object') return raw as Scalar;
  const pairs: [unknown, unknown][] = raw instanceof Map ? [...raw] : Object.entries(raw);
  return new Map(pairs.map(([key, value]) => [String(key), toValue(value)]));
}

/** The entry as it shall stand. In a list the name stands in the item. */
export function entryValue({ path, inList }: Place, entry: Entry): ValueMap {
  const given = Object.entries(entry).filter(([, value]) => value !== undefined);
  const fields = toValue(Object.fromEntries(given)) as ValueMap;
  const name = path.at(-1) ?? '';
  return inList ? new Map<string, Value>([['name', name], ...fields, ['name', name]]) : fields;
}

/** Plain objects again, for those who read. */
export function toPlain(value: Value): unknown {
  if (isList(value)) return value.map(toPlain);
  if (!isMap(value)) return value;
  // fromEntries defines properties and calls no setter, so `__proto__` is a name like others here.
  return Object.fromEntries([...value].map(([key, part]) => [key, toPlain(part)]));
}

export function valueAt(root: Value | undefined, path: readonly string[]): Value | undefined {
  return path.reduce((value, key) => (isMap(value) ? value.get(key) : undefined), root);
}

export function entryAt(root: Value, { path, inList }: Place): Value | undefined {
  if (!inList) return valueAt(root, path);
  const list = valueAt(root, path.slice(0, -1));
  return isList(list) ? list.find((item) => isNamed(item, path.at(-1))) : undefined;
}

function isNamed(item: Value, name: string | undefined): boolean {
  return valueAt(item, ['name']) === name;
}

export function withEntry(root: Value | undefined, place: Place, entry: Value): Value {
  const { path, inList } = place;
  const [key = '', ...rest] = path;
  if (rest.length === 0 && inList) return withItem(isList(root) ? root : [], key, entry);
  const map: ValueMap = isMap(root) ? root : new Map();
  const inner = rest.length > 0 ? withEntry(map.get(key), { ...place, path: rest }, entry) : entry;
  return new Map([...map, [key, inner]]);
}

function withItem(list: readonly Value[], name: string, entry: Value): Value {
  const index = list.findIndex((item) => isNamed(item, name));
  return index < 0 ? [...list, entry] : list.with(index, entry);
}

/** A list is entered by the names of its items. */
export function withoutEntry(root: Value, path: readonly string[]): Value {
  const [key = '', ...rest] = path;
  if (isList(root)) {
    const index = root.findIndex((item) => isNamed(item, key));
    return root.filter((_, at) => at !== index);
  }
  if (!isMap(root)) return root;
  const inner = root.get(key);
  if (rest.length === 0) return new Map([...root].filter(([name]) => name !== key));
  if (inner === undefined) return root;
  return new Map([...root, [key, withoutEntry(inner, rest)]]);
}

/** Without the empty containers along the path: formats differ in whether those stay. */
export function trimmed(root: Value, path: readonly string[]): Value {
  let value = root;
  for (let depth = path.length; depth > 0; depth -= 1) {
    const part = path.slice(0, depth);
    if (!isEmpty(valueAt(value, part))) return value;
    value = withoutEntry(value, part);
  }
  return isEmpty(value) ? new Map() : value;
}

export function isEmpty(value: Value | undefined): boolean {
  if (isMap(value)) return value.size === 0;
  return isList(value) ? value.length === 0 : value === null || value === undefined;
}

/** How many containers of the path, counted from the innermost, are not there; the root counts. */
export function missingContainers(root: Value, path: readonly string[]): number {
  const parents = path.map((_, index) => path.slice(0, index));
  const isThere = (part: readonly string[]) =>
    part.length === 0 ? root !== null : valueAt(root, part) !== undefined;
  return parents.filter((part) => !isThere(part)).length;
}

/** Says which container of the path is of another kind than an entry needs. */
export function containerFault(root: Value, { path, inList }: Place): string | undefined {
  for (let depth = 0; depth < path.length; depth += 1) {
    const value = valueAt(root, path.slice(0, depth)) ?? null;
    const asList = inList === true && depth === path.length - 1;
    if (value === null || (asList ? isList(value) : isMap(value))) continue;
    const name = depth === 0 ? 'the file' : `\`${path.slice(0, depth).join(' › ')}\``;
    return `${name} does not hold ${asList ? 'a list' : 'an object'}, so no entry can go there`;
  }
  return undefined;
}
