import { describe, expect, it } from 'vitest';
import type { AddRequest, SearchRequest } from '../src/index.js';
import { FULL, KEYLESS } from '../src/model/access.js';
import { type Caller, LOCAL } from '../src/model/caller.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };

async function opened() {
  const memory = await temporaryMemory();
  const add = async (request: Partial<AddRequest>) => {
    const { memories } = await memory.add({ ...ada, extract: false, ...request } as AddRequest);
    return memories.map(({ id }) => id);
  };
  const note = async (text: string, more: Partial<AddRequest> = {}) =>
    (await add({ text, ...more } as Partial<AddRequest>))[0] ?? '';
  const explain = async (query: string, more: Partial<SearchRequest> = {}, caller = LOCAL) => {
    const { trace } = await memory.search({ ...ada, query, explain: true, ...more }, caller);
    const { channels = [], closed = [], ...rest } = trace ?? expect.fail('no trace');
    return { ...rest, channels, closed };
  };
  return { memory, add, note, explain };
}

type Trace = Awaited<ReturnType<Awaited<ReturnType<typeof opened>>['explain']>>;

const channelIn = ({ channels }: Trace, name: string) =>
  channels.find(({ channel }) => channel === name);
const ofHit = ({ hits }: Trace, id: string | undefined, name: string) =>
  hits.find(({ memory_id }) => memory_id === id)?.channels.find(({ channel }) => channel === name);

describe('what each channel found (T5)', () => {
  it('is told with its best, by rank and raw score, whether answered or not', async () => {
    const { note, explain } = await opened();
    const both = await note('Jazz in Lisbon.');
    const one = await note('Mia likes jazz.');
    const other = await note('The dentist is on Friday at ten.');
    const trace = await explain('jazz Lisbon', { limit: 1 });
    expect(trace.hits.map(({ memory_id }) => memory_id)).toEqual([both]);
    const words = channelIn(trace, 'words');
    expect(words).toMatchObject({ found: 2, weights: { note: 1 } });
    expect(words?.best.map(({ memory_id, rank }) => [memory_id, rank])).toEqual([
      [both, 1],
      [one, 2],
    ]);
    expect(words?.best[0]?.score).toBe(ofHit(trace, both, 'words')?.score);
    expect(JSON.stringify(words)).not.toContain(other);
    // Nobody quotes anything.
    expect(channelIn(trace, 'phrase')).toBeUndefined();
  });

  it('is divided and weighed as told, which makes the share of every hit', async () => {
    const { note, explain } = await opened();
    await note('Jazz in Lisbon.');
    await note('Mia likes jazz.');
    const trace = await explain('jazz Lisbon');
    for (const { channels, source } of trace.hits) {
      for (const { channel, score, share } of channels) {
        const { divided_by: by = 1, weights = {} } = channelIn(trace, channel) ?? {};
        expect(share).toBeCloseTo(((weights[source] ?? 0) * score) / by, 3);
      }
    }
  });

  it('has a place that equals share, and ten at most', async () => {
    const { note, explain } = await opened();
    for (let at = 0; at < 14; at++) await note(`Tea number ${at}`);
    const words = channelIn(await explain('tea', { limit: 3 }), 'words');
    expect(words?.found).toBe(14);
    expect(words?.best.map(({ rank }) => rank)).toEqual(Array.from({ length: 10 }, () => 1));
  });
});

describe('the kinds of source that an explanation names (B9)', () => {
  it('are those of what the caller may see', async () => {
    const { memory, note, explain } = await opened();
    await note('The lantern is green.', { run_id: 'talk', agent_id: 'cook' });
    const bytes = Buffer.from('# Lanterns\n\nA page about the lantern.');
    await memory.addDocument({ ...ada, agent_id: 'butler', bytes, name: 'guide.md' });
    const cook = { ...LOCAL, access: { ...FULL, agent: 'cook' } };
    const kinds = ({ channels }: Trace) => [
      ...new Set(channels.flatMap(({ weights }) => Object.keys(weights))),
    ];
    expect(kinds(await explain('lantern'))).toEqual(['note', 'document']);
    const narrow = await explain('lantern', {}, cook);
    expect(kinds(narrow)).toEqual(['note']);
    // It is asked for documents alone.
    expect(channelIn(narrow, 'session')).toBeUndefined();
  });
});

describe('what others lent to a hit (T5)', () => {
  const talk = (...turns: readonly (readonly [speaker: string, content: string])[]) => ({
    run_id: 'talk',
    messages: turns.map(([speaker, content]) => ({ role: 'user' as const, speaker, content })),
  });

  it('is all of the score where it holds no word of the query, and names who lent', async () => {
    const { add, explain } = await opened();
    const [asked, answer] = await add(
      talk(['Tom', 'What colour is the lantern?'], ['Mia', 'Green, like the harbour.']),
    );
    const trace = await explain('What colour is the lantern?');
    for (const name of ['context', 'answers', 'best']) {
      const channel = ofHit(trace, answer, name);
      expect(channel?.score).toBeGreaterThan(0);
      const { score, share } = channel ?? {};
      expect(channel?.lent).toEqual({ score, share, by: [asked] });
    }
    // It is the best turn itself.
    expect(ofHit(trace, asked, 'best')).not.toHaveProperty('lent');
    expect(ofHit(trace, asked, 'vector')).not.toHaveProperty('lent');
  });

  it('is the rest where it holds some: by nearness, the three that gave most', async () => {
    const { add, explain } = await opened();
    const turns = await add(
      talk(
        ['Mia', 'The lantern hangs in the hall.'],
        ['Tom', 'Is the lantern heavy?'],
        ['Mia', 'The lantern is green.'],
        ['Tom', 'A green lantern is nice.'],
        ['Mia', 'I bought the lantern in Porto.'],
      ),
    );
    const middle = ofHit(await explain('green lantern'), turns[2], 'context');
    const { score = 0, lent } = middle ?? {};
    expect(lent?.score).toBeGreaterThan(0);
    expect(lent?.score).toBeLessThan(score);
    expect(lent?.by).toHaveLength(3);
    // It has both words and stands next to it.
    expect(lent?.by[0]).toBe(turns[3]);
    expect(lent?.by).not.toContain(turns[2]);
  });

  it('is nothing where neighbours speak of other things', async () => {
    const { add, explain } = await opened();
    const [, said] = await add(
      talk(
        ['Tom', 'The weather is fine today.'],
        ['Mia', 'The lantern is green.'],
        ['Tom', 'My dentist called this morning.'],
      ),
    );
    const context = ofHit(await explain('green lantern'), said, 'context');
    expect(context?.score).toBeGreaterThan(0);
    expect(context).not.toHaveProperty('lent');
  });

  it('is divided among the pieces of a document, so that all make the whole', async () => {
    const { memory, explain } = await opened();
    const piece = (title: string, words: string) => `# ${title}\n\n${`${words} `.repeat(60)}\n\n`;
    const text =
      piece('One', 'A page about the harbour.') +
      piece('Two', 'A page about the lantern.') +
      piece('Three', 'A page about soup.');
    await memory.addDocument({ ...ada, bytes: Buffer.from(text), name: 'guide.md' });
    const { hits } = await explain('lantern harbour', { limit: 50 });
    const pieces = hits.flatMap(({ channels }) =>
      channels.filter(({ channel }) => channel === 'session'),
    );
    expect(pieces.length).toBeGreaterThan(2);
    const own = pieces.map(({ score, lent }) => score - (lent?.score ?? 0));
    const whole = pieces[0]?.score ?? 0;
    expect(own.reduce((sum, one) => sum + one, 0)).toBeCloseTo(whole, 2);
    expect(Math.max(...own)).toBeLessThan(whole);
  });

  it('comes from nobody whom the caller may not see', async () => {
    const { add, explain } = await opened();
    const key = (agent: string): Caller => ({
      ...LOCAL,
      access: { ...FULL, scopes: ['read'], agent },
    });
    const say = (agent: string, speaker: string, content: string) =>
      add({ ...talk([speaker, content]), agent_id: agent });
    const [own] = await say('cook', 'Mia', 'I have it here.');
    const [hidden] = await say('butler', 'Tom', 'Where is the lantern?');
    await say('cook', 'Mia', 'The lantern is lit.');
    const all = await explain('lantern');
    expect(ofHit(all, own, 'context')?.lent?.by).toContain(hidden);
    const narrow = await explain('lantern', {}, key('cook'));
    expect(ofHit(narrow, own, 'context')?.lent?.by).not.toContain(hidden);
    expect(JSON.stringify(narrow)).not.toContain(hidden);
  });
});

describe('what put a hit where it is (T5)', () => {
  it('is told with the memory that it was put before, and which of them comes first', async () => {
    const { note, explain } = await opened();
    const inOrder = ['Lisbon', 'Porto', 'Faro', 'Braga'];
    const ids: string[] = [];
    for (const [at, town] of inOrder.entries()) {
      ids.push(await note(`I live in ${town}.`, { occurred_at: `2026-0${at + 1}-10` }));
    }
    const told = async (query: string, first: 'newest' | 'oldest') => {
      const expected = first === 'newest' ? ids.toReversed() : ids;
      const { hits } = await explain(query);
      expect(hits.map(({ memory_id }) => memory_id)).toEqual(expected);
      const moved = hits.flatMap(({ via, put }, at) => (via === 'order' ? [{ put, at }] : []));
      for (const { put, at } of moved) {
        const [after, before] = [expected[at - 1], expected[at + 1]];
        expect(put).toEqual({ first, ...(after && { after }), ...(before && { before }) });
      }
      return moved.length;
    };
    const moved = [
      await told('Where do I live?', 'newest'),
      await told('Where did I use to live?', 'oldest'),
    ];
    // By the channels alone they cannot stand in both orders.
    expect(Math.max(...moved)).toBeGreaterThan(0);
  });

  it('is told of a change, too', async () => {
    const { note, explain } = await opened();
    const dana = await note('My manager is Dana.', { occurred_at: '2026-01-10' });
    const lee = await note('My new manager is Lee since the reorg.', {
      occurred_at: '2026-03-10',
    });
    const { hits } = await explain('Who is my manager?');
    expect(hits[0]).toMatchObject({ memory_id: lee, via: 'order' });
    expect(hits[0]?.put).toEqual({ first: 'newest', before: dana });
    expect(hits[1]).not.toHaveProperty('put');
  });

  it('is told with the memory that led to it', async () => {
    const { note, explain } = await opened();
    const home = await note('Mia lives in Porto.');
    const mayor = await note('The mayor of Porto is Rui Moreira.');
    await note('Tom likes tea.');
    const { hits } = await explain('Who is the mayor of the town where Mia lives?');
    const led = hits.find(({ via }) => via === 'hop');
    expect(led).toMatchObject({ memory_id: mayor, put: { from: home } });
  });

  it('tells what counts less because it no longer holds', async () => {
    const { note, explain } = await opened();
    const before = await note('The lantern is red.', {
      valid_from: '2020-01-01',
      valid_to: '2021-01-01',
    });
    const now = await note('The lantern is green.', { valid_from: '2021-01-01' });
    const { hits } = await explain('Was the lantern ever red or green?', {
      include_superseded: true,
    });
    const boosts = new Map(hits.map((hit) => [hit.memory_id, hit.boosts]));
    expect(boosts.get(before)).toEqual([{ reason: 'ended', factor: 0.8 }]);
    expect(boosts.get(now)).toBeUndefined();
  });
});

describe('what was closed though its words fit (T5)', () => {
  it('is named with its reason, and who took its place', async () => {
    const { note, explain } = await opened();
    const red = await note('The lantern is red.', { tags: ['colour'] });
    const green = await note('The lantern is green.', { tags: ['colour'], supersedes: [red] });
    const pink = await note('The lantern will be pink.', { valid_from: '2999-01-01' });
    const once = await note('The lantern was lent.', { valid_to: '2020-01-01' });
    const other = await note('The lantern is heavy.', { tags: ['weight'] });
    await note('Tom likes tea.');
    const { closed } = await explain('lantern', { filters: { tags: 'colour' } });
    const reasons = new Map(closed.map(({ memory_id, reason }) => [memory_id, reason]));
    expect([red, pink, once, other].map((id) => reasons.get(id))).toEqual([
      'ended',
      'not_yet',
      'ended',
      'filter',
    ]);
    expect(closed).toHaveLength(4);
    expect(closed.find(({ memory_id }) => memory_id === red)?.superseded_by).toBe(green);
  });

  it('is nothing where the question reads it, and not what is deleted, paused or unlike it', async () => {
    const { memory, note, explain } = await opened();
    const red = await note('The lantern is red.');
    await note('The lantern is green.', { supersedes: [red] });
    const [gone, paused] = [await note('A lantern fell.'), await note('A lantern broke.')];
    await memory.delete(gone);
    await memory.setState({ state: 'paused', ids: [paused] });
    await note(`${'We had soup, bread and a long talk in the garden. '.repeat(8)} A lantern.`, {
      valid_to: '2020-01-01',
    });
    const ids = async (more: Partial<SearchRequest>) =>
      (await explain('lantern', more)).closed.map(({ memory_id }) => memory_id);
    expect(await ids({})).toEqual([red]);
    expect(await ids({ include_superseded: true })).toEqual([]);
    expect(await ids({ known_at: '2999-01-01' })).toEqual([red]);
  });

  it('names what has expired and was not put away yet', async () => {
    let now = Date.parse('2026-03-04T09:30:00Z');
    const memory = await temporaryMemory({ clock: () => now });
    const text = 'The lantern is lent.';
    const { memories } = await memory.add({ ...ada, text, expires_at: '2026-03-05' });
    now += 7 * 86_400_000;
    const { trace } = await memory.search({ ...ada, query: 'lantern', explain: true });
    expect(trace?.closed).toMatchObject([{ memory_id: memories[0]?.id, reason: 'expired' }]);
  });

  it('tells what had not begun, or was over, by the moment asked about', async () => {
    const { note, explain } = await opened();
    const red = await note('The lantern is red.', { valid_from: '2020-01-01' });
    await note('The lantern is green.', { supersedes: [red], valid_from: '2022-01-01' });
    const at = async (day: string) =>
      (await explain('lantern', { as_of: day })).closed.map(({ reason }) => reason);
    expect(await at('2021-01-01')).toEqual(['not_yet']);
    expect(await at('2023-01-01')).toEqual(['ended']);
  });

  it('is never what the scope, the key or a rule closes', async () => {
    const { memory, note, explain } = await opened();
    const old = { valid_to: '2020-01-01' };
    const mine = await note('The lantern was red.', { ...old, agent_id: 'cook' });
    const theirs = await note('The lantern was blue.', { ...old, agent_id: 'butler' });
    const bobs = await note('The lantern was grey.', { ...old, user_id: 'bob', cube: 'user:ada' });
    const secret = await note('The lantern was gold.', { ...old, tags: ['secret'] });
    const hidden = await note('The lantern is gold.', { tags: ['secret'] });
    const plain = await note('The lantern is dull.');
    const closedTo = async (more: Partial<SearchRequest>, caller: Caller) =>
      (await explain('lantern', more, caller)).closed.map(({ memory_id }) => memory_id);
    expect(await closedTo({}, LOCAL)).toEqual([mine, theirs, secret]);
    expect(await closedTo({ user_id: '*' }, LOCAL)).toContain(bobs);
    const cook = { ...LOCAL, access: { ...FULL, agent: 'cook' } };
    expect(await closedTo({}, cook)).toEqual([mine]);
    const filters = { tags: 'none' };
    expect(await closedTo({ filters }, LOCAL)).toContain(hidden);
    await memory.access.add({ subject: 'app:cursor', object: 'tag:secret', effect: 'deny' });
    const cursor = await memory.access.of({ ...LOCAL, access: KEYLESS, app: 'cursor' });
    expect(await closedTo({}, cursor)).toEqual([mine, theirs]);
    expect(await closedTo({ filters }, cursor)).toEqual([mine, theirs, plain]);
    const named = JSON.stringify(await explain('lantern', { filters }, cursor));
    for (const id of [secret, hidden, bobs]) expect(named).not.toContain(id);
  });
});

describe('how a query was read (T5)', () => {
  it.each([
    ['Where does Mia live now?', ['now'], undefined],
    ['Where did Mia live before Porto?', ['past', 'previous'], 'Porto'],
    ['Where did Mia originally live?', ['past', 'first'], undefined],
    ['Did Mia live in Lisbon before?', ['past', 'whether'], undefined],
    ['Where does Mia live?', [], undefined],
    ['米娅以前住在哪里？', ['past', 'first'], undefined],
  ])('%s: %j', async (query, asks, before) => {
    const { note, explain } = await opened();
    await note('Mia lives in Lisbon. 米娅住在里斯本。');
    const trace = await explain(query);
    expect(trace.query.asks).toEqual(asks);
    expect(trace.query.before).toBe(before);
  });

  it('a time that is over asks about the past, too', async () => {
    const { note, explain } = await opened();
    await note('Mia lives in Lisbon.');
    const { query } = await explain('Where was Mia in March 2020?');
    expect(query.asks).toEqual(['past']);
    expect(query.times).toMatchObject([{ text: expect.stringContaining('March 2020') }]);
  });

  it('names its words as they are written, and what stands for them', async () => {
    const { note, explain } = await opened();
    await note('Mia moved to Lisbon with two apples.');
    const { query } = await explain("Where do Mia's Apples live?");
    const wordOf = new Map(query.terms.map(({ term, word }) => [term, word]));
    expect(wordOf.get('mia')).toBe("Mia's");
    expect(wordOf.get('appl')).toBe('Apples');
    const kin = query.terms.find(({ stands_for }) => stands_for === 'live');
    expect(kin).toMatchObject({ term: 'move' });
    expect(kin).not.toHaveProperty('word');
  });

  it('a caller who sees a part only is told the words, too', async () => {
    const { note, explain } = await opened();
    await note('Mia likes apples.');
    const narrow = { ...LOCAL, access: { ...FULL, user: 'ada' } };
    const { query } = await explain('Apples?', {}, narrow);
    expect(query.terms).toEqual([{ term: 'appl', word: 'Apples', documents: null, idf: null }]);
  });

  it('counts what held once beside what holds, where it was looked through', async () => {
    const { note, explain } = await opened();
    const old = await note('Mia lives in Lisbon.');
    await note('Mia lives in Porto.', { supersedes: [old] });
    const past = await explain('Where did Mia live before Porto?');
    expect(past.cubes).toEqual([{ name: 'user:ada', memories: 1, past: 1 }]);
    expect(past.candidates).toBe(2);
    expect((await explain('Where does Mia live?')).cubes).toEqual([
      { name: 'user:ada', memories: 1 },
    ]);
  });

  it('comes with a block, too, under an id that feedback takes', async () => {
    const { memory, note } = await opened();
    await note('Mia lives in Lisbon.');
    const request = { ...ada, query: 'Where does Mia live now?' };
    const { trace, trace_id: id } = await memory.context({ ...request, explain: true });
    expect(trace?.query.asks).toEqual(['now']);
    expect(await memory.traces.get(id ?? '')).toMatchObject({ kind: 'context', id });
    expect(Object.keys(await memory.context(request)).toSorted()).toEqual([
      'left_out',
      'sources',
      'text',
      'tokens',
    ]);
  });
});
