import { describe, expect, it } from 'vitest';
import type { FakeModel } from '../../src/testing/fake-model.js';
import { fakeModel } from '../helpers/fake-model.js';

async function post(url: string, body: object, key?: string) {
  const headers = {
    'content-type': 'application/json',
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

const chat = (fake: FakeModel, content: string, more = {}) =>
  post(`${fake.url}/chat/completions`, {
    model: 'any',
    messages: [{ role: 'user', content }],
    ...more,
  });

function answerIn(text: string): string {
  return (JSON.parse(text) as { choices: { message: { content: string } }[] }).choices[0]?.message
    .content as string;
}

describe('the public fake model', () => {
  it('answers by the first rule that matches, else that it does not know', async () => {
    const fake = await fakeModel({
      answers: [
        ['Mia', 'Lisbon'],
        [/mia|ben/i, 'Porto'],
      ],
    });
    expect(answerIn((await chat(fake, 'Where is Mia?')).text)).toBe('Lisbon');
    expect(answerIn((await chat(fake, 'Where is ben?')).text)).toBe('Porto');
    expect(answerIn((await chat(fake, 'Where is Eve?')).text)).toBe('I do not know.');
    expect(fake.requests.map(({ path }) => path)).toEqual(Array(3).fill('/v1/chat/completions'));
  });

  it('streams the same answer in pieces', async () => {
    const fake = await fakeModel({ answers: () => 'She lives in Lisbon.' });
    const { text } = await chat(fake, 'Where?', { stream: true });
    const events = text
      .trim()
      .split('\n\n')
      .map((line) => line.replace(/^data: /, ''));
    expect(events.at(-1)).toBe('[DONE]');
    const pieces = events.slice(0, -1).map((event) => {
      const { choices } = JSON.parse(event) as { choices: { delta: { content?: string } }[] };
      return choices[0]?.delta.content ?? '';
    });
    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.join('')).toBe('She lives in Lisbon.');
  });

  it('embeds the same text always alike, also in base64 and cut short', async () => {
    const fake = await fakeModel();
    const embed = async (more: object) => {
      const { text } = await post(`${fake.url}/embeddings`, { input: ['tea', 'teas'], ...more });
      return (JSON.parse(text) as { data: { embedding: number[] | string }[] }).data.map(
        ({ embedding }) => embedding,
      );
    };
    const [tea, teas] = await embed({});
    expect(tea).toHaveLength(320);
    expect(tea).not.toEqual(teas);
    expect(await embed({})).toEqual([tea, teas]);
    expect((await embed({ dimensions: 64 }))[0]).toHaveLength(64);
    const [encoded] = await embed({ encoding_format: 'base64' });
    const bytes = Buffer.from(encoded as string, 'base64');
    expect([...new Float32Array(bytes.buffer, bytes.byteOffset, 320)]).toEqual(tea);
  });

  it('reranks by the words that texts share with the query, in both shapes', async () => {
    const fake = await fakeModel();
    const texts = ['Ben likes coffee', 'Mia likes green tea', '喝茶'];
    const cohere = await post(`${fake.url}/rerank`, {
      query: 'green tea',
      documents: texts,
      top_n: 1,
    });
    expect(JSON.parse(cohere.text)).toMatchObject({ results: [{ index: 1, relevance_score: 1 }] });
    const tei = await post(`${fake.origin}/rerank`, { query: '茶', texts });
    expect(JSON.parse(tei.text)).toMatchObject([
      { index: 2, score: 1 },
      { score: 0 },
      { score: 0 },
    ]);
  });

  it('lists its models, and knows no others', async () => {
    const fake = await fakeModel({ models: ['one', 'two'] });
    const listed = (await (await fetch(`${fake.url}/models`)).json()) as { data: { id: string }[] };
    expect(listed.data.map(({ id }) => id)).toEqual(['one', 'two']);
    expect((await chat(fake, 'Hello', { model: 'three' })).status).toBe(404);
    expect((await post(`${fake.url}/nothing`, { model: 'one' })).status).toBe(404);
  });

  it('misbehaves as it is told, and keeps no key', async () => {
    const fake = await fakeModel({ apiKey: 'secret-of-mine' });
    expect((await chat(fake, 'Hello')).status).toBe(401);
    fake.misbehave({ fails: { status: 503, times: 1, headers: { 'retry-after': '1' } } });
    const ask = () => post(`${fake.url}/chat/completions`, { messages: [] }, 'secret-of-mine');
    expect((await ask()).status).toBe(503);
    expect((await ask()).status).toBe(200);
    fake.misbehave({ malformed: '{"choi', delayMs: 1 });
    expect(await ask()).toEqual({ status: 200, text: '{"choi' });
    expect(JSON.stringify(fake.requests)).not.toContain('secret-of-mine');
  });

  it('hangs until it is closed', async () => {
    const fake = await fakeModel();
    fake.misbehave({ hangs: true });
    const asked = chat(fake, 'Hello').then(
      () => 'answered',
      () => 'hung up on',
    );
    while (fake.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await fake.close();
    expect(await asked).toBe('hung up on');
  });
});
