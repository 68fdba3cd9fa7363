import { TulvingError } from '../errors.js';
import { type KeyScope, keyScopes } from './key.js';
import type { AccessBounds } from './bounds.js';
import { allows, allowsPlace, type RuledObject } from './rule-bounds.js';
import type { RuleAction } from './rules.js';
import type { Instant } from './time.js';
import { type Reach, type Scope, SHARED_CUBE, userCube } from './scope.js';

/**
 * What a key fixes, nobody widens: no header, URL, argument or body.
 *
 * | the key fixes | a request may                      | it reads                            | it writes            |
 * | ------------- | ---------------------------------- | ----------------------------------- | -------------------- |
 * | nothing       | name anything                      | all of the tenant                   | anywhere             |
 * | user          | leave it out or repeat it; not `*` | about the user; about nobody in the | about the user       |
 * |               |                                    | shared cube and in the user's own   |                      |
 * | user, and     | name the user's cube or the shared | these two                           | these two            |
 * | no cubes      | one                                |                                     |                      |
 * | agent, app    | leave it out or repeat it          | that agent's, that app's            | as that agent or app |
 * | one cube      | leave it out or repeat it          | that cube                           | that cube            |
 * | several cubes | name one of them                   | of these what the scope covers      | the one it names, or |
 * |               |                                    |                                     | the user's if listed |
 *
 * The rows of one key hold together. `run_id` is never fixed; a principal binds only the keys that
 * are made with a key. What lies outside is as if it were not there when it is asked for by its id,
 * and `forbidden` when it is asked for by name.
 */
export interface Access {
  scopes: readonly KeyScope[];
  /** In whose name it acts. Null, as in all that follow: not fixed. */
  principal: string | null;
  /** When it ends. Binds the keys that are made with it, too. */
  expiresAt: Instant | null;
  user: string | null;
  agent: string | null;
  app: string | null;
  cubes: readonly string[] | null;
  /** What access rules leave of all that; missing: all of it. */
  bounds?: AccessBounds | undefined;
}

/** The part of a memory's or an episode's scope that access is decided by. */
export interface OwnScope {
  cube: string;
  user: string | null;
  agent: string | null;
  app: string | null;
}

/** A memory, as access is decided about it: whole, since rules may name any of this. */
export type OwnMemory = Omit<RuledObject, 'scope'> & { scope: OwnScope };

const nothingFixed = {
  principal: null,
  expiresAt: null,
  user: null,
  agent: null,
  app: null,
  cubes: null,
} as const;

/** The library, and the command line on the data directory. */
export const FULL: Access = { scopes: keyScopes, ...nothingFixed };

/** Programs on this machine, while there is no key. */
export const KEYLESS: Access = { scopes: ['read', 'write'], ...nothingFixed };

/** Of a key only what it may do and reach. */
export function accessOf(key: Access): Access {
  const { scopes, principal, expiresAt, user, agent, app, cubes } = key;
  return { scopes, principal, expiresAt, user, agent, app, cubes };
}

/** Each scope and those that imply it. */
const impliedBy: Readonly<Record<KeyScope, readonly KeyScope[]>> = {
  read: ['read', 'write', 'admin'],
  write: ['write', 'admin'],
  admin: ['admin'],
};

export function hasScope({ scopes }: Access, scope: KeyScope): boolean {
  return impliedBy[scope].some((one) => scopes.includes(one));
}

export function requireScope(access: Access, scope: KeyScope): void {
  if (hasScope(access, scope)) return;
  if (access === KEYLESS) {
    throw forbidden('Over HTTP this takes an admin key, and there is no key yet.', {
      remedy:
        'Use the command line on the data directory, without --url; or make a key there with `tulving keys create <name> --scope admin`.',
    });
  }
  const had = access.scopes.join(', ') || 'none';
  throw forbidden(`This takes the scope ${scope}; there is ${had}.`, {
    remedy: `Use a key that has it; \`tulving keys create <name> --scope ${scope}\` makes one.`,
  });
}

/** Whether it reaches the whole tenant. */
export function isWhole({ user, agent, app, cubes, bounds }: Access): boolean {
  const fixesNothing = user === null && agent === null && app === null && cubes === null;
  return fixesNothing && bounds === undefined;
}

/** For what tells of the whole tenant. */
export function requireWhole(access: Access): void {
  if (isWhole(access)) return;
  throw forbidden('This tells of the whole tenant; the key is for a part of it.', {
    remedy: 'Use a key that fixes nothing, and that no access rule is about.',
  });
}

/**
 * For what a person decides about the words of agents: a key that is fixed to an agent or an app
 * does not let in what it wrote itself.
 */
export function requirePerson({ agent, app }: Access): void {
  if (agent === null && app === null) return;
  throw forbidden("A person decides this; the key is an agent's or an app's.", {
    remedy: 'Decide on the dashboard, or with a key that fixes neither an agent nor an app.',
  });
}

/** The cubes that can be reached at all. */
function cubesWithin({ cubes, user }: Access): readonly string[] | 'all' {
  return cubes ?? (user === null ? 'all' : ownCubes(user));
}

/** Where a user reads what is about nobody, too. */
function ownCubes(user: string): readonly string[] {
  return [userCube(user), SHARED_CUBE];
}

/**
 * For writes and queries: fills in what is fixed and refuses what differs from it. A removal by
 * scope takes `narrowReach` alone, since nothing may stand in for what it does not name.
 */
export function narrowScope<S extends Scope>(access: Access, scope: S): S {
  const { user, agent, app, cubes } = access;
  const onlyCube = cubes?.length === 1 ? (cubes[0] as string) : null;
  if (scope.cube !== undefined) refuseCube(access, scope.cube);
  return {
    ...scope,
    ...fill('cube', scope.cube, scope.cube === undefined ? onlyCube : null),
    ...fill('user_id', scope.user_id, user),
    ...fill('agent_id', scope.agent_id, agent),
    ...fill('app_id', scope.app_id, app),
  };
}

/**
 * For what reads or removes by scope. Whatever the reach was, the result holds nothing that `sees`
 * would not show; without memories about nobody (`orNone`), nothing that `owns` would not give.
 *
 * @param action what is done to the memories besides reading them
 */
export function narrowReach(access: Access, reach: Reach, action: RuleAction = 'read'): Reach {
  const cubes = narrowCubes(access, reach.cubes);
  const agent = narrowName('agent_id', reach.agent, access.agent);
  const app = narrowName('app_id', reach.app, access.app);
  return {
    ...reach,
    cubes,
    ...narrowUser(access, reach, cubes),
    ...(agent !== undefined && { agent }),
    ...(app !== undefined && { app }),
    ...narrowBounds(access, reach, action),
  };
}

/** All that one may see, as far as a reach can say it; never more. */
export function seenBy(access: Access): Reach {
  const { user } = access;
  const about = user === null ? {} : { user: { id: user, orNone: true } };
  return narrowReach(access, { cubes: 'all', ...about });
}

/** Nothing is changed or taken away that may not be read. */
function narrowBounds({ bounds }: Access, reach: Reach, action: RuleAction): Pick<Reach, 'bounds'> {
  const both = action === 'read' ? [bounds?.read] : [bounds?.read, bounds?.[action]];
  const all = [...(reach.bounds ?? []), ...both.filter((one) => one !== undefined)];
  return all.length === 0 ? {} : { bounds: all };
}

/** For writes, once it is known where they go: after `cubeOfWrite()`. */
export function refuseCube(access: Access, cube: string): void {
  const within = cubesWithin(access);
  if (within === 'all' || within.includes(cube)) return;
  throw forbidden(`The cube "${cube}" is outside of this key, which takes ${list(within)}.`);
}

/** Whether a memory may be read. What may not is as if it were not there. */
export function sees(access: Access, memory: OwnMemory): boolean {
  return seesScope(access, memory.scope) && allows(access.bounds?.read, memory);
}

/** Whether a memory may be changed, or taken away. */
export function owns(
  access: Access,
  memory: OwnMemory,
  action: Exclude<RuleAction, 'read'> = 'write',
): boolean {
  const { bounds } = access;
  return (
    ownsScope(access, memory.scope) &&
    allows(bounds?.read, memory) &&
    allows(bounds?.[action], memory)
  );
}

/**
 * Whether an episode may be read, or more: what rests on it decides, since it holds their words; where
 * nothing does, its place.
 *
 * @param resting all memories that cite it, in whichever state
 */
export function ownsEpisode(
  access: Access,
  episode: { scope: OwnScope },
  resting: readonly OwnMemory[],
  action: RuleAction = 'read',
): boolean {
  const { bounds } = access;
  const inScope = action === 'read' ? seesScope : ownsScope;
  const actions = action === 'read' ? (['read'] as const) : (['read', action] as const);
  return (
    inScope(access, episode.scope) &&
    actions.every((one) =>
      resting.length === 0
        ? allowsPlace(bounds?.[one], episode)
        : resting.every((memory) => allows(bounds?.[one], memory)),
    )
  );
}

/** Of what a key fixes alone; rules are not asked. */
function seesScope(access: Access, scope: OwnScope): boolean {
  const { user } = access;
  const aboutNobody = user !== null && scope.user === null && ownCubes(user).includes(scope.cube);
  return ownsScope(access, aboutNobody ? { ...scope, user } : scope);
}

/** Whether everything in a place may be changed, whichever memories that are. */
export function ownsAll(access: Access, scope: OwnScope): boolean {
  return access.bounds === undefined && ownsScope(access, scope);
}

/** As `seesScope`. */
function ownsScope(access: Access, scope: OwnScope): boolean {
  const within = cubesWithin(access);
  return (
    (within === 'all' || within.includes(scope.cube)) &&
    matches(access.user, scope.user) &&
    matches(access.agent, scope.agent) &&
    matches(access.app, scope.app)
  );
}

/** For what a change of a memory takes along. */
export function requireOwned(
  access: Access,
  memory: OwnMemory,
  action?: Exclude<RuleAction, 'read'>,
): void {
  if (owns(access, memory, action)) return;
  throw forbidden('This would change memories that lie outside of the key.', {
    remedy: 'Use a key that reaches both.',
  });
}

/** For what is about to be kept: whether rules let it be written there. */
export function requireWritable({ bounds }: Access, memory: RuledObject): void {
  if (allows(bounds?.write, memory)) return;
  throw forbidden('An access rule forbids to write this.', {
    remedy: 'See the rules with `tulving access`; they are about the app, user, agent or key.',
  });
}

/** Whether the other can do nothing that this one cannot: a key is managed by such as cover it. */
export function covers(access: Access, other: Access): boolean {
  const within = cubesWithin(access);
  const others = cubesWithin(other);
  return (
    access.bounds === undefined &&
    other.scopes.every((scope) => hasScope(access, scope)) &&
    endsWith(access.expiresAt, other.expiresAt) &&
    matches(access.principal, other.principal) &&
    matches(access.user, other.user) &&
    matches(access.agent, other.agent) &&
    matches(access.app, other.app) &&
    (within === 'all' || (others !== 'all' && others.every((cube) => within.includes(cube))))
  );
}

/** For a key that is made with a key: fills in what that one fixes and refuses what is wider. */
export function narrowAccess(access: Access, wanted: Access): Access {
  for (const scope of wanted.scopes) requireScope(access, scope);
  for (const cube of wanted.cubes ?? []) refuseCube(access, cube);
  return {
    scopes: wanted.scopes,
    principal: narrowPrincipal(access, wanted.principal),
    expiresAt: earlier(access.expiresAt, wanted.expiresAt),
    user: narrowName('user_id', wanted.user ?? undefined, access.user) ?? null,
    agent: narrowName('agent_id', wanted.agent ?? undefined, access.agent) ?? null,
    app: narrowName('app_id', wanted.app ?? undefined, access.app) ?? null,
    cubes: wanted.cubes ?? access.cubes,
    ...(access.bounds && { bounds: access.bounds }),
  };
}

/** Whoever reaches a part only must not act in another's name. */
function narrowPrincipal(access: Access, wanted: string | null): string | null {
  if (wanted !== null && access.principal === null && !isWhole(access)) {
    throw forbidden('A key that is for a part of the tenant names no principal.');
  }
  return narrowName('principal', wanted ?? undefined, access.principal) ?? null;
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** Whether what ends then ends no later. */
function endsWith(end: Instant | null, other: Instant | null): boolean {
  return end === null || (other !== null && other <= end);
}

/** The value that is fixed, else the one given; one that differs is refused. */
export function narrowName(
  field: string,
  given: string | undefined,
  fixed: string | null,
): string | undefined {
  if (fixed === null || given === undefined || given === fixed) return fixed ?? given;
  throw forbidden(`${field} is "${given}", but this key fixes it to "${fixed}".`);
}

/** No field at all where there is no value: `undefined` would count as named elsewhere. */
function fill(field: keyof Scope, given: string | undefined, fixed: string | null): Scope {
  const value = narrowName(field, given, fixed);
  return value === undefined ? {} : { [field]: value };
}

function narrowCubes(access: Access, cubes: Reach['cubes']): Reach['cubes'] {
  const within = cubesWithin(access);
  if (within === 'all') return cubes;
  if (cubes === 'all') return within;
  const both = cubes.filter((cube) => within.includes(cube));
  if (both.length > 0) return both;
  const detail = `${list(cubes)} is outside of this key, which takes ${list(within)}.`;
  throw forbidden(`The cube ${detail} Name one of these as cube.`);
}

function narrowUser({ user }: Access, reach: Reach, cubes: Reach['cubes']): Pick<Reach, 'user'> {
  const id = narrowName('user_id', reach.user?.id, user);
  if (id === undefined) return {};
  const own = ownCubes(id);
  const onlyOwn = cubes !== 'all' && cubes.every((cube) => own.includes(cube));
  const orNone = (reach.user?.orNone ?? false) && (user === null || onlyOwn);
  return { user: { id, orNone } };
}

function matches(fixed: string | null, value: string | null): boolean {
  return fixed === null || value === fixed;
}

function list(cubes: readonly string[]): string {
  return cubes.map((cube) => `"${cube}"`).join(', ');
}

function forbidden(detail: string, options: { remedy?: string } = {}): TulvingError {
  return new TulvingError('forbidden', detail, options);
}
