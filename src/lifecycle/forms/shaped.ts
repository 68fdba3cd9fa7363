import { fold } from '../../language/terms/fold.js';
import type { Field } from './read-schema.js';

/** What a place of a form holds while nothing tells more: nothing is made up. */
export function emptyOf({ type, fields }: Field): unknown {
  if (type === 'array') return [];
  if (type !== 'object' || !fields) return null;
  return Object.fromEntries(Array.from(fields, ([name, field]) => [name, emptyOf(field)]));
}

/** A value as a place of a form takes it; undefined where it does not fit. */
export function shaped(value: unknown, field: Field): unknown {
  if (value === undefined || value === null) return undefined;
  const fitted = shapes[field.type](value, field);
  return fitted === undefined || !field.options ? fitted : optionOf(fitted, field.options);
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  false: false,
  no: false,
};

const shapes: Readonly<Record<Field['type'], (value: unknown, field: Field) => unknown>> = {
  any: (value) => value,
  string: (value) => {
    if (typeof value === 'string') return value.trim() === '' ? undefined : value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  },
  number: numberOf,
  integer: (value) => {
    const number = numberOf(value);
    return Number.isInteger(number) ? number : undefined;
  },
  boolean: (value) => {
    if (typeof value === 'boolean') return value;
    return typeof value === 'string' ? truths[value.trim().toLowerCase()] : undefined;
  },
  array: (value, { items = { type: 'any' } }) => {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.map((item) => shaped(item, items)).filter((item) => item !== undefined);
  },
  object: (value, { fields }) => {
    if (typeof value !== 'object' || Array.isArray(value)) return undefined;
    if (!fields || fields.size === 0) return value;
    const given = value as Readonly<Record<string, unknown>>;
    const entries = Array.from(fields, ([name, field]) => {
      return [name, shaped(given[name], field) ?? emptyOf(field)];
    });
    return Object.fromEntries(entries) as Record<string, unknown>;
  },
};

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*-?\d+(?:\.\d+)?\s*$/.test(value)) return undefined;
  return Number(value);
}

/** As the schema spells it. */
function optionOf(value: unknown, options: readonly unknown[]): unknown {
  return options.find((option) => plain(option) === plain(value));
}

function plain(value: unknown): string {
  return fold(String(value)).replaceAll(/[\s_-]+/g, ' ');
}
