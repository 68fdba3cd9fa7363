import { describe, expect, it } from 'vitest';
import { createReranker } from '../src/models/rerankers/create.js';
import type { Reranker } from '../src/models/port.js';
import { LOCAL } from '../src/model/caller.js';
import { runCli } from './helpers/cli.js';
import { fakeModel } from './helpers/fake-model.js';
import { temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

const query = 'What does Mia drink in the morning?';
const notes = [
  'Mia said in the morning that she will drink to the health of Ben.',
  'A cup of green tea is what my sister takes after she gets up.',
  'What Mia does in the morning is nobody’s business.',
  'Ben plays the cello in the evening.',
];

/** Likes texts with one word. */
function favouring(word: string): Reranker {
  return {
    identity: { provider: 'test', model: word },
    rerank: (_, texts) => Promise.resolve(texts.map((text) => (text.includes(word) ? 5 : -5))),
  };
}

async function memoryWith(reranker: Reranker, texts: readonly string[] = notes, deadline = 5_000) {
  const memory = await temporaryMemory({ reranker, rerankerDeadline: deadline });
  for (const text of texts) await memory.add({ user_id: 'ada', text });
  const search = async (more: { rerank?: boolean; limit?: number } = {}) => {
    const { results, trace } = await memory.search({
      user_id: 'ada',
      query,
      explain: true,
      ...more,
    });
    return {
      texts: results.map(({ text }) => text),
      scores: results.map(({ score }) => score),
      trace,
    };
  };
  return { memory, search };
}

describe('search with a reranker (T7)', () => {
  it('answers in the new order, with scores that fall with it', async () => {
    const { search } = await memoryWith(favouring('nobody'));
    const before = await search({ rerank: false });
    const after = await search();
    expect(after.texts[0]).toBe(notes[2]);
    expect(before.texts[0]).not.toBe(notes[2]);
    expect(after.texts.toSorted()).toEqual(before.texts.toSorted());
    expect(after.scores).toEqual(before.scores);
    expect(after.trace?.rerank).toMatchObject({
      model: 'test:nobody',
      outcome: 'done',
      reason: null,
    });
    expect(after.trace?.rerank?.moved).toBeGreaterThan(0);
    expect(after.trace?.hits[0]?.via).toBe('rerank');
    expect(before.trace?.rerank).toBeUndefined();
  });

  it('brings up what stood below the limit', async () => {
    const { search } = await memoryWith(favouring('nobody'));
    expect((await search({ limit: 1, rerank: false })).texts).not.toContain(notes[2]);
    expect((await search({ limit: 1 })).texts).toEqual([notes[2]]);
  });

  it('is asked by context too, unless that says no', async () => {
    const asked: number[] = [];
    const reranker: Reranker = {
      identity: { provider: 'test', model: 'counts' },
      rerank: (_, texts) => Promise.resolve(texts.map((_, at) => asked.push(at))),
    };
    const { memory } = await memoryWith(reranker);
    await memory.context({ user_id: 'ada', query, rerank: false });
    expect(asked).toEqual([]);
    await memory.context({ user_id: 'ada', query });
    expect(asked).not.toEqual([]);
  });

  it.each([
    ['cohere:any', (url: string) => ({ rerankerUrl: url, rerankerApiKey: 'k' })],
    ['tei', (url: string) => ({ rerankerUrl: url.replace('/v1', '') })],
    ['llm', (url: string) => ({ llm: 'compatible:any', llmUrl: url })],
  ] as const)('works with %s over HTTP', async (reranker, rest) => {
    const fake = await fakeModel({
      rerank: reranker === 'tei' ? 'texts' : 'documents',
      answers: (prompt) => `[${/(\d+)\. "[^"]*nobody/.exec(prompt)?.[1] ?? 'none'}]`,
    });
    const made = createReranker({ reranker, ...rest(fake.url) });
    const { search } = await memoryWith(made);
    const { trace, texts } = await search();
    expect(trace?.rerank).toMatchObject({ outcome: 'done', reason: null });
    expect(fake.requests).toHaveLength(1);
    if (reranker === 'llm') expect(texts[0]).toBe(notes[2]);
  });
});

describe('what a reranker cannot break (T4, T7)', () => {
  const moves = [
    'Mia told me that her favourite drink in the morning is coffee.',
    'Mia told me that her favourite drink in the morning is tea.',
  ];

  it('keeps what was said last before what it replaced', async () => {
    const { search } = await memoryWith(favouring('coffee'), [...moves, ...notes]);
    const { texts, trace } = await search();
    expect(trace?.rerank).toMatchObject({ outcome: 'done' });
    expect(texts.indexOf(moves[1] as string)).toBeLessThan(texts.indexOf(moves[0] as string));
    // Both were lifted: the place was the older one's.
    expect(texts[0]).toBe(moves[1]);
  });

  it('keeps what was superseded behind what superseded it', async () => {
    const memory = await temporaryMemory({ reranker: favouring('coffee') });
    const add = async (text: string, more = {}) =>
      (await memory.add({ user_id: 'ada', text, ...more })).memories[0]?.id as string;
    const old = await add('In the morning Mia used to drink nothing but coffee, she says.');
    for (const text of notes) await add(text);
    const now = await add('These days Mia will drink water in the morning.', { supersedes: [old] });
    const { results, trace } = await memory.search({
      user_id: 'ada',
      query,
      include_superseded: true,
      explain: true,
    });
    expect(trace?.rerank).toMatchObject({ outcome: 'done' });
    const ids = results.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([old, now]));
    expect(ids.indexOf(now)).toBeLessThan(ids.indexOf(old));
  });

  it('lifts the only one that the model scored, and leaves the others in their order', async () => {
    const reranker: Reranker = {
      identity: { provider: 'test', model: 'one' },
      rerank: (_, texts) =>
        Promise.resolve(texts.map((text) => (text.includes('nobody') ? -7 : undefined))),
    };
    const { search } = await memoryWith(reranker);
    const [best, ...others] = (await search()).texts;
    const before = (await search({ rerank: false })).texts;
    expect(best).toBe(notes[2]);
    expect(others).toEqual(before.filter((text) => text !== best));
  });

  it('answers all the same when a reranker of one’s own answers nothing', async () => {
    const reranker: Reranker = {
      identity: { provider: 'test', model: 'nothing' },
      rerank: () => Promise.resolve(null as unknown as number[]),
    };
    const { search } = await memoryWith(reranker);
    const { texts, trace } = await search();
    expect(trace?.rerank).toMatchObject({ outcome: 'failed', moved: 0 });
    expect(texts).toEqual((await search({ rerank: false })).texts);
  });

  it('leaves the order as it is where the model makes no difference', async () => {
    const reranker: Reranker = {
      identity: { provider: 'test', model: 'equal' },
      rerank: (_, texts) => Promise.resolve(texts.map(() => 0.5)),
    };
    const { search } = await memoryWith(reranker);
    const { texts, trace } = await search();
    expect(trace?.rerank).toMatchObject({ outcome: 'done', moved: 0 });
    expect(texts).toEqual((await search({ rerank: false })).texts);
  });

  it('answers in the order that it had after the deadline, and breaks the request off', async () => {
    let told: AbortSignal | undefined;
    const reranker: Reranker = {
      identity: { provider: 'test', model: 'hangs' },
      rerank: (_, __, signal) => {
        told = signal;
        return new Promise(() => undefined);
      },
    };
    const { search } = await memoryWith(reranker, notes, 20);
    const { texts, trace } = await search();
    expect(trace?.rerank).toMatchObject({ outcome: 'deadline', moved: 0, reason: null });
    expect(texts).toEqual((await search({ rerank: false })).texts);
    expect(told?.aborted).toBe(true);
  });

  it('answers in time when a server hangs', async () => {
    const fake = await fakeModel();
    fake.misbehave({ hangs: true });
    const made = createReranker({ reranker: `url:${fake.origin}/rerank` });
    const { search } = await memoryWith(made, notes, 50);
    expect((await search()).trace?.rerank).toMatchObject({ outcome: 'deadline' });
  });

  it.each([
    ['refuses', { fails: { status: 500 } }, /HTTP 500/],
    ['talks nonsense', { malformed: 'nonsense' }, /cannot be used/],
  ])('answers all the same when a server %s, and says why', async (_, misbehaviour, reason) => {
    const fake = await fakeModel();
    fake.misbehave(misbehaviour);
    const made = createReranker({ reranker: `url:${fake.origin}/rerank` });
    const { memory, search } = await memoryWith(made);
    const { texts, trace } = await search();
    expect(trace?.rerank).toMatchObject({
      outcome: 'failed',
      moved: 0,
      reason: expect.stringMatching(reason),
    });
    expect(texts).toEqual((await search({ rerank: false })).texts);
    expect((await memory.health()).reranker).toMatchObject({
      status: 'degraded',
      cause: expect.stringMatching(reason),
    });
    fake.misbehave({});
    await search();
    expect((await memory.health()).reranker?.status).toBe('ok');
  });

  it('asks nobody where there is nothing to order', async () => {
    const { search } = await memoryWith(favouring('tea'), ['Mia likes her morning drink.']);
    const { texts, trace } = await search();
    expect(texts).toHaveLength(1);
    expect(trace?.rerank).toBeUndefined();
  });
});

describe('who sees what of a reranker', () => {
  it('tells everybody that it failed, and nobody that it did what it should', async () => {
    let isDown = false;
    const reranker: Reranker = {
      identity: { provider: 'test', model: 'fails' },
      rerank: (_, texts) =>
        isDown ? Promise.reject(new Error('down')) : Promise.resolve(texts.map(() => 1)),
    };
    const { memory } = await memoryWith(reranker);
    const search = () => memory.search({ user_id: 'ada', query });
    expect(await search()).not.toHaveProperty('warnings');
    isDown = true;
    expect(await search()).toMatchObject({ warnings: [{ code: 'not_reranked' }] });
  });

  it('does not tell a narrow key why it failed', async () => {
    const reranker: Reranker = {
      identity: { provider: 'test', model: 'fails' },
      rerank: () => Promise.reject(new Error('http://10.0.0.7 is down')),
    };
    const { memory } = await memoryWith(reranker);
    const access = { ...LOCAL.access, user: 'ada' };
    const { trace, warnings } = await memory.search(
      { user_id: 'ada', query, explain: true },
      { ...LOCAL, access },
    );
    expect(trace?.rerank).toMatchObject({ outcome: 'failed', reason: null });
    expect(JSON.stringify(warnings)).not.toContain('10.0.0.7');
  });

  it('shows the judge only what the caller may see', async () => {
    const seen: string[] = [];
    const reranker: Reranker = {
      identity: { provider: 'test', model: 'looks' },
      rerank: (_, texts) => Promise.resolve(texts.map((text) => seen.push(text))),
    };
    const { memory, search } = await memoryWith(reranker);
    await memory.add({ user_id: 'eve', text: 'Mia will drink gin in the morning, says Eve.' });
    await search();
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.join()).not.toContain('gin');
  });

  it('is shown and switched off on the command line', async () => {
    const fake = await fakeModel({ rerank: 'documents' });
    const data = temporaryDirectory();
    const place = ['--data', data, '--user', 'ada'];
    for (const text of notes) expect((await runCli('add', text, ...place)).code).toBe(0);
    const reranking = ['--reranker', `url:${fake.origin}/rerank`];
    const shown = await runCli('search', query, '--explain', ...reranking, ...place);
    expect(shown.out).toMatch(/reranked +url:http:\/\/127\.0\.0\.1:\d+\/rerank: moved \d of \d/);
    const without = await runCli(
      'search',
      query,
      '--explain',
      '--no-rerank',
      ...reranking,
      ...place,
    );
    expect(without.out).not.toContain('reranked');
    fake.misbehave({ fails: { status: 503 } });
    const failed = await runCli('search', query, '--explain', ...reranking, ...place);
    expect(failed.out).toMatch(/reranked +.*: failed, .*HTTP 503/);
    const plain = await runCli('search', query, ...reranking, ...place);
    expect(plain.out).toMatch(/^The reranker did not answer/);
    expect(fake.requests).toHaveLength(3);
    const wrong = await runCli('search', query, '--reranker', 'cohre:rerank-v3.5', ...place);
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('cohere?') });
  });
});
