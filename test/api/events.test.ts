import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Event } from '../../src/model/event.js';
import { createClient } from '../../src/client/index.js';
import { createMemory } from '../../src/compose.js';
import { LOCAL as local } from '../../src/model/caller.js';
import { serve } from '../../src/server/serve.js';
import { listening } from '../helpers/listening.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

/** Takes so many events, then lets go. */
async function take(events: AsyncGenerator<Event>, count: number): Promise<Event[]> {
  const taken: Event[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}

const kinds = (events: readonly Event[]) => events.map(({ kind }) => kind);

describe('GET /v1/events (D7)', () => {
  it('tells what happens, in order and without a text', async () => {
    const server = await listening();
    const told = take(server.client().events(), 4);
    const client = server.client({ app: 'cursor' });
    const { memories } = await client.add({ user_id: 'ada', text: 'The tide is out.' });
    const id = memories[0]?.id ?? '';
    await client.update(id, { text: 'The tide is in.' });
    await client.delete(id);
    const events = await told;
    expect(kinds(events)).toEqual([
      'episode.recorded',
      'memory.created',
      'memory.updated',
      'memory.deleted',
    ]);
    expect(events[1]).toEqual({
      seq: expect.any(Number),
      kind: 'memory.created',
      subject: id,
      version: 1,
      cube: 'user:ada',
      app: 'cursor',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(JSON.stringify(events)).not.toContain('tide');
    const numbers = events.map(({ seq }) => seq);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers);
  });

  it('goes on after any event, by ?after= and by Last-Event-ID', async () => {
    const server = await listening();
    const all = take(server.client().events({ after: 0 }), 20);
    for (let at = 0; at < 10; at++) await server.memory.add({ text: `Note ${at}` });
    const events = await all;
    for (const [at, { seq }] of events.slice(0, -1).entries()) {
      const rest = await take(server.client().events({ after: seq }), 19 - at);
      expect(rest).toEqual(events.slice(at + 1));
    }
    const response = await fetch(`${server.url}/v1/events?after=0`, {
      headers: { 'last-event-id': String(events[17]?.seq) },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes(`id: ${events[19]?.seq}\n`)) break;
    }
    expect(text).not.toContain(`"seq":${events[17]?.seq}`);
    expect(text).toContain(`id: ${events[18]?.seq}\ndata: {`);
  });

  it('tells of what another process writes', async () => {
    const data = temporaryDirectory();
    const server = await listening({}, { data });
    const told = take(server.client().events(), 2);
    const code = `const { createMemory } = await import(${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)});
      const memory = await createMemory({ data: ${JSON.stringify(data)} });
      await memory.add({ user_id: 'ada', text: 'From elsewhere.' }); await memory.close();`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    onTestFinished(() => void child.kill());
    expect(kinds(await told)).toEqual(['episode.recorded', 'memory.created']);
  });

  it('comes again by itself when the server was away, and misses nothing', async () => {
    const data = temporaryDirectory();
    const first = await createMemory({ data });
    const settings = {
      host: '127.0.0.1',
      user: 'default',
      allowedHosts: [],
      allowedOrigins: [],
      mcpToolsets: ['memory' as const],
      timezone: 'UTC',
    };
    const options = { version: '0', log: () => undefined };
    const one = await serve({ memory: first, settings: { ...settings, port: 0 }, ...options });
    const { port } = new URL(one.url);
    const events = createClient({ baseUrl: one.url }).events({ after: 0 });
    const subjects = new Set<string>();
    const told = (async () => {
      for await (const { subject } of events) if (subjects.add(subject).size === 6) return;
    })();
    await first.add({ text: 'Before.' });
    await expect.poll(() => subjects.size).toBe(2);
    await one.close();
    await first.add({ text: 'Between.' });
    await first.close();
    const second = await createMemory({ data });
    const two = await serve({
      memory: second,
      settings: { ...settings, port: Number(port) },
      ...options,
    });
    onTestFinished(async () => {
      await two.close();
      await second.close();
    });
    await second.add({ text: 'After.' });
    await told;
  });

  it('refuses a place that is none', async () => {
    const server = await listening();
    for (const after of ['-1', 'x', '1.5', '']) {
      const response = await fetch(`${server.url}/v1/events?after=${after}`);
      expect([after, response.status]).toEqual([after, after === '' ? 200 : 422]);
      await response.body?.cancel();
    }
    await expect(take(server.client().events({ after: -1 }), 1)).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('ends with the signal, with the server, and with the memory', async () => {
    const server = await listening();
    const signals = new AbortController();
    const reading = take(server.client().events({ signal: signals.signal }), 9);
    await server.memory.add({ text: 'One.' });
    signals.abort();
    expect((await reading).length).toBeLessThan(9);

    const response = await fetch(`${server.url}/v1/events`);
    const ended = response.text();
    await server.close();
    expect(await ended).toMatch(/^retry: 1000\nid: \d+\n\n/);

    const library = take(server.memory.events.follow({}, local), 9);
    await server.memory.add({ text: 'Two.' });
    await server.memory.close();
    expect((await library).length).toBeLessThan(9);
  });

  it('keeps nothing for a reader who does not read', async () => {
    const server = await listening();
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    socket.pause();
    socket.write(`GET /v1/events?after=0 HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    const lines = Array.from({ length: 300 }, (_, at) => `{"text":"Note ${at}"}\n`).join('');
    for await (const _ of server.memory.addBatch([Buffer.from(lines)])) continue;
    const events = await take(server.client().events({ after: 0 }), 600);
    expect(new Set(events.map(({ seq }) => seq)).size).toBe(600);
  });
});

describe('events that a key may see (DESIGN 12)', () => {
  it('are those of what it may read', async () => {
    const server = await listening();
    const { secret } = await server.memory.keys.create({ name: 'Ada', user_id: 'ada' });
    const admin = await server.memory.keys.create({ name: 'all', scopes: ['admin'] });
    const client = server.client({ apiKey: secret });
    const told = take(client.events({ after: 0 }), 4);
    const notes = [];
    for (const user_id of ['bob', 'ada', 'bob', 'ada']) {
      notes.push(await server.memory.add({ user_id, text: `Note of ${user_id}, ${notes.length}` }));
    }
    const own = [notes[1], notes[3]].flatMap((one) => [one?.episodes[0]?.id, one?.memories[0]?.id]);
    expect((await told).map(({ subject }) => subject)).toEqual(own);
    const all = await take(server.client({ apiKey: admin.secret }).events({ after: 0 }), 8);
    expect(all.filter(({ cube }) => cube === 'user:bob')).toHaveLength(4);
  });

  it('number nothing: what others do leaves no trace in them', async () => {
    let now = Date.parse('2026-03-01T00:00:00Z');
    const server = await listening({}, { clock: () => now });
    const { secret } = await server.memory.keys.create({ name: 'Ada', user_id: 'ada' });
    const told = take(server.client({ apiKey: secret }).events({ after: 0 }), 2);
    for (let at = 0; at < 5; at++) await server.memory.add({ user_id: 'bob', text: `Note ${at}` });
    now += 1_000;
    await server.memory.add({ user_id: 'ada', text: 'The tide is out.' });
    expect((await told).map(({ seq }) => seq)).toEqual([now * 1024, now * 1024 + 1]);
  });

  it('end with the key', async () => {
    const server = await listening();
    const key = await server.memory.keys.create({ name: 'Ada' });
    const headers = { authorization: `Bearer ${key.secret}` };
    const response = await fetch(`${server.url}/v1/events`, { headers });
    const told = response.text();
    await server.memory.keys.revoke(key.id);
    await server.memory.add({ text: 'Not for Ada any more.' });
    expect(await told).not.toContain('data:');
    expect(server.log.join()).toContain('events broke off');
    await expect(take(server.client({ apiKey: key.secret }).events(), 1)).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });
});
