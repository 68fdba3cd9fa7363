import { describe, expect, it } from 'vitest';
import type { ExtractResult } from '../../src/model/extract.js';
import type { Memory as MemoryRecord } from '../../src/model/memory.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';
import { drawingMemory, factOfEach } from './drawing.js';

const ada = { user_id: 'ada' };
const said = (...contents: string[]) => ({
  ...ada,
  messages: contents.map((content) => ({ content, speaker: 'Ada' })),
});
const drawnOf = (memories: readonly MemoryRecord[]) =>
  memories.filter(({ kind }) => kind !== 'statement');

describe('drawing memories from what is added (B3, B7, C1, T3)', () => {
  it('answers at once; a job draws what cites the same episodes, and statements stay', async () => {
    const { memory, runJobs } = await drawingMemory(factOfEach);
    const added = await memory.add(said('My sister Mia lives in Lisbon.', 'She has two cats.'));
    expect(added.memories.map(({ kind }) => kind)).toEqual(['statement', 'statement']);
    const before = await memory.get(added.memories[0]?.id ?? '');
    await runJobs();
    const { state, result } = await memory.jobs.get(added.job_id ?? '');
    const { memories, calls, refused } = result as ExtractResult;
    expect({ state, calls, refused }).toEqual({ state: 'done', calls: 1, refused: {} });
    const drawn = await Promise.all(memories.map((id) => memory.get(id)));
    expect(drawn.flatMap(({ sources }) => sources.map(({ episode_id: id }) => id))).toEqual(
      added.episodes.map(({ id }) => id),
    );
    expect(drawn.map(({ sources }) => sources[0]?.quote)).toEqual([
      'My sister Mia lives in Lisbon.',
      'She has two cats.',
    ]);
    expect(await memory.get(before.id)).toEqual(before);
  });

  it('waits with sync, and answers what was drawn', async () => {
    const { memory } = await drawingMemory(factOfEach);
    const added = await memory.add({ ...said('My sister Mia lives in Lisbon.'), mode: 'sync' });
    expect(added.pending).toBeUndefined();
    expect(added.memories.map(({ kind }) => kind)).toEqual(['statement', 'fact']);
  });

  it('says with sync that it is not done, and goes on by itself', async () => {
    let answer = () => {};
    const late = new Promise<void>((resolve) => (answer = resolve));
    const { memory, runJobs } = await drawingMemory(async (window) => {
      await late;
      return factOfEach(window);
    });
    await memory.startJobs(() => undefined);
    const request = { ...said('My sister Mia lives in Lisbon.'), mode: 'sync', deadline_ms: 1 };
    const added = await memory.add({ ...request, mode: 'sync' });
    expect(added).toMatchObject({ pending: true, memories: [{ kind: 'statement' }] });
    answer();
    await expect.poll(async () => (await memory.jobs.get(added.job_id ?? '')).state).toBe('done');
    await runJobs();
    expect(drawnOf((await memory.list(ada)).data)).toHaveLength(1);
  });

  it.each([
    ['where it is not wanted', { ...ada, text: 'Mia lives in Lisbon.', extract: false }],
    ['of what is a fact already', { ...ada, text: 'Mia lives in Lisbon.', kind: 'fact' as const }],
    [
      'of a system prompt',
      { ...ada, messages: [{ content: 'Be kind.', role: 'system' as const }] },
    ],
  ])('hands in nothing %s', async (_, request) => {
    const { memory } = await drawingMemory(factOfEach);
    expect(await memory.add(request)).not.toHaveProperty('job_id');
  });

  it('hands in nothing without a model, or where it is switched off', async () => {
    const plain = await temporaryMemory();
    expect(await plain.add({ ...said('Mia lives in Lisbon.'), mode: 'sync' })).not.toHaveProperty(
      'job_id',
    );
    const { memory } = await drawingMemory(factOfEach, { extract: 'off' });
    expect(await memory.add(said('Mia lives in Lisbon.'))).not.toHaveProperty('job_id');
  });

  it('asks nothing where all that is new is small talk', async () => {
    const { memory, model, runJobs } = await drawingMemory(factOfEach);
    const { job_id: id } = await memory.add(said('Hi!', 'Thanks a lot'));
    await runJobs();
    expect(model.requests).toHaveLength(0);
    expect((await memory.jobs.get(id ?? '')).state).toBe('done');
  });

  it('joins adds of one user that wait, and leaves those of others alone', async () => {
    const { memory, asked, runJobs } = await drawingMemory(factOfEach);
    const first = await memory.add(said('The harbour is quiet in the morning.'));
    const second = await memory.add({ ...ada, text: 'The red boat is mine.', run_id: 'other' });
    await memory.add({ user_id: 'bob', text: 'The lighthouse is white.' });
    await runJobs();
    expect(asked.map(({ lines }) => lines.length).toSorted((a, b) => a - b)).toEqual([1, 2]);
    expect((await memory.jobs.get(second.job_id ?? '')).result).toEqual({ joined: first.job_id });
    const boats = drawnOf((await memory.list({ ...ada, run_id: 'other' })).data);
    expect(boats.map(({ text }) => text)).toEqual(['note says: The red boat is mine.']);
  });

  it('shows turns of the same session from before, and draws nothing from them again', async () => {
    const { memory, asked, runJobs } = await drawingMemory(factOfEach);
    const run = { run_id: 'talk' };
    await memory.add({ ...said('Mia moved to Lisbon.'), ...run });
    await runJobs();
    await memory.add({ ...said('She likes it there a lot.'), ...run });
    await runJobs();
    expect(asked[1]?.prompt).toContain('Earlier:\n[e1] Ada');
    expect(drawnOf((await memory.list(ada)).data)).toHaveLength(2);
  });

  it('cuts documents into windows, and tells how far it is', async () => {
    const { memory, asked, runJobs } = await drawingMemory(factOfEach, { extractWindow: 300 });
    const text = Array.from({ length: 60 }, (_, at) => `Boat ${at} lies in the old harbour.`);
    const { job_id: id } = await memory.addDocument({ ...ada, text: text.join('\n\n') });
    await runJobs();
    const job = await memory.jobs.get(id ?? '');
    expect(asked.length).toBeGreaterThan(1);
    expect(job.progress).toEqual({ done: asked.length, total: asked.length });
    expect((job.result as ExtractResult).episodes).toBeGreaterThan(1);
    const [one] = drawnOf((await memory.list({ ...ada, limit: 100 })).data);
    expect(one).toMatchObject({ trust: 'outside', kind: 'fact' });
  });

  it('keeps metadata, tags and expiry of the words', async () => {
    const { memory } = await drawingMemory(factOfEach);
    const labels = {
      metadata: { project: 7 },
      tags: ['x'],
      expires_at: '2999-01-01T00:00:00.000Z',
    };
    const added = await memory.add({ ...said('Mia lives in Lisbon.'), ...labels, mode: 'sync' });
    expect(drawnOf(added.memories)).toMatchObject([labels]);
  });

  it('draws nothing from what was deleted or erased while the job waited', async () => {
    const { memory, asked, runJobs } = await drawingMemory(factOfEach);
    const deleted = await memory.add(said('The salary of Mia is a secret.'));
    const erased = await memory.add(said('The key lies under the stone.'));
    await memory.delete(deleted.memories[0]?.id ?? '');
    await memory.eraseEpisode(erased.episodes[0]?.id ?? '');
    await runJobs();
    expect(asked).toEqual([]);
    expect((await memory.jobs.get(deleted.job_id ?? '')).state).toBe('done');
  });

  it('draws what was added before there was a model, once, and tells the cost first', async () => {
    const { memory, model, asked, runJobs } = await drawingMemory(factOfEach);
    for (const text of ['Mia lives in Lisbon.', 'The red boat is mine.']) {
      await memory.add({ ...ada, text, extract: false });
    }
    const estimate = await memory.extraction.run({ dry_run: true });
    expect(estimate).toMatchObject({ episodes: 2, calls: { least: 1, most: 2 }, jobs: [] });
    expect(estimate.input_tokens).toBeGreaterThan(estimate.tokens);
    expect(estimate.cost).toBeNull();
    model.price = { input: 1, output: 4 };
    const {
      cost,
      input_tokens: input,
      output_tokens: output,
    } = await memory.extraction.run({
      dry_run: true,
    });
    expect(cost).toBeCloseTo((input + 4 * output) / 1_000_000, 9);
    const { jobs } = await memory.extraction.run();
    await runJobs();
    expect(jobs).toHaveLength(1);
    expect(asked).toHaveLength(1);
    expect(await memory.extraction.run({ dry_run: true })).toMatchObject({ episodes: 0 });
  });

  it('does not do without a model what takes one', async () => {
    const memory = await temporaryMemory();
    await expect(memory.extraction.run()).rejects.toMatchObject({ code: 'no_model' });
  });

  it('tells of each line of a batch which job draws from it', async () => {
    const { memory } = await drawingMemory(factOfEach);
    const line = `${JSON.stringify({ ...ada, text: 'Mia lives in Lisbon.' })}\n`;
    for await (const outcome of memory.addBatch([Buffer.from(line)])) {
      expect(outcome).toMatchObject({ status: 'kept', job_id: expect.any(String) });
    }
  });
});

describe('recall of what was drawn (T3)', () => {
  it('answers a fact or the statement that it was drawn from, and says that the other is covered', async () => {
    const { memory, runJobs } = await drawingMemory(factOfEach);
    await memory.add(said('My sister Mia lives in Lisbon.', 'The red boat is mine.'));
    await runJobs();
    const { results, trace } = await memory.search({ ...ada, query: 'Mia Lisbon', explain: true });
    const about = results.filter(({ text }) => text.includes('Lisbon'));
    expect(about).toHaveLength(1);
    const all = (await memory.list(ada)).data.filter(({ text }) => text.includes('Lisbon'));
    const [other] = all.filter(({ id }) => id !== about[0]?.id);
    expect(trace?.drops).toContainEqual(
      expect.objectContaining({ memory_id: other?.id, reason: 'covered' }),
    );
  });

  it('answers both where the fact quotes but a part of what was said', async () => {
    const { memory, runJobs } = await drawingMemory(({ lines }) => [
      {
        kind: 'fact',
        text: 'Mia lives in Lisbon.',
        quotes: [{ ref: lines[0]?.ref, text: 'Mia lives in Lisbon' }],
      },
    ]);
    await memory.add(
      said('Mia lives in Lisbon, and the ferry takes her across the river to her work each day.'),
    );
    await runJobs();
    const { results } = await memory.search({ ...ada, query: 'Mia lives in Lisbon' });
    expect(results.map(({ kind }) => kind)).toEqual(['fact', 'statement']);
  });
});
