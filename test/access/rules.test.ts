import { describe, expect, it } from 'vitest';
import { accessOf, KEYLESS } from '../../src/model/access.js';
import { type Caller, LOCAL } from '../../src/model/caller.js';
import type { Memory } from '../../src/memory.js';
import { temporaryApi } from '../helpers/api.js';
import { openMemory, temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';

const cursor: Caller = { ...LOCAL, access: KEYLESS, app: 'cursor' };

async function kept(memory: Memory) {
  const add = async (text: string, more: object = {}) => {
    const { memories } = await memory.add({ user_id: 'ada', text, ...more });
    return memories[0]?.id ?? '';
  };
  return {
    work: await add('The harbour plan is due.', { categories: ['work'] }),
    health: await add('The harbour doctor called.', { categories: ['health'] }),
  };
}

async function seenBy(memory: Memory, caller: Caller): Promise<string[]> {
  const { data } = await memory.list({ user_id: 'ada' }, await memory.access.of(caller));
  return data.map(({ text }) => text.split(' ')[2] ?? '').toSorted();
}

describe('access rules (D5)', () => {
  it('deny wins over allow, and an allow rule closes what it does not name', async () => {
    const memory = await temporaryMemory();
    await kept(memory);
    const add = (effect: 'allow' | 'deny', object: string) =>
      memory.access.add({ subject: 'app:cursor', object, effect });
    expect(await seenBy(memory, cursor)).toEqual(['doctor', 'plan']);
    const [allowed] = await add('allow', 'category:work');
    expect(await seenBy(memory, cursor)).toEqual(['plan']);
    await add('allow', 'all');
    await add('deny', 'category:health');
    expect(await seenBy(memory, cursor)).toEqual(['plan']);
    expect(await seenBy(memory, { ...cursor, app: 'claude' })).toEqual(['doctor', 'plan']);
    expect(await seenBy(memory, LOCAL)).toEqual(['doctor', 'plan']);
    await memory.access.remove(allowed?.id ?? '');
    await expect(memory.access.remove(allowed?.id ?? '')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('who may see nothing sees nothing: no empty list stands for everything', async () => {
    const memory = await temporaryMemory();
    const { work } = await kept(memory);
    await memory.access.add({ subject: 'app:cursor', object: 'cube:nowhere', effect: 'allow' });
    const caller = await memory.access.of(cursor);
    expect(await seenBy(memory, cursor)).toEqual([]);
    const search = { user_id: 'ada', query: 'harbour', limit: 100 };
    expect((await memory.search(search, caller)).results).toEqual([]);
    expect((await memory.context({ user_id: 'ada', query: 'harbour' }, caller)).text).toBe('');
    expect((await memory.stats({ user_id: 'ada' }, caller)).states.active).toBe(0);
    await expect(memory.get(work, caller)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('writing and deleting have rules of their own', async () => {
    const memory = await temporaryMemory();
    const { work, health } = await kept(memory);
    await memory.access.add({
      subject: 'app:cursor',
      object: 'category:health',
      effect: 'deny',
      actions: ['write'],
    });
    await memory.access.add({
      subject: 'app:cursor',
      object: `memory:${work}`,
      effect: 'deny',
      actions: ['delete'],
    });
    const caller = await memory.access.of(cursor);
    expect((await memory.get(health, caller)).id).toBe(health);
    const change = { text: 'The harbour doctor wrote.' };
    await expect(memory.update(health, change, caller)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await memory.delete(health, caller);
    await memory.update(work, { text: 'The harbour plan is done.' }, caller);
    await expect(memory.delete(work, caller)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await memory.deleteScope({ user_id: 'ada' }, caller)).toEqual({ deleted: 0 });
    const planted = { user_id: 'ada', text: 'A new illness.', categories: ['health'] };
    await expect(memory.add(planted, caller)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('what a key does not reach is no link of what it does', async () => {
    const memory = await temporaryMemory();
    const add = async (agent_id: string, more: object = {}) => {
      const text = `The harbour belongs to ${agent_id}.`;
      return (await memory.add({ user_id: 'ada', agent_id, text, ...more })).memories[0]?.id ?? '';
    };
    const older = await add('planner');
    const newer = await add('coder', { supersedes: [older] });
    const as = (agent: string): Caller => ({ ...LOCAL, access: { ...KEYLESS, agent } });
    expect(await memory.get(older, as('planner'))).toMatchObject({ superseded_by: null });
    expect(await memory.get(newer, as('coder'))).toMatchObject({ supersedes: [] });
    const again = await memory.add(
      { user_id: 'ada', text: 'The harbour belongs to coder.' },
      as('coder'),
    );
    expect(again.memories).toMatchObject([{ id: newer, supersedes: [] }]);
    expect(await memory.get(newer)).toMatchObject({ supersedes: [older] });
  });

  it('a change by another process counts at once', async () => {
    const data = temporaryDirectory();
    const memory = await temporaryMemory({ data });
    await kept(memory);
    expect(await seenBy(memory, cursor)).toEqual(['doctor', 'plan']);
    const other = await openMemory({ data, timezone: 'UTC' });
    const [rule] = await other.access.add({ subject: 'app:*', object: 'all', effect: 'deny' });
    expect(await seenBy(memory, cursor)).toEqual([]);
    await other.access.remove(rule?.id ?? '');
    expect(await seenBy(memory, cursor)).toEqual(['doctor', 'plan']);
    await other.close();
  });

  it('where the default is to deny, proven apps and what rules allow are let in', async () => {
    const api = await temporaryApi({}, { defaultAppAccess: 'deny' });
    const { memory } = api;
    await memory.add({ user_id: 'ada', app_id: 'desk', text: 'Tea is ready.' });
    const count = async (headers: Record<string, string>) => {
      const { body } = await api.call('GET', '/v1/memories?user_id=ada', undefined, headers);
      return body.data.length as number;
    };
    expect(await count({})).toBe(0);
    expect(await count({ 'X-Tulving-Client': 'desk' })).toBe(0);
    const key = async (request: object) =>
      `Bearer ${(await memory.keys.create({ name: 'k', ...request })).secret}`;
    expect(await count({ authorization: await key({ app_id: 'desk' }) })).toBe(1);
    expect(await count({ authorization: await key({ scopes: ['admin'] }) })).toBe(1);
    const plain = await memory.keys.create({ name: 'plain' });
    const bearer = { authorization: `Bearer ${plain.secret}` };
    expect(await count(bearer)).toBe(0);
    // Whoever takes the name of an app is not let in by it; whoever shows a key is.
    await memory.access.add({ subject: 'app:desk', object: 'all', effect: 'allow' });
    expect(await count({ ...bearer, 'X-Tulving-Client': 'desk' })).toBe(0);
    await memory.access.add({ subject: `key:${plain.id}`, object: 'all', effect: 'allow' });
    expect(await count(bearer)).toBe(1);
  });

  it('explains by which rule, and tells that a rule on a claimed app is a courtesy', async () => {
    const memory = await temporaryMemory();
    const { work, health } = await kept(memory);
    const [denied] = await memory.access.add({
      subject: 'app:cursor',
      object: 'category:health',
      effect: 'deny',
    });
    expect(denied).toMatchObject({ claimed: true, object: 'category:health', action: 'read' });
    expect(await memory.access.explain({ subject: 'app:cursor', memory: health })).toMatchObject({
      claimed: true,
      read: { allowed: false, because: 'denied', rules: [{ id: denied?.id }] },
      write: { allowed: false, because: 'denied' },
    });
    expect(await memory.access.explain({ subject: 'app:cursor', memory: work })).toMatchObject({
      read: { allowed: true, because: 'no_rule', rules: [] },
    });
    expect(await memory.access.explain({ subject: 'user:bob', memory: work })).toMatchObject({
      read: { allowed: false, because: 'key' },
    });
    await memory.keys.create({ name: 'cursor', app_id: 'cursor' });
    const { data } = await memory.access.list();
    expect(data).toMatchObject([{ claimed: false }]);
  });

  it('the same rule twice is one', async () => {
    const memory = await temporaryMemory();
    const rule = { subject: 'app:cursor', object: 'all', effect: 'deny' } as const;
    const [first] = await memory.access.add({ ...rule, actions: ['read', 'write'] });
    const again = await memory.access.add(rule);
    expect(again).toEqual([first]);
    expect((await memory.access.list()).data).toHaveLength(2);
    for (const wrong of ['cursor', 'app:', 'team:x']) {
      await expect(memory.access.add({ ...rule, subject: wrong })).rejects.toMatchObject({
        code: 'invalid_input',
      });
    }
  });

  it('do not name an erased user any more, and nobody may more for that', async () => {
    const memory = await temporaryMemory();
    await kept(memory);
    await memory.add({ text: 'The harbour belongs to all.' });
    const add = (effect: 'allow' | 'deny', subject: string, object: string) =>
      memory.access.add({ subject, object, effect });
    await add('allow', 'agent:nurse', 'cube:user:ada');
    await add('deny', 'app:cursor', 'cube:user:ada');
    await add('allow', 'user:ada', 'tag:harbour');
    await add('deny', 'app:user', 'app:ada');
    const { id } = await memory.keys.create({ name: 'own', user_id: 'ada' });
    const erase = () => memory.eraseScope({ user_id: 'ada' });
    const subjects = async () => (await memory.access.list()).data.map(({ subject }) => subject);
    expect(await memory.eraseScope({ user_id: 'ada', run_id: 'x' })).not.toHaveProperty('rules');
    const all = await subjects();
    expect(await erase()).toMatchObject({ memories: 2, rules: 0 });
    expect(await subjects()).toEqual(all);
    await memory.keys.revoke(id);
    expect(await erase()).toMatchObject({ memories: 0, rules: 3 });
    expect(await subjects()).toEqual(['app:user', 'agent:nurse']);
    expect(JSON.stringify((await memory.access.list()).data)).not.toContain('user:ada');
    const nurse = await memory.access.of({ ...LOCAL, access: { ...KEYLESS, agent: 'nurse' } });
    await memory.add({ agent_id: 'nurse', text: 'The nurse said so.' });
    expect((await memory.list({ user_id: '*' }, nurse)).data).toEqual([]);
    expect(await erase()).toMatchObject({ rules: 0 });
  });

  it.each([
    ['fixes the user', { user_id: 'ada' }],
    ['fixes the cube of the user', { cubes: ['user:ada'] }],
  ])('go on hiding the cube of an erased user while a key %s', async (_, fixed) => {
    const memory = await temporaryMemory();
    await memory.access.add({ subject: 'app:cursor', object: 'cube:user:ada', effect: 'deny' });
    const { id, secret } = await memory.keys.create({ name: 'agent', ...fixed });
    const access = accessOf(await memory.keys.authenticate(secret));
    const caller = await memory.access.of({ ...LOCAL, access, key: id });
    await kept(memory);
    const erase = () => memory.eraseScope({ user_id: 'ada' });
    expect(await erase()).toMatchObject({ memories: 2, rules: 0 });
    await memory.add({ text: 'The harbour lawyer called.' }, caller);
    expect((await memory.list({}, caller)).data).toHaveLength(1);
    expect(await seenBy(memory, cursor)).toEqual([]);
    expect((await memory.list({ user_id: '*' }, await memory.access.of(cursor))).data).toEqual([]);
    await memory.eraseScope({ cube: 'user:ada' });
    await memory.keys.revoke(id);
    expect(await erase()).toMatchObject({ rules: 1 });
  });

  it('are not about who takes the name of an erased user, as docs/access.md says; what names no one goes on', async () => {
    const memory = await temporaryMemory();
    const deny = (object: string) =>
      memory.access.add({ subject: 'app:cursor', object, effect: 'deny' });
    await deny('cube:user:ada');
    await deny('category:health');
    await kept(memory);
    // It fixes nothing: as good as every program's, and no reason to keep a name.
    await memory.keys.create({ name: 'agent', scopes: ['write'] });
    expect(await memory.eraseScope({ user_id: 'ada' })).toMatchObject({ memories: 2, rules: 1 });
    await kept(memory);
    expect(await seenBy(memory, cursor)).toEqual(['plan']);
  });

  it('go on hiding what an erasure leaves in the cube of a user', async () => {
    const memory = await temporaryMemory();
    await memory.access.add({ subject: 'app:cursor', object: 'cube:user:ada', effect: 'deny' });
    await kept(memory);
    const survivor = { cube: 'user:ada', text: 'The harbour lawyer called.', extract: false };
    const { memories, episodes } = await memory.add(survivor);
    const seen = async () =>
      (await memory.list({ cube: 'user:ada' }, await memory.access.of(cursor))).data;
    const erase = () => memory.eraseScope({ user_id: 'ada' });
    expect(await erase()).toMatchObject({ memories: 2, rules: 0 });
    expect((await memory.get(memories[0]?.id ?? '')).user_id).toBeNull();
    expect(await seen()).toEqual([]);
    await memory.erase(memories[0]?.id ?? '');
    expect((await memory.episode(episodes[0]?.id ?? '')).text).not.toContain('lawyer');
    expect(await erase()).toMatchObject({ rules: 0 });
    await memory.eraseScope({ cube: 'user:ada' });
    expect(await erase()).toMatchObject({ rules: 1 });
  });

  it('a caller that rules are about makes no keys and manages no rules', async () => {
    const memory = await temporaryMemory();
    const { id } = await memory.keys.create({ name: 'boss', scopes: ['admin'] });
    await memory.access.add({ subject: `key:${id}`, object: 'tag:secret', effect: 'deny' });
    const boss = await memory.access.of({ ...LOCAL, key: id });
    const made = memory.keys.create({ name: 'free', scopes: ['admin'] }, boss);
    await expect(made).rejects.toMatchObject({ code: 'forbidden' });
    await expect(memory.access.list(boss)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('viewing as somebody else (D5)', () => {
  it('answers what they see, to administrators alone, and changes nothing', async () => {
    const api = await temporaryApi();
    const { memory } = api;
    const { work } = await kept(memory);
    await memory.access.add({ subject: 'app:cursor', object: 'category:health', effect: 'deny' });
    const secret = async (scopes: ('read' | 'admin')[]) =>
      `Bearer ${(await memory.keys.create({ name: 'k', scopes })).secret}`;
    const admin = { authorization: await secret(['admin']), 'X-Tulving-View-As': 'app:cursor' };
    const { body } = await api.call('GET', '/v1/memories?user_id=ada', undefined, admin);
    expect(body.data.map((one: { id: string }) => one.id)).toEqual([work]);
    const removed = await api.call('DELETE', `/v1/memories/${work}`, undefined, admin);
    expect(removed.body.code).toBe('forbidden');
    const reader = { ...admin, authorization: await secret(['read']) };
    expect((await api.call('GET', '/v1/memories', undefined, reader)).status).toBe(403);
    const wrong = { ...admin, 'X-Tulving-View-As': 'cursor' };
    expect((await api.call('GET', '/v1/memories', undefined, wrong)).status).toBe(422);
    const { data } = await memory.accessLog.list({ kind: 'reads', app: 'cursor' });
    expect(data).toEqual([]);
  });

  it('a user and a key are viewed as their keys would see', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: 'Tea for Ada.' });
    await memory.add({ user_id: 'bob', text: 'Tea for Bob.' });
    const { id } = await memory.keys.create({ name: 'bob', user_id: 'bob' });
    for (const subject of ['user:bob', `key:${id}`]) {
      const caller = await memory.access.viewAs(LOCAL, subject);
      const { data } = await memory.list({}, caller);
      expect(data.map(({ text }) => text)).toEqual(['Tea for Bob.']);
    }
    await expect(memory.access.viewAs(LOCAL, 'key:nobody')).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
