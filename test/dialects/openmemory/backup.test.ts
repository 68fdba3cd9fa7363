import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { expectRefusal, openMemory, type OpenMemory, type Reply } from './served.js';

const base = '/openmemory/api/v1/backup';

async function exported(server: OpenMemory, body: object): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`${server.url}${base}/export`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toContain('attachment');
  return new Uint8Array(await response.arrayBuffer());
}

async function imported(
  server: OpenMemory,
  zip: Uint8Array<ArrayBuffer>,
  { user = 'ada', mode = 'overwrite' } = {},
): Promise<Reply> {
  const form = new FormData();
  form.set('file', new Blob([zip]), 'memories.zip');
  form.set('user_id', user);
  const url = `${server.url}${base}/import?mode=${mode}`;
  const response = await fetch(url, { method: 'POST', body: form });
  return { status: response.status, body: await response.json() };
}

function tablesOf(zip: Uint8Array) {
  const files = unzipSync(zip);
  expect(Object.keys(files).toSorted()).toEqual(['memories.json', 'memories.jsonl.gz']);
  return JSON.parse(strFromU8(files['memories.json'] ?? new Uint8Array()));
}

describe("OpenMemory's backup (D8)", () => {
  it('goes out of one server and into another, with states, apps and categories', async () => {
    const server = await openMemory();
    const id = await server.note('I play the cello.', { app_id: 'cursor', categories: ['music'] });
    const paused = await server.note('I sail on Sundays.', { app_id: 'claude' });
    await server.memory.update(paused, { state: 'paused' });
    await server.note('Bob runs.', { user_id: 'bob' });
    const zip = await exported(server, { user_id: 'ada', include_vectors: false });
    const { user, memories } = tablesOf(zip);
    expect(user).toMatchObject({ user_id: 'ada' });
    expect(memories).toHaveLength(2);

    const other = await openMemory();
    const { status, body } = await imported(other, zip);
    expect([status, body.message]).toEqual([200, 'Import completed into user "ada"']);
    expect(body).toMatchObject({ imported: 2, already_there: 0, refused: 0 });
    expect(await other.memory.get(id)).toMatchObject({
      text: 'I play the cello.',
      user_id: 'ada',
      app_id: 'cursor',
      categories: ['music'],
      state: 'active',
    });
    const filtered = await other.ask('POST', '/memories/filter', { user_id: 'ada' });
    const states = filtered.body.items.map(({ state }: { state: string }) => state);
    expect(states.toSorted()).toEqual(['active', 'paused']);
    await other.memory.update(id, { text: 'I play the trumpet.' });
    const again = await imported(other, zip, { mode: 'skip' });
    expect(again.body).toMatchObject({ imported: 0, already_there: 2 });
    expect(await other.memory.get(id)).toMatchObject({ text: 'I play the trumpet.' });
  });

  it('takes one app, or a time', async () => {
    const server = await openMemory();
    await server.note('I play the cello.', { app_id: 'cursor' });
    await server.note('I sail on Sundays.', { app_id: 'claude' });
    const textsOf = async (more: object) =>
      tablesOf(await exported(server, { user_id: 'ada', ...more })).memories.map(
        ({ content }: { content: string }) => content,
      );
    expect(await textsOf({ app_id: 'cursor' })).toEqual(['I play the cello.']);
    expect(await textsOf({ to_date: 0 })).toEqual([]);
    expect(await textsOf({ from_date: 0 })).toHaveLength(2);
  });

  it('refuses what is no archive of it, and users beyond the key', async () => {
    const server = await openMemory();
    await expectRefusal(server, 422, () => server.ask('POST', '/backup/export', {}));
    const nonsense = new TextEncoder().encode('no zip');
    await expectRefusal(server, 422, () => imported(server, nonsense));
    await expectRefusal(server, 422, () => imported(server, nonsense, { user: '*' }));
    await expectRefusal(server, 422, () => imported(server, nonsense, { mode: 'burn' }));
    const request = { name: 'bob', scopes: ['write' as const], user_id: 'bob' };
    const { secret } = await server.memory.keys.create(request);
    const bob = { Authorization: `Bearer ${secret}` };
    const ask = () => server.ask('POST', '/backup/export', { user_id: 'ada' }, bob);
    await expectRefusal(server, 403, ask);
  });
});
