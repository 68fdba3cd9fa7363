import assert from 'node:assert/strict';
import { newId } from '../model/ids.js';
import type { JobState } from '../model/job.js';
import type { JobStore, NewJob } from '../store/jobs.js';
import { type It, kinds, leaseAll, leasedOne, newJob, of, TENANT } from './jobs-cases.js';
import { joinCases } from './jobs-joining.js';
import { pauseCases, turnCases } from './jobs-turns.js';
import type { TestRunner } from './store-suite.js';

/** What the suite needs of a store; a `Store` has it. */
export interface OpenedJobs {
  readonly jobs: JobStore;
  /** The number of a tenant, made when it is new. */
  tenant(name: string): Promise<number>;
  close(): Promise<void>;
}

export interface JobsSuiteOptions {
  /** For the headline of the suite. */
  name: string;
  runner: TestRunner;
  /** A place where nothing is kept yet. */
  emptyPlace(): string | Promise<string>;
  /** Opens the store at a place; what was kept there before is found again. */
  open(place: string): Promise<OpenedJobs>;
}

/**
 * What every queue must do, whatever it is made of.
 *
 * @example
 * jobsSuite({ name: 'sqlite', runner: { describe, it }, emptyPlace, open: openSqliteStore });
 */
export function jobsSuite({ name, runner, emptyPlace, open }: JobsSuiteOptions): void {
  /** A case on a store of its own. */
  const it: It = (title, body) =>
    runner.it(title, async () => {
      const place = await emptyPlace();
      let opened = await open(place);
      const reopen = async () => {
        await opened.close();
        opened = await open(place);
        return opened.jobs;
      };
      try {
        await body({ jobs: opened.jobs, other: await opened.tenant('other'), reopen });
      } finally {
        await opened.close();
      }
    });

  runner.describe(`jobs ${name}`, () => {
    runner.describe('leases', () => leaseCases(it));
    runner.describe('turns', () => turnCases(it));
    runner.describe('pauses', () => pauseCases(it));
    runner.describe('joining', () => joinCases(it));
    runner.describe('ends', () => endCases(it));
    runner.describe('what is kept', () => keptCases(it));
  });
}

function leaseCases(it: It): void {
  it('gives the most urgent first: by priority, then due time, then id', async ({ jobs }) => {
    const [first, second] = [of('ada', { dueAt: 5 }), of('bob', { dueAt: 5 })];
    const late = of('eve', { dueAt: 7 });
    const urgent = newJob({ dueAt: 9, priority: 1 });
    for (const job of [late, second, urgent, first]) await jobs.enqueue(job, 0);
    assert.deepEqual(await leaseAll(jobs, 10), [urgent.id, first.id, second.id, late.id]);
  });

  it('keeps what is not due and kinds that nobody asked for', async ({ jobs }) => {
    const later = newJob({ dueAt: 100 });
    await jobs.enqueue(later, 0);
    await jobs.enqueue(newJob({ kind: 'reflect' }), 0);
    assert.equal(await jobs.nextDue(kinds), 100);
    assert.deepEqual(await leaseAll(jobs, 99), []);
    assert.deepEqual(await leaseAll(jobs, 100), [later.id]);
    assert.equal(await jobs.nextDue(['none']), undefined);
    assert.deepEqual(await leaseAll(jobs, 100, []), []);
  });

  it('tells who holds a job, until when, and counts the try', async ({ jobs }) => {
    const job = newJob({ user: 'ada', payload: { deep: [{ word: '猫' }] }, priority: 3 });
    await jobs.enqueue(job, 20);
    const leased = await jobs.lease({ kinds, by: 'one', at: 30, until: 40 });
    assert.deepEqual(leased, {
      ...job,
      state: 'running',
      dueAt: 20,
      leasedBy: 'one',
      leasedUntil: 40,
      tries: 1,
      cause: null,
      progress: null,
      result: null,
      createdAt: 20,
      updatedAt: 30,
    });
    assert.deepEqual(await jobs.get(TENANT, job.id), leased);
    assert.equal(await jobs.nextDue(kinds), 40);
  });

  it('never gives one job to two workers', async ({ jobs }) => {
    const ids = Array.from({ length: 40 }, () => newJob());
    await Promise.all(ids.map((job) => jobs.enqueue(job, 0)));
    const asked = Array.from({ length: 100 }, (_, at) =>
      jobs.lease({ kinds, by: `worker ${at}`, at: 1, until: 2 }),
    );
    const leased = (await Promise.all(asked)).flatMap((job) => (job ? [job] : []));
    assert.equal(leased.length, ids.length);
    assert.equal(new Set(leased.map(({ id }) => id)).size, ids.length);
    assert.equal(new Set(leased.map(({ leasedBy }) => leasedBy)).size, ids.length);
  });

  it('gives a job whose lease ran out to another, and refuses what the first one says of it', async (opened) => {
    const { jobs } = opened;
    const { id } = newJob();
    await jobs.enqueue(newJob({ id }), 0);
    await jobs.lease({ kinds, by: 'one', at: 0, until: 10 });
    assert.equal(await jobs.lease({ kinds, by: 'two', at: 9, until: 20 }), undefined);
    const again = await jobs.lease({ kinds, by: 'two', at: 10, until: 20 });
    assert.deepEqual([again?.id, again?.tries, again?.leasedBy], [id, 2, 'two']);
    await refusesAll(jobs, id, 'one');
    assert.deepEqual(await jobs.get(TENANT, id), again);
    assert.equal(await jobs.done(id, 'two', { at: 12, result: 1, progress: null }), true);
  });

  it('renews a lease and keeps the progress that was told last', async ({ jobs }) => {
    const { id } = await leasedOne(jobs, 10);
    const progress = { done: 1, total: 3 };
    assert.equal(await jobs.renew(id, 'one', { at: 5, until: 15, progress }), true);
    assert.equal(await jobs.renew(id, 'one', { at: 12, until: 25, progress: null }), true);
    assert.deepEqual(await leaseAll(jobs, 24), []);
    const job = await jobs.get(TENANT, id);
    assert.deepEqual([job?.leasedUntil, job?.progress], [25, progress]);
    const [again] = [await jobs.lease({ kinds, by: 'two', at: 25, until: 30 })];
    assert.equal(again?.progress, null);
  });
}

function endCases(it: It): void {
  it('done: keeps the result, and is given to nobody again', async ({ jobs }) => {
    const { id } = await leasedOne(jobs, 10);
    const result = { memories: ['a'], count: 1 };
    const progress = { done: 3, total: null };
    assert.equal(await jobs.done(id, 'one', { at: 5, result, progress }), true);
    const job = await jobs.get(TENANT, id);
    assert.deepEqual([job?.state, job?.result, job?.progress], ['done', result, progress]);
    assert.deepEqual([job?.leasedBy, job?.leasedUntil, job?.updatedAt], [null, null, 5]);
    assert.deepEqual(await leaseAll(jobs, 1_000), []);
    await refusesAll(jobs, id, 'one');
    const nothing = await leasedOne(jobs, 10);
    await jobs.done(nothing.id, 'one', { at: 5, result: undefined, progress: null });
    assert.equal((await jobs.get(TENANT, nothing.id))?.result, null);
  });

  it('retry: waits for its time with its cause, and forgets the cause when it is done', async (opened) => {
    const { jobs } = opened;
    const { id } = await leasedOne(jobs, 10);
    assert.equal(await jobs.retry(id, 'one', { at: 5, cause: 'no net', dueAt: 50 }), true);
    const waiting = await jobs.get(TENANT, id);
    assert.deepEqual([waiting?.state, waiting?.cause, waiting?.dueAt], ['waiting', 'no net', 50]);
    assert.deepEqual(await leaseAll(jobs, 49), []);
    const again = await jobs.lease({ kinds, by: 'two', at: 50, until: 60 });
    assert.deepEqual([again?.tries, again?.cause], [2, 'no net']);
    await jobs.done(id, 'two', { at: 51, result: null, progress: null });
    assert.equal((await jobs.get(TENANT, id))?.cause, null);
  });

  it('release: waits again as if it had not been taken', async ({ jobs }) => {
    const { id } = await leasedOne(jobs, 10);
    assert.equal(await jobs.release(id, 'one', 5), true);
    const job = await jobs.get(TENANT, id);
    assert.deepEqual([job?.state, job?.tries, job?.leasedBy], ['waiting', 0, null]);
    assert.deepEqual(await leaseAll(jobs, 5), [id]);
  });

  it('park: is kept with its cause until somebody runs it again', async ({ jobs }) => {
    const { id } = await leasedOne(jobs, 10);
    assert.equal(await jobs.park(id, 'one', { at: 5, cause: 'no such model' }), true);
    const parked = await jobs.get(TENANT, id);
    assert.deepEqual([parked?.state, parked?.cause], ['parked', 'no such model']);
    assert.deepEqual(await leaseAll(jobs, 1_000), []);
    const waiting = await jobs.rerun(TENANT, id, 2_000);
    assert.deepEqual([waiting?.state, waiting?.tries, waiting?.cause], ['waiting', 0, null]);
    assert.equal(waiting?.dueAt, 2_000);
    assert.deepEqual(await leaseAll(jobs, 2_000), [id]);
  });

  it('cancel: from every state but done, and its worker learns of it', async ({ jobs }) => {
    const running = await leasedOne(jobs, 10);
    assert.equal((await jobs.cancel(TENANT, running.id, 5))?.state, 'cancelled');
    await refusesAll(jobs, running.id, 'one');
    const parked = await leasedOne(jobs, 10);
    await jobs.park(parked.id, 'one', { at: 5, cause: 'x' });
    assert.equal((await jobs.cancel(TENANT, parked.id, 6))?.state, 'cancelled');
    const waiting = newJob();
    await jobs.enqueue(waiting, 0);
    assert.equal((await jobs.cancel(TENANT, waiting.id, 6))?.state, 'cancelled');
    assert.deepEqual(await leaseAll(jobs, 1_000), []);
    const done = await leasedOne(jobs, 10);
    await jobs.done(done.id, 'one', { at: 5, result: null, progress: null });
    assert.equal((await jobs.cancel(TENANT, done.id, 6))?.state, 'done');
    assert.equal((await jobs.get(TENANT, done.id))?.updatedAt, 5);
    assert.equal(await jobs.cancel(TENANT, newId(), 6), undefined);
  });

  it('rerun: a cancelled one waits again, any other stays as it is', async ({ jobs }) => {
    const { id } = await leasedOne(jobs, 10);
    assert.equal((await jobs.rerun(TENANT, id, 5))?.state, 'running');
    await jobs.cancel(TENANT, id, 5);
    assert.equal((await jobs.rerun(TENANT, id, 6))?.state, 'waiting');
    // The worker from before the cancellation is still busy, and has nothing to say any more.
    await jobs.lease({ kinds, by: 'two', at: 6, until: 16 });
    await refusesAll(jobs, id, 'one');
    await jobs.done(id, 'two', { at: 7, result: null, progress: null });
    assert.equal((await jobs.rerun(TENANT, id, 8))?.state, 'done');
    assert.equal(await jobs.rerun(TENANT, newId(), 8), undefined);
  });
}

function keptCases(it: It): void {
  it('makes only one of the same that waits, as urgent as the most urgent wish', async (opened) => {
    const { jobs, other } = opened;
    const wish = (part: Partial<NewJob> = {}) =>
      jobs.enqueue(newJob({ payload: { cube: 7 }, dueAt: 100, onlyOne: true, ...part }), 0);
    const first = await wish();
    assert.equal(await wish({ dueAt: 200 }), first);
    assert.equal((await jobs.get(TENANT, first))?.dueAt, 100);
    assert.equal(await wish({ dueAt: 50, priority: 2 }), first);
    const hastened = await jobs.get(TENANT, first);
    assert.deepEqual([hastened?.dueAt, hastened?.priority], [50, 2]);
    const apart: Partial<NewJob>[] = [
      { payload: { cube: 8 } },
      { kind: 'reflect' },
      { user: 'ada' },
      { tenant: other },
      { onlyOne: false },
    ];
    const all = [first, ...(await Promise.all(apart.map(wish)))];
    assert.equal(new Set(all).size, apart.length + 1);
  });

  it('makes another of the same beside one that runs, and never undoes a back-off', async (opened) => {
    const { jobs } = opened;
    const wish = (at: number) => jobs.enqueue(newJob({ onlyOne: true }), at);
    const first = await wish(0);
    await jobs.lease({ kinds, by: 'one', at: 0, until: 10 });
    const second = await wish(1);
    assert.notEqual(second, first);
    assert.equal(await wish(2), second);
    await jobs.lease({ kinds, by: 'two', at: 2, until: 10 });
    await jobs.retry(second, 'two', { at: 3, cause: 'x', dueAt: 500 });
    assert.equal(await wish(4), second);
    assert.equal((await jobs.get(TENANT, second))?.dueAt, 500);
  });

  it('keeps tenants apart, and workers serve all of them', async ({ jobs, other }) => {
    const mine = newJob();
    const theirs = newJob({ tenant: other });
    await jobs.enqueue(mine, 0);
    await jobs.enqueue(theirs, 0);
    assert.equal(await jobs.get(TENANT, theirs.id), undefined);
    assert.equal(await jobs.cancel(TENANT, theirs.id, 0), undefined);
    assert.equal(await jobs.rerun(TENANT, theirs.id, 0), undefined);
    assert.equal((await jobs.get(other, theirs.id))?.state, 'waiting');
    assert.deepEqual(await idsOf(jobs), [mine.id]);
    assert.equal((await jobs.counts(TENANT)).waiting, 1);
    assert.deepEqual(await leaseAll(jobs, 0), [mine.id, theirs.id]);
  });

  it('lists newest first, in pages, by state and kind', async ({ jobs }) => {
    const all = Array.from({ length: 5 }, (_, at) =>
      newJob({ kind: at % 2 ? 'reflect' : 'embed' }),
    );
    for (const job of all) await jobs.enqueue(job, 0);
    const ids = all.map(({ id }) => id).toReversed();
    assert.deepEqual(await idsOf(jobs), ids);
    assert.deepEqual(await idsOf(jobs, { limit: 2 }), ids.slice(0, 2));
    assert.deepEqual(await idsOf(jobs, { limit: 2, before: ids[1] }), ids.slice(2, 4));
    assert.deepEqual(await idsOf(jobs, { kind: 'reflect' }), [ids[1], ids[3]]);
    await jobs.cancel(TENANT, ids[4] ?? '', 1);
    assert.deepEqual(await idsOf(jobs, { state: 'cancelled' }), [ids[4]]);
    assert.deepEqual(await idsOf(jobs, { state: 'waiting', kind: 'embed' }), [ids[0], ids[2]]);
    const counts = { waiting: 4, running: 0, done: 0, parked: 0, cancelled: 1 };
    assert.deepEqual(await jobs.counts(TENANT), counts);
  });

  it('forgets what was done or cancelled before a moment, and nothing else', async ({ jobs }) => {
    const end = async (state: JobState, at: number) => {
      const { id } = await leasedOne(jobs, 1_000);
      if (state === 'done') await jobs.done(id, 'one', { at, result: null, progress: null });
      if (state === 'parked') await jobs.park(id, 'one', { at, cause: 'x' });
      if (state === 'cancelled') await jobs.cancel(TENANT, id, at);
      return id;
    };
    await end('done', 5);
    await end('cancelled', 5);
    const kept = [
      await end('parked', 5),
      await end('running', 5),
      await end('done', 10),
      await end('cancelled', 11),
    ];
    assert.equal(await jobs.forget(10, 'reflect'), 0);
    assert.equal(await jobs.forget(10), 2);
    assert.deepEqual(await idsOf(jobs), kept.toReversed());
    assert.equal(await jobs.forget(11, 'embed'), 1);
  });

  it('is there after the store was closed and opened again', async ({ jobs, reopen }) => {
    const { id } = await leasedOne(jobs, 10);
    await jobs.enqueue(newJob({ payload: { text: '👩‍👩‍👧‍👦 עברית', none: null } }), 1);
    const page = { tenant: TENANT, limit: 10 };
    const before = await jobs.list(page);
    const again = await reopen();
    assert.deepEqual(await again.list(page), before);
    assert.equal(await again.done(id, 'one', { at: 5, result: 'x', progress: null }), true);
  });
}

async function refusesAll(jobs: JobStore, id: string, by: string): Promise<void> {
  const before = await jobs.get(TENANT, id);
  const at = 11;
  const answers = [
    await jobs.renew(id, by, { at, until: 99, progress: { done: 1, total: 1 } }),
    await jobs.done(id, by, { at, result: 'late', progress: null }),
    await jobs.retry(id, by, { at, cause: 'late', dueAt: at }),
    await jobs.park(id, by, { at, cause: 'late' }),
    await jobs.release(id, by, at),
  ];
  assert.deepEqual(
    answers,
    answers.map(() => false),
  );
  assert.deepEqual(await jobs.get(TENANT, id), before);
}

async function idsOf(
  jobs: JobStore,
  query: Partial<Parameters<JobStore['list']>[0]> = {},
): Promise<string[]> {
  const page = await jobs.list({ tenant: TENANT, limit: 100, ...query });
  return page.map(({ id }) => id);
}
