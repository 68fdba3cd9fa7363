import { createHash } from 'node:crypto';
import type { Entry } from './edit/place.js';

/** Paths of the fields of an entry that hold something, such as `env/TULVING_API_KEY`. */
export function fieldsOf(entry: Entry, prefix = ''): string[] {
  return Object.entries(entry).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const path = prefix + key;
    return isEntry(value) ? [path, ...fieldsOf(value, `${path}/`)] : [path];
  });
}

/** Of an entry, the fields of these paths and no others. */
export function onlyFields(entry: Entry, paths: readonly string[], prefix = ''): Entry {
  const own = Object.entries(entry).filter(([key]) => paths.includes(prefix + key));
  return Object.fromEntries(
    own.map(([key, value]) => [
      key,
      isEntry(value) ? onlyFields(value, paths, `${prefix}${key}/`) : value,
    ]),
  );
}

/** The entry, and what somebody added to the one that it takes the place of. */
export function withAdded(
  entry: Entry,
  found: Entry,
  wrote: readonly string[],
  prefix = '',
): Entry {
  const added = Object.entries(found).flatMap(([key, value]): [string, unknown][] => {
    const path = prefix + key;
    const mine = entry[key];
    if (isEntry(value) && (isEntry(mine) || wrote.includes(path))) {
      const inner = withAdded(isEntry(mine) ? mine : {}, value, wrote, `${path}/`);
      return mine !== undefined || Object.keys(inner).length > 0 ? [[key, inner]] : [];
    }
    return mine === undefined && !wrote.includes(path) ? [[key, value]] : [];
  });
  return { ...entry, ...Object.fromEntries(added) };
}

/** SHA-256 of what an entry says. */
export function digestOf(entry: unknown): string {
  const text = JSON.stringify(entry, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

export function isEntry(value: unknown): value is Entry {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}
