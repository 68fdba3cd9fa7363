import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TulvingError } from '../errors.js';
import { fold } from '../language/terms/fold.js';
import { parseFilter } from './filter-parse.js';
import {
  compareText,
  type Filter,
  type Filterable,
  filterLimits,
  filterSchema,
  flattenMetadata,
  matches,
} from './filter.js';
import { parseInstant } from './time.js';

const at = (text: string) => parseInstant(text, 'UTC') ?? NaN;

const plain: Filterable = {
  id: 'm1',
  merged_into: null,
  text: 'a note',
  cube: 'user:ada',
  user_id: 'ada',
  agent_id: null,
  app_id: null,
  run_id: null,
  occurred_at: at('2026-03-04T09:30:00Z'),
  created_at: at('2026-03-04T09:30:01Z'),
  updated_at: at('2026-03-04T09:30:01Z'),
  valid_from: null,
  valid_to: null,
  expires_at: null,
  categories: [],
  tags: [],
  kind: 'fact',
  state: 'active',
  layer: 'user',
  trust: 'user',
  importance: null,
  metadata: {},
};

const parse = (input: unknown, timezone = 'UTC') => parseFilter(input, '/filters', timezone);
const holds = (filter: unknown, memory: Partial<Filterable>, timezone = 'UTC') =>
  matches(parse(filter, timezone), { ...plain, ...memory }, fold);
const holdsFor = (filter: unknown, metadata: Record<string, unknown>) =>
  holds(filter, { metadata });

function faults(input: unknown): string[] {
  try {
    parse(input);
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    expect(error.code).toBe('invalid_input');
    return error.issues.map(({ pointer, detail }) => `${pointer} ${detail}`);
  }
  return [];
}

const page = readFileSync(fileURLToPath(new URL('../../docs/filters.md', import.meta.url)), 'utf8');

/** The filters of the requests that the page shows. */
function documented(): unknown[] {
  return [...page.matchAll(/ -d '([^']+)'/g)].map(([, body = '']) => {
    const request = JSON.parse(body) as { filters: unknown };
    return request.filters;
  });
}

describe('filters: shape', () => {
  const combined: [string, unknown, boolean][] = [
    ['an empty object', {}, true],
    ['an empty AND', { AND: [] }, true],
    ['an empty OR', { OR: [] }, false],
    ['an empty NOT', { NOT: [] }, true],
    ['NOT of everything', { NOT: {} }, false],
    ['the short form', { user_id: 'ada' }, true],
    ['several keys, all true', { user_id: 'ada', kind: 'fact' }, true],
    ['several keys, one false', { user_id: 'ada', kind: 'summary' }, false],
    ['a key beside a combinator', { user_id: 'bob', OR: [{}] }, false],
    ['AND', { AND: [{ user_id: 'ada' }, { kind: 'summary' }] }, false],
    ['OR', { OR: [{ user_id: 'bob' }, { kind: 'fact' }] }, true],
    ['NOT of an object with two keys', { NOT: { user_id: 'ada', kind: 'summary' } }, true],
    ['NOT of a list: none of them', { NOT: [{ user_id: 'ada' }, { kind: 'summary' }] }, false],
    ['several operators', { occurred_at: { gte: '2026-03-04', lt: '2026-03-05' } }, true],
    ['several operators, one false', { user_id: { ne: 'bob', in: ['eve'] } }, false],
  ];
  it.each(combined)('%s', (_, filter, expected) => expect(holds(filter, {})).toBe(expected));

  it('becomes a tree that a compiler can switch on', () => {
    expect(parse({ 'metadata.trip.city': 'Porto', NOT: { tags: { in: ['a'] } } })).toEqual({
      op: 'and',
      of: [
        { op: 'eq', field: { kind: 'metadata', path: 'trip.city' }, value: 'Porto' },
        { op: 'not', of: { op: 'in', field: { kind: 'list', name: 'tags' }, values: ['a'] } },
      ],
    } satisfies Filter);
  });

  it.each(documented())('docs/filters.md shows filters that can be read: %j', (filters) => {
    const shown = faults(filters).map((fault) => fault.replace(' ', '|'));
    for (const fault of shown) {
      const [pointer, detail] = fault.split('|');
      expect(page).toContain(`"pointer": "${pointer}", "detail": "${detail}"`);
    }
    expect(shown).toHaveLength(JSON.stringify(filters).includes('users_id') ? 2 : 0);
  });

  it('has an example that holds what it says', () => {
    expect(faults(filterSchema.meta()?.example)).toEqual([]);
  });
});

describe('filters: absent, null and marker', () => {
  const bags = { absent: {}, null: { x: null }, object: { x: { y: 1 } }, empty: { x: [] } };
  const table: [unknown, (keyof typeof bags)[]][] = [
    [{ exists: true }, ['null', 'object', 'empty']],
    [{ exists: false }, ['absent']],
    [null, ['null']],
    [{ eq: null }, ['null']],
    [{ ne: null }, ['object', 'empty']],
    [{ ne: 'a' }, ['null', 'object', 'empty']],
    [{ in: [null, 'a'] }, ['null']],
    [{ nin: [null, 'a'] }, ['object', 'empty']],
    [{ nin: ['a'] }, ['null', 'object', 'empty']],
    [{ contains: 'a' }, []],
    [{ icontains: 'null' }, []],
    [{ lt: 1 }, []],
    [{ gte: '' }, []],
  ];
  it.each(table)('%j takes %j', (condition, expected) => {
    const taken = Object.entries(bags)
      .filter(([, metadata]) => holdsFor({ 'metadata.x': condition }, metadata))
      .map(([name]) => name);
    expect(taken).toEqual(expected);
  });

  it('ne leaves out what is absent, NOT eq takes it', () => {
    expect(holdsFor({ 'metadata.city': { ne: 'Porto' } }, {})).toBe(false);
    expect(holdsFor({ NOT: { 'metadata.city': 'Porto' } }, {})).toBe(true);
    expect(holds({ run_id: { nin: ['monday'] } }, { run_id: null })).toBe(false);
    expect(holds({ NOT: { run_id: { in: ['monday'] } } }, { run_id: null })).toBe(true);
  });

  it.each(['agent_id', 'valid_to', 'expires_at', 'importance', 'categories', 'tags'])(
    'a missing %s is absent',
    (field) => {
      expect(holds({ [field]: { exists: false } }, {})).toBe(true);
      expect(holds({ [field]: { exists: true } }, {})).toBe(false);
    },
  );

  it.each(['cube', 'created_at', 'kind', 'state', 'layer', 'trust'])('%s is present', (field) => {
    expect(holds({ [field]: { exists: true } }, {})).toBe(true);
  });
});

describe('filters: numbers', () => {
  it.each([
    [{ gte: 0.5 }, 0.5, true],
    [{ gt: 0.5 }, 0.5, false],
    [{ lt: 0.5 }, null, false],
    [{ ne: 0.5 }, null, false],
    [{ nin: [0.5] }, 0.25, true],
  ])('importance %j of %j: %s', (condition, importance, expected) => {
    expect(holds({ importance: condition }, { importance })).toBe(expected);
  });
});

describe('filters: values', () => {
  const typed: [unknown, unknown, boolean][] = [
    ['3', 3, false],
    [3, '3', false],
    [true, 'true', false],
    [false, 0, false],
    [null, 'null', false],
    [null, 0, false],
    [3, 3.0, true],
    [0, -0, true],
    [-0, 0, true],
    [0.1 + 0.2, 0.3, false],
    ['Café', 'Cafe', false],
    ['Café', 'Cafe\u0301', false],
    ['a', 'A', false],
  ];
  it.each(typed)('%j equal to %j: %s', (kept, asked, expected) => {
    expect(holdsFor({ 'metadata.x': asked }, { x: kept })).toBe(expected);
    expect(holdsFor({ 'metadata.x': { in: [asked] } }, { x: kept })).toBe(expected);
    expect(holdsFor({ 'metadata.x': { ne: asked } }, { x: kept })).toBe(!expected);
    expect(holdsFor({ 'metadata.x': { nin: [asked] } }, { x: kept })).toBe(!expected);
  });

  const ordered: [unknown, object, boolean][] = [
    [3, { gt: 2 }, true],
    [3, { gt: 3 }, false],
    [3, { gte: 3 }, true],
    [3, { lt: 3 }, false],
    [3, { lte: 3 }, true],
    ['3', { gt: 2 }, false],
    [3, { gt: '2' }, false],
    [true, { gte: 0 }, false],
    [null, { lte: 0 }, false],
    ['10', { lt: '9' }, true],
    ['Z', { lt: 'a' }, true],
    ['ab', { gt: 'a' }, true],
    ['\uffff', { lt: '\u{10000}' }, true],
    ['\u{10000}', { gt: '\uffff' }, true],
    ['a\u{1f600}b', { lt: 'a\u{1f600}c' }, true],
    ['\u{1f600}', { lte: '\u{1f600}' }, true],
    [[1, 9], { gt: 5, lt: 3 }, true],
    [[1, 'x'], { gt: 'a' }, true],
    [[], { gte: 0 }, false],
  ];
  it.each(ordered)('%j in the order of %j: %s', (kept, condition, expected) => {
    expect(holdsFor({ 'metadata.x': condition }, { x: kept })).toBe(expected);
  });

  it('hands -0 on as 0, since not every engine takes them for one', () => {
    expect(parse({ 'metadata.x': { lt: -0 } })).toMatchObject({ value: 0 });
    expect(parse({ 'metadata.x': { in: [-0] } })).toMatchObject({ values: [0] });
    expect(Object.is((parse({ 'metadata.x': -0 }) as { value?: unknown }).value, 0)).toBe(true);
  });

  it('sorts text as UTF-8 bytes sort', () => {
    const texts = ['', 'a', 'ab', 'é', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'];
    const samples = texts.flatMap((text) => [text, `${text}b`, `\u{1f600}${text}`]);
    for (const a of samples)
      for (const b of samples)
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
  });

  const texts: [unknown, object, boolean][] = [
    ['Café in Porto', { contains: 'in P' }, true],
    ['Café in Porto', { contains: 'in p' }, false],
    ['Café in Porto', { icontains: 'CAFE IN p' }, true],
    ['Ｃafé', { icontains: 'cafe' }, true],
    ['Ｃafé', { contains: 'Caf' }, false],
    ['東京タワー', { contains: '京タ' }, true],
    ['100%_sure', { contains: '%_' }, true],
    ['100 sure', { contains: '%' }, false],
    [['tea', 'green coffee'], { contains: 'coffee' }, true],
    [5, { contains: '5' }, false],
    [{ city: 'Porto' }, { contains: 'Porto' }, false],
    ['anything', { icontains: '\u200b' }, true],
    [5, { icontains: '\u200b' }, false],
  ];
  it.each(texts)('%j with the text of %j: %s', (kept, condition, expected) => {
    expect(holdsFor({ 'metadata.x': condition }, { x: kept })).toBe(expected);
  });

  it('asks any element of a list', () => {
    const memory = { tags: ['travel', 'Food'], categories: ['home'] };
    expect(holds({ tags: 'Food' }, memory)).toBe(true);
    expect(holds({ tags: 'food' }, memory)).toBe(false);
    expect(holds({ tags: { icontains: 'FOO' } }, memory)).toBe(true);
    expect(holds({ tags: { ne: 'Food' } }, memory)).toBe(false);
    expect(holds({ tags: { ne: 'work' } }, memory)).toBe(true);
    expect(holds({ tags: { in: ['x', 'travel'] }, categories: { nin: ['work'] } }, memory)).toBe(
      true,
    );
  });
});

describe('filters: times', () => {
  const noon = { occurred_at: at('2026-07-01T10:00:00Z') };
  const table: [unknown, string, boolean][] = [
    ['2026-07-01T12:00', 'Europe/Berlin', true],
    ['2026-07-01T12:00', 'UTC', false],
    ['2026-07-01T12:00:00+02:00', 'Asia/Shanghai', true],
    ['2026-07-01T10:00:00.000Z', 'Asia/Shanghai', true],
    [{ gte: '2026-07-01', lt: '2026-07-02' }, 'Europe/Berlin', true],
    [{ gte: '2026-07-01', lt: '2026-07-02' }, 'Pacific/Kiritimati', false],
    [{ in: ['2026-07-01', '2026-07-01T18:00'] }, 'Asia/Shanghai', true],
    [{ gt: '2026-07-01T10:00:00Z' }, 'UTC', false],
    [{ gt: '2026-07-01T09:59:59.999Z' }, 'UTC', true],
  ];
  it.each(table)('%j in %s: %s (T4)', (condition, timezone, expected) => {
    expect(holds({ occurred_at: condition }, noon, timezone)).toBe(expected);
  });

  it('asks what held on a day (T4)', () => {
    const held = {
      NOT: [{ valid_from: { gt: '2026-03-01' } }, { valid_to: { lte: '2026-03-01' } }],
    };
    expect(holds(held, {})).toBe(true);
    expect(holds(held, { valid_from: at('2026-02-01'), valid_to: at('2026-03-01') })).toBe(false);
    expect(holds(held, { valid_from: at('2026-03-01') })).toBe(true);
  });
});

describe('filters: metadata by path', () => {
  const shown = (metadata: Record<string, unknown>) =>
    flattenMetadata(metadata).map(({ path, type, value }) =>
      type === 'marker' ? `${path}: marker` : `${path}: ${JSON.stringify(value)}`,
    );
  const table: [Record<string, unknown>, string[]][] = [
    [{}, []],
    [{ trip: { city: 'Porto' } }, ['trip: marker', 'trip.city: "Porto"']],
    [{ 'trip.city': 'Porto' }, ['trip.city: "Porto"']],
    [{ a: [1, [2, [['x']]]] }, ['a: 1', 'a: 2', 'a: "x"']],
    [{ a: [{ b: 1 }, { b: 2 }] }, ['a: marker', 'a.b: 1', 'a.b: 2']],
    [{ a: [[{ b: true }]] }, ['a: marker', 'a.b: true']],
    [{ a: null, b: [], c: {} }, ['a: null', 'b: marker', 'c: marker']],
    [{ a: [[]] }, ['a: marker']],
    [{ a: [1, 1, '1', { x: 1 }, {}] }, ['a: 1', 'a: "1"', 'a: marker', 'a.x: 1']],
    [{ 'a.b': 1, a: { b: 1 } }, ['a.b: 1', 'a: marker']],
    [{ a: [0, -0, NaN, undefined], b: undefined }, ['a: 0', 'a: null']],
    [{ a: [null, {}] }, ['a: null', 'a: marker']],
    [{ '': { '': 1 } }, [': marker', '.: 1']],
    [JSON.parse('{"__proto__": {"x": 1}}'), ['__proto__: marker', '__proto__.x: 1']],
  ];
  it.each(table)('%j', (metadata, expected) => expect(shown(metadata)).toEqual(expected));

  it('leaves out paths that nobody can ask for', () => {
    const longest = 'k'.repeat(filterLimits.path);
    expect(shown({ [longest]: { a: 1 } })).toEqual([`${longest}: marker`]);
    expect(shown({ [`${longest}k`]: 1 })).toEqual([]);
    expect(holdsFor({ [`metadata.${longest}`]: { exists: true } }, { [longest]: 1 })).toBe(true);
  });

  it('asks by a path with dots, whichever way it was written', () => {
    for (const metadata of [{ trip: { city: 'Porto' } }, { 'trip.city': 'Porto' }])
      expect(holdsFor({ 'metadata.trip.city': 'Porto' }, metadata)).toBe(true);
    expect(holdsFor({ 'metadata.a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] })).toBe(true);
    expect(holdsFor({ 'metadata.toString': { exists: true } }, {})).toBe(false);
  });
});

describe('filters: faults', () => {
  const texts = 'eq, ne, gt, gte, lt, lte, in, nin, contains, icontains, exists';
  const times = 'eq, ne, gt, gte, lt, lte, in, nin, exists';
  const date =
    'must be an ISO 8601 date or time of the years 0001 to 9999, such as 2026-05-01 or 2026-05-01T18:30:00Z';
  const malformed = 'must not hold NUL characters or lone surrogates';
  const table: [unknown, string][] = [
    [{ user: 'ada' }, '/user there is no field user; did you mean user_id?'],
    [{ users_id: 'ada' }, '/users_id there is no field users_id; did you mean user_id?'],
    [{ userId: 'ada' }, '/userId there is no field userId; did you mean user_id?'],
    [{ run: 'a' }, '/run there is no field run; did you mean run_id?'],
    [{ created: 'a' }, '/created there is no field created; did you mean created_at?'],
    [{ USER_ID: 'ada' }, '/USER_ID there is no field USER_ID; did you mean user_id?'],
    [{ tag: 'a' }, '/tag there is no field tag; did you mean tags?'],
    [{ and: [] }, '/and there is no field and; did you mean AND?'],
    [{ Not: {} }, '/Not there is no field Not; did you mean NOT?'],
    [
      { 'metdata.city': 'a' },
      '/metdata.city there is no field metdata.city; did you mean metadata.city?',
    ],
    [
      { 'trip.city': 'a' },
      '/trip.city there is no field trip.city; did you mean metadata.trip.city?',
    ],
    [{ hotel: 'a' }, '/hotel there is no field hotel; a key of metadata is written metadata.hotel'],
    [{ metadata: { city: 'a' } }, '/metadata metadata needs a path, such as metadata.city'],
    [{ 'metadata.': 1 }, '/metadata. names no path; give one, such as metadata.city'],
    [
      { constructor: 1 },
      '/constructor there is no field constructor; a key of metadata is written metadata.constructor',
    ],
    [
      { created_at: { get: '2026' } },
      '/created_at/get there is no operator get; did you mean gte?',
    ],
    [{ tags: { $in: ['a'] } }, '/tags/$in there is no operator $in; did you mean in?'],
    [{ tags: { EXISTS: true } }, '/tags/EXISTS there is no operator EXISTS; did you mean exists?'],
    [{ tags: {} }, `/tags names no operator; there are ${texts}`],
    [{ tags: ['a'] }, '/tags must be a single value; give a list with {"in": […]}'],
    [{ tags: { in: 'a' } }, '/tags/in must be a list of 1 to 500 values'],
    [{ tags: { in: [] } }, '/tags/in must be a list of 1 to 500 values'],
    [{ tags: { in: ['a', 5] } }, '/tags/in/1 must be a string'],
    [{ tags: { exists: 'yes' } }, '/tags/exists must be true or false'],
    [{ tags: { contains: '' } }, '/tags/contains must not be empty; every text holds it'],
    [{ tags: { icontains: 5 } }, '/tags/icontains must be a string'],
    [{ user_id: 3 }, '/user_id must be a string'],
    [{ user_id: undefined }, '/user_id must be a string'],
    [
      { user_id: null },
      '/user_id must be a string; for memories without user_id give {"exists": false}',
    ],
    [{ kind: 'facts' }, '/kind there is no kind facts; did you mean fact?'],
    [{ state: { in: ['activ'] } }, '/state/in/0 there is no state activ; did you mean active?'],
    [{ importance: 'high' }, '/importance must be a finite number'],
    [
      { importance: null },
      '/importance must be a finite number; for memories without importance give {"exists": false}',
    ],
    [{ importance: { gt: Infinity } }, '/importance/gt must be a finite number'],
    [{ trust: 'users' }, '/trust there is no trust users; did you mean user?'],
    [{ layer: 5 }, '/layer must be one of session, agent, business, user'],
    [
      { kind: { contains: 'f' } },
      '/kind/contains kind has no contains; there are eq, ne, in, nin, exists',
    ],
    [{ kind: { gt: 'fact' } }, '/kind/gt kind has no gt; there are eq, ne, in, nin, exists'],
    [
      { occurred_at: { contains: '2026' } },
      `/occurred_at/contains occurred_at has no contains; there are ${times}`,
    ],
    [{ occurred_at: { gte: 'yesterday' } }, `/occurred_at/gte ${date}`],
    [{ occurred_at: '2026-02-30' }, '/occurred_at there is no day 2026-02-30 in the calendar'],
    [{ occurred_at: 1772616600000 }, '/occurred_at must be an ISO 8601 date or time'],
    [
      { 'metadata.x': { gt: true } },
      '/metadata.x/gt must be a string or a number; true has no order',
    ],
    [
      { 'metadata.x': { lte: null } },
      '/metadata.x/lte must be a string or a number; null has no order',
    ],
    [{ 'metadata.x': undefined }, '/metadata.x must be a string, a number, true, false or null'],
    [{ 'metadata.x': Infinity }, '/metadata.x must be a finite number'],
    [{ 'metadata.x': 'a\0' }, `/metadata.x ${malformed}`],
    [{ tags: { contains: '\ud83d' } }, `/tags/contains ${malformed}`],
    [{ 'metadata.\udfff': 1 }, `/metadata.\udfff ${malformed}`],
    [{ 'metadata.a/b~c': NaN }, '/metadata.a~1b~0c must be a finite number'],
    [{ tags: 'a'.repeat(1_025) }, '/tags must be at most 1024 characters'],
    [{ AND: {} }, '/AND must be a list of filters'],
    [{ OR: [{}, 'x'] }, '/OR/1 must be an object, such as {"tags": "travel"}'],
    [{ NOT: [{ NOT: null }] }, '/NOT/0/NOT must be an object, such as {"tags": "travel"}'],
    [
      JSON.parse('{"__proto__": 1}'),
      '/__proto__ there is no field __proto__; a key of metadata is written metadata.__proto__',
    ],
  ];
  it.each(table)('%j', (filter, expected) => {
    expect(faults(filter)).toEqual([`/filters${expected}`]);
  });

  it.each([undefined, null, 'x', 5, [], new Map()])('%j is not a filter', (input) => {
    expect(faults(input)).toEqual(['/filters must be an object, such as {"tags": "travel"}']);
  });

  it('tells every fault at its place', () => {
    const filter = {
      AND: [{ 'metadata.city': { gte: false, lt: 'm' } }, { OR: [{ users_id: 'ada' }, {}] }],
      NOT: { kind: { in: ['fact', 'facts', 'sumary'] } },
      occurred_at: 'soon',
    };
    expect(faults(filter).map((fault) => fault.split(' ')[0])).toEqual([
      '/filters/AND/0/metadata.city/gte',
      '/filters/AND/1/OR/0/users_id',
      '/filters/NOT/kind/in/1',
      '/filters/NOT/kind/in/2',
      '/filters/occurred_at',
    ]);
  });

  it('stops at 20', () => {
    expect(faults({ AND: Array.from({ length: 100_000 }, () => 'x') })).toHaveLength(20);
    expect(faults({ tags: { in: Array.from({ length: 500 }, () => 5) } })).toHaveLength(20);
  });

  it('keeps the message short for a key of a million characters', () => {
    const [fault = ''] = faults({ ['user'.repeat(250_000)]: 1 });
    expect(fault.slice(fault.indexOf(' ')).length).toBeLessThan(300);
  });
});

describe('filters: limits', () => {
  const tooMany = ['/filters must not hold more than 1000 conditions and values'];
  const tooDeep = ['/filters must not be nested deeper than 64 levels'];
  const times = (length: number, item: unknown) => Array.from({ length }, () => item);
  const nested = (key: string, depth: number, list: boolean) => {
    let filter: unknown = {};
    for (let level = 1; level < depth; level++) filter = { [key]: list ? [filter] : filter };
    return filter;
  };

  it('takes 1,000 nodes and no more', () => {
    expect(faults({ OR: times(999, { tags: 'a' }) })).toEqual([]);
    expect(faults({ OR: times(1_000, { tags: 'a' }) })).toEqual(tooMany);
  });

  it.each([
    ['comparisons', { AND: times(10_000, { tags: 'a' }) }],
    ['empty objects', { AND: times(10_000, {}) }],
    ['keys', Object.fromEntries(times(10_000, 0).map((_, at) => [`metadata.k${at}`, at]))],
    ['combinators', { OR: times(100, { AND: times(100, { NOT: [] }) }) }],
    ['listed values', { AND: times(20, { 'metadata.x': { in: times(500, 1) } }) }],
  ])('refuses 10,000 %s', (_, filter) => expect(faults(filter)).toEqual(tooMany));

  it('counts the values of in and nin', () => {
    const list = { tags: { in: times(500, 'a') } };
    expect(faults({ AND: [list, { tags: { nin: times(497, 'a') } }] })).toEqual([]);
    expect(faults({ AND: [list, { tags: { nin: times(498, 'a') } }] })).toEqual(tooMany);
    expect(faults({ tags: { in: times(501, 'a') } })[0]).toContain('a list of 1 to 500 values');
  });

  it.each([
    ['AND', true],
    ['OR', true],
    ['NOT', true],
    ['NOT', false],
  ])('takes %s 64 deep and no more, lists: %s', (key, list) => {
    expect(faults(nested(key, 64, list))).toEqual([]);
    expect(faults(nested(key, 65, list))).toEqual(tooDeep);
    expect(faults(nested(key, 100_000, list))).toEqual(tooDeep);
  });

  it('survives values nested 100,000 deep', () => {
    expect(faults({ tags: nested('in', 100_000, true) })).toHaveLength(1);
    expect(faults({ 'metadata.x': { eq: nested('a', 100_000, false) } })).toHaveLength(1);
    expect(
      faults(JSON.parse('[{"AND":'.repeat(100_000) + '1' + '}]'.repeat(100_000))),
    ).toHaveLength(1);
  });

  it('measures paths and texts', () => {
    expect(faults({ [`metadata.${'p'.repeat(256)}`]: 't'.repeat(1_024) })).toEqual([]);
    expect(faults({ [`metadata.${'p'.repeat(257)}`]: 1 })[0]).toContain('at most 256 characters');
    expect(faults({ tags: { icontains: 't'.repeat(1_025) } })[0]).toContain('at most 1024');
    expect(faults({ occurred_at: ' '.repeat(100_000) })[0]).toContain('at most 1024');
  });
});

describe('filters: laws on random filters', () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed + 1);

  it.each(seeds)('De Morgan, double NOT, short forms; seed %i', (seed) => {
    const random = new Random(seed);
    for (let round = 0; round < 50; round++) {
      const memory = random.memory();
      const filters = Array.from({ length: random.below(4) }, () => random.filter(3));
      const ask = (filter: unknown) => holds(filter, memory);
      const none = filters.map((filter) => ({ NOT: filter }));
      expect(ask({ NOT: { AND: filters } })).toBe(ask({ OR: none }));
      expect(ask({ NOT: { OR: filters } })).toBe(ask({ AND: none }));
      expect(ask({ NOT: filters })).toBe(ask({ NOT: { OR: filters } }));
      expect(ask({ NOT: { NOT: { AND: filters } } })).toBe(ask({ AND: filters }));
      const { field, value } = random.pair();
      expect(ask({ [field]: { in: [value, 'tea'] } })).toBe(
        ask({ OR: [{ [field]: value }, { [field]: 'tea' }] }),
      );
      expect(ask({ [field]: { ne: value } })).toBe(
        ask({ [field]: { exists: true }, NOT: { [field]: value } }),
      );
      expect(ask({ [field]: { nin: [value] } })).toBe(ask({ [field]: { ne: value } }));
    }
  });
});

/** Small worlds, so that filters hold about as often as not. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed * 7_919;
  }

  below(most: number): number {
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    return this.#state % most;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  scalar(): string | number | boolean | null {
    return this.pick([null, true, false, 0, 1, 2.5, '', 'a', 'Tea', 'tea', '1', '\u{1f600}']);
  }

  json(depth: number): unknown {
    const shape = depth === 0 ? 0 : this.below(4);
    if (shape < 2) return this.scalar();
    const items = Array.from({ length: this.below(3) }, () => this.json(depth - 1));
    return shape === 2
      ? items
      : Object.fromEntries(items.map((item) => [this.pick(['x', 'y', 'x.y']), item]));
  }

  memory(): Partial<Filterable> {
    const x = this.json(3);
    return {
      run_id: this.pick([null, 'tea', 'Tea', 'a']),
      tags: Array.from({ length: this.below(3) }, () => this.pick(['tea', 'Tea', 'a'])),
      metadata: this.below(4) === 0 ? {} : { x, y: this.json(1) },
    };
  }

  pair(): { field: string; value: unknown } {
    const field = this.pick(['run_id', 'tags', 'metadata.x', 'metadata.y', 'metadata.x.y']);
    const named = !field.startsWith('metadata.');
    return { field, value: named ? this.pick(['tea', 'Tea', 'a', '']) : this.scalar() };
  }

  filter(depth: number): unknown {
    const inner = () => Array.from({ length: this.below(3) }, () => this.filter(depth - 1));
    if (depth > 0 && this.below(2) === 0) return { [this.pick(['AND', 'OR', 'NOT'])]: inner() };
    const { field, value } = this.pair();
    const order = this.pick(['gt', 'gte', 'lt', 'lte']);
    return this.pick<unknown>([
      { [field]: value },
      { [field]: { [this.pick(['eq', 'ne'])]: value } },
      { [field]: { [this.pick(['in', 'nin'])]: [value, 'a'] } },
      { [field]: { exists: this.below(2) === 0 } },
      { [field]: { [this.pick(['contains', 'icontains'])]: this.pick(['T', 'ea', 'a']) } },
      { [field]: { [order]: typeof value === 'number' ? value : 'tea' } },
    ]);
  }
}
