import assert from 'node:assert/strict';
import type { JobStore, StoredJob } from '../store/jobs.js';
import { type It, kinds, leaseAll, leasedOne, newJob, of, TENANT } from './jobs-cases.js';

/** Whose turn it is, and how many of a user run at once. */
export function turnCases(it: It): void {
  it('lets everybody have a turn, however many jobs one has handed in', async ({ jobs }) => {
    for (let at = 0; at < 100; at += 1) await jobs.enqueue(of('ada'), at);
    const users = ['bob', 'eve', 'bob'];
    for (const user of users) await jobs.enqueue(of(user), 200);
    const begun = await finishAll(jobs, 300);
    assert.equal(begun.length, 103);
    assert.deepEqual(begun.slice(0, 3), ['ada', 'bob', 'eve']);
    assert.ok(begun.indexOf('bob', 2) < 6, begun.slice(0, 8).join(' '));
  });

  it('lets who comes later into the round that is going on, not before it', async ({ jobs }) => {
    for (let at = 0; at < 20; at += 1) await jobs.enqueue(of('ada'), at);
    await finishAll(jobs, 100, 10);
    for (let at = 0; at < 20; at += 1) await jobs.enqueue(of('bob'), 101);
    const begun = await finishAll(jobs, 200);
    const first = begun.slice(0, 10);
    assert.equal(first.filter((user) => user === 'ada').length, 5, first.join(' '));
  });

  it('takes the user of whom the fewest are running', async ({ jobs }) => {
    for (const user of ['ada', 'ada', 'ada', 'bob', 'bob']) await jobs.enqueue(of(user), 0);
    const held = [await take(jobs, 'a'), await take(jobs, 'b'), await take(jobs, 'c')];
    const whose = (user: string) => held.filter((job) => job?.user === user);
    assert.deepEqual([whose('ada').length, whose('bob').length], [2, 1]);
    const [bobs] = whose('bob');
    await jobs.done(bobs?.id ?? '', bobs?.leasedBy ?? '', { at: 2, result: null, progress: null });
    // Two of ada's go on: it is not hers, though she has waited as long.
    assert.equal((await take(jobs, 'd'))?.user, 'bob');
  });

  it('keeps to so many of a user at once, and not to those of a worker that has died', async (opened) => {
    const { jobs, other } = opened;
    for (let n = 0; n < 4; n += 1) await jobs.enqueue(of('ada'), 0);
    const mostOfUser = { embed: 2 };
    const ask = (by: string, at: number) =>
      jobs.lease({ kinds, mostOfUser, by, at, until: at + 10 });
    const held = await Promise.all(['a', 'b', 'c', 'd'].map((by) => ask(by, 1)));
    assert.equal(held.filter((job) => job !== undefined).length, 2);
    // One of that name in another tenant is somebody else, and nobody is not one.
    await jobs.enqueue(of('ada', { tenant: other }), 2);
    assert.equal((await ask('e', 2))?.tenant, other);
    for (let n = 0; n < 3; n += 1) await jobs.enqueue(newJob(), 2);
    for (let n = 0; n < 3; n += 1) assert.equal((await ask(`n${n}`, 2))?.user, null);
    assert.equal(await ask('f', 3), undefined);
    assert.equal((await ask('g', 11))?.user, 'ada');
  });

  it('lets priority go before turns', async ({ jobs }) => {
    await jobs.enqueue(of('bob'), 0);
    for (let n = 0; n < 3; n += 1) await jobs.enqueue(of('ada', { priority: 1 }), 1);
    assert.deepEqual(await finishAll(jobs, 2), ['ada', 'ada', 'ada', 'bob']);
  });

  it('does not let what is tried again wait behind all that came meanwhile', async ({ jobs }) => {
    for (let n = 0; n < 30; n += 1) await jobs.enqueue(of('ada'), 0);
    await finishAll(jobs, 1, 29);
    const last = await take(jobs, 'one');
    for (let n = 0; n < 30; n += 1) await jobs.enqueue(of('bob'), 2);
    await jobs.retry(last?.id ?? '', 'one', { at: 3, cause: 'x', dueAt: 4 });
    const begun = await finishAll(jobs, 5);
    assert.ok(begun.indexOf('ada') < 2, `ada was number ${begun.indexOf('ada')}`);
  });

  it('tells how many are whose, most first', async ({ jobs, other }) => {
    for (const user of ['ada', 'bob', 'bob', 'bob']) await jobs.enqueue(of(user), 0);
    await jobs.enqueue(newJob(), 0);
    await jobs.enqueue(newJob(), 0);
    await jobs.enqueue(of('eve', { tenant: other }), 0);
    const taken = await take(jobs, 'one');
    await jobs.park(taken?.id ?? '', 'one', { at: 2, cause: 'x' });
    const next = await take(jobs, 'two');
    assert.deepEqual([taken?.user, next?.user], ['ada', 'bob']);
    assert.deepEqual(await jobs.byUser(TENANT, 10), [
      { user: 'bob', waiting: 2, running: 1, parked: 0 },
      { user: null, waiting: 2, running: 0, parked: 0 },
      { user: 'ada', waiting: 0, running: 0, parked: 1 },
    ]);
    assert.equal((await jobs.byUser(TENANT, 1)).length, 1);
  });
}

/** What holds jobs up. */
export function pauseCases(it: It): void {
  const both = ['embed', 'reflect'];

  it('passes over what is paused, of a kind or of all, until it is resumed', async ({ jobs }) => {
    const [embed, reflect] = [newJob(), newJob({ kind: 'reflect' })];
    for (const job of [embed, reflect]) await jobs.enqueue(job, 0);
    await jobs.pause(TENANT, { kind: 'embed', cause: 'budget', until: null }, 1);
    assert.deepEqual(await leaseAll(jobs, 2, both), [reflect.id]);
    assert.equal(await jobs.nextDue(kinds), undefined);
    await jobs.pause(TENANT, { kind: null, cause: 'moving house', until: null }, 3);
    assert.equal(await jobs.resume(TENANT, 'embed'), true);
    assert.equal(await jobs.resume(TENANT, 'embed'), false);
    assert.deepEqual(await leaseAll(jobs, 5_000, both), []);
    assert.equal(await jobs.resume(TENANT, null), true);
    assert.deepEqual(await leaseAll(jobs, 6, both), [embed.id]);
  });

  it('goes on by itself when the time has come', async ({ jobs }) => {
    const { id } = newJob();
    await jobs.enqueue(newJob({ id }), 0);
    await jobs.pause(TENANT, { kind: 'embed', cause: 'budget', until: 100 }, 1);
    assert.equal(await jobs.nextDue(kinds), 100);
    assert.equal((await jobs.pauses(TENANT, 99)).length, 1);
    assert.deepEqual(await leaseAll(jobs, 99), []);
    assert.deepEqual(await jobs.pauses(TENANT, 100), []);
    assert.deepEqual(await leaseAll(jobs, 100), [id]);
  });

  it('holds up neither other tenants nor what is running', async ({ jobs, other }) => {
    const mine = await leasedOne(jobs, 10);
    await jobs.pause(TENANT, { kind: null, cause: 'x', until: null }, 1);
    const theirs = newJob({ tenant: other });
    await jobs.enqueue(theirs, 1);
    await jobs.enqueue(newJob(), 1);
    assert.deepEqual(await leaseAll(jobs, 2), [theirs.id]);
    assert.equal(await jobs.renew(mine.id, 'one', { at: 3, until: 30, progress: null }), true);
    assert.equal(await jobs.done(mine.id, 'one', { at: 4, result: 1, progress: null }), true);
    assert.deepEqual(await jobs.pauses(other, 1), []);
  });

  it('tells what is paused and why, the last word of each kind, over closing', async (opened) => {
    const { jobs, reopen } = opened;
    await jobs.pause(TENANT, { kind: 'embed', cause: 'budget', until: 100 }, 1);
    await jobs.pause(TENANT, { kind: 'embed', cause: '预算', until: null }, 2);
    await jobs.pause(TENANT, { kind: null, cause: 'all', until: 50 }, 3);
    const again = await reopen();
    assert.deepEqual(await again.pauses(TENANT, 4), [
      { kind: null, cause: 'all', until: 50, at: 3 },
      { kind: 'embed', cause: '预算', until: null, at: 2 },
    ]);
    await again.enqueue(newJob(), 4);
    assert.deepEqual(await leaseAll(again, 5), []);
  });
}

async function take(jobs: JobStore, by: string): Promise<StoredJob | undefined> {
  return jobs.lease({ kinds, by, at: 1, until: 1_000_000 });
}

/** Does one after the other, and at most so many. @returns whose they were */
async function finishAll(jobs: JobStore, at: number, most = Infinity): Promise<(string | null)[]> {
  const users: (string | null)[] = [];
  while (users.length < most) {
    const job = await jobs.lease({ kinds, by: 'worker', at, until: at + 10 });
    if (!job) break;
    users.push(job.user);
    await jobs.done(job.id, 'worker', { at, result: null, progress: null });
  }
  return users;
}
