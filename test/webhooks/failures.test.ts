import { describe, expect, it } from 'vitest';
import { note, receiver, telling } from './receiver.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
/** What a try waits at most: what the schedule says and its tenth. */
const pauses = [5 * SECOND, 300 * SECOND, 0.5 * HOUR, 2 * HOUR, 5 * HOUR, 10 * HOUR, DAY, DAY];

const ids = (got: { headers: Record<string, unknown> }[]) =>
  got.map(({ headers }) => headers['webhook-id']);

describe('when a receiver fails (T2)', () => {
  it('a delivery is tried again with the same id after longer and longer pauses, then given up', async () => {
    const { memory, work, wait, errors } = await telling();
    const there = await receiver();
    there.answer = { status: 503, body: 'tomorrow' };
    const { id } = await memory.webhooks.create({ url: there.url });
    await note(memory, 'Mia plays the cello.');
    await work();
    expect(there.got).toHaveLength(1);
    for (const [at, pause] of pauses.entries()) {
      wait(pause * 0.89);
      await work();
      expect(there.got).toHaveLength(at + 1);
      wait(pause * 0.22);
      await work();
      expect(there.got).toHaveLength(at + 2);
    }
    expect(errors).toEqual([]);
    expect(new Set(ids(there.got)).size).toBe(1);
    const times = there.got.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(new Set(times).size).toBe(9);
    const { data } = await memory.webhooks.deliveries(id, { state: 'dead' });
    expect(data).toMatchObject([
      { state: 'dead', tries: 9, status: 503, error: 'HTTP 503: tomorrow', next_try_at: null },
    ]);
    expect(await memory.webhooks.get(id)).toMatchObject({ state: 'failing', waiting: 0, dead: 1 });
    expect((await memory.status()).webhooks).toEqual({ ok: 0, failing: 1, disabled: 0, dead: 1 });
    wait(10 * DAY);
    await work();
    expect(there.got).toHaveLength(9);
  });

  it('what was given up is sent again on request, by itself or all of it', async () => {
    const { memory, work, wait } = await telling();
    const there = await receiver();
    there.answer = { status: 500 };
    const { id } = await memory.webhooks.create({ url: there.url });
    for (const said of ['Mia plays the cello.', 'Bob paints.']) await note(memory, said);
    for (const pause of [0, ...pauses]) {
      wait(pause * 1.11);
      await work();
    }
    const dead = (await memory.webhooks.deliveries(id, { state: 'dead' })).data;
    expect(dead).toHaveLength(2);
    there.answer = { status: 204 };
    there.got.length = 0;
    const [first] = dead;
    const one = await memory.webhooks.replay(id, { deliveries: [first?.id ?? ''] });
    expect(one).toEqual({ replayed: 1 });
    await work();
    expect(ids(there.got)).toEqual([first?.id]);
    expect(await memory.webhooks.get(id)).toMatchObject({ state: 'ok', note: null, dead: 1 });
    expect(await memory.webhooks.replay(id)).toEqual({ replayed: 1 });
    await work();
    expect(ids(there.got)).toEqual(dead.map((delivery) => delivery.id));
    expect(await memory.webhooks.replay(id)).toEqual({ replayed: 0 });
  });

  it('all since a time comes again, also what happened while it was off', async () => {
    const { memory, work, wait, now } = await telling();
    const there = await receiver();
    const { id } = await memory.webhooks.create({ url: there.url });
    await note(memory, 'Before.');
    await work();
    wait(HOUR);
    const since = new Date(now()).toISOString();
    const told = await note(memory, 'Mia plays the cello.');
    await work();
    await memory.webhooks.update(id, { enabled: false });
    const missed = await note(memory, 'Bob paints.');
    await work();
    await memory.webhooks.update(id, { enabled: true });
    await work();
    expect(there.got.map(({ body }) => body.data.subject)).not.toContain(missed);
    there.got.length = 0;
    expect(await memory.webhooks.replay(id, { since })).toEqual({ replayed: 2 });
    await work();
    const again = new Set(there.got.map(({ body }) => body.data.subject));
    expect(again).toEqual(new Set([told, missed]));
    await work();
    expect(there.got).toHaveLength(2);
  });

  it('the webhook rests while all fails, and goes on where it was once one is taken', async () => {
    const { memory, work, wait } = await telling();
    const there = await receiver();
    there.answer = 'drop';
    const { id } = await memory.webhooks.create({ url: there.url });
    for (let n = 0; n < 30; n++) await note(memory, `Lap ${n} took ${n + 60} seconds.`);
    await work();
    expect(there.got).toHaveLength(8);
    expect(await memory.webhooks.get(id)).toMatchObject({ state: 'failing', waiting: 30 });
    there.answer = { status: 200 };
    there.got.length = 0;
    wait(6 * SECOND);
    await work();
    expect(new Set(there.got.map(({ body }) => body.data.subject)).size).toBe(30);
    expect(await memory.webhooks.get(id)).toMatchObject({ state: 'ok', waiting: 0 });
  });

  it('one receiver that fails holds up no other', async () => {
    const { memory, work } = await telling();
    const [ill, well] = [await receiver(), await receiver()];
    ill.answer = { status: 500 };
    await memory.webhooks.create({ url: ill.url });
    await memory.webhooks.create({ url: well.url });
    for (let n = 0; n < 20; n++) await note(memory, `Lap ${n} took ${n + 60} seconds.`);
    await work();
    expect(well.got).toHaveLength(20);
  });

  it('nothing taken for 5 days turns it off, and says so; it can be turned on again', async () => {
    const { memory, work, wait } = await telling();
    const there = await receiver();
    there.answer = { status: 500 };
    const { id } = await memory.webhooks.create({ url: there.url });
    for (let day = 0; day < 6; day++) {
      await note(memory, `It rained on day ${day}.`);
      await work();
      wait(DAY * 1.11);
    }
    const off = await memory.webhooks.get(id);
    expect(off).toMatchObject({ enabled: false, state: 'disabled' });
    expect(off.note).toContain('nothing was taken for 5 days');
    expect((await memory.status()).webhooks).toMatchObject({ ok: 0, disabled: 1 });
    const asked = there.got.length;
    await note(memory, 'Not told.');
    wait(DAY);
    await work();
    expect(there.got).toHaveLength(asked);
    there.answer = { status: 200 };
    await memory.webhooks.update(id, { enabled: true });
    await work();
    expect(await memory.webhooks.get(id)).toMatchObject({ state: 'ok', note: null, waiting: 0 });
  });

  it('410 Gone turns it off at once; a redirect is not followed', async () => {
    const { memory, work } = await telling();
    const [there, elsewhere] = [await receiver(), await receiver()];
    there.answer = { status: 302, headers: { location: elsewhere.url } };
    const { id } = await memory.webhooks.create({ url: there.url });
    await note(memory, 'Mia plays the cello.');
    await work();
    expect(elsewhere.got).toEqual([]);
    expect((await memory.webhooks.deliveries(id)).data).toMatchObject([{ state: 'waiting' }]);
    there.answer = { status: 410 };
    await memory.webhooks.replay(id, {
      deliveries: (await memory.webhooks.deliveries(id)).data.map((one) => one.id),
    });
    await work();
    expect(await memory.webhooks.get(id)).toMatchObject({ state: 'disabled', enabled: false });
  });

  it('of an answer 200 characters are kept, where it is an error', async () => {
    const { memory, work } = await telling();
    const there = await receiver();
    there.answer = { status: 500, body: `${'x'.repeat(200)}TAIL` };
    const { id } = await memory.webhooks.create({ url: there.url });
    await note(memory, 'Mia plays the cello.');
    await work();
    const [delivery] = (await memory.webhooks.deliveries(id)).data;
    expect(delivery?.error).toBe(`HTTP 500: ${'x'.repeat(200)}`);
    there.answer = { status: 200, body: 'Thank you.' };
    await memory.webhooks.replay(id, { deliveries: [delivery?.id ?? ''] });
    await work();
    expect((await memory.webhooks.deliveries(id)).data).toMatchObject([{ error: null }]);
  });

  it('deliveries are removed after a while: made ones after 7 days, dead ones after 30', async () => {
    const { memory, work, wait } = await telling();
    const there = await receiver();
    const { id } = await memory.webhooks.create({ url: there.url });
    await note(memory, 'Mia plays the cello.');
    await work();
    wait(6 * DAY);
    await work();
    expect((await memory.webhooks.deliveries(id)).data).toHaveLength(1);
    wait(2 * DAY);
    await work();
    expect((await memory.webhooks.deliveries(id)).data).toEqual([]);
  });
});
