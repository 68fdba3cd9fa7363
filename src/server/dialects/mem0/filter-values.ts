import { type Comparison, comparisons } from '../../../model/filter.js';
import { badRequest } from './refusal.js';

/** A condition in Tulving's own grammar (docs/filters.md). */
export type Condition = Record<string, unknown>;

const ANY = '*';
const DAY = 86_400_000;
/** What is larger counts milliseconds: in seconds it would be the year 5138. */
const MOST_SECONDS = 100_000_000_000;

const never: Condition = { OR: [] };

/** Values as one kind of field takes them. */
export interface Reading {
  /** In place of what the filter holds. */
  value(value: unknown): unknown;
  /** What equality means, where it is more than being the same. */
  equal?(field: string, value: unknown): Condition | undefined;
}

export const names: Reading = {
  value: (value) => (typeof value === 'number' ? String(value) : value),
};
export const times: Reading = { value: isoOf, equal: wholeDay };
export const anything: Reading = { value: (value) => value };

/** A bare value, a bare list or an object of comparisons, as conditions that all must hold. */
export function conditionsOn(field: string, given: unknown, reading: Reading): Condition[] {
  return comparisonsIn(given).map(([operator, value]) => compare(field, operator, value, reading));
}

export function isOperators(value: unknown): value is Record<Comparison, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const keys = isObject ? Object.keys(value) : [];
  return keys.length > 0 && keys.every(isOperator);
}

function comparisonsIn(given: unknown): [Comparison, unknown][] {
  if (Array.isArray(given)) return [['in', given]];
  if (typeof given !== 'object' || given === null) return [['eq', given]];
  return Object.entries(given).map(([key, value]) => {
    if (isOperator(key)) return [key, value];
    throw badRequest(`There is no operator "${key}"; there are ${comparisons.join(', ')}.`);
  });
}

function compare(field: string, operator: Comparison, value: unknown, reading: Reading): Condition {
  const is = (operand: unknown): Condition => {
    if (operand === ANY) return { [field]: { exists: true } };
    if (operand === null && reading !== anything) return { [field]: { exists: false } };
    return reading.equal?.(field, operand) ?? { [field]: reading.value(operand) };
  };
  const isOneOf = (operands: unknown): Condition => {
    if (!Array.isArray(operands)) return is(operands);
    return operands.length === 0 ? never : { OR: operands.map(is) };
  };
  const meanings: Partial<Record<Comparison, () => Condition>> = {
    eq: () => is(value),
    // mem0 counts what has no value as another value.
    ne: () => ({ NOT: is(value) }),
    in: () => isOneOf(value),
    nin: () => ({ NOT: isOneOf(value) }),
  };
  return meanings[operator]?.() ?? { [field]: { [operator]: reading.value(value) } };
}

/** A date alone is the whole of its day, in UTC. */
function wholeDay(field: string, value: unknown): Condition | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const start = Date.parse(value);
  if (Number.isNaN(start)) throw badRequest(`"${value}" is not a date.`);
  return { [field]: { gte: isoOf(start / 1000), lt: isoOf((start + DAY) / 1000) } };
}

/** Seconds since 1970, or text, which is read as our own requests read it. */
export function isoOf(value: unknown): unknown {
  const seconds =
    typeof value === 'string' && /^\d{9,13}(?:\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number') return value;
  const at = new Date(Math.abs(seconds) > MOST_SECONDS ? seconds : seconds * 1000);
  if (Number.isNaN(at.getTime())) throw badRequest(`${seconds} is not a time.`);
  return at.toISOString();
}

function isOperator(key: string): key is Comparison {
  return (comparisons as readonly string[]).includes(key);
}
