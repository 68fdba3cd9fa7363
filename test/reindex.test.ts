import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { judgeIndex } from '../src/cli/doctor/index-checks.js';
import type { Memory } from '../src/memory.js';
import { newJob } from '../src/testing/jobs-cases.js';
import { inUse } from '../src/recall/tuning.js';
import { temporaryApi } from './helpers/api.js';
import { ended, runCli, spawnCli } from './helpers/cli.js';
import {
  ada,
  directoryOfFirstAnalyser,
  firstEngines,
  keepNotes,
  laterEngines,
  noteClock,
  NOTES,
  rankings,
} from './helpers/indexed-notes.js';
import { temporaryJobs } from './helpers/jobs.js';
import {
  itOnFiles,
  openMemory,
  temporaryDirectory,
  temporaryMemory,
} from './helpers/temporary-memory.js';

const fail = (_: unknown, error: unknown) => {
  throw error;
};

async function firstText(memory: Memory, query: string): Promise<string | undefined> {
  return (await memory.search({ ...ada, query })).results[0]?.text;
}

async function faults(memory: Memory): Promise<unknown[]> {
  return (await memory.check()).filter(({ ok }) => !ok);
}

async function outdated(memory: Memory): Promise<number> {
  return (await memory.status()).index.outdated;
}

/** A closed data directory whose index was made by an earlier version. */
async function earlierDirectory(fill: (memory: Memory) => Promise<unknown>): Promise<string> {
  const data = temporaryDirectory();
  const memory = await openMemory({ data, timezone: 'UTC', clock: noteClock() }, firstEngines);
  await fill(memory);
  await memory.close();
  return data;
}

/** Words that stand in one memory alone, and that the earlier version does not find in the singular. */
const many = Array.from({ length: 300 }, (_, at) => {
  const name = [...String(at)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('a');
  return { word: `x${name}or`, text: `Note about x${name}ors.` };
});

const keepMany = (memory: Memory) =>
  Promise.all(many.map(({ text }) => memory.add({ ...ada, text })));

describe('a data file of an earlier version (T4, T10)', () => {
  itOnFiles(
    'of the first analyser opens, is searched at once, and ranks as a new one after the job',
    async () => {
      const memory = await temporaryMemory(
        { data: directoryOfFirstAnalyser(), clock: noteClock() },
        laterEngines,
      );
      expect(await faults(memory)).toEqual([]);
      expect((await memory.status()).index).toEqual({ memories: NOTES, outdated: NOTES });
      expect(await firstText(memory, 'Where does my sister live?')).toBe(
        'My sister Mia lives in Lisbon.',
      );
      expect(await firstText(memory, '花生过敏')).toContain('花生过敏');
      await memory.runJobs(fail);
      expect(await outdated(memory)).toBe(0);
      const fresh = await temporaryMemory({ clock: noteClock() }, laterEngines);
      await keepNotes(fresh);
      expect(await rankings(memory)).toEqual(await rankings(fresh));
      expect(await faults(memory)).toEqual([]);
    },
  );

  it('with another analyser and another embedder ranks as a new one after the job', async () => {
    const memory = await temporaryMemory({
      data: await earlierDirectory(keepNotes),
      clock: noteClock(),
    });
    // What is the same in both is found at once; what is not, after the job.
    expect(await firstText(memory, 'Lisbon')).toBe('My sister Mia lives in Lisbon.');
    expect(await firstText(memory, 'bicycles')).toBeUndefined();
    await memory.runJobs(fail);
    expect(await firstText(memory, 'bicycles')).toBe('My bicycle is green.');
    const fresh = await temporaryMemory({ clock: noteClock() });
    await keepNotes(fresh);
    expect(await rankings(memory)).toEqual(await rankings(fresh));
    expect(await faults(memory)).toEqual([]);
  });

  itOnFiles('keeps ids, versions, history and events as they were', async () => {
    const data = directoryOfFirstAnalyser();
    const memory = await temporaryMemory({ data }, laterEngines);
    const everything = async () => {
      const { data: memories } = await memory.list(ada);
      return Promise.all(memories.map(async (one) => [one, await memory.history(one.id)]));
    };
    const before = await everything();
    expect(await memory.reindex()).toEqual({ memories: NOTES });
    expect(await everything()).toEqual(before);
    expect(await memory.reindex()).toEqual({ memories: 0 });
    expect(await memory.reindex({ all: true })).toEqual({ memories: NOTES });
  });

  it('finds what was deleted and what had ended once it is back', async () => {
    const memory = await temporaryMemory({ data: await earlierDirectory(keepNotes) });
    await memory.reindex();
    const [kettle] = (await memory.list({ ...ada, state: 'deleted' })).data;
    await memory.restore(kettle?.id ?? '');
    expect(await firstText(memory, 'Which kettles are broken?')).toBe('The kettle is broken.');
    const { results } = await memory.search({
      ...ada,
      query: 'floors of offices',
      include_superseded: true,
    });
    expect(results.map(({ text }) => text)).toContain('My office is on the third floor.');
  });
});

describe('the job that makes an index anew (T4)', () => {
  it('is handed in once by whoever does jobs, and tells its progress', async () => {
    const data = await earlierDirectory(keepNotes);
    const memory = await temporaryMemory({ data, clock: noteClock() });
    const jobs = async () => (await memory.jobs.list({ kind: 'reindex' })).data;
    expect(await jobs()).toEqual([]);
    await memory.runJobs(fail);
    const progress = { done: NOTES, total: NOTES };
    expect(await jobs()).toMatchObject([{ state: 'done', progress, result: { memories: NOTES } }]);
    await memory.runJobs(fail);
    expect(await jobs()).toHaveLength(1);
    const { data: compactions } = await memory.jobs.list({ kind: 'compact' });
    expect(compactions).toMatchObject([{ state: 'done' }]);
  });

  it('of an older version leaves the words of a newer one as they are, wherever they lie', async () => {
    const data = temporaryDirectory();
    const settings = { data, timezone: 'UTC', clock: noteClock() };
    const newer = await openMemory(settings, laterEngines);
    await keepNotes(newer);
    const { changed } = await newer.setState({ state: 'paused', ...ada });
    expect(changed).toBeGreaterThan(0);
    await newer.close();
    const older = await openMemory(settings);
    expect(await older.reindex()).toEqual({ memories: 0 });
    expect(await outdated(older)).toBe(0);
    await older.reindex({ all: true });
    await older.close();
    const again = await temporaryMemory(settings, laterEngines);
    expect(await outdated(again)).toBe(0);
    // What had been superseded has not changed its part.
    expect(await again.reindex()).toEqual({ memories: changed - 1 });
    expect(await faults(again)).toEqual([]);
  });

  it('leaves what is corrected meanwhile as it was corrected', async () => {
    const memory = await temporaryMemory({ data: await earlierDirectory(keepMany) });
    const ids = (await memory.list({ ...ada, limit: 500 })).data.map(({ id }) => id);
    const changed = [ids.at(0), ids.at(100), ids.at(-1)].map((id) => id ?? '');
    let corrected: Promise<unknown> | undefined;
    await memory.reindex({
      progress: () => {
        corrected ??= Promise.all(
          changed.map((id, at) => memory.update(id, { text: `It is about ${'abc'[at]}zebras.` })),
        );
      },
    });
    await corrected;
    for (const [at, id] of changed.entries()) {
      const { results } = await memory.search({ ...ada, query: `${'abc'[at]}zebra` });
      expect(results[0]).toMatchObject({ id, version: 2 });
    }
    expect(await outdated(memory)).toBe(0);
    expect(await faults(memory)).toEqual([]);
  });

  itOnFiles('is taken over after SIGKILL, and goes on where it was', async () => {
    const data = await earlierDirectory(keepMany);
    const worker = fileURLToPath(new URL('helpers/reindex-worker.mjs', import.meta.url));
    const stop = many.at(200)?.text ?? '';
    const child = spawn(process.execPath, [worker, data, stop], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');

    // The lease of the dead is over.
    const memory = await temporaryMemory({ data, clock: () => Date.now() + 120_000 });
    const left = await outdated(memory);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(many.length);
    expect(await faults(memory)).toEqual([]);
    await memory.runJobs(fail);
    const { data: jobs } = await memory.jobs.list({ kind: 'reindex' });
    expect(jobs).toMatchObject([{ state: 'done', tries: 2, result: { memories: left } }]);
    for (const { word, text } of many) expect(await firstText(memory, word)).toBe(text);
    expect(await faults(memory)).toEqual([]);
  });

  itOnFiles('is done by two processes at once while a third one searches', async () => {
    const data = await earlierDirectory(keepMany);
    // A plural is found as another spelling, too, which is not the question here.
    const without = new Set(['spelling'] as const);
    const reader = await temporaryMemory({ data }, { tuning: { ...inUse, without } });
    const { word = '', text } = many.at(150) ?? {};
    expect(await firstText(reader, word)).toBeUndefined();
    const one = spawnCli(['reindex', '--data', data, '--json']);
    const two = spawnCli(['reindex', '--data', data, '--json']);
    const both = await Promise.all([ended(one), ended(two)]);
    expect(both).toMatchObject([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
    const done = both.map(({ out }) => (JSON.parse(out) as { memories: number }).memories);
    expect(done.reduce((sum, memories) => sum + memories, 0)).toBeGreaterThanOrEqual(many.length);
    // What it holds of the cube in memory is read anew, and by vector too.
    expect(await firstText(reader, word)).toBe(text);
    expect(await firstText(reader, `Notte ${word}z`)).toBe(text);
    expect(await faults(reader)).toEqual([]);
  });
});

describe('two versions on one data directory (T4)', () => {
  itOnFiles('do not undo the work of each other: the newer one wins', async () => {
    const data = directoryOfFirstAnalyser();
    const newer = await temporaryMemory({ data }, laterEngines);
    const older = await temporaryMemory({ data });
    await newer.reindex();
    expect([await outdated(newer), await outdated(older)]).toEqual([0, 0]);
    await older.add({ ...ada, text: 'The garden gates are blue.' });
    expect([await outdated(newer), await outdated(older)]).toEqual([1, 0]);
    expect(await newer.reindex()).toEqual({ memories: 1 });
    expect(await older.reindex({ all: true })).toEqual({ memories: NOTES + 1 });
    expect(await outdated(newer)).toBe(0);
  });

  itOnFiles('leave to the newer one what it asked for', async () => {
    const { directory, jobs, get } = await temporaryJobs(directoryOfFirstAnalyser());
    const worker = await temporaryMemory({ data: directory });
    const payload = { analyser: 1_000, space: 1 };
    const id = await jobs.enqueue(newJob({ kind: 'reindex', payload }), 0);
    const errors: unknown[] = [];
    await worker.runJobs((_, error) => void errors.push(error));
    // Tried again where its pause is over before the run is.
    expect(errors).not.toEqual([]);
    expect(errors).toEqual(errors.map(() => expect.objectContaining({ code: 'store_newer' })));
    expect(await get(id)).toMatchObject({ state: 'waiting', cause: expect.stringMatching(/1000/) });
  });
});

describe('how far an index is (T4, C9)', () => {
  itOnFiles('is told by status, health and doctor, and made anew by tulving reindex', async () => {
    const data = await earlierDirectory(keepNotes);
    const told = async () => (await runCli('status', '--data', data)).out;
    expect(await told()).toContain(`index     0 % made anew: ${NOTES} of ${NOTES} memories wait`);
    const api = await temporaryApi({}, { data });
    const before = await api.call('GET', '/health/detailed');
    expect(before.body).toMatchObject({
      status: 'degraded',
      components: { index: { status: 'degraded', memories: NOTES, outdated: NOTES } },
    });
    const { code, out } = await runCli('reindex', '--data', data);
    expect([code, out]).toEqual([0, `The index of ${NOTES} memories was made anew.\n`]);
    expect(await told()).toContain('index     up to date');
    expect((await runCli('reindex', '--data', data)).out).toBe('The index is up to date.\n');
    const { body } = await api.call('GET', '/health/detailed');
    expect(body.components.index).toMatchObject({ status: 'ok', outdated: 0 });
  });

  it('is judged with its remedy', () => {
    expect(judgeIndex({ memories: 0, outdated: 0 })).toMatchObject({ status: 'ok' });
    expect(judgeIndex({ memories: 100, outdated: 57 })).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('43 %'),
      remedy: expect.stringContaining('tulving reindex'),
    });
  });
});
