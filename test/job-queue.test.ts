import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TulvingError } from '../src/errors.js';
import { FULL } from '../src/model/access.js';
import { LOCAL } from '../src/model/caller.js';
import { newId } from '../src/model/ids.js';
import type { NewJob } from '../src/store/jobs.js';
import { newJob } from '../src/testing/jobs-cases.js';
import { temporaryApi } from './helpers/api.js';
import { runCli } from './helpers/cli.js';
import { temporaryJobs, temporaryRunner, until } from './helpers/jobs.js';
import { openStore, temporaryDirectory } from './helpers/temporary-memory.js';

const start = Date.UTC(2026, 2, 4);
const HOUR = 3_600_000;

function spent(until?: number): TulvingError {
  return new TulvingError('model_budget_spent', 'The 100 calls of today are spent.', { until });
}

describe('jobs of many users (T4, B8)', () => {
  it('one who hands in 1,000 does not hold up the others', async () => {
    const held = await temporaryJobs();
    const begun: (string | null)[] = [];
    const run = async ({ user }: Pick<NewJob, 'user'>) => void begun.push(user);
    const { runner } = temporaryRunner(held, { concurrency: 2, run }, { leaseMs: 60_000 });
    const enqueue = (user: string) => held.jobs.enqueue(newJob({ user }), start);
    await Promise.all(Array.from({ length: 1_000 }, () => enqueue('ada')));
    for (const user of ['bob', 'eve', 'bob', 'eve']) await enqueue(user);
    runner.start();
    await until(() => begun.length >= 8);
    await runner.stop();
    expect(new Set(begun.slice(0, 4))).toEqual(new Set(['ada', 'bob', 'eve']));
    expect(begun.slice(0, 8).filter((user) => user !== 'ada')).toHaveLength(4);
  });

  it('so many of one run at once, in all processes together', async () => {
    const held = await temporaryJobs();
    const running = new Map<string | null, number>();
    let most = 0;
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const handler = {
      concurrency: 4,
      mostOfUser: 2,
      async run({ user }: Pick<NewJob, 'user'>) {
        const now = (running.get(user) ?? 0) + 1;
        running.set(user, now);
        most = Math.max(most, now);
        // Those of Ada take until both have as many as they may: eight workers have room for more.
        if (running.get('ada') === 2 && running.get('bob') === 2) open();
        await gate;
        running.set(user, now - 1);
      },
    };
    for (let n = 0; n < 20; n += 1) await held.jobs.enqueue(newJob({ user: 'ada' }), start);
    for (let n = 0; n < 2; n += 1) await held.jobs.enqueue(newJob({ user: 'bob' }), start);
    const other = await temporaryJobs(held.directory);
    const runners = [held, other].map(
      (jobs) => temporaryRunner(jobs, handler, { leaseMs: 60_000 }).runner,
    );
    for (const runner of runners) runner.start();
    await until(async () => (await held.jobs.counts(LOCAL.tenant)).done === 22);
    expect(most).toBe(2);
  });
});

describe('a budget that is spent (T9, B8)', () => {
  it('pauses the kind until it is renewed, and counts no try', async () => {
    const held = await temporaryJobs();
    let now = start;
    let rich = false;
    const renewed = start + 5 * HOUR;
    const run = async () => {
      if (!rich) throw spent(renewed);
      return 'done';
    };
    const { runner } = temporaryRunner(held, { run, tries: 1 }, { clock: () => now });
    const ids = [newId(), newId(), newId()];
    for (const id of ids) await held.jobs.enqueue(newJob({ id }), now);
    expect(await runner.runDue()).toBe(1);
    expect(await held.jobs.pauses(LOCAL.tenant, now)).toEqual([
      {
        kind: 'embed',
        cause: 'model_budget_spent: The 100 calls of today are spent.',
        until: renewed,
        at: start,
      },
    ]);
    for (const id of ids) expect(await held.get(id)).toMatchObject({ state: 'waiting', tries: 0 });
    now = renewed - 1;
    expect(await runner.runDue()).toBe(0);
    now = renewed;
    rich = true;
    expect(await runner.runDue()).toBe(3);
    expect(await held.jobs.counts(LOCAL.tenant)).toMatchObject({ done: 3, waiting: 0 });
  });

  it('leaves a pause as it is that a person has made meanwhile', async () => {
    const held = await temporaryJobs();
    const mine = { kind: 'embed', cause: 'I move house', until: null };
    const run = async () => {
      await held.jobs.pause(LOCAL.tenant, mine, start);
      throw spent(start + HOUR);
    };
    const { runner } = temporaryRunner(held, { run }, { clock: () => start });
    await held.jobs.enqueue(newJob(), start);
    await runner.runDue();
    expect(await held.jobs.pauses(LOCAL.tenant, start)).toEqual([{ ...mine, at: start }]);
  });

  it('ends in an hour where nothing tells when', async () => {
    const held = await temporaryJobs();
    const run = () => Promise.reject(spent());
    const { runner } = temporaryRunner(held, { run }, { clock: () => start });
    await held.jobs.enqueue(newJob(), start);
    await runner.runDue();
    expect(await held.jobs.nextDue(['embed'])).toBe(start + HOUR);
  });

  it('is another thing than a model that does not answer: that is tried again, then parked', async () => {
    const held = await temporaryJobs();
    let now = start;
    const rests = start + 60_000;
    const run = () =>
      Promise.reject(new TulvingError('model_unavailable', 'Nobody is there.', { until: rests }));
    const options = { clock: () => now, random: () => 0 };
    const { runner } = temporaryRunner(held, { run, tries: 2 }, options);
    const id = await held.jobs.enqueue(newJob(), now);
    await runner.runDue();
    // Not before the provider says that it may be asked again.
    expect(await held.get(id)).toMatchObject({ state: 'waiting', tries: 1, dueAt: rests });
    now = rests;
    await runner.runDue();
    expect(await held.get(id)).toMatchObject({ state: 'parked', tries: 2 });
    expect(await held.jobs.pauses(LOCAL.tenant, now)).toEqual([]);
  });
});

describe('a process that is killed with several leases (T9)', () => {
  const worker = fileURLToPath(new URL('helpers/job-worker.mjs', import.meta.url));

  it('leaves all of them to others, and each effect is there once', async () => {
    const held = await temporaryJobs();
    const journal = join(temporaryDirectory(), 'journal');
    held.connection.exec('CREATE TABLE effect (job TEXT PRIMARY KEY)');
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      ids.push(await held.jobs.enqueue(newJob({ user: n % 2 ? 'ada' : 'bob' }), Date.now()));
    }
    const lines = () => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : []);
    const spawnWorker = (hangs: string): ChildProcess => {
      const argv = [worker, held.directory, journal, hangs, '4'];
      const child = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit'] });
      onTestFinished(() => void child.kill('SIGKILL'));
      return child;
    };
    const first = spawnWorker('after');
    const effects = () => lines().filter((line) => line === `effect ${first.pid}`);
    await until(() => effects().length === 4);
    const closed = once(first, 'close');
    first.kill('SIGKILL');
    await closed;
    spawnWorker('never');
    await until(async () => (await held.jobs.counts(LOCAL.tenant)).done === ids.length);
    expect(held.connection.all('SELECT job FROM effect')).toHaveLength(ids.length);
    const tries = await Promise.all(ids.map(async (id) => (await held.get(id)).tries));
    expect(tries.filter((count) => count === 2)).toHaveLength(4);
    expect(tries.filter((count) => count === 1)).toHaveLength(8);
  });
});

describe('the queue at the door (B8, T9)', () => {
  async function temporaryDoor(directory = temporaryDirectory()) {
    const api = await temporaryApi({}, { data: directory, clock: () => start });
    const store = await openStore(directory);
    onTestFinished(() => store.close());
    const { secret } = await api.memory.keys.create({ name: 'ops', scopes: ['admin'] });
    const headers = { authorization: `Bearer ${secret}` };
    return {
      directory,
      queue: store.jobs,
      memory: api.memory,
      call: (method: string, path: string, body?: object) =>
        api.call(method, path, body, body ? typed(headers) : headers),
    };
  }

  const typed = (headers: object) => ({ ...headers, 'content-type': 'application/json' });

  /** A job that has failed for good. */
  async function parked(
    queue: Awaited<ReturnType<typeof temporaryDoor>>['queue'],
    part: Partial<NewJob>,
  ): Promise<string> {
    const id = await queue.enqueue(newJob(part), start);
    const kinds = [part.kind ?? 'embed'];
    await queue.lease({ kinds, by: 'x', at: start, until: start + 1 });
    await queue.park(id, 'x', { at: start, cause: 'It is broken.' });
    return id;
  }

  it('is paused and resumed, and tells why it stands still', async () => {
    const { queue, memory, call } = await temporaryDoor();
    await queue.enqueue(newJob(), start);
    const until = '2026-03-05T00:00:00.000Z';
    const cause = 'The provider is down';
    const pause = { kind: 'embed', cause, until, at: '2026-03-04T00:00:00.000Z' };
    const made = await call('POST', '/v1/jobs/pauses', { kind: 'embed', cause, until });
    expect([made.status, made.body]).toEqual([201, pause]);
    expect((await call('GET', '/v1/jobs/pauses')).body).toEqual({ data: [pause] });
    const ask = { kinds: ['embed'], by: 'x', at: start, until: start + 1 };
    expect(await queue.lease(ask)).toBeUndefined();

    const { components } = (await call('GET', '/v1/health')).body as never as {
      components: Awaited<ReturnType<typeof memory.health>>;
    };
    expect(components.jobs).toMatchObject({
      status: 'degraded',
      waiting: 1,
      paused: [pause],
      cause: expect.stringContaining(cause),
    });
    expect((await memory.status()).jobs_paused).toEqual([pause]);

    await memory.jobs.pause();
    expect((await memory.jobs.pauses()).map(({ kind }) => kind)).toEqual([null, 'embed']);
    expect((await call('DELETE', '/v1/jobs/pauses?kind=reflect')).body).toEqual({ resumed: 0 });
    expect((await call('DELETE', '/v1/jobs/pauses')).body).toEqual({ resumed: 2 });
    expect(await queue.lease(ask)).toBeDefined();
    expect((await memory.status()).jobs_paused).toBeUndefined();
  });

  it('stays paused when the server is started again', async () => {
    const { directory, memory } = await temporaryDoor();
    await memory.jobs.pause({ cause: 'I move house' });
    await memory.close();
    const again = await temporaryApi({}, { data: directory, clock: () => start });
    expect(await again.memory.jobs.pauses()).toMatchObject([{ kind: null, cause: 'I move house' }]);
    const begun: unknown[] = [];
    expect(await again.memory.runJobs((_, error) => begun.push(error))).toBe(0);
    expect(begun).toEqual([]);
    await again.memory.jobs.resume();
    expect(await again.memory.runJobs((_, error) => begun.push(error))).toBeGreaterThan(0);
  });

  it('runs all again that was parked, each with its id and payload', async () => {
    const { queue, memory, call } = await temporaryDoor();
    const ids: string[] = [];
    for (let n = 0; n < 130; n += 1) {
      ids.push(await parked(queue, { user: 'ada', payload: { turn: n } }));
    }
    const other = await parked(queue, { kind: 'reflect' });
    const cancelled = await queue.enqueue(newJob(), start);
    await memory.jobs.cancel(cancelled);
    const { body } = await call('POST', '/v1/jobs/rerun', { kind: 'embed' });
    expect(body).toEqual({ rerun: 130 });
    const after = await Promise.all(ids.map((id) => queue.get(LOCAL.tenant, id)));
    expect(after.map((job) => job?.payload)).toEqual(ids.map((_, turn) => ({ turn })));
    for (const job of after) expect(job).toMatchObject({ state: 'waiting', tries: 0, cause: null });
    const stateOf = async (id: string) => (await memory.jobs.get(id)).state;
    expect([await stateOf(other), await stateOf(cancelled)]).toEqual(['parked', 'cancelled']);
    expect(await memory.jobs.rerunAll()).toEqual({ rerun: 1 });
    expect(await memory.jobs.rerunAll({ state: 'cancelled' })).toEqual({ rerun: 1 });
    // In the order in which they were asked for.
    const lease = { kinds: ['embed'], by: 'x', at: start, until: start + 1 };
    const next = [await queue.lease(lease), await queue.lease(lease), await queue.lease(lease)];
    const ada = next.filter((job) => job?.user === 'ada').map((job) => job?.id);
    expect(ada).toEqual(ids.slice(0, 2));
  });

  it('tells who has how many', async () => {
    const { queue, memory, call } = await temporaryDoor();
    for (const user of ['ada', 'bob', 'bob']) await queue.enqueue(newJob({ user }), start);
    const all = [
      { user_id: 'bob', waiting: 2, running: 0, parked: 0 },
      { user_id: 'ada', waiting: 1, running: 0, parked: 0 },
    ];
    expect((await call('GET', '/v1/jobs/users')).body).toEqual({ data: all });
    expect(await memory.jobs.byUser({ limit: 1 })).toEqual([all[0]]);
  });

  it.each([
    ['POST', '/v1/jobs/pauses', { until: '2026-03-04' }],
    ['POST', '/v1/jobs/pauses', { until: 'tomorrow' }],
    ['POST', '/v1/jobs/pauses', { kind: '' }],
    ['POST', '/v1/jobs/pauses', { kinds: ['embed'] }],
    ['DELETE', '/v1/jobs/pauses?user_id=ada', undefined],
    ['POST', '/v1/jobs/rerun', { state: 'done' }],
    ['GET', '/v1/jobs/users?limit=0', undefined],
  ])('%s %s with %j is refused', async (method, path, body) => {
    const { call } = await temporaryDoor();
    expect((await call(method, path, body)).body).toMatchObject({ code: 'invalid_input' });
  });

  it('is for who governs the whole tenant', async () => {
    const { memory } = await temporaryDoor();
    const { jobs } = memory;
    const part = { ...LOCAL, access: { ...FULL, user: 'ada' } };
    const reader = { ...LOCAL, access: { ...FULL, scopes: ['read' as const] } };
    const refused = { code: 'forbidden' };
    for (const change of ['pause', 'resume', 'rerunAll'] as const) {
      await expect(jobs[change]({}, part)).rejects.toMatchObject(refused);
      await expect(jobs[change]({}, reader)).rejects.toMatchObject(refused);
    }
    await expect(jobs.pauses(part)).rejects.toMatchObject(refused);
    await expect(jobs.byUser({}, part)).rejects.toMatchObject(refused);
    expect(await jobs.pauses(reader)).toEqual([]);
  });

  it('is told and changed on the command line', async () => {
    const { directory, queue } = await temporaryDoor();
    const id = await parked(queue, { user: 'ada' });
    const cli = (...argv: string[]) => runCli('jobs', ...argv, '--data', directory);
    const paused = await cli('--pause', '--kind', 'embed', '--cause', 'House move');
    expect(paused).toMatchObject({ code: 0, out: 'paused  embed: House move\n' });
    expect((await cli()).out).toMatch(/^paused {2}embed: House move\nparked {2}embed/);
    const status = await runCli('status', '--data', directory);
    expect(status.out).toContain('paused    embed: House move');
    expect((await cli('--users')).out).toBe('ada  0 waiting, 0 running, 1 parked\n');
    expect((await cli('--rerun', '--all')).out).toBe('Jobs that run again: 1\n');
    expect((await queue.get(LOCAL.tenant, id))?.state).toBe('waiting');
    expect((await cli('--resume')).out).toBe('Pauses lifted: 1\n');
    expect((await cli('--resume')).out).toBe('Nothing was paused there.\n');
    for (const wrong of [['--all'], ['--pause', '--resume'], ['--pause', id], ['--rerun']]) {
      expect(await cli(...wrong)).toMatchObject({ code: 2 });
    }
  });
});
