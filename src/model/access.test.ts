import { describe, expect, it } from 'vitest';
import { TulvingError } from '../errors.js';
import {
  type Access,
  covers,
  FULL,
  hasScope,
  KEYLESS,
  narrowAccess,
  narrowReach,
  narrowScope,
  type OwnScope,
  owns as ownsMemory,
  refuseCube,
  requireScope,
  sees as seesMemory,
} from './access.js';
import { type KeyScope, keyScopes } from './key.js';
import { ANY_USER, cubeOfWrite, type Reach, reachOf, reachOfRemoval, type Scope } from './scope.js';

const plain = { categories: [], tags: [] };
const sees = (access: Access, scope: OwnScope) => seesMemory(access, { scope, ...plain });
const owns = (access: Access, scope: OwnScope) => ownsMemory(access, { scope, ...plain });

const key = (fixed: Partial<Access>): Access => ({ ...FULL, scopes: ['write'], ...fixed });
const ada = key({ user: 'ada' });

/** The answer, or the message of the refusal. */
function attempt<Answer>(work: () => Answer): Answer | string {
  try {
    return work();
  } catch (error) {
    if (TulvingError.isInstance(error) && error.code === 'forbidden') return error.message;
    throw error;
  }
}

const read = (access: Access, scope: Scope): Reach | string =>
  attempt(() => narrowReach(access, reachOf(narrowScope(access, scope))));

/** Where a write lands. */
function write(access: Access, scope: Scope): OwnScope | string {
  return attempt(() => {
    const narrowed = narrowScope(access, scope);
    const cube = cubeOfWrite(narrowed);
    refuseCube(access, cube);
    const { user_id: user = null, agent_id: agent = null, app_id: app = null } = narrowed;
    return { cube, user, agent, app };
  });
}

const remove = (access: Access, scope: Scope): Reach | string | undefined =>
  attempt(() => {
    const reach = reachOfRemoval(scope);
    return reach && narrowReach(access, reach);
  });

describe('scopes of a key', () => {
  it.each<[readonly KeyScope[], readonly KeyScope[]]>([
    [[], []],
    [['read'], ['read']],
    [['write'], ['read', 'write']],
    [['admin'], ['read', 'write', 'admin']],
    [
      ['read', 'admin'],
      ['read', 'write', 'admin'],
    ],
  ])('%j give %j', (scopes, given) => {
    expect(keyScopes.filter((scope) => hasScope(key({ scopes }), scope))).toEqual(given);
  });

  it('are named when one is missing', () => {
    expect(() => requireScope(KEYLESS, 'write')).not.toThrow();
    expect(attempt(() => requireScope(KEYLESS, 'admin'))).toBe(
      'Over HTTP this takes an admin key, and there is no key yet.',
    );
    expect(attempt(() => requireScope(key({ scopes: [] }), 'read'))).toContain('there is none');
    const writer = key({ scopes: ['write'] });
    expect(attempt(() => narrowAccess(writer, key({ scopes: ['read', 'admin'] })))).toContain(
      'This takes the scope admin; there is write.',
    );
  });
});

describe('without a key that fixes something', () => {
  it.each<Scope>([
    {},
    { user_id: 'ada', run_id: 'monday' },
    { user_id: ANY_USER },
    { cube: 'team', agent_id: 'helper' },
  ])('scope and reach stay as they are: %j', (scope) => {
    for (const access of [FULL, KEYLESS]) {
      expect(narrowScope(access, scope)).toEqual(scope);
      expect(Object.keys(narrowScope(access, scope))).toEqual(Object.keys(scope));
      expect(narrowReach(access, reachOf(scope))).toEqual(reachOf(scope));
    }
  });
});

describe('what a key lets be read', () => {
  const own = { cubes: ['user:ada', 'shared'], user: { id: 'ada', orNone: true } };

  it.each<[string, Access, Scope, Reach]>([
    ['a user fills it in', ada, {}, own],
    ['a user may repeat it', ada, { user_id: 'ada' }, own],
    ['a run is never fixed', ada, { run_id: 'monday' }, { ...own, run: 'monday' }],
    [
      'a user names the own cube',
      ada,
      { cube: 'user:ada' },
      { cubes: ['user:ada'], user: { id: 'ada', orNone: false } },
    ],
    [
      'a user names the shared cube',
      ada,
      { cube: 'shared' },
      { cubes: ['shared'], user: { id: 'ada', orNone: false } },
    ],
    [
      'a user with cubes covers those of them that the scope covers',
      key({ user: 'ada', cubes: ['team', 'shared'] }),
      {},
      { cubes: ['shared'], user: { id: 'ada', orNone: true } },
    ],
    [
      'a user names another of the cubes: only what is about the user',
      key({ user: 'ada', cubes: ['team', 'user:bob'] }),
      { cube: 'user:bob' },
      { cubes: ['user:bob'], user: { id: 'ada', orNone: false } },
    ],
    [
      'agent and app fill in',
      key({ agent: 'helper', app: 'cursor' }),
      { user_id: ANY_USER },
      { cubes: 'all', agent: 'helper', app: 'cursor' },
    ],
    ['one cube stands in for none', key({ cubes: ['team'] }), {}, { cubes: ['team'] }],
    [
      'one cube and a user of the request',
      key({ cubes: ['team'] }),
      { user_id: 'bob' },
      { cubes: ['team'], user: { id: 'bob', orNone: false } },
    ],
    [
      'every user is every user of the cubes',
      key({ cubes: ['team', 'shared'] }),
      { user_id: ANY_USER },
      { cubes: ['team', 'shared'] },
    ],
    ['one of several cubes', key({ cubes: ['a', 'b'] }), { cube: 'b' }, { cubes: ['b'] }],
    [
      'of several cubes those that the scope covers',
      key({ cubes: ['team', 'user:bob'] }),
      { user_id: 'bob' },
      { cubes: ['user:bob'], user: { id: 'bob', orNone: true } },
    ],
  ])('%s', (_, access, scope, reach) => expect(read(access, scope)).toEqual(reach));

  it.each<[string, Access, Scope, string]>([
    ['another user', ada, { user_id: 'bob' }, 'user_id is "bob", but this key fixes it to "ada"'],
    ['every user', ada, { user_id: ANY_USER }, 'user_id is "*", but this key fixes it to "ada"'],
    ['another user in capitals', ada, { user_id: 'Ada' }, 'user_id is "Ada"'],
    ["another user's cube", ada, { cube: 'user:bob' }, 'cube "user:bob" is outside'],
    ['a cube that is not listed', ada, { cube: 'team' }, 'takes "user:ada", "shared"'],
    ['another agent', key({ agent: 'a' }), { agent_id: 'b' }, 'agent_id is "b"'],
    ['another app', key({ app: 'a' }), { app_id: 'b' }, 'app_id is "b"'],
    ['another cube', key({ cubes: ['a', 'b'] }), { cube: 'c' }, 'cube "c" is outside'],
    ['cubes without a name', key({ cubes: ['a', 'b'] }), {}, 'takes "a", "b". Name one of these'],
    [
      'a user outside of the cubes',
      key({ cubes: ['a', 'b'] }),
      { user_id: 'bob' },
      '"user:bob", "shared" is outside',
    ],
    ['anything, with no cubes', key({ cubes: [] }), { user_id: ANY_USER, cube: 'a' }, 'outside'],
  ])('refuses %s', (_, access, scope, detail) => {
    expect(read(access, scope)).toEqual(expect.stringContaining(detail));
  });

  it('refuses a cube already in the scope, before anything is looked up', () => {
    const narrowed = attempt(() => narrowScope(ada, { cube: 'user:bob' }));
    expect(narrowed).toContain('cube "user:bob"');
  });
});

describe('what a key lets be written', () => {
  const about = { user: 'ada', agent: null, app: null };

  it.each<[string, Access, Scope, OwnScope]>([
    ['a user', ada, {}, { cube: 'user:ada', ...about }],
    ['a user in the shared cube', ada, { cube: 'shared' }, { cube: 'shared', ...about }],
    [
      'a user with cubes',
      key({ user: 'ada', cubes: ['team', 'shared'] }),
      { cube: 'team' },
      { cube: 'team', ...about },
    ],
    [
      'agent and app',
      key({ agent: 'helper', app: 'cursor' }),
      { user_id: 'ada' },
      { cube: 'user:ada', user: 'ada', agent: 'helper', app: 'cursor' },
    ],
    [
      'one cube, about whom the request says',
      key({ cubes: ['team'] }),
      { user_id: 'ada' },
      { cube: 'team', ...about },
    ],
    [
      'one cube, about nobody',
      key({ cubes: ['team'] }),
      {},
      { cube: 'team', ...about, user: null },
    ],
    [
      "several cubes with the user's among them",
      key({ cubes: ['team', 'user:ada'] }),
      { user_id: 'ada' },
      { cube: 'user:ada', ...about },
    ],
  ])('%s', (_, access, scope, landed) => expect(write(access, scope)).toEqual(landed));

  it.each<[string, Access, Scope, string]>([
    ["into another user's cube", ada, { cube: 'user:bob', user_id: 'ada' }, 'cube "user:bob"'],
    ['about another user', ada, { user_id: 'bob', cube: 'shared' }, 'user_id is "bob"'],
    ['about every user', ada, { user_id: ANY_USER }, 'user_id is "*"'],
    ['into a cube of its own making', ada, { cube: 'team' }, 'cube "team"'],
    [
      'a user without the own cube, naming none',
      key({ user: 'ada', cubes: ['team', 'shared'] }),
      {},
      'cube "user:ada" is outside',
    ],
    ['as another agent', key({ agent: 'a' }), { agent_id: 'b' }, 'agent_id is "b"'],
    ['as another app', key({ app: 'a' }), { app_id: 'b' }, 'app_id is "b"'],
    ['into another cube', key({ cubes: ['a'] }), { cube: 'b' }, 'cube "b"'],
    ['into the shared cube by leaving out', key({ cubes: ['a', 'b'] }), {}, 'cube "shared"'],
  ])('refuses %s', (_, access, scope, detail) => {
    expect(write(access, scope)).toEqual(expect.stringContaining(detail));
  });
});

describe('what a key lets be removed by scope', () => {
  it.each<[string, Access, Scope, Reach | undefined]>([
    ['nothing, where nothing is named', ada, {}, undefined],
    ['nothing, for every user', ada, { user_id: ANY_USER }, undefined],
    [
      'an app: of the user only',
      ada,
      { app_id: 'cursor' },
      { cubes: ['user:ada', 'shared'], user: { id: 'ada', orNone: false }, app: 'cursor' },
    ],
    [
      'a user: in the cubes only',
      key({ cubes: ['a', 'b'] }),
      { user_id: 'bob' },
      { cubes: ['a', 'b'], user: { id: 'bob', orNone: false } },
    ],
  ])('%s', (_, access, scope, reach) => expect(remove(access, scope)).toEqual(reach));

  it('refuses another user, agent, app and cube', () => {
    expect(remove(ada, { user_id: 'bob' })).toContain('user_id is "bob"');
    expect(remove(key({ agent: 'a' }), { agent_id: 'b' })).toContain('agent_id');
    expect(remove(key({ app: 'a' }), { app_id: 'b' })).toContain('app_id');
    expect(remove(ada, { cube: 'user:bob' })).toContain('"user:bob"');
  });
});

describe('what a key sees and owns by id', () => {
  const at = (cube: string, user: string | null, rest: Partial<OwnScope> = {}): OwnScope => ({
    cube,
    user,
    agent: null,
    app: null,
    ...rest,
  });
  const listed = key({ user: 'ada', cubes: ['team', 'shared'] });

  it.each<[string, Access, OwnScope, boolean, boolean]>([
    ['everything, nothing fixed', FULL, at('user:bob', 'bob', { agent: 'a' }), true, true],
    ['about the user', ada, at('user:ada', 'ada'), true, true],
    ['about the user, shared', ada, at('shared', 'ada'), true, true],
    ['about nobody, shared', ada, at('shared', null), true, false],
    ["about nobody, in the user's cube", ada, at('user:ada', null), true, false],
    ['about another, shared', ada, at('shared', 'bob'), false, false],
    ["about another, in the user's cube", ada, at('user:ada', 'bob'), false, false],
    ["about the user, in another's cube", ada, at('user:bob', 'ada'), false, false],
    ["about nobody, in another's cube", ada, at('user:bob', null), false, false],
    ['about the user, in a team', ada, at('team', 'ada'), false, false],
    ['about the user, in a listed cube', listed, at('team', 'ada'), true, true],
    ['about nobody, in a listed cube', listed, at('team', null), false, false],
    ["about the user, the user's cube not listed", listed, at('user:ada', 'ada'), false, false],
    ['of the agent', key({ agent: 'a' }), at('x', 'bob', { agent: 'a' }), true, true],
    ['of no agent', key({ agent: 'a' }), at('x', 'bob'), false, false],
    ['of another app', key({ app: 'a' }), at('x', null, { app: 'b' }), false, false],
    ['in the cube', key({ cubes: ['x'] }), at('x', 'bob'), true, true],
    ['outside of the cube', key({ cubes: ['x'] }), at('y', 'bob'), false, false],
    ['anything, with no cubes', key({ cubes: [] }), at('x', null), false, false],
  ])('%s', (_, access, scope, seen, owned) => {
    expect([sees(access, scope), owns(access, scope)]).toEqual([seen, owned]);
  });
});

/** All there is in a small world. */
const cubes = ['user:ada', 'user:bob', 'shared', 'team'];
const users = [null, 'ada', 'bob'];
const names = [null, 'x', 'y'];
const memories = cubes.flatMap((cube) =>
  users.flatMap((user) =>
    names.flatMap((agent) => names.map((app): OwnScope => ({ cube, user, agent, app }))),
  ),
);
const cubeSets = [
  null,
  ...Array.from({ length: 2 ** cubes.length }, (_, set) =>
    cubes.filter((_cube, bit) => set & (1 << bit)),
  ),
];
const accesses = (apps: readonly (string | null)[]) =>
  users.flatMap((user) =>
    names.flatMap((agent) =>
      apps.flatMap((app) => cubeSets.map((set) => key({ user, agent, app, cubes: set }))),
    ),
  );
const scopes = [undefined, ...cubes].flatMap((cube) =>
  [undefined, 'ada', 'bob', ANY_USER].flatMap((user_id) =>
    [undefined, 'x', 'y'].flatMap((agent_id) =>
      [undefined, 'x', 'y'].map((app_id): Scope => ({ cube, user_id, agent_id, app_id })),
    ),
  ),
);

/** As the mask of recall and the page of the store take a reach. */
function reads(reach: Reach, memory: OwnScope): boolean {
  const { user, agent, app } = reach;
  const rightUser = !user || memory.user === user.id || (user.orNone && memory.user === null);
  return (
    (reach.cubes === 'all' || reach.cubes.includes(memory.cube)) &&
    rightUser &&
    (agent === undefined || memory.agent === agent) &&
    (app === undefined || memory.app === app)
  );
}

/** Memories for which the first holds and the second does not. */
const beyond = (holds: (one: OwnScope) => boolean, bound: (one: OwnScope) => boolean) =>
  memories.filter((one) => holds(one) && !bound(one));

describe('in a small world, for every key and every scope', () => {
  it('what is read is what the scope asks for and the key sees, no more and no less', () => {
    const wrong: unknown[] = [];
    for (const access of accesses(names)) {
      for (const scope of scopes) {
        const reach = read(access, scope);
        if (typeof reach === 'string') continue;
        const asked = reachOf(narrowScope(access, scope));
        const wanted = (one: OwnScope) => reads(asked, one) && sees(access, one);
        const got = (one: OwnScope) => reads(reach, one);
        if (beyond(got, wanted).length + beyond(wanted, got).length > 0) {
          wrong.push({ access, scope, reach });
        }
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it('a reach of any origin is cut down to what the key sees', () => {
    const reaches = cubeSets.flatMap((set) =>
      [undefined, 'ada', 'bob'].flatMap((id) =>
        [true, false].map((orNone): Reach => ({
          cubes: set ?? 'all',
          ...(id && { user: { id, orNone } }),
        })),
      ),
    );
    for (const access of accesses([null])) {
      for (const reach of reaches) {
        const cut = attempt(() => narrowReach(access, reach));
        if (typeof cut === 'string') continue;
        expect(
          beyond(
            (one) => reads(cut, one),
            (one) => sees(access, one),
          ),
        ).toEqual([]);
        expect(
          beyond(
            (one) => reads(cut, one),
            (one) => reads(reach, one),
          ),
        ).toEqual([]);
      }
    }
  });

  it('what is written or removed by scope is what the key owns', () => {
    for (const access of accesses(names)) {
      for (const scope of scopes) {
        const landed = write(access, scope);
        if (typeof landed !== 'string') expect(owns(access, landed)).toBe(true);
        const removed = remove(access, scope);
        if (removed === undefined || typeof removed === 'string') continue;
        expect(
          beyond(
            (one) => reads(removed, one),
            (one) => owns(access, one),
          ),
        ).toEqual([]);
      }
    }
  });

  it('what is owned is seen', () => {
    for (const access of accesses(names)) {
      expect(
        beyond(
          (one) => owns(access, one),
          (one) => sees(access, one),
        ),
      ).toEqual([]);
    }
  });

  it('a key that is made with a key can do nothing that this one cannot', () => {
    const all = accesses([null]);
    let made = 0;
    for (const maker of all) {
      for (const wanted of all) {
        const got = attempt(() => narrowAccess(maker, wanted));
        if (typeof got === 'string') continue;
        made += 1;
        if (!covers(maker, got)) expect.fail(JSON.stringify({ maker, wanted, got }));
      }
    }
    expect(made).toBeGreaterThan(all.length);
  });

  it.each<Partial<Access>>([{}, { user: 'ada' }])(
    'a principal binds the keys that are made: %j',
    (fixed) => {
      const maker = key({ principal: 'ops', ...fixed });
      expect(narrowAccess(maker, key(fixed))).toMatchObject({ principal: 'ops' });
      expect(attempt(() => narrowAccess(maker, key({ principal: 'root' })))).toContain(
        'principal is "root", but this key fixes it to "ops"',
      );
      expect(covers(maker, key({ ...fixed, principal: 'root' }))).toBe(false);
      expect(covers(key(fixed), maker)).toBe(true);
    },
  );

  it('covers means: sees and owns all that the other does', () => {
    const all = accesses([null]);
    for (const access of all) {
      for (const other of all.filter((one) => covers(access, one))) {
        const wider = [
          ...beyond(
            (one) => sees(other, one),
            (one) => sees(access, one),
          ),
          ...beyond(
            (one) => owns(other, one),
            (one) => owns(access, one),
          ),
        ];
        if (wider.length > 0) expect.fail(JSON.stringify({ access, other, wider }));
      }
    }
    expect(covers(key({ scopes: ['write'] }), key({ scopes: ['admin'] }))).toBe(false);
    expect(covers(key({ scopes: ['admin'] }), key({ scopes: ['read', 'write'] }))).toBe(true);
  });
});
