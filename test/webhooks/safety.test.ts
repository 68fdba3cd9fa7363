import { describe, expect, it, vi } from 'vitest';
import { createMemory } from '../../src/compose.js';
import { restoreBackup } from '../../src/facade/restore.js';
import { KEYLESS } from '../../src/model/access.js';
import { LOCAL } from '../../src/model/caller.js';
import { createWebhookPost } from '../../src/network/webhook-post.js';
import { listening } from '../helpers/listening.js';
import {
  everythingIn,
  itOnFiles,
  openStore,
  temporaryDirectory,
  temporaryMemory,
} from '../helpers/temporary-memory.js';
import { note, receiver, telling } from './receiver.js';

const sent = { headers: {}, body: '{}', signal: new AbortController().signal };
const refused = { code: 'url_refused' };

describe('where webhooks may lead (T2, SSRF)', () => {
  it.each([
    'http://127.0.0.1:9/',
    'https://127.0.0.1:9/',
    'https://localhost/',
    'https://[::1]/',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::ffff:127.0.0.1]/',
    'https://2130706433/',
    'http://8.8.8.8/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'https://ada:secret@8.8.8.8/',
    'not an address',
  ])('refuses %s unless it is named', async (url) => {
    const memory = await temporaryMemory();
    await expect(memory.webhooks.create({ url })).rejects.toMatchObject(refused);
    expect(await memory.webhooks.list()).toEqual([]);
    await expect(createWebhookPost(['public'], {}).send(url, sent)).rejects.toMatchObject(refused);
  });

  it('takes https to the Internet by default, and changes to no other address', async () => {
    const memory = await temporaryMemory();
    const { id } = await memory.webhooks.create({ url: 'https://8.8.8.8/hook' });
    const change = memory.webhooks.update(id, { url: 'https://10.0.0.1/' });
    await expect(change).rejects.toMatchObject(refused);
    expect(await memory.webhooks.get(id)).toMatchObject({ url: 'https://8.8.8.8/hook' });
    const none = await temporaryMemory({ allowWebhooks: [] });
    await expect(none.webhooks.create({ url: 'https://8.8.8.8/' })).rejects.toMatchObject({
      ...refused,
      remedy: expect.stringContaining('TULVING_ALLOW_WEBHOOKS'),
    });
  });

  it('asks where a name leads at every try', async () => {
    const there = await receiver();
    let leads = '10.9.9.9';
    const allowed = ['10.9.9.9'];
    const post = createWebhookPost(allowed, { resolve: async () => [leads] });
    const url = there.url.replace('127.0.0.1', 'receiver.test');
    await post.check(url);
    leads = '127.0.0.1';
    await expect(post.check(url)).rejects.toMatchObject(refused);
    await expect(post.send(url, sent)).rejects.toMatchObject(refused);
    expect(there.got).toEqual([]);
    const named = createWebhookPost(['127.0.0.1'], { resolve: async () => [leads] });
    expect(await named.send(url, sent)).toMatchObject({ status: 200 });
  });

  it('one whose network is named no more is not asked, and says why', async () => {
    const data = temporaryDirectory();
    const there = await receiver();
    const before = await temporaryMemory({ data, allowWebhooks: ['127.0.0.1'] });
    const { id } = await before.webhooks.create({ url: there.url });
    await before.close();
    const after = await temporaryMemory({ data });
    await note(after, 'Mia plays the cello.');
    await after.runJobs(() => undefined);
    expect(there.got).toEqual([]);
    const [delivery] = (await after.webhooks.deliveries(id)).data;
    expect(delivery).toMatchObject({ state: 'waiting', status: null });
    expect(delivery?.error).toContain('lies in a network that is not fetched from');
  });
});

describe('what webhooks give away (T2, DESIGN 12)', () => {
  it('a secret is answered once, and is in no list, no answer and no log', async () => {
    const server = await listening({}, { allowWebhooks: ['127.0.0.1'] });
    const there = await receiver();
    there.answer = { status: 500 };
    const { secret: key } = await server.memory.keys.create({ name: 'all', scopes: ['admin'] });
    const { webhooks } = server.client({ apiKey: key });
    const made = await webhooks.create({ url: there.url });
    const rotated = await webhooks.rotate(made.id);
    await note(server.memory, 'Mia plays the cello.');
    await server.memory.runJobs(() => undefined);
    const answers = [
      await webhooks.list(),
      await webhooks.get(made.id),
      await webhooks.update(made.id, { name: 'here' }),
      await webhooks.test(made.id),
      await webhooks.deliveries(made.id),
      await webhooks.replay(made.id),
      await server.memory.status(),
      await server.memory.jobs.list(),
      server.log,
      there.got,
    ];
    expect(answers[4]).toMatchObject({ data: [{ state: 'waiting' }] });
    const told = JSON.stringify(answers);
    for (const one of [made.secret, rotated.secret]) expect(told).not.toContain(one.slice(6, 30));
  });

  it('only who administers everything manages them', async () => {
    const data = temporaryDirectory();
    const { memory } = await telling({ data });
    const there = await receiver();
    const { id } = await memory.webhooks.create({ url: there.url });
    const narrow = [
      KEYLESS,
      { ...LOCAL.access, scopes: ['write'] as const },
      { ...LOCAL.access, user: 'ada' },
      { ...LOCAL.access, cubes: ['work'] },
      { ...LOCAL.access, app: 'cursor' },
      { ...LOCAL.access, agent: 'guide' },
    ];
    for (const access of narrow) {
      const caller = { ...LOCAL, access };
      const { webhooks } = memory;
      const attempts = [
        () => webhooks.list(caller),
        () => webhooks.get(id, caller),
        () => webhooks.create({ url: there.url }, caller),
        () => webhooks.update(id, { enabled: false }, caller),
        () => webhooks.delete(id, caller),
        () => webhooks.rotate(id, {}, caller),
        () => webhooks.test(id, caller),
        () => webhooks.deliveries(id, {}, caller),
        () => webhooks.replay(id, {}, caller),
      ];
      for (const attempt of attempts) {
        await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
      }
    }
    expect(there.got).toEqual([]);
    expect(await memory.webhooks.list()).toMatchObject([{ id, enabled: true }]);
    const store = await openStore(data);
    const elsewhere = { ...LOCAL, tenant: await store.tenant('other') };
    await store.close();
    expect(await memory.webhooks.list(elsewhere)).toEqual([]);
    for (const attempt of [
      () => memory.webhooks.get(id, elsewhere),
      () => memory.webhooks.delete(id, elsewhere),
      () => memory.webhooks.replay(id, {}, elsewhere),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  });

  it('contents end with the key of the owner; rules bound what it is told', async () => {
    const { memory, work } = await telling();
    const there = await receiver();
    const key = await memory.keys.create({ name: 'all', scopes: ['admin'] });
    const owner = { ...LOCAL, principal: 'all', key: key.id };
    const asked = { url: there.url, include: ['memory' as const] };
    const { id } = await memory.webhooks.create(asked, owner);
    expect(await memory.webhooks.get(id)).toMatchObject({ owner: 'all' });
    const told = async (said: string, more: object = {}) => {
      there.got.length = 0;
      const memory_id = await note(memory, said, more);
      await work();
      return there.got.map(({ body: { data } }) => [
        data.subject === memory_id,
        data.memory?.text ?? null,
      ]);
    };
    expect(await told('Mia plays the cello.')).toEqual([[true, 'Mia plays the cello.']]);
    await memory.access.add({
      subject: `key:${key.id}`,
      object: 'cube:secret',
      effect: 'deny',
      actions: ['read'],
    });
    expect(await told('The safe is behind the piano.', { cube: 'secret' })).toEqual([]);
    expect(await told('Bob paints.')).toEqual([[true, 'Bob paints.']]);
    await memory.keys.revoke(key.id);
    expect(await told('The ferry leaves at nine.')).toEqual([[true, null]]);
    expect(await told('The safe is open.', { cube: 'secret' })).toEqual([]);
    await memory.webhooks.update(id, { name: 'taken over' });
    expect(await told('The hotel is by the sea.')).toEqual([[true, 'The hotel is by the sea.']]);
  });

  it('what a receiver repeats of a memory that was sent is not kept, even if it is erased meanwhile', async () => {
    const data = temporaryDirectory();
    const { memory, work } = await telling({ data });
    const there = await receiver();
    const { id } = await memory.webhooks.create({ url: there.url, include: ['memory'] });
    there.answer = { status: 422, body: 'I cannot take: vermilion ocelot' };
    let goOn = () => {};
    there.until = new Promise((resolve) => (goOn = resolve));
    const gone = await note(memory, 'Zephyrine keeps a vermilion ocelot.');
    const worked = work();
    await vi.waitFor(() => expect(there.got).toHaveLength(1));
    await memory.erase(gone);
    goOn();
    await worked;
    const { data: all } = await memory.webhooks.deliveries(id);
    expect(all.at(-1)).toMatchObject({ status: 422, error: 'HTTP 422' });
    await memory.compact();
    const left = (await everythingIn(data)).filter(({ content }) => content.includes('ocelot'));
    expect(left.map(({ name }) => name)).toEqual([]);
  });

  it('what was erased takes along what receivers answered about it', async () => {
    const data = temporaryDirectory();
    const { memory, work } = await telling({ data });
    const there = await receiver();
    const { id } = await memory.webhooks.create({ url: there.url });
    there.answer = { status: 422, body: 'I cannot take: vermilion ocelot' };
    const gone = await note(memory, 'Zephyrine keeps a vermilion ocelot.', { cube: 'zoo' });
    const other = await note(memory, 'Bob paints.');
    await work();
    const errorOf = async (subject: string) => {
      const { data: all } = await memory.webhooks.deliveries(id);
      return all.find((one) => one.subject === subject)?.error;
    };
    expect(await errorOf(gone)).toContain('ocelot');
    await memory.erase(gone);
    expect(await errorOf(gone)).toBe(null);
    expect(await errorOf(other)).toContain('ocelot');
    await memory.erase(other);
    await memory.compact();
    const left = (await everythingIn(data)).filter(({ content }) => content.includes('ocelot'));
    expect(left.map(({ name }) => name)).toEqual([]);
    await memory.eraseScope({ cube: 'zoo' });
    const { data: all } = await memory.webhooks.deliveries(id);
    expect(all.filter(({ cube }) => cube === 'zoo')).toEqual([]);
  });

  itOnFiles(
    'a backup takes them along, and another store leaves them out unless it is asked',
    async () => {
      const data = temporaryDirectory();
      const { memory, work } = await telling({ data });
      const there = await receiver();
      const { id } = await memory.webhooks.create({ url: there.url });
      await note(memory, 'Mia plays the cello.');
      await work();
      const { path: file } = await memory.backups.create();
      const restored = async (more: object) => {
        const into = temporaryDirectory();
        const other = await createMemory({ data: into });
        await other.close();
        const report = await restoreBackup({ file, data: into, ...more });
        const after = await temporaryMemory({ data: into });
        return { report, webhooks: await after.webhooks.list() };
      };
      const plain = await restored({});
      expect(plain.webhooks).toEqual([]);
      expect(plain.report.left_out).toMatchObject({ webhooks: 2 });
      const { webhooks } = await restored({ with: ['webhooks'] });
      expect(webhooks).toMatchObject([{ id, url: there.url, state: 'ok' }]);
    },
  );
});
