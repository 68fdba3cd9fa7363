import assert from 'node:assert/strict';
import type { JobStore, NewJob } from '../store/jobs.js';
import { type It, kinds, of, TENANT } from './jobs-cases.js';

/** A job about episodes of a user. */
function about(user: string, episodes: string[], part: Partial<NewJob> = {}): NewJob {
  return of(user, { payload: { joins: 'here', episodes, tokens: 10 * episodes.length }, ...part });
}

/** One job that does what several were handed in for. */
export function joinCases(it: It): void {
  it('has a leased job do what others of its user do that wait, in their order', async ({
    jobs,
  }) => {
    const [first, second, third] = [about('ada', ['a']), about('ada', ['b']), about('ada', ['c'])];
    for (const job of [first, second, third]) await jobs.enqueue(job, 0);
    const joined = await join(jobs, 'one', 1_000);
    assert.deepEqual(joined?.payload, { joins: 'here', episodes: ['a', 'b', 'c'], tokens: 30 });
    assert.deepEqual([joined?.id, joined?.state], [first.id, 'running']);
    for (const { id } of [second, third]) {
      const ended = await jobs.get(TENANT, id);
      assert.deepEqual([ended?.state, ended?.result], ['done', { joined: first.id }]);
    }
    const again = await jobs.get(TENANT, first.id);
    assert.deepEqual(again?.payload, joined?.payload);
  });

  it('leaves alone what is another user’s, another tenant’s, or joins something else', async (opened) => {
    const { jobs, other } = opened;
    await jobs.enqueue(about('ada', ['a']), 0);
    const payload = { joins: 'elsewhere', episodes: ['x'], tokens: 10 };
    const others = [
      about('bob', ['b']),
      about('ada', ['c'], { tenant: other }),
      about('ada', ['d'], { payload }),
      about('ada', ['e'], { kind: 'other' }),
    ];
    for (const job of others) await jobs.enqueue(job, 0);
    const joined = await join(jobs, 'one', 1_000);
    assert.deepEqual(joined?.payload['episodes'], ['a']);
    for (const { id, tenant } of others) {
      assert.equal((await jobs.get(tenant, id))?.state, 'waiting');
    }
  });

  it('takes no more than so many tokens, and nothing that has failed', async ({ jobs }) => {
    const failed = about('ada', ['f']);
    await jobs.enqueue(failed, 0);
    await jobs.lease({ kinds, by: 'two', at: 0, until: 10 });
    await jobs.retry(failed.id, 'two', { at: 1, cause: 'no', dueAt: 5_000 });
    for (const episode of ['a', 'b', 'c', 'd']) await jobs.enqueue(about('ada', [episode]), 2);
    const joined = await join(jobs, 'one', 20);
    assert.deepEqual(joined?.payload['episodes'], ['a', 'b', 'c']);
    assert.equal((await jobs.get(TENANT, failed.id))?.state, 'waiting');
  });

  it('does nothing for who holds it no longer', async ({ jobs }) => {
    const [first, second] = [about('ada', ['a']), about('ada', ['b'])];
    for (const job of [first, second]) await jobs.enqueue(job, 0);
    await jobs.lease({ kinds, by: 'one', at: 0, until: 1_000 });
    const ask = { at: 1, joins: 'here', most: 1_000 };
    assert.equal(await jobs.join(first.id, 'two', ask), undefined);
    assert.equal((await jobs.get(TENANT, second.id))?.state, 'waiting');
  });
}

async function join(jobs: JobStore, by: string, most: number) {
  const job = await jobs.lease({ kinds, by, at: 10, until: 1_000 });
  assert.ok(job);
  return jobs.join(job.id, by, { at: 11, joins: 'here', most });
}
