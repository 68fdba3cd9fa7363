import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };

/** A memory whose clock the story sets. */
async function story(options: Parameters<typeof temporaryMemory>[0] = {}) {
  let now = Date.parse('2025-01-10T12:00:00Z');
  const memory = await temporaryMemory({ clock: () => now, ...options });
  return {
    memory,
    /** Lets time pass until a date. */
    until(date: string) {
      now = Date.parse(`${date}T12:00:00Z`);
    },
    async note(text: string, more: object = {}): Promise<string> {
      const { memories } = await memory.add({ ...ada, text, ...more });
      return memories[0]?.id ?? '';
    },
  };
}

async function texts(memory: Memory, query: string, more: object = {}): Promise<string[]> {
  const { results } = await memory.search({ ...ada, query, ...more });
  return results.map(({ text }) => text);
}

describe('moved house: a change in the world (T4)', () => {
  async function moved() {
    const told = await story();
    const berlin = await told.note('Mia lives in Berlin.', { occurred_at: '2025-01-01' });
    told.until('2026-05-20');
    const lisbon = await told.note('Mia lives in Lisbon.', {
      supersedes: [berlin],
      occurred_at: '2026-05-03',
    });
    return { ...told, berlin, lisbon };
  }

  it('answers what holds now, what held at a date, and both when asked', async () => {
    const { memory, berlin, lisbon } = await moved();
    const ask = (more: object = {}) => texts(memory, 'Where does Mia live?', more);
    expect(await ask()).toEqual(['Mia lives in Lisbon.']);
    expect(await ask({ as_of: '2025-06-01' })).toEqual(['Mia lives in Berlin.']);
    expect(await ask({ as_of: '2026-05-03' })).toEqual(['Mia lives in Lisbon.']);
    expect(await ask({ as_of: '2026-05-02T23:59:59Z' })).toEqual(['Mia lives in Berlin.']);
    expect(await ask({ include_superseded: true })).toEqual([
      'Mia lives in Lisbon.',
      'Mia lives in Berlin.',
    ]);
    expect(await memory.get(berlin)).toMatchObject({
      valid_to: '2026-05-03T00:00:00.000Z',
      superseded_by: lisbon,
      state: 'active',
    });
    expect(await memory.get(lisbon)).toMatchObject({
      valid_from: '2026-05-03T00:00:00.000Z',
      valid_to: null,
      supersedes: [berlin],
    });
  });

  it.each(['Where did Mia live before?', 'Where did Mia previously live?'])(
    'answers what held once where the question asks for the past: %s',
    async (query) => {
      const { memory, lisbon } = await moved();
      const ask = async (more: object = {}) =>
        (await memory.search({ ...ada, query, ...more })).results;
      const found = await ask();
      expect(found.map(({ text }) => text)).toEqual([
        'Mia lives in Berlin.',
        'Mia lives in Lisbon.',
      ]);
      expect(found[0]).toMatchObject({
        valid_to: '2026-05-03T00:00:00.000Z',
        superseded_by: lisbon,
      });
      expect((await ask({ include_superseded: false })).map(({ text }) => text)).toEqual([
        'Mia lives in Lisbon.',
      ]);
      const { text } = await memory.context({ ...ada, query });
      expect(text).toContain('(held until 2026-05-03): Mia lives in Berlin.');
    },
  );

  it.each([
    ['Where did Mia live before?', 1],
    ['Where did Mia live before Porto?', 1],
    ['Where did Mia live before Lisbon?', 0],
    ['Where did Mia live originally?', 0],
    ['Where does Mia live now?', 2],
  ])('answers what was superseded first, in whatever words it was told: %s', async (query, at) => {
    const { memory, note } = await story();
    const told = ['As a student Mia lived in Berlin.', 'My sister Mia lives in Lisbon.'];
    const berlin = await note(told[0] as string, { occurred_at: '2020-01-01' });
    const supersedes = [berlin];
    const lisbon = await note(told[1] as string, { supersedes, occurred_at: '2024-01-01' });
    await note('Mia lives in Porto now.', { supersedes: [lisbon], occurred_at: '2024-12-01' });
    const [first] = await texts(memory, query);
    expect(first).toBe([...told, 'Mia lives in Porto now.'][at]);
  });

  it('answers what held at a time that the question names', async () => {
    const { memory } = await moved();
    const ask = (query: string, more: object = {}) =>
      texts(memory, query, { reference_time: '2026-07-01', ...more });
    const [then] = await ask('Where did Mia live in March 2026?');
    expect(then).toBe('Mia lives in Berlin.');
    const [now] = await ask('Where did Mia live in June 2026?');
    expect(now).toBe('Mia lives in Lisbon.');
    for (const more of [{ include_superseded: false }, { as_of: '2026-06-20' }]) {
      expect(await ask('Where did Mia live in March 2026?', more)).toEqual([
        'Mia lives in Lisbon.',
      ]);
    }
    expect(await ask('Where will Mia live in May 2027?')).toEqual(['Mia lives in Lisbon.']);
  });

  it.each([
    'Where does Mia live now? I visited her in March 2026.',
    'Where does Mia live now? I no longer remember.',
    'Where has Mia lived since June 2026?',
  ])('answers what holds where that is asked, whatever else is told: %s', async (query) => {
    const { memory } = await moved();
    expect(await texts(memory, query, { reference_time: '2026-07-01' })).toEqual([
      'Mia lives in Lisbon.',
    ]);
  });

  it.each([
    'Have I told you where Mia lives before?',
    'Did I mention earlier where Mia lives?',
    '我以前跟你说过 Mia 住在哪里 (lives) 吗',
  ])('answers what holds first where the question is whether it was told: %s', async (query) => {
    const { memory } = await moved();
    const [first] = await texts(memory, query);
    expect(first).toBe('Mia lives in Lisbon.');
  });

  it('tells of what is related as it is now, also where the text names a time that is over', async () => {
    const { memory, note } = await moved();
    const painted = await note('In March 2026 Mia painted the room where she lives.');
    const { results } = await memory.related(painted);
    expect(results.map(({ text }) => text)).toEqual(['Mia lives in Lisbon.']);
  });

  it('answers the past in other words before what holds now', async () => {
    const { memory, note } = await story();
    const paris = await note('Mia lives in Paris, near the station.', {
      occurred_at: '2025-01-01',
    });
    await note('Nowadays Mia lives by the sea.', {
      supersedes: [paris],
      occurred_at: '2026-05-03',
    });
    const [first] = await texts(memory, 'Where did Mia live in the past?');
    expect(first).toBe('Mia lives in Paris, near the station.');
  });

  it('answers what the store knew before it was told', async () => {
    const { memory } = await moved();
    const ask = (more: object) => texts(memory, 'Where does Mia live?', more);
    // Between the move and the day that somebody told of it, Berlin was what one knew.
    expect(await ask({ known_at: '2026-05-10' })).toEqual(['Mia lives in Berlin.']);
    expect(await ask({ known_at: '2026-05-10', as_of: '2026-05-09' })).toEqual([
      'Mia lives in Berlin.',
    ]);
    expect(await ask({ known_at: '2026-05-21' })).toEqual(['Mia lives in Lisbon.']);
    expect(await ask({ known_at: '2024-12-31' })).toEqual([]);
  });

  it('lets the old one hold again when it is restored', async () => {
    const { memory, berlin, lisbon } = await moved();
    await memory.restore(berlin);
    expect(await memory.get(berlin)).toMatchObject({ valid_to: null, superseded_by: null });
    expect((await memory.get(lisbon)).supersedes).toEqual([]);
    expect((await texts(memory, 'Where does Mia live?')).toSorted()).toEqual([
      'Mia lives in Berlin.',
      'Mia lives in Lisbon.',
    ]);
    expect((await memory.history(berlin)).map(({ event, valid_to }) => [event, valid_to])).toEqual([
      ['created', null],
      ['superseded', '2026-05-03T00:00:00.000Z'],
      ['restored', null],
    ]);
  });

  it('is a new memory when what was superseded is said again', async () => {
    const { memory, berlin, note } = await moved();
    const again = await note('Mia lives in Berlin.');
    expect(again).not.toBe(berlin);
    expect(await texts(memory, 'Mia lives in Berlin')).toContain('Mia lives in Berlin.');
  });

  it('refuses what would tell two stories, and changes nothing', async () => {
    const { memory, berlin, lisbon, note } = await moved();
    const before = await memory.status();
    const add = (more: object) => memory.add({ ...ada, text: 'Mia lives in Rome.', ...more });
    await expect(add({ supersedes: [berlin] })).rejects.toMatchObject({
      code: 'already_superseded',
      message: expect.stringContaining(lisbon),
    });
    await expect(add({ supersedes: [lisbon], user_id: 'bob' })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ pointer: '/supersedes/0' }],
    });
    await expect(add({ supersedes: [lisbon], valid_from: '2026-05-03' })).rejects.toMatchObject({
      issues: [{ pointer: '/supersedes/0', detail: expect.stringContaining('update') }],
    });
    await expect(add({ valid_from: '2026-05-03', valid_to: '2026-05-03' })).rejects.toMatchObject({
      issues: [{ pointer: '/valid_to' }],
    });
    await expect(add({ supersedes: ['nobody'] })).rejects.toMatchObject({ code: 'not_found' });
    expect(await memory.status()).toEqual(before);
    await memory.restore(berlin);
    const rome = await note('Mia lives in Rome.', { supersedes: [berlin, lisbon] });
    expect((await memory.get(rome)).supersedes).toEqual([berlin, lisbon]);
  });

  it('a move that lies ahead: both know their day', async () => {
    const { memory, note, until } = await story();
    const berlin = await note('Mia lives in Berlin.');
    await note('Mia lives in Lisbon.', { supersedes: [berlin], valid_from: '2025-03-01' });
    const ask = () => texts(memory, 'Where does Mia live?');
    expect(await ask()).toEqual(['Mia lives in Berlin.']);
    until('2025-03-02');
    expect(await ask()).toEqual(['Mia lives in Lisbon.']);
  });
});

describe('corrected typo: a mistake in the store (T4)', () => {
  it('keeps the validity, finds the right word, and knows what it had said', async () => {
    const { memory, note, until } = await story();
    const id = await note('Mia lives in Lissabonn.', { valid_from: '2024-01-01' });
    until('2025-02-01');
    await memory.update(id, { text: 'Mia lives in Lisbon.' });
    until('2025-03-01');
    expect(await memory.get(id)).toMatchObject({
      version: 2,
      valid_from: '2024-01-01T00:00:00.000Z',
      valid_to: null,
    });
    const ask = (more: object = {}) => texts(memory, 'Where does Mia live?', more);
    expect(await ask()).toEqual(['Mia lives in Lisbon.']);
    // It had always been Lisbon; the store only did not know how to spell it.
    expect(await ask({ as_of: '2025-01-15' })).toEqual(['Mia lives in Lisbon.']);
    expect(await ask({ known_at: '2025-01-15' })).toEqual(['Mia lives in Lissabonn.']);
    const { results } = await memory.search({ ...ada, query: 'Lissabonn', known_at: '2025-01-15' });
    expect(results[0]).toMatchObject({ id, version: 1 });
    expect(await texts(memory, 'Lissabonn', { known_at: '2025-02-02' })).not.toContain(
      'Mia lives in Lissabonn.',
    );
  });

  it('ends a validity that nothing follows', async () => {
    const { memory, note, until } = await story();
    const id = await note('Mia works at the bakery.');
    until('2025-06-01');
    await memory.update(id, { valid_to: '2025-05-01' });
    const ask = (more: object = {}) => texts(memory, 'Where does Mia work?', more);
    expect(await ask()).toEqual([]);
    expect(await ask({ as_of: '2025-04-30' })).toEqual(['Mia works at the bakery.']);
    await memory.update(id, { valid_to: null });
    expect(await ask()).toEqual(['Mia works at the bakery.']);
  });
});

describe('merged duplicate (T4)', () => {
  it('is found once, with the evidence of both; restoring parts them again', async () => {
    const { memory, note, until } = await story();
    const long = await note('Mia is vegetarian and eats no meat.');
    const short = await note('Mia eats no meat.');
    until('2025-02-01');
    const merged = await memory.merge(short, { into: long });
    expect(merged).toMatchObject({ id: long, sources: [expect.anything(), expect.anything()] });
    expect(await memory.get(short)).toMatchObject({ merged_into: long, valid_to: null });
    const ask = async (more: object = {}) =>
      (await texts(memory, 'Does Mia eat meat?', more)).length;
    expect(await ask()).toBe(1);
    expect(await ask({ include_superseded: true })).toBe(1);
    expect(await ask({ known_at: '2025-01-15' })).toBe(2);
    await expect(memory.merge(short, { into: long })).rejects.toMatchObject({
      code: 'already_merged',
    });
    await expect(memory.merge(long, { into: short })).rejects.toMatchObject({
      code: 'already_merged',
    });
    await expect(memory.merge(long, { into: long })).rejects.toMatchObject({
      issues: [{ pointer: '/into' }],
    });
    await memory.restore(short);
    expect(await ask()).toBe(2);
    expect((await memory.get(long)).sources).toHaveLength(1);
    expect((await memory.get(short)).merged_into).toBeNull();
  });
});

describe('restored memory (T4)', () => {
  it('is found again with its id, its history and its evidence', async () => {
    const { memory, note, until } = await story();
    const id = await note('Mia has a cat named Momo.');
    until('2025-02-01');
    await memory.delete(id);
    until('2025-03-01');
    expect(await texts(memory, 'Who is Momo?')).toEqual([]);
    expect(await texts(memory, 'Who is Momo?', { as_of: '2025-01-15' })).toEqual([]);
    expect(await texts(memory, 'Who is Momo?', { known_at: '2025-01-15' })).toHaveLength(1);
    expect(await texts(memory, 'Who is Momo?', { known_at: '2025-02-02' })).toEqual([]);
    await expect(memory.get(id)).rejects.toMatchObject({
      code: 'not_found',
      remedy: expect.stringContaining('restore'),
    });
    expect(await memory.restore(id)).toMatchObject({ id, state: 'active', version: 3 });
    expect(await texts(memory, 'Who is Momo?')).toEqual(['Mia has a cat named Momo.']);
    expect(await texts(memory, 'Who is Momo?', { known_at: '2025-02-02' })).toEqual([]);
    expect((await memory.history(id)).map(({ event }) => event)).toEqual([
      'created',
      'deleted',
      'restored',
    ]);
    expect(await memory.restore(id)).toMatchObject({ version: 3 });
  });

  it.each(['paused', 'archived'] as const)('%s: out of search until restored', async (state) => {
    const { memory, note } = await story();
    const id = await note('Mia has a cat named Momo.');
    await memory.update(id, { state });
    expect(await texts(memory, 'Who is Momo?')).toEqual([]);
    expect((await memory.list({ ...ada, state })).data).toHaveLength(1);
    await memory.restore(id);
    expect(await texts(memory, 'Who is Momo?')).toHaveLength(1);
  });
});

describe('expiry and quota (C3)', () => {
  it('hides what has expired at once, and brings it back when asked', async () => {
    const { memory, note, until } = await story();
    const id = await note('The door code is the year of the moon landing.', {
      expires_at: '2025-02-01',
    });
    expect(await texts(memory, 'door code')).toHaveLength(1);
    until('2025-02-02');
    expect(await texts(memory, 'door code')).toEqual([]);
    expect((await memory.list(ada)).data).toEqual([]);
    await expect(memory.get(id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await memory.restore(id)).toMatchObject({ expires_at: null });
    expect(await texts(memory, 'door code')).toHaveLength(1);
  });

  it('gives every memory a time to live that is set; saying it again begins anew', async () => {
    const { memory, note, until } = await story({ ttlDays: 10 });
    const id = await note('Mia is on holiday.');
    expect((await memory.get(id)).expires_at).toBe('2025-01-20T12:00:00.000Z');
    until('2025-01-15');
    expect(await note('Mia is on holiday.')).toBe(id);
    expect((await memory.get(id)).expires_at).toBe('2025-01-25T12:00:00.000Z');
    until('2025-01-26');
    expect(await note('Mia is on holiday.')).not.toBe(id);
  });

  it('refuses a date that is past', async () => {
    const { memory, note } = await story();
    const id = await note('Tea is ready.');
    await expect(memory.update(id, { expires_at: '2025-01-09' })).rejects.toMatchObject({
      issues: [{ pointer: '/expires_at' }],
    });
    await expect(memory.add({ ...ada, text: 'x', expires_at: '2025-01-09' })).rejects.toMatchObject(
      { issues: [{ pointer: '/expires_at' }] },
    );
  });

  it('a full quota refuses the write and evicts nothing (C8)', async () => {
    const { memory, note } = await story({ memoryQuota: 2 });
    const first = await note('one kite');
    await note('two kites');
    const before = await memory.status();
    await expect(memory.add({ ...ada, text: 'three kites' })).rejects.toMatchObject({
      code: 'quota_full',
      remedy: expect.stringContaining('TULVING_MEMORY_QUOTA'),
    });
    expect(await memory.status()).toEqual(before);
    expect(await note('one kite')).toBe(first);
    expect(await memory.add({ user_id: 'bob', text: 'three kites' })).toBeTruthy();
    await memory.delete(first);
    expect(await note('three kites')).toBeTruthy();
  });
});
