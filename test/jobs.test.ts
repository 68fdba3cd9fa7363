import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TulvingError } from '../src/errors.js';
import { backOff } from '../src/jobs/back-off.js';
import { causeOf } from '../src/jobs/cause.js';
import { FULL } from '../src/model/access.js';
import { LOCAL } from '../src/model/caller.js';
import { newId } from '../src/model/ids.js';
import { jobSchema } from '../src/model/job.js';
import type { LeaseAsk } from '../src/store/jobs.js';
import { insertJob, SqliteJobs } from '../src/store/sqlite/jobs.js';
import { SqliteStatements } from '../src/store/sqlite/statements.js';
import { newJob } from '../src/testing/jobs-cases.js';
import { temporaryApi } from './helpers/api.js';
import { runCli } from './helpers/cli.js';
import { aborted, temporaryJobs, temporaryRunner, until } from './helpers/jobs.js';
import { itOnFiles, openStore, temporaryDirectory } from './helpers/temporary-memory.js';

const start = Date.UTC(2026, 2, 4);

describe('a job that fails', () => {
  it('comes back later each time, and is parked with its cause', async () => {
    const held = await temporaryJobs();
    let now = start;
    let runs = 0;
    const run = async () => {
      runs += 1;
      throw new TulvingError('store_full', `Try ${runs} found no room.`);
    };
    const options = { clock: () => now, random: () => 0.5 };
    const { runner, errors } = temporaryRunner(held, { run, tries: 3 }, options);
    const id = await held.jobs.enqueue(newJob(), now);

    for (const wait of [2_500, 5_000]) {
      expect(await runner.runDue()).toBe(1);
      expect(await held.get(id)).toMatchObject({ state: 'waiting', dueAt: now + wait });
      now += wait - 1;
      expect(await runner.runDue()).toBe(0);
      now += 1;
    }
    await runner.runDue();
    const cause = 'store_full: Try 3 found no room.';
    expect(await held.get(id)).toMatchObject({ state: 'parked', tries: 3, cause });
    expect(errors).toHaveLength(3);
    expect(await runner.runDue()).toBe(0);

    await held.jobs.rerun(LOCAL.tenant, id, now);
    expect(await runner.runDue()).toBe(1);
    expect(await held.get(id)).toMatchObject({ state: 'waiting', tries: 1 });
  });

  it('waits at most an hour, and anything down to nothing', () => {
    expect([1, 2, 3, 10, 11, 1_000].map((tries) => backOff(tries, 1))).toEqual([
      5_000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000,
    ]);
    expect(backOff(7, 0)).toBe(0);
  });

  it('fails when JSON cannot carry its result', async () => {
    const held = await temporaryJobs();
    const { runner } = temporaryRunner(held, { run: async () => 1n, tries: 1 });
    const id = await held.jobs.enqueue(newJob(), 0);
    await runner.runDue();
    const cause = expect.stringContaining('BigInt');
    expect(await held.get(id)).toMatchObject({ state: 'parked', cause });
  });

  it('is parked when no worker survives it', async () => {
    const held = await temporaryJobs();
    const id = await held.jobs.enqueue(newJob(), 0);
    for (const at of [0, 10, 20]) {
      await held.jobs.lease({ kinds: ['embed'], by: `lost ${at}`, at, until: at + 10 });
    }
    let runs = 0;
    const run = async () => (runs += 1);
    await temporaryRunner(held, { run, tries: 3 }).runner.runDue();
    expect(runs).toBe(0);
    const cause = 'The last of 3 tries ended together with its worker.';
    expect(await held.get(id)).toMatchObject({ state: 'parked', cause });
  });

  it('tells its message, never its stack nor the texts of its payload', () => {
    const secret = 'My sister Mia lives in Lisbon.';
    const memory = newId();
    const payload = { memory, turns: [{ text: secret }, { text: 'in Lisbon' }], cube: 'x' };
    const error = new Error(`400: cannot read "${secret}" of ${memory} in x`);
    expect(causeOf(error, payload)).toBe(`400: cannot read "…" of ${memory} in x`);
    expect(causeOf('thrown text', {})).toBe('thrown text');
    expect(causeOf(new Error('x'.repeat(2_000)), {})).toHaveLength(501);
  });
});

describe('a job that runs', () => {
  it('tells its progress while it runs and after it', async () => {
    const held = await temporaryJobs();
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const { runner } = temporaryRunner(held, {
      async run(_, { progress }) {
        progress(1, 3);
        await gate;
        progress(3, 3);
        return { embedded: 3 };
      },
    });
    const id = await held.jobs.enqueue(newJob(), 0);
    runner.start();
    const running = await until(async () => {
      const job = await held.get(id);
      return job.progress !== null && job;
    });
    expect(running).toMatchObject({ state: 'running', progress: { done: 1, total: 3 } });
    go();
    const done = await until(async () => {
      const job = await held.get(id);
      return job.state === 'done' && job;
    });
    expect(done).toMatchObject({ progress: { done: 3, total: 3 }, result: { embedded: 3 } });
  });

  it('keeps its lease for as long as it takes', async () => {
    const held = await temporaryJobs();
    let runs = 0;
    let leasedUntil = 0;
    const handler = {
      async run() {
        runs += 1;
        const first = (await held.get(id)).leasedUntil ?? 0;
        leasedUntil = await until(async () => {
          const renewed = (await held.get(id)).leasedUntil ?? 0;
          return renewed > first + 600 && renewed;
        });
      },
    };
    const one = temporaryRunner(held, handler);
    const two = temporaryRunner(await temporaryJobs(held.directory), handler);
    const id = await held.jobs.enqueue(newJob(), 0);
    one.runner.start();
    two.runner.start();
    await until(async () => (await held.get(id)).state === 'done');
    expect([runs, (await held.get(id)).tries]).toEqual([1, 1]);
    expect(leasedUntil).toBeGreaterThan(0);
  });

  it('is aborted when it is cancelled, and what it answers is dropped', async () => {
    const held = await temporaryJobs();
    let reason: unknown;
    const { runner, errors } = temporaryRunner(held, {
      async run(_, { signal }) {
        reason = await aborted(signal);
        return 'late';
      },
    });
    const id = await held.jobs.enqueue(newJob(), 0);
    runner.start();
    await until(async () => (await held.get(id)).state === 'running');
    const cancelled = await held.jobs.cancel(LOCAL.tenant, id, Date.now());
    await until(() => reason);
    await runner.stop();
    expect(reason).toMatchObject({ name: 'AbortError', message: expect.stringMatching('cancel') });
    expect(await held.get(id)).toEqual(cancelled);
    expect(errors).toEqual([]);
  });

  it('runs beside as many of its kind as may, and other kinds are not held up', async () => {
    const held = await temporaryJobs();
    const running = { embed: 0, reflect: 0 };
    const most = { embed: 0, reflect: 0 };
    let full = false;
    const handlerOf = (kind: keyof typeof running, concurrency: number) => ({
      concurrency,
      tries: 1,
      async run() {
        most[kind] = Math.max(most[kind], (running[kind] += 1));
        // Nobody ends before there have been as many as may be.
        await until(() => (full ||= running.embed + running.reflect === 4));
        running[kind] -= 1;
      },
    });
    const handlers = { embed: handlerOf('embed', 3), reflect: handlerOf('reflect', 1) };
    const { runner } = temporaryRunner(held, handlers.embed, { handlers });
    for (let at = 0; at < 12; at++) {
      await held.jobs.enqueue(newJob({ kind: at % 4 === 3 ? 'reflect' : 'embed' }), 0);
    }
    await held.jobs.enqueue(newJob({ kind: 'unknown' }), 0);
    const begun = await Promise.all([runner.runDue(), runner.runDue()]);
    expect(begun.reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(most).toEqual({ embed: 3, reflect: 1 });
    expect(await held.jobs.counts(LOCAL.tenant)).toMatchObject({ done: 12, waiting: 1 });
  });

  it('may hand in further work, which is done in the same go', async () => {
    const held = await temporaryJobs();
    const { runner } = temporaryRunner(held, {
      async run({ payload }) {
        const left = Number(payload['left']);
        if (left > 0) await held.jobs.enqueue(newJob({ payload: { left: left - 1 } }), Date.now());
      },
    });
    await held.jobs.enqueue(newJob({ payload: { left: 3 } }), 0);
    expect(await runner.runDue()).toBe(4);
  });
});

describe('a runner', () => {
  it('that stops hands back what gives up, and lets end what will', async () => {
    const held = await temporaryJobs();
    const { runner, errors } = temporaryRunner(held, {
      concurrency: 2,
      async run(job, { signal }) {
        const reason = await aborted(signal);
        if (job.payload['stubborn']) return 'ended';
        throw reason;
      },
    });
    const willing = await held.jobs.enqueue(newJob(), 0);
    const stubborn = await held.jobs.enqueue(newJob({ payload: { stubborn: true } }), 0);
    const third = await held.jobs.enqueue(newJob(), 0);
    runner.start();
    await until(async () => (await held.jobs.counts(LOCAL.tenant)).running === 2);
    await runner.stop();
    expect(await held.get(willing)).toMatchObject({ state: 'waiting', tries: 0, cause: null });
    expect(await held.get(stubborn)).toMatchObject({ state: 'done', result: 'ended' });
    expect(await held.get(third)).toMatchObject({ state: 'waiting', tries: 0 });
    expect(errors).toEqual([]);
    expect(await runner.runDue()).toBe(0);
  });

  it('shares the work with another one, and each job is run once', async () => {
    const first = await temporaryJobs();
    const runs: string[][] = [[], []];
    const ids = [];
    for (let at = 0; at < 60; at++) ids.push(await first.jobs.enqueue(newJob(), 0));
    const runnerOn = (held: typeof first, own: number) =>
      temporaryRunner(held, {
        async run({ id }) {
          runs[own]?.push(id);
          // Nobody goes on before both have taken one.
          await until(() => runs.every((taken) => taken.length > 0));
        },
      }).runner;
    const both = [runnerOn(first, 0), runnerOn(await temporaryJobs(first.directory), 1)];
    const begun = await Promise.all(both.map((runner) => runner.runDue()));
    expect(begun.reduce((sum, count) => sum + count, 0)).toBe(60);
    expect(runs.flat().toSorted()).toEqual(ids.toSorted());
    expect(await first.jobs.counts(LOCAL.tenant)).toMatchObject({ done: 60 });
  });

  it('tells when the store cannot be asked, and goes on when it can', async () => {
    const held = await temporaryJobs();
    let broken = true;
    class Breakable extends SqliteJobs {
      override async lease(ask: LeaseAsk) {
        if (broken) throw new TulvingError('store_busy', 'Somebody writes.');
        return super.lease(ask);
      }
    }
    const jobs = new Breakable(new SqliteStatements(held.connection, held.writes), held.writes);
    const { runner, errors } = temporaryRunner({ jobs }, { run: async () => 'done' });
    const id = await held.jobs.enqueue(newJob(), 0);
    runner.start();
    await until(() => errors.length > 0);
    await expect(runner.runDue()).rejects.toMatchObject({ code: 'store_busy' });
    broken = false;
    await until(async () => (await held.get(id)).state === 'done');
    expect(errors[0]).toMatchObject({ code: 'store_busy' });
  });
});

describe('a process that is killed in the middle of a job', () => {
  const worker = fileURLToPath(new URL('helpers/job-worker.mjs', import.meta.url));

  function spawnWorker(...argv: string[]): ChildProcess {
    const child = spawn(process.execPath, [worker, ...argv], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  it.each(['before', 'after'])('%s its effect leaves it to another one', async (moment) => {
    const held = await temporaryJobs();
    const journal = join(temporaryDirectory(), 'journal');
    const lines = () =>
      existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').slice(0, -1) : [];
    const told = (line: string, child: ChildProcess) =>
      until(() => {
        expect(child.exitCode, 'the worker ended by itself').toBeNull();
        return lines().includes(line);
      });
    held.connection.exec('CREATE TABLE effect (job TEXT PRIMARY KEY)');
    const id = await held.jobs.enqueue(newJob(), Date.now());

    const first = spawnWorker(held.directory, journal, moment);
    await told(`${moment === 'before' ? 'start' : 'effect'} ${first.pid}`, first);
    expect(await held.get(id)).toMatchObject({ state: 'running', tries: 1 });
    const closed = once(first, 'close');
    first.kill('SIGKILL');
    expect(await closed).toEqual([null, 'SIGKILL']);

    const second = spawnWorker(held.directory, journal, 'never');
    await told(`start ${second.pid}`, second);
    const done = await until(async () => {
      const job = await held.get(id);
      return job.state === 'done' && job;
    });
    expect(done).toMatchObject({ tries: 2, result: { by: second.pid } });
    const effect = `effect ${moment === 'before' ? second.pid : first.pid}`;
    expect(lines().filter((line) => line.startsWith('effect'))).toEqual([effect]);
    expect(lines().filter((line) => line.startsWith('start'))).toEqual([
      `start ${first.pid}`,
      `start ${second.pid}`,
    ]);
    expect(held.connection.all('SELECT job FROM effect')).toMatchObject([{ job: id }]);
  });
});

describe('jobs and the write that they follow from', () => {
  it('are kept together or not at all', async () => {
    const held = await temporaryJobs();
    const { connection, jobs } = held;
    connection.exec('BEGIN IMMEDIATE');
    insertJob(connection, newJob(), start);
    connection.exec('ROLLBACK');
    expect(await jobs.counts(LOCAL.tenant)).toMatchObject({ waiting: 0 });
  });
});

describe('jobs at the door', () => {
  async function temporaryDoor() {
    const directory = temporaryDirectory();
    const api = await temporaryApi({}, { data: directory, clock: () => start });
    const store = await openStore(directory);
    onTestFinished(() => store.close());
    const queue = store.jobs;
    const { secret } = await api.memory.keys.create({ name: 'ops', scopes: ['admin'] });
    const headers = { authorization: `Bearer ${secret}` };
    return {
      directory,
      store,
      queue,
      jobs: api.memory.jobs,
      call: (method: string, path: string) => api.call(method, path, undefined, headers),
    };
  }

  it('are listed in pages and shown one by one, without their payload', async () => {
    const { queue, jobs, call } = await temporaryDoor();
    const ids: string[] = [];
    for (let at = 0; at < 3; at++) {
      ids.unshift(await queue.enqueue(newJob({ user: 'ada', payload: { text: 'secret' } }), start));
    }
    const first = await call('GET', '/v1/jobs?limit=2&state=waiting&kind=embed');
    expect(first.body).toEqual(await jobs.list({ limit: 2 }));
    expect(first.body['next_cursor']).toBe(ids[1]);
    const second = await call('GET', `/v1/jobs?limit=2&cursor=${ids[1]}`);
    expect(second.body).toMatchObject({ data: [{ id: ids[2] }], next_cursor: null });
    const { status, body } = await call('GET', `/v1/jobs/${ids[0]}`);
    expect([status, body]).toEqual([
      200,
      {
        id: ids[0],
        kind: 'embed',
        state: 'waiting',
        user_id: 'ada',
        priority: 0,
        due_at: '2026-03-04T00:00:00.000Z',
        tries: 0,
        cause: null,
        progress: null,
        result: null,
        created_at: '2026-03-04T00:00:00.000Z',
        updated_at: '2026-03-04T00:00:00.000Z',
      },
    ]);
    expect(jobSchema.strict().parse(body)).toEqual(body);
  });

  it('are cancelled and run again', async () => {
    const { queue, call } = await temporaryDoor();
    const id = await queue.enqueue(newJob(), 0);
    expect(await call('POST', `/v1/jobs/${id}/cancel`)).toMatchObject({
      status: 200,
      body: { state: 'cancelled', updated_at: '2026-03-04T00:00:00.000Z' },
    });
    expect((await call('POST', `/v1/jobs/${id}/rerun`)).body).toMatchObject({ state: 'waiting' });
  });

  it.each([
    ['GET', `/v1/jobs/${newId()}`, 'not_found'],
    ['GET', '/v1/jobs/7', 'not_found'],
    ['POST', `/v1/jobs/${newId()}/cancel`, 'not_found'],
    ['POST', `/v1/jobs/${newId()}/rerun`, 'not_found'],
    ['GET', '/v1/jobs?state=busy', 'invalid_input'],
    ['GET', '/v1/jobs?limit=0', 'invalid_input'],
    ['GET', '/v1/jobs?limit=501', 'invalid_input'],
    ['GET', '/v1/jobs?cursor=7', 'invalid_input'],
    ['GET', '/v1/jobs?user_id=ada', 'invalid_input'],
  ])('%s %s is refused with %s', async (method, path, code) => {
    const { call } = await temporaryDoor();
    const { body } = await call(method, path);
    expect(body).toMatchObject({ code, remedy: expect.stringMatching(/\S/) });
    if (code === 'not_found') expect(body['detail']).toContain(path.split('/')[3]);
  });

  it('are not found by another tenant', async () => {
    const { queue, jobs, store } = await temporaryDoor();
    const id = await queue.enqueue(newJob(), 0);
    const stranger = { ...LOCAL, tenant: await store.tenant('other') };
    for (const verb of ['get', 'cancel', 'rerun'] as const) {
      await expect(jobs[verb](id, stranger)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await jobs.list({}, stranger)).data).toEqual([]);
  });

  it('are not for a key that is for a part of the tenant, nor changed by one that does not govern', async () => {
    const { queue, jobs } = await temporaryDoor();
    const id = await queue.enqueue(newJob(), 0);
    const forbidden = { code: 'forbidden' };
    const ada = { ...LOCAL, access: { ...FULL, user: 'ada' } };
    for (const verb of ['get', 'cancel', 'rerun'] as const) {
      await expect(jobs[verb](id, ada)).rejects.toMatchObject(forbidden);
    }
    await expect(jobs.list({}, ada)).rejects.toMatchObject(forbidden);
    const reader = { ...LOCAL, access: { ...FULL, scopes: ['write'] as const } };
    expect((await jobs.get(id, reader)).state).toBe('waiting');
    await expect(jobs.cancel(id, reader)).rejects.toMatchObject(forbidden);
    await expect(jobs.rerun(id, reader)).rejects.toMatchObject(forbidden);
  });

  itOnFiles('are listed, shown, cancelled and run again from the command line', async () => {
    const { directory, queue } = await temporaryDoor();
    const at = ['--data', directory, '--timezone', 'UTC'];
    expect((await runCli('jobs', ...at)).out).toBe('There are no jobs here.\n');
    const id = await queue.enqueue(newJob({ user: 'ada\u001b[31m' }), start);
    await queue.lease({ kinds: ['embed'], by: 'one', at: start, until: start });
    await queue.renew(id, 'one', { at: start, until: start, progress: { done: 3, total: null } });
    await queue.park(id, 'one', { at: start, cause: 'store_full: no room' });
    await queue.enqueue(newJob({ kind: 'reflect' }), start);

    const lines = [
      'parked  embed',
      `  3 of ? · changed 2026-03-04 00:00 · user ada\ufffd[31m · store_full: no room · ${id}`,
    ];
    const { out, err } = await runCli('jobs', '--state', 'parked', '--kind', 'embed', ...at);
    expect([err, out]).toEqual(['', `${lines.join('\n')}\n`]);
    expect((await runCli('jobs', id, ...at)).out).toBe(out);
    expect((await runCli('jobs', '--limit', '1', ...at)).out).toMatch(/More: add --cursor \S+\n$/);

    const after = async (...flags: string[]) =>
      JSON.parse((await runCli('jobs', id, ...flags, '--json', ...at)).out).state;
    expect(await after('--rerun')).toBe('waiting');
    expect(await after('--cancel')).toBe('cancelled');
    expect(await after()).toBe('cancelled');
  });

  it.each([
    [['--cancel'], 'take the id of a job'],
    [[newId(), '--cancel', '--rerun'], 'not both'],
    [[newId(), '--state', 'done'], 'leave out the id'],
    [['7'], 'There is no job 7.'],
  ])('tulving jobs %j is refused', async (argv, told) => {
    const { code, err } = await runCli('jobs', ...argv, '--data', temporaryDirectory());
    expect(err).toContain(told);
    expect(code).toBeGreaterThan(1);
  });
});
