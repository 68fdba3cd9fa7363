import { describe, expect, it } from 'vitest';
import { createMemory, type MemoryOptions } from '../src/compose.js';
import type { Memory } from '../src/memory.js';
import type { Embedder } from '../src/models/port.js';
import type { FakeModel } from '../src/testing/fake-model.js';
import { conceptVector, embedderOn } from './helpers/embedder.js';
import { fakeModel } from './helpers/fake-model.js';
import { until } from './helpers/jobs.js';
import { temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
const notes = [
  'We bought a blue car in May.',
  'Mia plays the cello.',
  'The kettle is broken.',
  'The bread has to rest overnight.',
];
/** Failed tries are told here; the tests look at what they leave. */
const quiet = () => undefined;

async function conceptual(options: MemoryOptions = {}) {
  const fake = await fakeModel({ embedding: { vector: conceptVector } });
  const memory = await temporaryMemory({ embedder: embedderOn(fake), ...options });
  return { fake, memory };
}

async function keep(memory: Memory, texts: readonly string[] = notes) {
  return Promise.all(texts.map((text) => memory.add({ ...ada, text })));
}

async function ask(memory: Memory, query: string) {
  const found = await memory.search({ ...ada, query, explain: true });
  const { meaning, hits } = found.trace ?? {};
  return { ...found, texts: found.results.map(({ text }) => text), meaning, hits };
}

async function waiting(memory: Memory): Promise<number | undefined> {
  return (await memory.status()).vectors_pending;
}

describe('a memory with a model as its embedder (B12, A4)', () => {
  it('finds by words at once, tells what waits, and finds by meaning after the job', async () => {
    const { memory } = await conceptual();
    const [first] = await keep(memory);
    expect(first?.vectors_pending).toBe(1);
    expect(await waiting(memory)).toBe(4);
    const before = await ask(memory, 'the chariot of the family');
    expect(before.meaning).toMatchObject({ outcome: 'building' });
    expect(before.warnings).toBeUndefined();
    expect((await ask(memory, 'broken kettle')).texts[0]).toBe(notes[2]);

    await memory.runJobs(quiet);
    expect(await memory.status()).toMatchObject({
      embedder: 'compatible:small',
      vectors_pending: 0,
      vectors: { in_use: true, dimension: 16, given_up: 0 },
    });
    const after = await ask(memory, 'the chariot of the family');
    expect(after.texts[0]).toBe(notes[0]);
    expect(after.meaning).toMatchObject({ outcome: 'done', vectors_pending: 0 });
    const channels = after.hits?.[0]?.channels.map(({ channel }) => channel);
    expect(channels).toContain('meaning');
    expect(channels).toContain('vector');
  });

  it('keeps what words find: the model only adds', async () => {
    const { memory } = await conceptual();
    const plain = await temporaryMemory();
    for (const one of [memory, plain]) await keep(one);
    await memory.runJobs(quiet);
    for (const query of ['blue car', 'Who plays the cello?', 'broken kettle', 'bread overnight']) {
      const [best] = (await ask(plain, query)).texts;
      expect((await ask(memory, query)).texts[0]).toBe(best);
    }
  });

  it('judges a memory that waits by the built-in vectors, and not as if it were far', async () => {
    const { memory, fake } = await conceptual();
    await keep(memory);
    await memory.runJobs(quiet);
    fake.misbehave({ fails: { status: 500 } });
    const late = await memory.add({ ...ada, text: 'The kettles were descaled on Monday.' });
    expect(late.vectors_pending).toBe(1);
    fake.misbehave({});
    const found = await ask(memory, 'kettle descaled');
    expect(found.texts[0]).toBe('The kettles were descaled on Monday.');
    expect(found.meaning).toMatchObject({ outcome: 'done', vectors_pending: 1 });
    const [channel] =
      found.hits?.[0]?.channels.filter(({ channel }) => channel === 'meaning') ?? [];
    expect(channel?.score).toBeGreaterThan(0.2);
  });

  it('puts nothing first for being as near as everything else is', async () => {
    // A space like that of E5: unrelated texts lie at 0.8.
    const vector = (text: string) => [...conceptVector(text), 2];
    const fake = await fakeModel({ embedding: { vector } });
    const memory = await temporaryMemory({ embedder: embedderOn(fake) });
    await keep(memory);
    await memory.runJobs(quiet);
    const { vectors } = await memory.status();
    expect(vectors?.floor).toBeGreaterThan(0.8);
    expect((await ask(memory, 'broken kettle')).texts[0]).toBe(notes[2]);
    expect((await ask(memory, 'the chariot of the family')).texts[0]).toBe(notes[0]);
    const { results } = await memory.search({ ...ada, query: 'quarterly revenue', min_score: 0.3 });
    expect(results).toEqual([]);
  });

  it('asks for the vector of a query once', async () => {
    const { memory, fake } = await conceptual();
    await keep(memory);
    await memory.runJobs(quiet);
    await ask(memory, 'chariot');
    const asked = fake.requests.length;
    expect((await ask(memory, 'chariot')).meaning).toMatchObject({ outcome: 'done', took_ms: 0 });
    expect(fake.requests).toHaveLength(asked);
  });

  it('embeds a corrected text anew, and sends no text that was deleted', async () => {
    const { memory, fake } = await conceptual();
    const [kept] = await keep(memory);
    await memory.runJobs(quiet);
    const id = kept?.memories[0]?.id ?? '';
    await memory.update(id, { text: 'We bought a red sofa.' });
    expect(await waiting(memory)).toBe(1);
    await memory.runJobs(quiet);
    expect(await waiting(memory)).toBe(0);
    expect((await ask(memory, 'the chariot of the family')).meaning?.outcome).toBe('done');
    const secret = await memory.add({ ...ada, text: 'The code of the safe is in the drawer.' });
    await memory.delete(secret.memories[0]?.id ?? '');
    await memory.runJobs(quiet);
    expect(JSON.stringify(fake.requests)).not.toContain('drawer');
    await memory.restore(secret.memories[0]?.id ?? '');
    await memory.runJobs(quiet);
    expect(await waiting(memory)).toBe(0);
  });

  it('asks of the past with what was said then', async () => {
    const { memory } = await conceptual();
    const [kept] = await keep(memory);
    await memory.runJobs(quiet);
    const at = new Date(Date.now() + 5).toISOString();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await memory.update(kept?.memories[0]?.id ?? '', { text: 'We bought a red sofa.' });
    const { results } = await memory.search({ ...ada, query: 'blue car', known_at: at });
    expect(results[0]?.text).toBe(notes[0]);
  });

  it('works at 3,072 dimensions', async () => {
    const fake = await fakeModel({ embedding: { dimension: 3072, base64: true } });
    const memory = await temporaryMemory({ embedder: embedderOn(fake) });
    await keep(memory);
    await memory.runJobs(quiet);
    expect((await memory.status()).vectors).toMatchObject({ dimension: 3072, in_use: true });
    const { texts, meaning } = await ask(memory, 'The kettle is broken');
    expect([texts[0], meaning?.outcome]).toEqual([notes[2], 'done']);
    expect((await memory.check()).filter(({ ok }) => !ok)).toEqual([]);
  });
});

describe('an embedder that is down', () => {
  it('refuses no write and no search, in the middle of 1,000 adds', async () => {
    const { memory, fake } = await conceptual();
    const errors: unknown[] = [];
    await memory.startJobs((_, error) => errors.push(error));
    const texts = Array.from({ length: 1_000 }, (_, at) => `Parcel ${at} lies on shelf ${at % 7}.`);
    await keep(memory, texts.slice(0, 400));
    await until(async () => ((await waiting(memory)) ?? 0) < 400);
    fake.misbehave({ fails: { status: 503 } });
    await keep(memory, texts.slice(400));
    const { memories } = await memory.status();
    expect(memories.active).toBe(1_000);
    expect((await ask(memory, 'parcel 917')).texts[0]).toBe(texts[917]);
    const left = await waiting(memory);
    expect(left).toBeGreaterThan(0);

    fake.misbehave({});
    const late = await memory.jobs.list({ kind: 'embed', state: 'waiting' });
    for (const job of late.data) await memory.jobs.cancel(job.id);
    await memory.add({ ...ada, text: 'The last parcel is the smallest.' });
    await until(async () => (await memory.status()).vectors?.in_use);
    expect((await memory.status()).vectors).toMatchObject({ pending: 0, given_up: 0 });
  }, 60_000);

  it('is told by the search, in the reply and in the trace, and asked less often', async () => {
    const { memory, fake } = await conceptual({ embedderDeadline: 200 });
    await keep(memory);
    await memory.runJobs(quiet);
    fake.misbehave({ fails: { status: 500, body: { error: 'on fire' } } });
    const asked = fake.requests.length;
    const failed = await ask(memory, 'Where is the chariot?');
    expect(failed.warnings).toEqual([
      { code: 'words_only', detail: expect.stringContaining('did not answer') },
    ]);
    expect(failed.meaning).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('on fire'),
    });
    const block = await memory.context({ ...ada, query: 'Which kettle is broken?' });
    expect(block.warnings).toHaveLength(1);
    expect(block.text).toContain('kettle');
    await ask(memory, 'Where is the sibling?');
    const resting = await ask(memory, 'Where are the papers?');
    expect(resting.meaning?.outcome).toBe('resting');
    expect(resting.warnings).toHaveLength(1);
    expect(fake.requests).toHaveLength(asked + 3);
    expect((await memory.health()).embedder).toMatchObject({ status: 'degraded' });
  });

  it('is not waited for beyond the deadline, and what comes late serves the next search', async () => {
    const { memory, fake } = await conceptual({ embedderDeadline: 20 });
    await keep(memory);
    await memory.runJobs(quiet);
    fake.misbehave({ delayMs: 60 });
    expect((await ask(memory, 'chariot')).meaning?.outcome).toBe('deadline');
    await until(async () => (await ask(memory, 'chariot')).meaning?.outcome === 'done');
    expect((await ask(memory, 'chariot')).texts[0]).toBe(notes[0]);
  });

  it('is asked again with growing pauses, however many writes come, and parked at last', async () => {
    let now = Date.parse('2026-03-04T09:30:00Z');
    const { memory, fake } = await conceptual({ clock: () => now });
    fake.misbehave({ fails: { status: 500 } });
    for (let at = 0; at < 30; at++) {
      await memory.add({ ...ada, text: `Note ${at} about the weather` });
      await memory.runJobs(quiet);
      now += 3_600_000;
    }
    const parked = (await memory.jobs.list({ kind: 'embed', state: 'parked' })).data;
    expect(parked).toHaveLength(1);
    expect(parked[0]?.cause).toContain('model_unavailable');
    expect(await waiting(memory)).toBe(30);
    fake.misbehave({});
    await memory.jobs.rerun(parked[0]?.id ?? '');
    await memory.runJobs(quiet);
    expect(await waiting(memory)).toBe(0);
  });

  it.each([
    ['nan', 'no number'],
    ['zero', 'all zeros'],
  ] as const)(
    'gives one text up that always comes as %s, and the others their vectors',
    async (as, why) => {
      let now = Date.parse('2026-03-04T09:30:00Z');
      const { memory, fake } = await conceptual({ clock: () => now });
      await keep(memory);
      await memory.runJobs(quiet);
      fake.misbehave({ vectors: { as, of: 'umbrella' } });
      await keep(memory, ['The umbrella is green.', 'The ladder is in the shed.']);
      for (let at = 0; at < 6; at++) {
        await memory.runJobs(quiet);
        now += 3_600_000;
      }
      expect((await memory.status()).vectors).toMatchObject({
        pending: 1,
        given_up: 1,
        in_use: true,
      });
      const failed = (await memory.jobs.list({ kind: 'embed' })).data;
      expect(JSON.stringify(failed)).toContain(why);
      expect((await ask(memory, 'green umbrella')).texts[0]).toBe('The umbrella is green.');
      fake.misbehave({});
      expect(await memory.vectors.make()).toMatchObject({ memories: 1, givenUp: 0 });
    },
  );

  it.each([
    ['dimension', /15 dimensions, and those before had 16/],
    ['fewer', /1 vectors for 2 texts|0 vectors for/],
  ] as const)('keeps nothing of an answer with another %s', async (as, why) => {
    const { memory, fake } = await conceptual();
    await keep(memory);
    await memory.runJobs(quiet);
    fake.misbehave({ vectors: { as, of: 'umbrella' } });
    await memory.add({ ...ada, text: 'The umbrella is green.' });
    await memory.runJobs(quiet);
    const jobs = (await memory.jobs.list({ kind: 'embed' })).data;
    expect(JSON.stringify(jobs)).toMatch(why);
    expect(await waiting(memory)).toBe(1);
  });
});

describe('another model', () => {
  async function directoryWith(model: Embedder, texts = notes): Promise<string> {
    const data = temporaryDirectory();
    const memory = await createMemory({ data, embedder: model });
    await keep(memory, texts);
    await memory.runJobs(quiet);
    await memory.close();
    return data;
  }

  async function reopened(data: string, fake: FakeModel, options: MemoryOptions = {}) {
    const embedder = embedderOn(fake, 'large');
    return temporaryMemory({ data, embedder, ...options });
  }

  it('takes over once it has made every vector, and until then the one before answers', async () => {
    const old = await fakeModel({ embedding: { vector: conceptVector } });
    const next = await fakeModel({ embedding: { vector: conceptVector, dimension: 32 } });
    const data = await directoryWith(embedderOn(old));
    const memory = await reopened(data, next, { earlierEmbedder: () => embedderOn(old) });
    const asked = old.requests.length;
    expect((await ask(memory, 'the chariot')).texts[0]).toBe(notes[0]);
    expect(old.requests).toHaveLength(asked + 1);
    await memory.runJobs(quiet);
    expect((await memory.status()).vectors).toMatchObject({ dimension: 32, in_use: true });
    await old.close();
    const after = await ask(memory, 'the chariots');
    expect(after.meaning).toMatchObject({ outcome: 'done' });
  });

  it('goes by words where the one before cannot be asked any more', async () => {
    const old = await fakeModel({ embedding: { vector: conceptVector } });
    const next = await fakeModel({ embedding: { vector: conceptVector, dimension: 32 } });
    const memory = await reopened(await directoryWith(embedderOn(old)), next);
    expect((await ask(memory, 'the chariot')).meaning?.outcome).toBe('building');
  });

  it('has the old vectors dropped after the undo window, and not before', async () => {
    let now = Date.parse('2026-03-04T09:30:00Z');
    const clock = () => now;
    const old = await fakeModel();
    const next = await fakeModel({ embedding: { dimension: 512 } });
    const data = temporaryDirectory();
    const first = await createMemory({ data, embedder: embedderOn(old), clock });
    await keep(first);
    await first.runJobs(quiet);
    await first.close();
    const memory = await reopened(data, next, { clock });
    await memory.runJobs(quiet);
    const dropped = async () =>
      (await memory.jobs.list({ kind: 'drop-vectors' })).data.map(({ state, result }) => [
        state,
        result,
      ]);
    expect(await dropped()).toEqual([['waiting', null]]);
    now += 29 * 86_400_000;
    await memory.runJobs(quiet);
    expect(await dropped()).toEqual([['waiting', null]]);
    now += 2 * 86_400_000;
    await memory.runJobs(quiet);
    expect(await dropped()).toEqual([['done', { vectors: 4 }]]);
    expect((await ask(memory, 'broken kettle')).meaning?.outcome).toBe('done');
    expect((await memory.check()).filter(({ ok }) => !ok)).toEqual([]);
  });

  it('is stopped and goes on where it was, asking for nothing twice', async () => {
    const fake = await fakeModel();
    const texts = Array.from({ length: 600 }, (_, at) => `Parcel ${at} lies on shelf ${at % 7}.`);
    const data = temporaryDirectory();
    const plain = await createMemory({ data });
    await keep(plain, texts);
    await plain.close();
    const memory = await temporaryMemory({ data, embedder: embedderOn(fake) });
    expect(await memory.vectors.estimate()).toMatchObject({
      memories: 600,
      remote: false,
      cost: null,
    });
    for (const stopAfter of [100, 200]) {
      const stop = new AbortController();
      const progress = (done: number) => done >= stopAfter && stop.abort();
      const [made] = await Promise.allSettled([
        memory.vectors.make({ signal: stop.signal, progress }),
      ]);
      expect(made.status).toBe('rejected');
      expect((await ask(memory, 'parcel 7')).texts[0]).toContain('Parcel 7 ');
    }
    const left = (await waiting(memory)) ?? 0;
    expect(left).toBeLessThan(400);
    expect(await memory.vectors.make()).toMatchObject({ memories: left, givenUp: 0 });
    const sent = fake.requests.flatMap(({ body }) => body['input'] as string[]);
    const parcels = sent.filter((text) => text.startsWith('Parcel'));
    expect(parcels).toHaveLength(600);
    expect(await memory.vectors.make({ all: true })).toMatchObject({ memories: 600, givenUp: 0 });
    expect((await ask(memory, 'parcel 7')).meaning?.outcome).toBe('done');
  });

  it('shares the work with another process', async () => {
    const fake = await fakeModel();
    const data = temporaryDirectory();
    const texts = Array.from({ length: 300 }, (_, at) => `Parcel ${at} lies on shelf ${at % 7}.`);
    const one = await temporaryMemory({ data, embedder: embedderOn(fake) });
    const two = await temporaryMemory({ data, embedder: embedderOn(fake) });
    await keep(one, texts);
    const reports = await Promise.all([one.vectors.make(), two.vectors.make()]);
    expect(reports[0].memories + reports[1].memories).toBe(300);
    await until(async () => (await waiting(one)) === 0);
    const sent = fake.requests.flatMap(({ body }) => body['input'] as string[]);
    expect(sent.filter((text) => text.startsWith('Parcel'))).toHaveLength(300);
  });
});
