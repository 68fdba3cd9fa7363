import { describe, expect, it } from 'vitest';
import { LOCAL } from '../../../src/model/caller.js';
import { newId } from '../../../src/model/ids.js';
import { mem0Table } from '../../../src/server/dialects/mem0/routes.js';
import { mem0ServerTable } from '../../../src/server/dialects/mem0-server/routes.js';
import { openStore, temporaryDirectory } from '../../helpers/temporary-memory.js';
import { mem0 } from './served.js';

const SECRET = 'I play the cello.';
const NAMES = { user_id: 'ada', agent_id: 'guide', app_id: 'phone', run_id: 'r1' };
const every = { user_id: '*', agent_id: '*', app_id: '*', run_id: '*' };

/** Of what is Ada's. */
interface Ids {
  id: string;
  event: string;
  form: string;
  job: string;
}

type Asked = [method: string, path: string, body: object | undefined];

/** Each route of both dialects with what is Ada's; those that write try to change it. */
function attempts({ id, event, form, job }: Ids): Asked[] {
  const filled = (path: string) =>
    path
      .replace(':type', 'user')
      .replace('/event/:id', `/event/${event}`)
      .replace('/jobs/:id', `/jobs/${job}`)
      .replace(/(entities\/user)\/:id/, '$1/ada')
      .replace(':id', id)
      .replace(':org', 'tulving')
      .replace(':project', 'tenant-1');
  const bodies: object[] = [
    {
      ...NAMES,
      query: 'cello',
      text: 'Changed.',
      messages: [{ role: 'user', content: 'Planted.' }],
      filters: { user_id: '*' },
      memories: [{ memory_id: id, text: 'Changed.' }],
      memory_id: id,
      feedback: 'POSITIVE',
      label: 'mine',
      custom_instructions: 'Tell all.',
      schema: { memories: 'list', song: 'string' },
      memory_export_id: form,
      operation: 'trigger',
      entity_id: 'ada',
      entities: { user: { custom_instructions: 'Tell all.' } },
    },
    { query: 'cello', filters: { OR: [{ user_id: 'ada' }, { agent_id: 'guide' }] } },
    { query: 'cello', filters: { memory_ids: [id] } },
  ];
  const ids = new URLSearchParams(NAMES).toString();
  const all = new URLSearchParams(every).toString();
  const tables: [string, readonly (readonly [string, string, unknown])[]][] = [
    ['/mem0', mem0Table],
    ['/mem0-server', mem0ServerTable({ settings: {} } as never)],
  ];
  return tables.flatMap(([base, table]) =>
    table.flatMap(([method, path]): Asked[] => {
      const place = base + filled(path);
      if (method === 'GET')
        return [
          [method, place, undefined],
          [method, `${place}?${ids}`, undefined],
        ];
      const asked = bodies.map((body): Asked => [method, place, body]);
      return method === 'DELETE'
        ? [...asked, [method, `${place}?${ids}`, undefined], [method, `${place}?${all}`, undefined]]
        : asked;
    }),
  );
}

async function guarded() {
  const data = temporaryDirectory();
  const server = await mem0({ data });
  const added = await server.memory.add({ ...NAMES, text: SECRET, metadata: { of: 'ada' } });
  const id = added.memories[0]?.id ?? '';
  await server.memory.cubes.set('*', { custom_instructions: 'Songs.' });
  const schema = { memories: 'list' };
  await server.memory.profileForms.set({ schema, instructions: 'Songs.' });
  const job = newId();
  const { id: form } = await server.memory.forms.ask({
    user_id: 'ada',
    schema,
    note: { export: '{"filters":{"user_id":"*"}}', profile: 'ada', operation: 'trigger' },
    batch: job,
  });
  await server.memory.runJobs(() => undefined);
  const before = {
    memory: await server.memory.get(id),
    names: await server.memory.sources.everyName(),
  };
  const unchanged = async () => {
    expect(await server.memory.get(id)).toEqual(before.memory);
    const names = await server.memory.sources.everyName();
    expect(names.filter(({ name }) => Object.values(NAMES).includes(name))).toEqual(before.names);
    expect((await server.memory.cubes.settings('*')).custom_instructions).toBe('Songs.');
    expect((await server.memory.profileForms.settings()).instructions).toBe('Songs.');
  };
  const ids: Ids = { id, event: added.episodes[0]?.id ?? '', form, job };
  return { server, data, ids, unchanged };
}

const token = (secret: string) => ({ authorization: `Token ${secret}` });

describe("mem0's routes and keys (T4; its own server has no walls)", () => {
  it('ask for a key once there is one: none, a wrong one', async () => {
    const { server, ids, unchanged } = await guarded();
    const { secret } = await server.memory.keys.create({ name: 'one' });
    const wrong = `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`;
    for (const [method, path, body] of attempts(ids)) {
      const refused: Record<string, string>[] = [{}, token(wrong), { 'x-api-key': wrong }];
      for (const headers of refused) {
        const reply = await server.call(method, path, body, headers);
        expect([method, path, reply.status]).toEqual([method, path, 401]);
        expect(reply.body.detail).toContain('key');
      }
    }
    await unchanged();
    for (const headers of [
      token(secret),
      { authorization: `Bearer ${secret}` },
      { 'x-api-key': secret },
    ]) {
      expect((await server.ask('GET', '/v1/ping/', undefined, headers)).status).toBe(200);
    }
  });

  it('tell a key of another project nothing, and change nothing for it, by whatever id or star', async () => {
    const { server, data, ids, unchanged } = await guarded();
    const store = await openStore(data);
    const tenant = await store.tenant('other');
    await store.close();
    const request = { name: 'other', scopes: ['admin' as const] };
    const { secret } = await server.memory.keys.create(request, { ...LOCAL, tenant });
    for (const [method, path, body] of attempts(ids)) {
      const reply = await server.call(method, path, body, token(secret));
      expect([method, path, JSON.stringify(reply.body)]).toEqual([
        method,
        path,
        expect.not.stringMatching(/cello|Songs/),
      ]);
      expect(reply.status).not.toBe(500);
    }
    await unchanged();
    const own = await server.ask('GET', '/v1/ping/', undefined, token(secret));
    expect(own.body.project_id).toBe(`tenant-${tenant}`);
  });

  it('tell a key of another user nothing of hers, and change nothing', async () => {
    const { server, ids, unchanged } = await guarded();
    const { secret } = await server.memory.keys.create({
      name: 'bob',
      user_id: 'bob',
      scopes: ['write'],
    });
    for (const [method, path, body] of attempts(ids)) {
      const reply = await server.call(method, path, body, token(secret));
      const told = JSON.stringify(reply.body);
      expect([method, path, told]).toEqual([
        method,
        path,
        expect.not.stringMatching(/cello|Songs/),
      ]);
      expect(reply.status).not.toBe(500);
    }
    await unchanged();
  });

  it('a reader writes nothing', async () => {
    const { server, ids, unchanged } = await guarded();
    const { secret } = await server.memory.keys.create({ name: 'reader', scopes: ['read'] });
    // What is read is noted, which takes room.
    const state = async () => {
      const { bytes: _, ...counts } = await server.memory.status();
      return { ...counts, forms: (await server.memory.forms.find({ most: 99 })).length };
    };
    const before = await state();
    for (const [method, path, body] of attempts(ids)) {
      await server.call(method, path, body, token(secret));
    }
    expect(await state()).toEqual(before);
    await unchanged();
  });

  it('answer any key, and none, while there is none', async () => {
    const server = await mem0();
    for (const headers of [{}, token('m0-whatever')]) {
      const { status, body } = await server.ask('GET', '/v1/ping/', undefined, headers);
      expect([status, body.status]).toEqual([200, 'ok']);
    }
  });
});
