import { describe, expect, it } from 'vitest';
import { createClient, TulvingProblem } from '../src/client/index.js';
import { temporaryApi } from './helpers/api.js';

async function client() {
  const api = await temporaryApi();
  return createClient({
    baseUrl: 'http://localhost/',
    headers: { 'X-Tulving-User': 'ada' },
    fetch: async (input, init = {}) => {
      const { pathname, search } = new URL(input as string);
      const headers = Object.fromEntries(new Headers(init.headers).entries());
      const reply = await api.call(
        init.method ?? 'GET',
        pathname + search,
        init.body ?? undefined,
        headers,
      );
      const body = reply.status === 204 ? null : JSON.stringify(reply.body);
      return new Response(body, { status: reply.status });
    },
  });
}

const failure = async (work: Promise<unknown>): Promise<TulvingProblem> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TulvingProblem);
  return error as TulvingProblem;
};

describe('client', () => {
  it('has the verbs of the library', async () => {
    const memory = await client();
    const { memories } = await memory.add({ text: 'Mia lives in Lisbon.' });
    const id = memories[0]?.id ?? '';
    expect(memories[0]).toMatchObject({ user_id: 'ada' });
    expect(await memory.search({ query: 'Lisbon' })).toMatchObject({ results: [{ id }] });
    expect(await memory.update(id, { text: 'Mia lives in Porto.' })).toMatchObject({ version: 2 });
    expect(await memory.get(id)).toMatchObject({ text: 'Mia lives in Porto.' });
    expect(await memory.list({ limit: 1 })).toMatchObject({ data: [{ id }] });
    const episode = memories[0]?.sources[0]?.episode_id ?? '';
    expect(await memory.episode(episode)).toMatchObject({ text: 'Mia lives in Lisbon.' });
    const [trace] = (await memory.traces.list({ limit: 1 })).data;
    expect(trace).toMatchObject({ request: { query: 'Lisbon' } });
    expect(await memory.traces.get(trace?.id ?? '')).toEqual(trace);
    expect(await memory.traces.replay({ limit: 1 })).toMatchObject({ replayed: 1 });
    await memory.delete(id);
    expect(await memory.history(id)).toHaveLength(3);
    expect(await memory.status()).toMatchObject({ episodes: 1 });
  });

  it('throws what the server says', async () => {
    const memory = await client();
    expect(await failure(memory.get('../x'))).toMatchObject({ code: 'not_found', status: 404 });
    expect(await failure(memory.add({ text: '' }))).toMatchObject({
      code: 'invalid_input',
      errors: [{ pointer: '/text' }],
      remedy: expect.stringMatching(/\S/),
      requestId: expect.stringMatching(/\S/),
    });
  });

  it('tells a server that is not there, and one that is not Tulving', async () => {
    const nobody = createClient({ baseUrl: 'http://127.0.0.1:9' });
    expect(await failure(nobody.status())).toMatchObject({ code: 'server_unreachable', status: 0 });
    const other = createClient({
      baseUrl: 'http://localhost',
      fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    });
    expect(await failure(other.status())).toMatchObject({
      code: 'server_unreachable',
      status: 502,
    });
  });
});
