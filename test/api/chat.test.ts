import { describe, expect, it } from 'vitest';
import { TulvingError } from '../../src/errors.js';
import type { ChatEvent } from '../../src/model/chat.js';
import { temporaryApi } from '../helpers/api.js';
import { listening } from '../helpers/listening.js';
import { ScriptedModel } from '../helpers/scripted-model.js';

const knowing = new ScriptedModel(({ prompt }) =>
  prompt.includes('Lisbon') ? 'In Lisbon [m1].' : 'I do not know.',
);

function eventsIn(body: string): ChatEvent[] {
  return body
    .split('\n\n')
    .filter((message) => message !== '')
    .map((message) => {
      const [, name, data] = /^event: (\w+)\ndata: (.+)$/.exec(message) ?? [];
      const event = JSON.parse(data ?? '') as ChatEvent;
      expect(event.type).toBe(name);
      return event;
    });
}

describe('POST /v1/chat (B6, C1)', () => {
  it('answers JSON, or events where they are asked for', async () => {
    const api = await temporaryApi({}, { llm: knowing });
    await api.call('POST', '/v1/memories', { text: 'Mia lives in Lisbon.' });
    const ask = { message: 'Where does Mia live?' };
    const { status, body } = await api.call('POST', '/v1/chat', ask);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      answer: 'In Lisbon [m1].',
      citations: [{ mark: 'm1', quote: 'Mia lives in Lisbon.' }],
      remembered: { episodes: [expect.any(String), expect.any(String)] },
    });
    const asked = [
      await api.call('POST', '/v1/chat', { ...ask, stream: true }),
      await api.call('POST', '/v1/chat', ask, { accept: 'text/event-stream' }),
    ];
    for (const reply of asked) {
      expect(reply.headers.get('content-type')).toMatch('text/event-stream');
      const events = eventsIn(reply.body as string);
      expect(events.map(({ type }) => type)).toEqual(['context', 'delta', 'citations', 'done']);
    }
  });

  it('keeps the turn of the program that says it asks', async () => {
    const api = await temporaryApi({}, { llm: knowing });
    const { body } = await api.call(
      'POST',
      '/v1/chat',
      { message: 'I moved to Porto in May.' },
      { 'X-Tulving-Client': 'editor' },
    );
    const kept = await api.memory.get(body.remembered.memories[0]);
    expect(kept).toMatchObject({ app_id: 'editor', user_id: 'default' });
  });

  it('tells with a status what is wrong with the request, also of a stream', async () => {
    const api = await temporaryApi({}, { llm: knowing });
    for (const stream of [false, true]) {
      const reply = await api.call('POST', '/v1/chat', { mesage: 'Hi', stream });
      expect(reply.status).toBe(422);
      expect(reply.body.code).toBe('invalid_input');
    }
    const without = await temporaryApi();
    for (const stream of [false, true]) {
      const reply = await without.call('POST', '/v1/chat', { message: 'Hi', stream });
      expect([reply.status, reply.body.code]).toEqual([501, 'no_model']);
    }
  });

  it('takes the scope write where it remembers, and read where it does not', async () => {
    const api = await temporaryApi({}, { llm: knowing });
    const { secret } = await api.memory.keys.create({ name: 'reader', scopes: ['read'] });
    const headers = { authorization: `Bearer ${secret}` };
    const ask = { message: 'Where does Mia live?' };
    expect((await api.call('POST', '/v1/chat', ask, headers)).status).toBe(403);
    const reply = await api.call('POST', '/v1/chat', { ...ask, remember: false }, headers);
    expect([reply.status, reply.body.remembered]).toEqual([200, null]);
  });

  it('tells in the stream that the model fails, and keeps what was said', async () => {
    const failing = new ScriptedModel(() => {
      throw new TulvingError('model_unavailable', 'It sleeps.');
    });
    const api = await temporaryApi({}, { llm: failing });
    const ask = { message: 'I moved to Porto in May.', stream: true };
    const events = eventsIn((await api.call('POST', '/v1/chat', ask)).body as string);
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'model_unavailable' });
    const { data } = await api.memory.list({ user_id: 'default' });
    expect(data.map(({ text }) => text)).toEqual(['I moved to Porto in May.']);
  });
});

describe('a chat of the client (B6)', () => {
  it('answers as the library does, streamed or not', async () => {
    const { client, memory } = await listening({}, { llm: knowing });
    await memory.add({ user_id: 'default', text: 'Mia lives in Lisbon.' });
    const message = 'Where does Mia live?';
    const whole = await client().chat({ message, remember: false });
    expect(whole).toEqual({
      ...(await memory.chat({ user_id: 'default', message, remember: false })),
      context: { ...whole.context, trace_ids: [expect.any(String)] },
    });
    const types: string[] = [];
    for await (const { type } of client().chatStream({ message })) types.push(type);
    expect(types).toEqual(['context', 'delta', 'citations', 'done']);
  });

  it('throws what went wrong with its remedy', async () => {
    const { client } = await listening();
    await expect(client().chat({ message: 'Hi' })).rejects.toMatchObject({
      code: 'no_model',
      status: 501,
      remedy: expect.stringContaining('models use llm'),
    });
  });

  it.each(['chat', 'chatStream'] as const)(
    '%s: who hangs up ends the call of the model',
    async (verb) => {
      let begun = () => {};
      const waits = new Promise<void>((resolve) => (begun = resolve));
      let ended = () => {};
      const ends = new Promise<void>((resolve) => (ended = resolve));
      const hanging = new ScriptedModel(
        ({ signal }) =>
          new Promise((_, reject) => {
            signal?.addEventListener('abort', () => {
              ended();
              reject(signal.reason as Error);
            });
            begun();
          }),
      );
      const { url, memory } = await listening({}, { llm: hanging });
      const hangUp = new AbortController();
      const body = JSON.stringify({
        message: 'I moved to Porto in May.',
        stream: verb === 'chatStream',
      });
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body, signal: hangUp.signal };
      const reply = fetch(`${url}/v1/chat`, init).then((response) => response.text());
      await waits;
      hangUp.abort();
      await expect(reply).rejects.toThrow(/abort/i);
      await ends;
      const kept = async () => (await memory.list({ user_id: 'default' })).data;
      while ((await kept()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      expect((await kept())[0]?.text).toBe('I moved to Porto in May.');
    },
  );
});
