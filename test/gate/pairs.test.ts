import { describe, expect, it, onTestFinished } from 'vitest';
import { LOCAL } from '../../src/model/caller.js';
import { newId } from '../../src/model/ids.js';
import type { ReviewKind } from '../../src/model/review.js';
import { openMemory, openStore, temporaryDirectory } from '../helpers/temporary-memory.js';

const user_id = 'ada';

/** Two memories of which the newer one is in doubt, as a job leaves them. */
async function pair(kind: ReviewKind) {
  const data = temporaryDirectory();
  const memory = await openMemory({ data, timezone: 'UTC' });
  const add = async (text: string, occurred_at: string) =>
    (await memory.add({ user_id, text, occurred_at })).memories[0]?.id ?? '';
  const older = await add('My office is in Ghent.', '2026-01-01');
  const newer = await add('My office is in Lyon.', '2026-02-01');
  const store = await openStore(data);
  const id = newId();
  const link = { from: newer, to: older, kind: 'contradicts', undo: {} } as const;
  await store.commit({
    tenant: LOCAL.tenant,
    at: Date.now(),
    actor: { principal: null, app: null },
    reviews: [{ open: { id, kind, memory: newer, other: older, reasons: ['place'] } }],
    ...(kind === 'contradiction' && { links: [link] }),
  });
  onTestFinished(async () => {
    await store.close();
    await memory.close();
  });
  const linked = async () => {
    const [one] = await store.memories.byIds(LOCAL.tenant, [newer]);
    return (await store.history.linked(one?.no ?? 0, ['contradicts'])).length;
  };
  return { memory, older, newer, id, linked };
}

describe('a review of two memories (T8, T4)', () => {
  it('accept: the newer one is right and supersedes the other', async () => {
    const { memory, older, newer, id, linked } = await pair('contradiction');
    expect(await linked()).toBe(1);
    await memory.reviews.decide(id, { decision: 'accept' });
    expect(await memory.get(older)).toMatchObject({
      superseded_by: newer,
      valid_to: '2026-02-01T00:00:00.000Z',
    });
    expect(await memory.get(newer)).toMatchObject({ trust: 'verified', supersedes: [older] });
    expect(await linked()).toBe(0);
    // Undone like any other.
    expect(await memory.restore(older)).toMatchObject({ superseded_by: null, valid_to: null });
  });

  it('keep_other: the newer one goes, and the other is verified', async () => {
    const { memory, older, newer, id } = await pair('contradiction');
    await memory.reviews.decide(id, { decision: 'keep_other' });
    await expect(memory.get(newer)).rejects.toMatchObject({ code: 'not_found' });
    expect(await memory.get(older)).toMatchObject({ trust: 'verified', superseded_by: null });
  });

  it('keep_both: nothing changes but that they contradict each other no longer', async () => {
    const { memory, older, newer, id, linked } = await pair('contradiction');
    const before = [await memory.get(older), await memory.get(newer)];
    await memory.reviews.decide(id, { decision: 'keep_both' });
    expect([await memory.get(older), await memory.get(newer)]).toEqual(before);
    expect(await linked()).toBe(0);
  });

  it('of duplicates accept merges them, and keep_both leaves them', async () => {
    const one = await pair('duplicate');
    await one.memory.reviews.decide(one.id, { decision: 'accept' });
    expect(await one.memory.get(one.newer)).toMatchObject({ merged_into: one.older });
    const other = await pair('duplicate');
    await other.memory.reviews.decide(other.id, { decision: 'keep_both' });
    expect(await other.memory.get(other.newer)).toMatchObject({ merged_into: null });
  });
});
