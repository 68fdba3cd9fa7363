import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/model/ids.js';
import { overHttp, overSse } from '../../mcp/clients.js';
import { expectRefusal, openMemory } from './served.js';

const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-/);

describe("OpenMemory's access log (D6)", () => {
  it('tells which app has read or written a memory, when and for what', async () => {
    const server = await openMemory();
    const { body: made } = await server.ask('POST', '/memories/', {
      user_id: 'ada',
      text: 'I play the cello.',
      app: 'zed',
    });
    const cursor = await overHttp('v2', `${server.url}/mcp/cursor/http/ada`);
    await cursor.call('search_memory', { query: 'What do I play?' });
    await cursor.call('list_memories');
    const { body } = await server.ask('GET', `/memories/${made.id}/access-log/`);
    expect(body).toMatchObject({ total: 3, page: 1, page_size: 10 });
    expect(body.logs[1]).toEqual({
      id: uuid,
      memory_id: made.id,
      app_id: uuid,
      app_name: 'cursor',
      accessed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+$/),
      access_type: 'search',
      metadata_: { query: 'What do I play?', rank: 1, score: expect.any(Number) },
    });
    const told = body.logs.map((log: Record<string, string>) => [
      log['app_name'],
      log['access_type'],
    ]);
    expect(told).toEqual([
      ['cursor', 'list'],
      ['cursor', 'search'],
      ['zed', 'create'],
    ]);
    const second = await server.ask('GET', `/memories/${made.id}/access-log?page=2&page_size=2`);
    expect(second.body).toMatchObject({ total: 3, page: 2, logs: [{ access_type: 'create' }] });
    await expectRefusal(server, 404, () => server.ask('GET', `/memories/${newId()}/access-log`));
  });

  it('notes what was shown, and not what was only counted', async () => {
    const server = await openMemory();
    const id = await server.note('I play the cello.', { categories: ['music'] });
    await server.ask('GET', '/apps/');
    await server.ask('GET', '/stats/?user_id=ada');
    await server.ask('GET', '/memories/categories?user_id=ada');
    await server.ask('POST', '/memories/actions/pause', { user_id: 'ada', global_pause: true });
    await server.ask('POST', '/memories/filter', { user_id: 'ada' });
    const { data } = await server.memory.accessLog.list({ memory_id: id, kind: 'reads' });
    expect(data.map(({ kind }) => kind)).toEqual(['list']);
  });

  it('notes of a further page what is on it', async () => {
    const server = await openMemory();
    const ids = [];
    for (const text of ['Apples are red.', 'Boats are wet.', 'Cellos are loud.']) {
      ids.push(await server.note(text));
    }
    for (const sort_column of ['memory', 'created_at']) {
      const page = { sort_column, sort_direction: 'asc', page: 2, size: 1 };
      await server.ask('POST', '/memories/filter', { user_id: 'ada', ...page });
    }
    const reads = await Promise.all(
      ids.map((memory_id) => server.memory.accessLog.list({ memory_id, kind: 'reads' })),
    );
    expect(reads.map(({ data }) => data.length)).toEqual([0, 2, 0]);
  });

  it('counts what an app was answered with', async () => {
    const server = await openMemory();
    const cello = await server.note('I play the cello.', { app_id: 'cursor' });
    await server.note('I sail on Sundays.', { app_id: 'claude' });
    const cursor = await overHttp('v2', `${server.url}/mcp/cursor/http/ada`);
    await cursor.call('search_memory', { query: 'cello' });
    await cursor.call('search_memory', { query: 'the cello' });
    const { body } = await server.ask('GET', '/apps/cursor/accessed');
    expect(body).toMatchObject({ page: 1, page_size: 10 });
    expect(body.memories[0]).toMatchObject({
      memory: { id: cello, content: 'I play the cello.', app_name: 'cursor' },
      access_count: 2,
    });
    await expectRefusal(server, 404, () => server.ask('GET', '/apps/nobody/accessed'));
  });

  it('shows who is connected, as the app that the URL names', async () => {
    const server = await openMemory();
    const cursor = await overSse('v1', `${server.url}/mcp/cursor/sse/ada`);
    await cursor.call('list_memories');
    const response = await fetch(`${server.url}/v1/connections`);
    const { data } = (await response.json()) as { data: object[] };
    expect(data).toContainEqual(
      expect.objectContaining({ transport: 'mcp', app: 'cursor', streams: 1 }),
    );
  });

  it('follows access rules while a connection is open (D5)', async () => {
    const server = await openMemory();
    await server.note('I play the cello.', { categories: ['music'] });
    await server.note('I sail on Sundays.', { categories: ['sports'] });
    const cursor = await overSse('v1', `${server.url}/mcp/cursor/sse/ada`);
    const seen = async () => JSON.parse((await cursor.call('list_memories')).text).length as number;
    expect(await seen()).toBe(2);
    await server.memory.access.add({
      subject: 'app:cursor',
      object: 'category:music',
      effect: 'deny',
      actions: ['read'],
    });
    expect(await seen()).toBe(1);
    const found = await cursor.call('search_memory', { query: 'cello' });
    expect(found.text).not.toContain('cello');
    const listed = await server.ask('GET', '/memories?user_id=ada', undefined, {
      'X-Tulving-App': 'cursor',
    });
    expect(listed.body).toMatchObject({ total: 1 });
  });
});
