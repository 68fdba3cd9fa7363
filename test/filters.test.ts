import { describe, expect, it } from 'vitest';
import { fold } from '../src/language/terms/fold.js';
import {
  comparisonsOf,
  type Filter,
  type Filterable,
  filterEnums,
  filterIds,
  filterLists,
  filterNames,
  filterNumbers,
  filterTimes,
  matches,
} from '../src/model/filter.js';
import { parseFilter } from '../src/model/filter-parse.js';
import { layerOf } from '../src/model/scope.js';
import {
  changeSet,
  indexOf,
  newEpisode,
  newMemory,
  testSpace,
} from '../src/testing/change-sets.js';
import { temporaryApi } from './helpers/api.js';
import {
  fewOnPglite,
  onPglite,
  openStore,
  temporaryDirectory,
  temporaryMemory,
} from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
const CUBE = 'crypto';

/** Mulberry32: the same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const texts = [
  'a',
  'A',
  'ab',
  'Ｃafé',
  'cafe',
  '\uffff',
  '\u{1f389}',
  '里斯本',
  '%',
  "o'x",
  ' ',
  '3',
];
const numbers = [0, -1, 3, 3.5, 1e21, -1e-7, 9_007_199_254_740_992];
const paths = ['city', 'trip.city', 'trip', 'n', 'list', 'trip.nights', 'a"b', '数'];
const shares = [0, 0.1, 0.5, 1];
const instants = ['2026-01-01', '2026-01-02T03:04:05.678Z', '2025-12-31T23:59:59Z'];

class Generator {
  /** Of the memories that there are. */
  ids = ['none'];
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = random(seed);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#next() * items.length)] as Item;
  }

  chance(share: number): boolean {
    return this.#next() < share;
  }

  scalar(): string | number | boolean | null {
    return this.pick([this.pick(texts), this.pick(numbers), this.chance(0.5), null]);
  }

  json(depth = 0): unknown {
    if (depth > 2 || this.chance(0.6)) return this.scalar();
    const size = Math.floor(this.#next() * 3);
    if (this.chance(0.5)) return Array.from({ length: size }, () => this.json(depth + 1));
    return Object.fromEntries(
      Array.from({ length: size }, () => [
        this.pick(['city', 'nights', 'n', 'x']),
        this.json(depth + 1),
      ]),
    );
  }

  metadata(): Record<string, unknown> {
    const keys = ['city', 'trip', 'n', 'list', 'a"b', '数', 'trip.city'].filter(() =>
      this.chance(0.5),
    );
    return Object.fromEntries(keys.map((key) => [key, this.json()]));
  }

  /** As it comes over the wire. */
  filter(depth = 0): Record<string, unknown> {
    if (depth < 3 && this.chance(0.45)) {
      const parts = () =>
        Array.from({ length: Math.floor(this.#next() * 4) }, () => this.filter(depth + 1));
      return this.pick([
        () => ({ AND: parts() }),
        () => ({ OR: parts() }),
        () => ({ NOT: this.filter(depth + 1) }),
        () => ({ NOT: parts() }),
        () => ({ ...this.filter(3), ...this.filter(3) }),
      ])();
    }
    const kind = this.pick([
      'name',
      'time',
      'id',
      'text',
      'number',
      'list',
      'enum',
      'metadata',
      'metadata',
    ] as const);
    const field = {
      name: () => this.pick(filterNames),
      time: () => this.pick(filterTimes),
      id: () => this.pick(filterIds),
      text: () => 'text' as const,
      number: () => this.pick(filterNumbers),
      list: () => this.pick(filterLists),
      enum: () => this.pick(['kind', 'state', 'layer', 'trust'] as const),
      metadata: () => `metadata.${this.pick(paths)}`,
    }[kind]();
    const op = this.pick(comparisonsOf[kind]);
    return { [field]: { [op]: this.value(kind, field, op) } };
  }

  value(kind: keyof typeof comparisonsOf, field: string, op: string): unknown {
    if (op === 'exists') return this.chance(0.5);
    if (op === 'in' || op === 'nin') {
      return Array.from({ length: 1 + Math.floor(this.#next() * 3) }, () =>
        this.value(kind, field, 'eq'),
      );
    }
    if (op === 'contains' || op === 'icontains') return this.pick(texts);
    if (kind === 'id') return this.pick(this.ids);
    if (kind === 'number') return this.pick(shares);
    if (kind === 'time') return this.pick(instants);
    if (kind === 'enum') return this.pick(filterEnums[field as keyof typeof filterEnums]);
    if (kind !== 'metadata') return this.pick([...texts, CUBE, 'ada']);
    const ordered = ['gt', 'gte', 'lt', 'lte'].includes(op);
    return ordered ? this.pick([this.pick(texts), this.pick(numbers)]) : this.scalar();
  }
}

/** Memories of every kind in a store, and the same as plain values. */
async function population(generate: Generator, size: number) {
  const store = await openStore(temporaryDirectory());
  const space = await store.space(testSpace);
  const expected: { id: string; plain: Filterable }[] = [];
  for (let at = 0; at < size; at++) {
    const names = () => (generate.chance(0.4) ? null : generate.pick([...texts, 'ada']));
    const [user, agent, app, run] = [names(), names(), names(), names()];
    const scope = { cube: CUBE, user, agent, app, run };
    const instant = () => (generate.chance(0.5) ? null : Date.parse(generate.pick(instants)));
    const [occurredAt, validFrom, validTo, expiresAt] = [
      instant() ?? 0,
      instant(),
      instant(),
      instant(),
    ];
    const labels = () => texts.filter(() => generate.chance(0.15));
    const rest = { kind: generate.pick(filterEnums.kind), metadata: generate.metadata() };
    const importance = generate.chance(0.4) ? undefined : generate.pick(shares);
    const trust = generate.pick(filterEnums.trust);
    const of = { ...rest, trust, importance, occurredAt, validFrom, validTo, expiresAt };
    const [categories, tags] = [labels(), labels()];
    const episode = newEpisode(`note ${at}`, { scope, session: `session ${at}` });
    const memory = newMemory(`${generate.pick(texts)} note ${at}`, space, {
      episode,
      unlessSame: false,
      categories,
      tags,
      ...of,
    });
    await store.commit(changeSet({ episodes: [episode], memories: [memory], at: at * 1000 }));
    const changed = generate.chance(0.4) ? generate.metadata() : undefined;
    const state = generate.pick(['active', 'active', 'paused', 'deleted'] as const);
    const revision = { memory: memory.id, expectVersion: 1, event: 'updated' } as const;
    await store.commit(
      changeSet({
        at: at * 2000,
        revisions: [{ ...revision, index: indexOf('x', space), metadata: changed, state }],
      }),
    );
    expected.push({
      id: memory.id,
      plain: {
        id: memory.id,
        merged_into: null,
        text: memory.text,
        cube: CUBE,
        user_id: user,
        agent_id: agent,
        app_id: app,
        run_id: run,
        occurred_at: occurredAt,
        valid_from: validFrom,
        valid_to: validTo,
        expires_at: expiresAt,
        created_at: at * 1000,
        updated_at: at * 2000,
        categories,
        tags,
        kind: rest.kind,
        state,
        layer: layerOf(scope),
        trust,
        importance: importance ?? null,
        metadata: changed ?? rest.metadata,
      },
    });
  }
  return { store, expected };
}

describe('10,000 random filters: the store answers as the plain evaluator does (T4)', () => {
  it.each(fewOnPglite([1, 2, 3, 4], 1))('seed %i', async (seed) => {
    const generate = new Generator(seed);
    const { store, expected } = await population(generate, onPglite ? 30 : 60);
    generate.ids = ['none', ...expected.slice(0, 4).map(({ id }) => id)];
    const [cube] = await store.cubes.states(1, [CUBE]);
    const byId = new Map<number, string>();
    for (const { id } of expected) {
      const [stored] = await store.memories.byIds(1, [id]);
      byId.set(stored?.no ?? 0, id);
    }
    let some = 0;
    const rounds = onPglite ? 200 : 2_500;
    for (let round = 0; round < rounds; round++) {
      const wire = generate.filter();
      const filter: Filter = parseFilter(wire, '/filters', 'UTC');
      const wanted = expected.filter(({ plain }) => matches(filter, plain, fold));
      const found = await store.memories.matching(cube?.no ?? 0, filter);
      // With the filter, so that one that fails tells which it was.
      expect([wire, Array.from(found, (no) => byId.get(no))]).toEqual([
        wire,
        wanted.map(({ id }) => id),
      ]);
      if (wanted.length > 0 && wanted.length < expected.length) some += 1;
      if (round % 25 !== 0) continue;
      // Asked of all cubes the condition is another one.
      const page = await store.memories.page({
        tenant: 1,
        reach: { cubes: 'all' },
        state: 'active',
        limit: 500,
        at: 0,
        filter,
      });
      expect(page.map(({ id }) => id).toReversed()).toEqual(
        wanted.filter(({ plain }) => plain.state === 'active').map(({ id }) => id),
      );
    }
    // Filters that hold for all or for none would show little.
    expect(some).toBeGreaterThan(0.28 * rounds);
    await store.close();
  });
});

describe('filters in search and list (T4, C6)', () => {
  async function trips() {
    const memory = await temporaryMemory();
    const trip = (text: string, city: string, nights: number, tags: string[]) =>
      memory.add({ ...ada, text, metadata: { trip: { city, nights } }, tags });
    await trip('We stayed at the harbour.', 'Lisbon', 4, ['travel']);
    await trip('We stayed near the river.', 'Porto', 2, ['travel', 'work']);
    await trip('We stayed at home.', 'Berlin', 300, []);
    return memory;
  }

  it('narrow a search before it is ranked', async () => {
    const memory = await trips();
    const search = async (filters: Record<string, unknown>, more: object = {}) =>
      (await memory.search({ ...ada, query: 'Where did we stay?', filters, ...more })).results
        .map(({ metadata }) => (metadata['trip'] as { city: string }).city)
        .toSorted();
    expect(await search({ tags: 'travel' })).toEqual(['Lisbon', 'Porto']);
    expect(await search({ 'metadata.trip.nights': { gt: 3 } })).toEqual(['Berlin', 'Lisbon']);
    expect(await search({ NOT: { tags: 'work' } }, { limit: 1 })).toHaveLength(1);
    expect(await search({ 'metadata.trip.city': { icontains: 'LIS' } })).toEqual(['Lisbon']);
    expect(await search({ OR: [] })).toEqual([]);
    const none = await memory.search({ ...ada, query: 'harbour', filters: { tags: 'work' } });
    expect(none.results.map(({ text }) => text)).not.toContain('We stayed at the harbour.');
  });

  it('tell of what was known, too', async () => {
    let now = Date.parse('2025-01-01');
    const memory = await temporaryMemory({ clock: () => now });
    const { memories } = await memory.add({
      ...ada,
      text: 'Tea is ready.',
      metadata: { cups: 1 },
    });
    now = Date.parse('2025-02-01');
    await memory.update(memories[0]?.id ?? '', { metadata: { cups: 2 } });
    const search = async (cups: number, more: object = {}) =>
      (await memory.search({ ...ada, query: 'tea', filters: { 'metadata.cups': cups }, ...more }))
        .results.length;
    expect([await search(1), await search(2)]).toEqual([0, 1]);
    const then = { known_at: '2025-01-15' };
    expect([await search(1, then), await search(2, then)]).toEqual([1, 0]);
  });

  it('follow an update of metadata and labels, and go with an erased memory', async () => {
    const memory = await trips();
    const [home] = (await memory.list(ada)).data;
    const count = async (filters: Record<string, unknown>) =>
      (await memory.list({ ...ada, filters })).data.length;
    await memory.update(home?.id ?? '', { metadata: { trip: { city: 'Rome' } }, tags: ['new'] });
    expect(await count({ 'metadata.trip.city': 'Berlin' })).toBe(0);
    expect(await count({ 'metadata.trip.city': 'Rome', tags: 'new' })).toBe(1);
    expect(await count({ 'metadata.trip.nights': { exists: false } })).toBe(1);
    await memory.erase(home?.id ?? '');
    expect(await count({ tags: 'new' })).toBe(0);
  });

  it('page with a filter over REST, as JSON text', async () => {
    const api = await temporaryApi();
    for (let at = 0; at < 5; at++) {
      await api.call('POST', '/v1/memories', { text: `note ${at}`, metadata: { at } });
    }
    const filters = encodeURIComponent(JSON.stringify({ 'metadata.at': { gte: 1 } }));
    const first = await api.call('GET', `/v1/memories?limit=3&filters=${filters}`);
    expect(first.body.data.map(({ text }: { text: string }) => text)).toEqual([
      'note 4',
      'note 3',
      'note 2',
    ]);
    const rest = await api.call(
      'GET',
      `/v1/memories?limit=3&filters=${filters}&cursor=${first.body.next_cursor}`,
    );
    expect(rest.body.data).toHaveLength(1);
  });

  it.each([
    ['an unknown field', { users_id: 'ada' }, '/filters/users_id', 'user_id'],
    ['an unknown operator', { tags: { get: 3 } }, '/filters/tags/get', 'gte'],
    [
      '10,000 nodes',
      { AND: Array.from({ length: 10_000 }, () => ({ tags: 'x' })) },
      '/filters',
      '1000 conditions',
    ],
    ['__proto__', JSON.parse('{"__proto__": {"eq": 1}}'), '/filters/__proto__', 'metadata'],
  ])('refuse %s', async (_, filters, pointer, hint) => {
    const api = await temporaryApi();
    const reply = await api.call('POST', '/v1/search', JSON.stringify({ query: 'x', filters }));
    expect(reply.status).toBe(422);
    expect(reply.body.errors[0].pointer).toBe(pointer);
    expect(reply.body.errors[0].detail).toContain(hint);
  });

  it('refuses a filter that is no JSON', async () => {
    const api = await temporaryApi();
    const reply = await api.call('GET', '/v1/memories?filters=%7Btags');
    expect(reply.body).toMatchObject({ code: 'invalid_input', errors: [{ pointer: '/filters' }] });
  });
});
