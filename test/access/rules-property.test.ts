import { describe, expect, it } from 'vitest';
import { narrowReach, owns, sees } from '../../src/model/access.js';
import { type Caller, LOCAL } from '../../src/model/caller.js';
import type { Memory as MemoryRecord } from '../../src/model/memory.js';
import {
  type NewRule,
  ruleActions,
  ruleEffects,
  type RuleSubjectKind,
  ruleSubjects,
} from '../../src/model/rules.js';
import type { Memory } from '../../src/memory.js';
import { fewOnPglite, temporaryMemory } from '../helpers/temporary-memory.js';

const users = ['ada', 'bob'];
const apps = ['cursor', 'claude'];
const agents = ['writer', 'tester'];
const categories = ['work', 'health', 'home'];
const tags = ['red', 'blue'];
const cubes = ['user:ada', 'user:bob', 'shared', 'club'];

/** Of a memory, wherever it stands in JSON. */
const ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/** mulberry32: the same run every time. */
function randomness(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    chance: (share: number) => next() < share,
    oneOf: <Item>(items: readonly Item[]) => items[below(items.length)] as Item,
    some: <Item>(items: readonly Item[]) => items.filter(() => next() < 0.4),
  };
}

type Random = ReturnType<typeof randomness>;

async function filled(random: Random): Promise<{ memory: Memory; all: MemoryRecord[] }> {
  const memory = await temporaryMemory({ accessLogDays: 0, tracesMegabytes: 0 });
  for (let at = 0; at < 40; at++) {
    await memory.add({
      text: `Note ${at} says that the harbour is number ${at}.`,
      cube: random.oneOf(cubes),
      user_id: random.oneOf(users),
      ...(random.chance(0.7) && { app_id: random.oneOf(apps) }),
      ...(random.chance(0.5) && { agent_id: random.oneOf(agents) }),
      categories: random.some(categories),
      tags: random.some(tags),
    });
  }
  const { data } = await memory.list({ user_id: '*', limit: 100 });
  return { memory, all: data };
}

function ruleOf(random: Random, all: readonly MemoryRecord[]): NewRule {
  const names: Record<RuleSubjectKind, readonly string[]> = {
    user: users,
    app: apps,
    agent: agents,
    key: ['key-one', 'key-two'],
  };
  const kind = random.oneOf(ruleSubjects);
  const objects = [
    () => 'all',
    () => `memory:${random.oneOf(all).id}`,
    () => `category:${random.oneOf(categories)}`,
    () => `tag:${random.oneOf(tags)}`,
    () => `cube:${random.oneOf(cubes)}`,
    () => `app:${random.oneOf(apps)}`,
  ];
  return {
    subject: `${kind}:${random.chance(0.1) ? '*' : random.oneOf(names[kind])}`,
    object: random.oneOf(objects)(),
    effect: random.oneOf(ruleEffects),
    actions: [random.oneOf(ruleActions)],
  };
}

function callerOf(random: Random): Caller {
  const fixed = (names: readonly string[]) => (random.chance(0.3) ? random.oneOf(names) : null);
  const access = {
    ...LOCAL.access,
    scopes: ['write'] as const,
    user: fixed(users),
    agent: fixed(agents),
    app: fixed(apps),
  };
  const app = access.app ?? fixed(apps);
  return { ...LOCAL, access, app, key: random.chance(0.3) ? 'key-one' : null };
}

/** Rules as their documentation says them, one at a time. */
function mayBe(
  action: (typeof ruleActions)[number],
  caller: Caller,
  one: MemoryRecord,
  rules: readonly NewRule[],
): boolean {
  const { access, app, key } = caller;
  const own = { user: access.user, app: access.app ?? app, agent: access.agent, key };
  const about = rules.filter(({ subject, actions }) => {
    const [kind, name] = subject.split(':') as [RuleSubjectKind, string];
    return actions?.[0] === action && own[kind] !== null && (name === '*' || name === own[kind]);
  });
  const names = ({ object }: NewRule) =>
    object === 'all' ||
    object === `memory:${one.id}` ||
    object === `app:${one.app_id}` ||
    object === `cube:${one.cube}` ||
    one.categories.some((category) => object === `category:${category}`) ||
    one.tags.some((tag) => object === `tag:${tag}`);
  const denied = about.some((rule) => rule.effect === 'deny' && names(rule));
  const allowing = about.filter(({ effect }) => effect === 'allow');
  return !denied && (allowing.length === 0 || allowing.some(names));
}

/** What the key fixes, without any rule. */
function inReachOf({ access }: Caller, { user_id, agent_id, app_id, cube }: MemoryRecord): boolean {
  const own = access.user === null || [`user:${access.user}`, 'shared'].includes(cube);
  return (
    own &&
    (access.user === null || user_id === access.user) &&
    (access.agent === null || agent_id === access.agent) &&
    (access.app === null || app_id === access.app)
  );
}

const stored = ({
  id,
  cube,
  user_id,
  agent_id,
  app_id,
  categories: own,
  tags: red,
}: MemoryRecord) => ({
  id,
  scope: { cube, user: user_id, agent: agent_id, app: app_id },
  categories: own,
  tags: red,
});

const seeds = [1, 2, 3, 4];
/** Rule sets of a seed, callers of a set: with 40 memories each 10,240 decisions, asked in each way. */
const [SETS, CALLERS] = [16, 4];

describe('access rules on every path (D5)', () => {
  it.each(fewOnPglite(seeds, 1))(
    'list, count, search, get, change and removal agree with a plain evaluator (seed %i)',
    async (seed) => {
      const random = randomness(seed);
      const { memory, all } = await filled(random);
      const sets = fewOnPglite([...Array(SETS).keys()], 4);
      let [asked, explainedOf] = [0, 0];
      for (const _ of sets) {
        for (const { id } of (await memory.access.list()).data) await memory.access.remove(id);
        const rules = Array.from({ length: random.below(6) }, () => ruleOf(random, all));
        for (const rule of rules) await memory.access.add(rule);
        for (let at = 0; at < CALLERS; at++) {
          const told = callerOf(random);
          const caller = await memory.access.of(told);
          const reached = all.filter((one) => inReachOf(told, one));
          const seen = reached.filter((one) => mayBe('read', told, one, rules));
          const ids = new Set(seen.map(({ id }) => id));
          asked += all.length;
          const whole = told.access.user === null ? { user_id: '*' } : {};
          const listed = await memory.list({ ...whole, limit: 100, total: true }, caller);
          expect(listed.data.map(({ id }) => id).toSorted()).toEqual([...ids].toSorted());
          expect(listed.total).toBe(ids.size);
          const found = await memory.search(
            { ...whole, query: 'harbour number', limit: 100, min_score: 0 },
            caller,
          );
          expect(found.results.map(({ id }) => id).toSorted()).toEqual([...ids].toSorted());
          const explained = await memory.search(
            {
              ...whole,
              query: 'harbour number',
              limit: 1,
              explain: true,
              filters: { tags: tags[0] },
            },
            caller,
          );
          const named = JSON.stringify(explained.trace).match(ID) ?? [];
          expect(named.filter((id) => !ids.has(id))).toEqual([]);
          explainedOf += new Set(named).size;
          for (const one of all) {
            const may = ids.has(one.id);
            expect(sees(caller.access, stored(one))).toBe(may);
            for (const action of ['write', 'delete'] as const) {
              const expected = may && mayBe(action, told, one, rules);
              expect(owns(caller.access, stored(one), action)).toBe(expected);
            }
          }
          const one = random.oneOf(all);
          const got = await memory.get(one.id, caller).then(
            () => true,
            () => false,
          );
          expect(got).toBe(ids.has(one.id));
          expect(narrowReach(caller.access, { cubes: 'all' }, 'delete').bounds ?? []).toHaveLength(
            Number(caller.access.bounds?.read !== undefined) +
              Number(caller.access.bounds?.delete !== undefined),
          );
        }
      }
      expect(asked).toBe(sets.length * CALLERS * 40);
      expect(explainedOf).toBeGreaterThan(asked / 8);
    },
    120_000,
  );
});
