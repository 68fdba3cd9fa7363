import { describe, expect, it } from 'vitest';
import type { MemoryOptions } from '../../../src/compose.js';
import { createApp } from '../../../src/server/app.js';
import { drawingMemory, factOfEach } from '../../extract/drawing.js';

const body = { user_id: 'ada', messages: [{ role: 'user', content: 'My sister Mia has a cat.' }] };

async function withModel(
  draws: Parameters<typeof drawingMemory>[0] = factOfEach,
  options: MemoryOptions = {},
) {
  const { memory, asked, runJobs, model } = await drawingMemory(draws, options);
  const settings = { host: '127.0.0.1', user: 'default', allowedHosts: [], allowedOrigins: [] };
  const app = createApp({
    memory,
    settings: { ...settings, mcpToolsets: ['memory'], timezone: 'UTC' },
    version: '0',
    log: () => undefined,
  });
  const ask = async (method: string, path: string, sent?: object) => {
    const headers = { host: 'localhost', 'content-type': 'application/json' };
    const init = { method, headers, ...(sent && { body: JSON.stringify(sent) }) };
    const response = await app.request(path, init);
    // oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely by tests
    return (await response.json()) as any;
  };
  return { memory, asked, runJobs, model, ask };
}

describe("mem0's routes where a model draws memories (T2, B3)", () => {
  it('add answers PENDING with what is found already; the event succeeds with what was drawn', async () => {
    const { ask, runJobs } = await withModel();
    const added = await ask('POST', '/mem0/v3/memories/add/', body);
    expect(added).toMatchObject({ status: 'PENDING', results: [{ event: 'ADD' }] });
    const path = `/mem0/v1/event/${added.event_id}/`;
    expect((await ask('GET', path)).status).toBe('PENDING');
    await runJobs();
    const event = await ask('GET', path);
    expect(event.status).toBe('SUCCEEDED');
    expect(event.results).toHaveLength(2);
  });

  it('an event whose job was given up has FAILED, with the cause; what was kept is in it', async () => {
    let now = Date.parse('2026-03-01T00:00:00Z');
    const { ask, runJobs, memory } = await withModel(() => 'no json', { clock: () => now });
    const { event_id: id } = await ask('POST', '/mem0/v3/memories/add/', body);
    const path = `/mem0/v1/event/${id}/`;
    for (let tries = 0; tries < 6; tries++) {
      expect((await ask('GET', path)).status).toBe('PENDING');
      await runJobs();
      now += 3_600_000;
    }
    const failed = await ask('GET', path);
    expect(failed).toMatchObject({ status: 'FAILED', error: expect.stringMatching(/JSON/) });
    expect(failed.results).toHaveLength(1);
    await memory.jobs.rerunAll();
    expect((await ask('GET', path)).status).toBe('PENDING');
  });

  it('waits with async_mode: false, and on the self-hosted server', async () => {
    const { ask } = await withModel();
    const first = await ask('POST', '/mem0/v1/memories/', { ...body, async_mode: false });
    expect(first.map(({ status }: { status: string }) => status)).toEqual([
      'SUCCEEDED',
      'SUCCEEDED',
    ]);
    const other = { ...body, user_id: 'bob' };
    expect((await ask('POST', '/mem0-server/memories', other)).results).toHaveLength(2);
  });

  it('asks no model with infer: false', async () => {
    const { ask, runJobs, asked } = await withModel();
    const added = await ask('POST', '/mem0/v3/memories/add/', { ...body, infer: false });
    expect(added.status).toBe('SUCCEEDED');
    await runJobs();
    expect(asked).toEqual([]);
    expect((await ask('GET', `/mem0/v1/event/${added.event_id}/`)).status).toBe('SUCCEEDED');
  });

  it('tells the model what the project was told', async () => {
    const { ask, runJobs, model } = await withModel();
    const path = '/mem0/api/v1/orgs/organizations/o/projects/p/';
    await ask('PATCH', path, { custom_instructions: 'Remember every animal.' });
    await ask('POST', '/mem0/v3/memories/add/', body);
    await runJobs();
    expect(JSON.stringify(model.requests)).toContain('Remember every animal.');
  });
});
