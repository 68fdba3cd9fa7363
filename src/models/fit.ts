import { z } from 'zod';
import { tellIssue } from '../model/issue-words.js';

/** A value in the shape that was asked for. */
export interface Fit<Value> {
  value: Value;
  /** Entries of lists that were left out because they had no such shape. */
  dropped: number;
  /** How much had to be understood: 0 where it fitted as it was. */
  bent: number;
}

export interface Misfit {
  /** What is wrong, for the model to correct. */
  faults: string[];
}

export interface FitOptions {
  /** Leaves out entries of lists that do not fit, rather than all. */
  lenient: boolean;
  /** What the object may be wrapped in. */
  name: string;
}

const MOST_ROUNDS = 6;
const MOST_FAULTS = 5;

/** Tries the value, then what it may be wrapped in. The least bent wins. */
export function fit<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  options: FitOptions,
): Fit<z.output<Schema>> | Misfit {
  let misfit: Misfit | undefined;
  for (const [bent, form] of formsOf(schema, value, options.name).entries()) {
    const tried = fitAsItIs(schema, form, options.lenient);
    if ('value' in tried) return { ...tried, bent: tried.bent + bent };
    misfit ??= tried;
  }
  return misfit ?? { faults: ['it has another shape'] };
}

/** As it is; inside of a call of a tool, or of its own name; a list for an object that has one list. */
function formsOf(schema: z.ZodType, value: unknown, name: string): unknown[] {
  const keys = keysOf(schema);
  if (Array.isArray(value)) {
    const lists = keys?.filter((key) => isList(schema, key)) ?? [];
    return lists.length === 1 ? [value, { [lists[0] as string]: value }] : [value];
  }
  if (typeof value !== 'object' || value === null) return [value];
  const fields = value as Record<string, unknown>;
  const wraps = [
    'arguments',
    'parameters',
    'input',
    name,
    'result',
    'response',
    'function',
    'properties',
  ];
  const inner = wraps.filter((key) => Object.hasOwn(fields, key) && !keys?.includes(key));
  return [
    // Fields of which none is known say nothing, and must not be taken for an empty answer.
    ...(isStrange(fields, keys) ? [] : [value]),
    ...inner.flatMap((key) => formsOf(schema, parsedText(fields[key]), name)),
  ];
}

function isStrange(fields: Record<string, unknown>, keys: readonly string[] | undefined): boolean {
  const own = Object.keys(fields);
  return keys !== undefined && own.length > 0 && !own.some((key) => keys.includes(key));
}

function keysOf(schema: z.ZodType): string[] | undefined {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : undefined;
}

function isList(schema: z.ZodType, key: string): boolean {
  let field = (schema as z.ZodObject).shape[key] as z.ZodType | undefined;
  while (field instanceof z.ZodDefault || field instanceof z.ZodOptional) {
    field = field.unwrap() as z.ZodType;
  }
  return field instanceof z.ZodArray;
}

function parsedText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return value;
  }
}

function fitAsItIs<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  lenient: boolean,
): Fit<z.output<Schema>> | Misfit {
  const value = structuredClone(given);
  let dropped = 0;
  for (let round = 0; ; round++) {
    const result = schema.safeParse(value, { error: tellIssue });
    const bent = round;
    if (result.success) return { value: result.data, dropped, bent };
    const { issues } = result.error;
    const loose =
      round < MOST_ROUNDS ? issues.map(({ path }) => looseIn(value, path, lenient)) : [];
    if (loose.length === 0 || loose.includes(undefined)) return { faults: faultsOf(issues) };
    dropped += take(loose as Loose[]);
    // A list of which nothing is left was no list of what was asked for.
    if (lenient && isBare(value, loose as Loose[])) return { faults: faultsOf(issues) };
  }
}

/** Something that can be taken out so that the rest fits. */
type Loose = { fields: Record<string, unknown>; key: string } | { list: unknown[]; index: number };

/** A null in place of nothing; else the entry of the outermost list in which the fault is. */
function looseIn(
  value: unknown,
  path: readonly PropertyKey[],
  lenient: boolean,
): Loose | undefined {
  let at = value;
  let entry: Loose | undefined;
  for (const [depth, key] of path.entries()) {
    if (typeof at !== 'object' || at === null) break;
    const inner = (at as Record<PropertyKey, unknown>)[key];
    if (Array.isArray(at)) entry ??= { list: at, index: Number(key) };
    else if (inner === null && depth === path.length - 1 && Object.hasOwn(at, key)) {
      return { fields: at as Record<string, unknown>, key: String(key) };
    }
    at = inner;
  }
  return lenient ? entry : undefined;
}

/** @returns how many entries were left out */
function take(loose: readonly Loose[]): number {
  const gone = new Map<unknown[], Set<number>>();
  for (const one of loose) {
    if ('fields' in one) delete one.fields[one.key];
    else gone.set(one.list, (gone.get(one.list) ?? new Set()).add(one.index));
  }
  let count = 0;
  for (const [list, indexes] of gone) {
    count += indexes.size;
    list.splice(0, list.length, ...list.filter((_, index) => !indexes.has(index)));
  }
  return count;
}

function isBare(value: unknown, loose: readonly Loose[]): boolean {
  const emptied = loose.some((one) => 'list' in one && one.list.length === 0);
  const lists = Array.isArray(value)
    ? [value]
    : Object.values(value as object).filter(Array.isArray);
  return emptied && lists.every((list) => list.length === 0);
}

function faultsOf(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.slice(0, MOST_FAULTS).map(({ path, message }) => {
    const where = path.map(String).join('.');
    return where === '' ? `the answer ${message}` : `${where} ${message}`;
  });
}
