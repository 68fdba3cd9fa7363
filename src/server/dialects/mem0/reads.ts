import type { Access } from '../../../model/access.js';
import { ANY_USER, type Scope, userCube } from '../../../model/scope.js';
import type { Call, Json } from './call.js';
import { type Condition, conditionsOn, times } from './filter-values.js';
import { translate, type UnknownKeys, whole } from './filters.js';
import { Refusal } from './refusal.js';

/** What is read: a scope, and what must hold beside it. */
export interface Asked {
  scope: Scope;
  filters: Condition | undefined;
}

export const idFields = ['user_id', 'agent_id', 'app_id', 'run_id'] as const;

/** The ids that stand at the top of an object, as older clients send them. */
export function idsIn(given: Readonly<Json>): Json {
  const named = idFields.filter((field) => given[field] !== undefined && given[field] !== null);
  return Object.fromEntries(named.map((field) => [field, given[field]]));
}

/** Conditions of a list or a search that stand beside `filters`. */
export function besides(given: Readonly<Json>): Condition[] {
  const { categories, metadata, start_date: start, end_date: end } = given;
  const span = {
    ...(isGiven(start) && { gte: start }),
    ...(isGiven(end) && { lte: end }),
  };
  return [
    ...(isGiven(categories) ? translate({ categories }) : []),
    ...(isGiven(metadata) ? translate({ metadata: asObject(metadata) }) : []),
    ...(Object.keys(span).length > 0 ? conditionsOn('occurred_at', span, times) : []),
  ];
}

/** Left out is what was merged into another memory, and with `latest_only` what no longer holds. */
export function lifecycle(given: Readonly<Json>): Condition[] {
  const merged = isTrue(given['include_merged']) ? [] : [{ merged_into: { exists: false } }];
  return isTrue(given['latest_only']) ? [...merged, holdsNow()] : merged;
}

export function filterConditions(filters: unknown, unknown?: UnknownKeys): Condition[] {
  return isGiven(filters) ? translate(asObject(filters), unknown) : [];
}

/** Whoever asks for nothing in particular is refused, as mem0 does; a key for one user asks for that one. */
export function requireFilter(conditions: readonly Condition[], { caller }: Call): void {
  if (conditions.length > 0 || caller.access.user !== null) return;
  throw new Refusal(400, {
    message:
      'Filters are required: give at least one of user_id, agent_id, app_id and run_id in filters; "*" stands for any.',
  });
}

/**
 * What stands for one user, agent, app or run alone becomes the scope, which narrows a search before
 * anything is compared. A user's memories are read where mem0's clients keep them: in the user's cube.
 */
export function asked(conditions: readonly Condition[], access: Access): Asked {
  const scope: Scope = {};
  const rest = conditions.filter((condition) => {
    const [[field, value] = ['', undefined], ...more] = Object.entries(condition);
    const isId = (idFields as readonly string[]).includes(field);
    if (!isId || more.length > 0 || typeof value !== 'string') return true;
    // Whose memories lie in the cubes of a key only the filter tells.
    if (field === 'user_id' && access.cubes !== null) return true;
    if (scope[field as keyof Scope] !== undefined) return true;
    scope[field as keyof Scope] = value;
    return false;
  });
  return {
    scope: { ...scope, ...placeOf(scope, access) },
    filters: rest.length === 0 ? undefined : whole(rest),
  };
}

function placeOf({ user_id: user }: Scope, access: Access): Scope {
  if (user !== undefined) return { cube: userCube(user) };
  return access.user === null ? { user_id: ANY_USER } : {};
}

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function holdsNow(): Condition {
  const now = new Date().toISOString();
  return { OR: [{ valid_to: { exists: false } }, { valid_to: { gt: now } }] };
}

/** In a URL an object comes as JSON. */
function asObject(value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(400, { error: 'filters are not JSON.' });
    throw error;
  }
}
