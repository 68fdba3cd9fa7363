import { notEdited } from './text.js';
import { isList, isMap, type Value, type ValueMap } from './value.js';

/** Lines of `[path]` with its fields; tables inside are inline, so that the entry is one block. */
export function tomlBlock(path: readonly string[], fields: ValueMap): string[] {
  return [`[${tomlKey(path)}]`, ...tomlLines(fields)];
}

export function tomlLines(fields: ValueMap): string[] {
  return [...fields].map(([key, value]) => tomlPair([key], value));
}

export function tomlPair(path: readonly string[], value: Value): string {
  return `${tomlKey(path)} = ${tomlValue(value)}`;
}

function tomlKey(path: readonly string[]): string {
  return path.map((name) => (/^[\w-]+$/.test(name) ? name : tomlString(name))).join('.');
}

function tomlValue(value: Value): string {
  if (isList(value)) return `[${value.map(tomlValue).join(', ')}]`;
  if (isMap(value)) return value.size === 0 ? '{}' : `{ ${tomlLines(value).join(', ')} }`;
  if (value instanceof Date) return value.toISOString();
  if (value === null) throw notEdited('TOML has no null');
  return typeof value === 'string' ? tomlString(value) : String(value);
}

/** The escapes of JSON are escapes of TOML; only DEL, which JSON takes bare, TOML does not. */
function tomlString(value: string): string {
  return JSON.stringify(value).replaceAll('\u007f', String.raw`\u007f`);
}
