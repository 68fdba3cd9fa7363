import { describe, expect, it } from 'vitest';
import { receiver } from '../../webhooks/receiver.js';
import { mem0 } from './served.js';

const PROJECT = '/api/v1/webhooks/projects/tenant-1/';
const all = ['memory_add', 'memory_update', 'memory_delete', 'memory_categorize'];

async function governed() {
  const server = await mem0({ allowWebhooks: ['127.0.0.1'] });
  const { secret } = await server.memory.keys.create({ name: 'all', scopes: ['admin'] });
  const ask = (method: string, path: string, body?: unknown) =>
    server.ask(method, path, body, { authorization: `Token ${secret}` });
  return { ...server, ask };
}

describe("mem0's webhooks (T2)", () => {
  it('are made, listed, changed and deleted by its routes', async () => {
    const { ask, memory } = await governed();
    const there = await receiver();
    const made = await ask('POST', PROJECT, {
      name: 'here',
      url: there.url,
      event_types: ['memory_add', 'memory:delete'],
    });
    expect(made.status).toBe(201);
    const { secret, ...webhook } = made.body;
    expect(secret).toMatch(/^whsec_/);
    expect(webhook).toEqual({
      webhook_id: expect.any(String),
      name: 'here',
      url: there.url,
      event_types: ['memory_add', 'memory_delete'],
      owner: 'all',
      is_active: true,
      project: 'tenant-1',
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    const { id: ours } = await memory.webhooks.create({ url: there.url });
    expect((await ask('GET', PROJECT)).body).toEqual([webhook]);
    const path = `/api/v1/webhooks/${webhook.webhook_id}/`;
    expect((await ask('PUT', path, { name: 'there', event_types: all })).body).toEqual({
      message: expect.stringMatching(/\S/),
    });
    expect((await ask('GET', PROJECT)).body).toMatchObject([{ name: 'there', event_types: all }]);
    expect((await ask('DELETE', path)).body).toEqual({ message: expect.stringMatching(/\S/) });
    expect((await ask('DELETE', path)).status).toBe(404);
    expect((await ask('DELETE', `/api/v1/webhooks/${ours}/`)).status).toBe(404);
    expect(await memory.webhooks.list()).toMatchObject([{ id: ours }]);
  });

  it('are told in its shape of what its clients do', async () => {
    const { ask, memory } = await governed();
    const there = await receiver();
    await ask('POST', PROJECT, { name: 'here', url: there.url, event_types: ['memory_add'] });
    await ask('POST', '/v3/memories/add/', {
      messages: [{ role: 'user', content: 'I play the cello.' }],
      user_id: 'ada',
      infer: false,
    });
    await memory.runJobs(() => undefined);
    expect(there.got.map(({ body }) => body)).toEqual([
      {
        event_details: {
          id: expect.any(String),
          data: { memory: 'I play the cello.' },
          event: 'ADD',
        },
      },
    ]);
  });

  it('are refused as mem0 refuses: no address, unknown events, an address inside, no right', async () => {
    const { ask, memory, ...server } = await governed();
    const refused = async (body: object) => (await ask('POST', PROJECT, body)).status;
    expect(await refused({ name: 'x' })).toBe(400);
    expect(await refused({ url: 'https://8.8.8.8/', event_types: ['memory_read'] })).toBe(400);
    expect(await refused({ url: 'https://10.0.0.1/', event_types: all })).toBe(403);
    const { secret } = await memory.keys.create({ name: 'writer' });
    const headers = { authorization: `Token ${secret}` };
    expect((await server.call('GET', `/mem0${PROJECT}`, undefined, headers)).status).toBe(403);
    expect(await memory.webhooks.list()).toEqual([]);
  });
});
