import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { TulvingError } from '../../src/errors.js';
import { rerankerFromAiSdk } from '../../src/models/rerankers/ai-sdk.js';
import { createReranker, type RerankerSettings } from '../../src/models/rerankers/create.js';
import { readScores } from '../../src/models/rerankers/http.js';
import { readOrder } from '../../src/models/rerankers/llm.js';
import { fakeModel } from '../helpers/fake-model.js';

const KEY = 'co-9fK2mXw7QpLtVz31';
const query = 'Where does Mia live?';
const texts = ['Ben plays the cello.', 'Mia does live in Lisbon.', 'Mia likes tea.'];
const never = () => new AbortController().signal;

async function scoresOf(settings: RerankerSettings, signal = never()) {
  return createReranker(settings).rerank(query, texts, signal);
}

/** The places of the texts, best first. */
function orderOf(scores: readonly (number | undefined)[]): number[] {
  return [...scores.keys()].toSorted((one, other) => (scores[other] ?? -1) - (scores[one] ?? -1));
}

async function errorOf(work: Promise<unknown>): Promise<TulvingError> {
  const [outcome] = await Promise.allSettled([work]);
  if (outcome.status === 'fulfilled') throw new Error('it was expected to fail');
  expect(inspect(outcome.reason, { depth: 10 })).not.toContain(KEY);
  return outcome.reason as TulvingError;
}

describe('rerankers behind one port (T7)', () => {
  it.each(['cohere', 'jina', 'voyage', 'siliconflow', 'together', 'vllm', 'llamacpp', 'dashscope'])(
    'asks %s with documents',
    async (provider) => {
      const fake = await fakeModel({ apiKey: KEY, rerank: 'documents' });
      const scores = await scoresOf({
        reranker: `${provider}:some-model`,
        rerankerUrl: fake.url,
        rerankerApiKey: KEY,
      });
      expect(orderOf(scores)).toEqual([1, 2, 0]);
      expect(fake.requests).toMatchObject([
        { body: { model: 'some-model', query, documents: texts } },
      ]);
      expect(fake.requests[0]?.path).toMatch(/^\/v1\/reranks?$/);
    },
  );

  it('asks Text Embeddings Inference with texts, and names no model', async () => {
    const fake = await fakeModel({ rerank: 'texts' });
    const scores = await scoresOf({ reranker: 'tei', rerankerUrl: fake.origin });
    expect(orderOf(scores)).toEqual([1, 2, 0]);
    expect(fake.requests).toEqual([
      { method: 'POST', path: '/rerank', body: { query, texts, truncate: true } },
    ]);
  });

  it('asks it in pieces that it takes', async () => {
    const fake = await fakeModel({ rerank: 'texts' });
    const many = [...Array.from({ length: 60 }, (_, at) => `Note ${at}`), ...texts];
    const reranker = createReranker({ reranker: 'tei', rerankerUrl: fake.origin });
    const scores = await reranker.rerank(query, many, never());
    expect(scores).toHaveLength(63);
    expect(orderOf(scores).slice(0, 2)).toEqual([61, 62]);
    expect(fake.requests).toHaveLength(2);
  });

  it.each([
    ['documents', ['documents', 'documents']],
    ['texts', ['documents', 'texts', 'texts']],
  ] as const)('finds out that an address wants %s, once', async (rerank, asked) => {
    const fake = await fakeModel({ rerank });
    const reranker = createReranker({ reranker: `url:${fake.origin}/rerank` });
    for (const _ of [1, 2]) {
      expect(orderOf(await reranker.rerank(query, texts, never()))).toEqual([1, 2, 0]);
    }
    expect(fake.requests.map(({ body }) => ('texts' in body ? 'texts' : 'documents'))).toEqual(
      asked,
    );
  });

  it('asks the language model, and reads an order with talk around it', async () => {
    const answers = () => 'Note 2 answers it.\n```json\n{"order": [2, 3]}\n```';
    const fake = await fakeModel({ answers });
    const scores = await scoresOf({ reranker: 'llm', llm: 'compatible:any', llmUrl: fake.url });
    expect(scores[0]).toBe(0);
    expect(scores[1]).toBeGreaterThan(scores[2] as number);
    const prompt = JSON.stringify(fake.requests[0]?.body['messages']);
    for (const text of [query, ...texts]) expect(prompt).toContain(text);
  });

  it('takes a model of the AI SDK', async () => {
    const { MockRerankingModelV3 } = await import('ai/test');
    const ranking = [
      { index: 1, relevanceScore: 0.9 },
      { index: 0, relevanceScore: 0.1 },
    ];
    const model = new MockRerankingModelV3({
      provider: 'mine',
      modelId: 'one',
      doRerank: async () => ({ ranking }),
    });
    const reranker = rerankerFromAiSdk(model);
    expect(reranker.identity).toEqual({ provider: 'mine', model: 'one' });
    expect(await reranker.rerank(query, texts, never())).toEqual([0.1, 0.9, undefined]);
  });

  it.each([
    ['bare', [{ index: 1, score: -3.5 }], [undefined, -3.5]],
    ['in results', { results: [{ index: 0, relevance_score: 0.2 }] }, [0.2, undefined]],
    ['in data', { data: [{ index: 1, relevance_score: 0 }] }, [undefined, 0]],
    ['beside others', [{ index: 7, score: 1 }, null, { index: 0, score: 1 }], [1, undefined]],
    ['of no number', { results: [{ index: 0, relevance_score: 'high' }] }, undefined],
    ['none', { results: [] }, undefined],
    ['nothing', undefined, undefined],
  ])('reads scores that lie %s', (_, answer, scores) => {
    expect(readScores(answer, 2)).toEqual(scores);
  });

  it.each([
    ['{"order": [3, 1]}', [2, 0]],
    ['Of [1] and [2], best first: [2, 1]', [1, 0]],
    ['["2", "#1", 2, 99, 0]', [1, 0]],
    ['{"order": []}', []],
    ['[99]', undefined],
    ['Note 2 is best.', undefined],
    ['{"order": [2, 1', undefined],
  ])('reads the order in %s', (answer, order) => {
    expect(readOrder(answer, 3)).toEqual(order);
  });
});

describe('a reranker that fails', () => {
  const settings = (url: string): RerankerSettings => ({
    reranker: 'cohere:rerank-v3.5',
    rerankerUrl: url,
    rerankerApiKey: KEY,
  });

  it.each([
    [401, 'model_refused', 'TULVING_RERANKER_API_KEY'],
    [404, 'model_refused', '127.0.0.1'],
    [429, 'model_busy', 'later'],
    [500, 'model_unavailable', 'address'],
  ])('says what HTTP %i means, without the key, and is asked once', async (status, code, hint) => {
    const fake = await fakeModel();
    fake.misbehave({ fails: { status, body: { message: `key ${KEY} is wrong` } } });
    const error = await errorOf(scoresOf(settings(fake.url)));
    expect(error).toMatchObject({ code, remedy: expect.stringContaining(hint) });
    expect(error.message).toContain('cohere:rerank-v3.5');
    expect(fake.requests).toHaveLength(1);
  });

  it('says that an answer cannot be used', async () => {
    const fake = await fakeModel({ answers: () => 'I cannot judge that.' });
    const judge = { reranker: 'llm', llm: 'compatible:any', llmUrl: fake.url };
    expect(await errorOf(scoresOf(judge))).toMatchObject({ code: 'model_unusable' });
    fake.misbehave({ malformed: '<html>Welcome</html>' });
    expect(await errorOf(scoresOf(settings(fake.url)))).toMatchObject({ code: 'model_unusable' });
  });

  it('says where nobody listens, and is broken off by its caller', async () => {
    const fake = await fakeModel();
    fake.misbehave({ hangs: true });
    const stop = new AbortController();
    const asked = scoresOf(settings(fake.url), stop.signal);
    stop.abort();
    expect(await errorOf(asked)).toMatchObject({ name: 'AbortError' });
    await fake.close();
    const error = await errorOf(scoresOf(settings(fake.url)));
    expect(error).toMatchObject({ code: 'model_unavailable' });
  });

  it.each([
    { reranker: `url:http://mia:${KEY}@127.0.0.1:9/rerank` },
    { reranker: 'tei', rerankerUrl: `http://mia:${KEY}@127.0.0.1:9/rerank` },
  ])('refuses a user and a password in an address, without repeating them', (settings) => {
    const make = () => createReranker(settings);
    expect(make).toThrow(/^The address http:\/\/127\.0\.0\.1:9\/rerank must be given without/);
  });

  it.each([
    ['cohere:rerank-v3.5', /Cohere wants a key/],
    ['compatible:bge', /needs an address/],
    ['openai:gpt-5', /provider:model/],
    ['llm', /No language model/],
  ])('says what is missing for %s', (reranker, message) => {
    expect(() => createReranker({ reranker })).toThrow(message);
  });
});
