import { describe, expect, it } from 'vitest';
import { LOCAL } from '../../src/model/caller.js';
import { note, receiver, telling, verify } from './receiver.js';

const typesOf = (got: { body: { type: string } }[]) => got.map(({ body }) => body.type);

describe('webhooks tell what happens (T2)', () => {
  it('ids and the event, signed as Standard Webhooks has it', async () => {
    const { memory, work, errors, now } = await telling();
    const there = await receiver();
    await note(memory, 'Before there was a webhook.');
    const made = await memory.webhooks.create({ url: there.url });
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const id = await note(memory, 'Mia plays the cello.');
    await memory.update(id, { text: 'Mia plays the viola.' });
    await memory.delete(id);
    await work();
    expect(errors).toEqual([]);
    // They may arrive in another order.
    there.got.sort((one, other) => one.body.data.seq - other.body.data.seq);
    expect(typesOf(there.got)).toEqual(['memory.created', 'memory.updated', 'memory.deleted']);
    const [first] = there.got;
    expect(first?.body).toEqual({
      type: 'memory.created',
      timestamp: new Date(now()).toISOString(),
      data: {
        seq: expect.any(Number),
        subject: id,
        version: 1,
        cube: 'user:ada',
        app: null,
        user_id: 'ada',
        webhook_id: made.id,
      },
    });
    expect(new Set(there.got.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
    for (const got of there.got) {
      expect(verify(made.secret, got, now())).toBe(true);
      expect(verify(made.secret, { ...got, text: `${got.text} ` }, now())).toBe(false);
      expect(
        verify(
          made.secret.replace(/_./, (first) => (first === '_x' ? '_y' : '_x')),
          got,
          now(),
        ),
      ).toBe(false);
    }
    await work();
    expect(there.got).toHaveLength(3);
    const { data } = await memory.webhooks.deliveries(made.id);
    expect(data.map(({ state, tries, status }) => [state, tries, status])).toEqual(
      Array(3).fill(['delivered', 1, 200]),
    );
    expect(await memory.webhooks.get(made.id)).toMatchObject({ state: 'ok', waiting: 0, dead: 0 });
  });

  it('a new secret signs beside the old one until the grace is over', async () => {
    const { memory, work, wait, now } = await telling();
    const there = await receiver();
    const { id, secret: old } = await memory.webhooks.create({ url: there.url });
    const { secret } = await memory.webhooks.rotate(id, { grace_seconds: 60 });
    expect(secret).not.toBe(old);
    await note(memory, 'Mia plays the cello.');
    await work();
    expect([old, secret].map((one) => verify(one, there.got[0], now()))).toEqual([true, true]);
    wait(61_000);
    await note(memory, 'Mia plays the viola.');
    await work();
    expect([old, secret].map((one) => verify(one, there.got[1], now()))).toEqual([false, true]);
  });

  it('holds to kinds, cubes, users and apps; all are told what was erased', async () => {
    const { memory, work } = await telling();
    const filters = {
      created: { kinds: ['memory.created' as const] },
      work: { cubes: ['work'] },
      ada: { users: ['ada'] },
      app: { apps: ['cursor'] },
      both: { users: ['ada'], cubes: ['work'] },
      episodes: { kinds: ['episode.*' as const] },
    };
    const receivers = Object.fromEntries(
      await Promise.all(
        Object.entries(filters).map(async ([name, some]) => {
          const there = await receiver();
          await memory.webhooks.create({ url: there.url, filters: some });
          return [name, there] as const;
        }),
      ),
    );
    const ada = await note(memory, 'Mia plays the cello.');
    const bob = await note(memory, 'Bob paints.', { user_id: 'bob', app_id: 'cursor' });
    const both = await note(memory, 'The office is in Lisbon.', { cube: 'work' });
    await memory.update(ada, { text: 'Mia plays the viola.' });
    await work();
    const told = (name: string) =>
      receivers[name]?.got
        .map(({ body }) => `${body.type} ${body.data.subject}`)
        .toSorted((one, other) => one.localeCompare(other));
    const created = (...ids: string[]) =>
      ids.map((id) => `memory.created ${id}`).toSorted((one, other) => one.localeCompare(other));
    expect(told('created')).toEqual(created(ada, bob, both));
    expect(told('work')).toEqual(created(both));
    expect(told('ada')).toEqual([...created(ada, both), `memory.updated ${ada}`]);
    expect(told('both')).toEqual(created(both));
    expect(typesOf(receivers['episodes']?.got ?? [])).toEqual(Array(3).fill('episode.recorded'));
    await memory.erase(bob);
    await work();
    expect(typesOf(receivers['ada']?.got ?? []).at(-1)).toBe('memory.erased');
    expect(typesOf(receivers['created']?.got ?? [])).toHaveLength(3);
  });

  it('an app is who did it, as events tell it', async () => {
    const { memory, work } = await telling();
    const there = await receiver();
    await memory.webhooks.create({ url: there.url, filters: { apps: ['cursor'] } });
    const asked = { user_id: 'ada', text: 'Mia plays the cello.' };
    await memory.add(asked, { ...LOCAL, app: 'cursor' });
    await memory.add({ ...asked, text: 'Bob paints.' }, { ...LOCAL, app: 'claude' });
    await work();
    expect(there.got.map(({ body }) => body.data.app)).toEqual(['cursor']);
  });

  it('the memory goes along where that is asked for, as it is when it is sent', async () => {
    const { memory, work } = await telling();
    const there = await receiver();
    await memory.webhooks.create({ url: there.url, include: ['memory'] });
    const id = await note(memory, 'Mia plays the cello.', { tags: ['music'] });
    await work();
    expect(there.got[0]?.body.data.memory).toEqual(
      JSON.parse(JSON.stringify(await memory.get(id))),
    );
  });

  it('the shape of mem0', async () => {
    const { memory, work } = await telling();
    const [all, some] = [await receiver(), await receiver()];
    await memory.webhooks.create({ url: all.url, format: 'mem0' });
    await memory.webhooks.create({
      url: some.url,
      format: 'mem0',
      filters: { mem0_events: ['memory_delete'] },
    });
    const id = await note(memory, 'Mia plays the cello.', { categories: ['music'] });
    await work();
    await memory.update(id, { text: 'Mia plays the viola.' });
    await work();
    await memory.delete(id);
    await work();
    const details = (event: string, said: string) => ({
      event_details: { id, data: { memory: said }, event },
    });
    const categorised = {
      event_details: { event: 'CATEGORIZE', memory_id: id, categories: ['music'] },
    };
    const bodies = all.got.map(({ body }) => body);
    expect(bodies).toHaveLength(5);
    for (const body of [
      details('ADD', 'Mia plays the cello.'),
      details('UPDATE', 'Mia plays the viola.'),
      details('DELETE', 'Mia plays the viola.'),
    ])
      expect(bodies).toContainEqual(body);
    expect(bodies.filter(({ event_details: told }) => told.event === 'CATEGORIZE')).toEqual([
      categorised,
      categorised,
    ]);
    expect(some.got.map(({ body }) => body.event_details.event)).toEqual(['DELETE']);
  });

  it('a test sends an event that never happened, and tells what became of it', async () => {
    const { memory, now } = await telling();
    const there = await receiver();
    const { id, secret } = await memory.webhooks.create({ url: there.url, enabled: false });
    expect(await memory.webhooks.test(id)).toMatchObject({ delivered: true, status: 200 });
    expect(there.got[0]?.body.type).toBe('webhook.test');
    expect(verify(secret, there.got[0], now())).toBe(true);
    there.answer = { status: 500, body: 'out of order' };
    expect(await memory.webhooks.test(id)).toMatchObject({
      delivered: false,
      status: 500,
      error: 'HTTP 500: out of order',
    });
    expect((await memory.webhooks.deliveries(id)).data).toEqual([]);
  });

  it('more than a page of the log arrives whole, and once', async () => {
    const { memory, work, errors } = await telling();
    const there = await receiver();
    await memory.webhooks.create({ url: there.url });
    const messages = Array.from({ length: 230 }, (_, n) => ({
      role: 'user' as const,
      content: `Lap ${n} of the race took ${n + 60} seconds.`,
    }));
    const { memories } = await memory.add({ user_id: 'ada', messages });
    await work();
    expect(errors).toEqual([]);
    const told = there.got.map(({ body }) => body.data.subject);
    expect(told).toHaveLength(memories.length);
    expect(new Set(told)).toEqual(new Set(memories.map(({ id }) => id)));
    expect(memories.length).toBeGreaterThan(200);
  });

  it('a server tells by itself', async () => {
    const { memory, errors } = await telling({ clock: Date.now });
    const there = await receiver();
    await memory.startJobs((_, error) => errors.push(error));
    await memory.webhooks.create({ url: there.url });
    const id = await note(memory, 'Mia plays the cello.');
    await expect.poll(() => there.got.length, { timeout: 20_000 }).toBe(1);
    expect(there.got[0]?.body.data.subject).toBe(id);
    expect(errors).toEqual([]);
  });
});
