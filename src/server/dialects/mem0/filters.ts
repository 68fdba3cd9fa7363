import {
  type Condition,
  anything,
  conditionsOn,
  isOperators,
  names,
  times,
} from './filter-values.js';
import { badRequest } from './refusal.js';

/**
 * mem0's filters in Tulving's grammar: what the hosted API, its documentation and its libraries take
 * together. Keys may be spelt `user_id` or `userId`; `*` is any value; siblings must all hold.
 */

/** What becomes of a key that is not a field: the hosted API refuses it, the library reads metadata. */
export type UnknownKeys = 'refused' | 'metadata';

const MOST_DEPTH = 60;

const fields: Readonly<Record<string, (given: unknown) => Condition[]>> = {
  user_id: (given) => conditionsOn('user_id', given, names),
  agent_id: (given) => conditionsOn('agent_id', given, names),
  app_id: (given) => conditionsOn('app_id', given, names),
  run_id: (given) => conditionsOn('run_id', given, names),
  session_id: (given) => conditionsOn('run_id', given, names),
  // In mem0 a memory is made when it happened.
  created_at: (given) => conditionsOn('occurred_at', given, times),
  timestamp: (given) => conditionsOn('occurred_at', given, times),
  updated_at: (given) => conditionsOn('updated_at', given, times),
  expiration_date: (given) => conditionsOn('expires_at', given, times),
  categories: (given) => conditionsOn('categories', given, names),
  metadata: (given) => metadataConditions('metadata', given, 1),
  keywords: wordConditions,
  keywords_search: wordConditions,
  text: wordConditions,
  memory_ids: (given) => conditionsOn('id', given, names),
  id: (given) => conditionsOn('id', given, names),
};

const combinators: Readonly<Record<string, (parts: Condition[][]) => Condition>> = {
  AND: (parts) => ({ AND: parts.map(whole) }),
  OR: (parts) => ({ OR: parts.map(whole) }),
  NOT: (parts) => ({ NOT: parts.map(whole) }),
};

/** Conditions that must all hold. */
export function translate(
  filters: unknown,
  unknown: UnknownKeys = 'refused',
  depth = 1,
): Condition[] {
  if (typeof filters !== 'object' || filters === null || Array.isArray(filters)) {
    throw badRequest('filters must be an object, or AND, OR or NOT of such.');
  }
  if (depth > MOST_DEPTH) throw badRequest(`filters are nested deeper than ${MOST_DEPTH} levels.`);
  return Object.entries(filters).flatMap(([key, given]) => {
    const combine = combinators[key];
    if (combine) {
      const parts: unknown[] = Array.isArray(given) ? given : [given];
      return [combine(parts.map((part) => translate(part, unknown, depth + 1)))];
    }
    return fieldConditions(key, given, unknown);
  });
}

/** As one condition. */
export function whole(parts: readonly Condition[]): Condition {
  return parts.length === 1 ? (parts[0] as Condition) : { AND: parts };
}

function fieldConditions(key: string, given: unknown, unknown: UnknownKeys): Condition[] {
  const name = snakeCase(key);
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field) return field(given);
  if (unknown === 'metadata') return metadataConditions('metadata', { [key]: given }, 1);
  const known = Object.keys(fields).join(', ');
  throw badRequest(`There is no filter field "${key}"; there are ${known}, and AND, OR, NOT.`);
}

/** An object of keys, each with a value, comparisons, or an object below it; all must hold. */
function metadataConditions(path: string, given: unknown, depth: number): Condition[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw badRequest('metadata in filters must be an object of keys and values.');
  }
  if (depth > MOST_DEPTH) throw badRequest('metadata in filters is nested too deep.');
  return Object.entries(given).flatMap(([key, value]) => {
    const below = `${path}.${key}`;
    const isPath = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isPath && !isOperators(value)) return metadataConditions(below, value, depth + 1);
    // A list in metadata is contained where all of it is.
    if (Array.isArray(value))
      return value.flatMap((item) => conditionsOn(below, { eq: item }, anything));
    return conditionsOn(below, value, anything);
  });
}

/** Words of the text itself, capitals and accents alike where nothing else is said. */
function wordConditions(given: unknown): Condition[] {
  return conditionsOn('text', typeof given === 'string' ? { icontains: given } : given, anything);
}

export function snakeCase(key: string): string {
  return /[a-z]/.test(key) ? key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : key;
}
