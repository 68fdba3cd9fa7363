import type { ActionBounds } from './bounds.js';

/**
 * The scope of a write or a query: five flat names, the same in library, REST, CLI and MCP.
 * None of them gives a right; they say whom and what a memory is about.
 */
export interface Scope {
  cube?: string | undefined;
  user_id?: string | undefined;
  agent_id?: string | undefined;
  app_id?: string | undefined;
  run_id?: string | undefined;
}

export const scopeFields = ['cube', 'user_id', 'agent_id', 'app_id', 'run_id'] as const;

/** How a request says its scope outside of its body. */
export const scopeHeaders = {
  cube: 'X-Tulving-Cube',
  user_id: 'X-Tulving-User',
  agent_id: 'X-Tulving-Agent',
  app_id: 'X-Tulving-App',
  run_id: 'X-Tulving-Run',
} as const satisfies Record<keyof Scope, string>;

/** The program that asks, where it only says so of itself: labels what it writes, narrows nothing. */
export const CLIENT_HEADER = 'X-Tulving-Client';

/** What the dashboard calls itself there: what it asks is tried out, and no agent's. */
export const DASHBOARD_CLIENT = 'dashboard';

/** An administrator looks at what `app:cursor`, say, would see. */
export const VIEW_AS_HEADER = 'X-Tulving-View-As';

/** The cube of everybody in the tenant, and the one of a write that names neither cube nor user. */
export const SHARED_CUBE = 'shared';

/** In `list` and `search`: every user of the tenant. Never accepted where memories are deleted. */
export const ANY_USER = '*';

/** Where settings are kept that hold in every cube; no memory is. */
export const EVERY_CUBE = '*';

/** The cube that a user's memories live in when the write names none. */
export function userCube(userId: string): string {
  return `user:${userId}`;
}

/** Where a write goes: the cube it names, else the cube of its user, else the shared one. */
export function cubeOfWrite(scope: Scope): string {
  if (scope.cube !== undefined) return scope.cube;
  return scope.user_id === undefined ? SHARED_CUBE : userCube(scope.user_id);
}

/** What a scope reads: the cubes it covers and the exact values that its other fields ask for. */
export interface Reach {
  /** Cube names, or `all` for every cube of the tenant. */
  cubes: readonly string[] | 'all';
  user?: {
    id: string;
    /** Whether memories about nobody in particular are read too. */
    orNone: boolean;
  };
  agent?: string;
  app?: string;
  run?: string;
  /** What access rules leave of it; all of them hold. */
  bounds?: readonly ActionBounds[];
}

/**
 * A query that names a cube is taken at its word: every field is an exact filter.
 * Without one, `user_id` chooses the cubes: the user's own and the shared one, where only
 * memories about this user or about nobody in particular are read.
 */
export function reachOf(scope: Scope): Reach {
  const reach: Reach = { cubes: cubesOf(scope) };
  if (scope.user_id !== undefined && scope.user_id !== ANY_USER) {
    reach.user = { id: scope.user_id, orNone: scope.cube === undefined };
  }
  if (scope.agent_id !== undefined) reach.agent = scope.agent_id;
  if (scope.app_id !== undefined) reach.app = scope.app_id;
  if (scope.run_id !== undefined) reach.run = scope.run_id;
  return reach;
}

/**
 * What a removal by scope covers: memories of exactly these values, in whichever cube they lie.
 * Nothing stands in for what is missing, and `*` is not taken: undefined when nothing is named.
 */
export function reachOfRemoval(scope: Scope): Reach | undefined {
  const named = scopeFields.filter((field) => scope[field] !== undefined);
  if (named.length === 0 || named.some((field) => scope[field] === ANY_USER)) return undefined;
  const reach = reachOf({ ...scope, cube: scope.cube ?? '' });
  return { ...reach, cubes: scope.cube === undefined ? 'all' : [scope.cube] };
}

function cubesOf(scope: Scope): readonly string[] | 'all' {
  if (scope.cube !== undefined) return [scope.cube];
  if (scope.user_id === ANY_USER) return 'all';
  return scope.user_id === undefined ? [SHARED_CUBE] : [userCube(scope.user_id), SHARED_CUBE];
}

/** A scope as it is kept. */
export type ScopeOf = Readonly<Record<'user' | 'agent' | 'app' | 'run', string | null>> & {
  readonly cube: string;
};

/** Whether what has this scope is read by that reach, rules apart: `isWithin` asks them, too. */
export function isInScope({ cubes, user, agent, app, run }: Reach, scope: ScopeOf): boolean {
  const about =
    user === undefined || scope.user === (scope.user === null && user.orNone ? null : user.id);
  return (
    (cubes === 'all' || cubes.includes(scope.cube)) &&
    about &&
    (agent === undefined || scope.agent === agent) &&
    (app === undefined || scope.app === app) &&
    (run === undefined || scope.run === run)
  );
}

export type Layer = 'session' | 'agent' | 'business' | 'user';

/** The narrowest layer that a memory belongs to (A3). */
export function layerOf(scope: {
  cube: string;
  user: string | null;
  agent: string | null;
  run: string | null;
}): Layer {
  if (scope.run !== null) return 'session';
  if (scope.agent !== null) return 'agent';
  return scope.user !== null && scope.cube === userCube(scope.user) ? 'user' : 'business';
}
