import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { TulvingError } from '../../src/errors.js';
import { embedderFromAiSdk } from '../../src/models/embedders/ai-sdk.js';
import { batchesOf, withinTokens } from '../../src/models/embedders/batching.js';
import { createEmbedder, type EmbedderSettings } from '../../src/models/embedders/create.js';
import { waitIn } from '../../src/models/retry-after.js';
import { knownModel, knownModels } from '../../src/models/embedders/known-models.js';
import { probeEmbedder } from '../../src/models/embedders/probe.js';
import { readVectors } from '../../src/models/embedders/shapes.js';
import { type Transformers, transformersSend } from '../../src/models/embedders/transformers.js';
import type { Embedder } from '../../src/models/port.js';
import { fakeModel } from '../helpers/fake-model.js';

const KEY = 'sk-9fK2mXw7QpLtVz31';
const notes = ['Mia lives in Lisbon.', 'Ben plays the cello.', 'The kettle is broken.'];
const never = () => new AbortController().signal;
/** Where a test waits, it waits for next to nothing. */
const quick = { pauseMs: 1 };

function embedder(settings: EmbedderSettings): Embedder {
  return createEmbedder({ embedderApiKey: KEY, ...settings }, quick);
}

async function vectorsOf(made: Embedder, texts = notes) {
  const answered = await made.embed(texts, 'document', never());
  return answered.map((one) => ('vector' in one ? one.vector : one.flaw));
}

function lengthOf(vector: Float32Array | string | undefined): number {
  return vector instanceof Float32Array ? Math.hypot(...vector) : Number.NaN;
}

async function errorOf(work: Promise<unknown>): Promise<TulvingError> {
  const [outcome] = await Promise.allSettled([work]);
  if (outcome.status === 'fulfilled') throw new Error('it was expected to fail');
  expect(inspect(outcome.reason, { depth: 10 })).not.toContain(KEY);
  return outcome.reason as TulvingError;
}

describe('embedders behind one port (B12)', () => {
  it.each([
    ['openai:text-embedding-3-large', { dimension: 3072 }, 'input'],
    ['alibaba:text-embedding-v3', { dimension: 1024, base64: true }, 'input'],
    ['google:gemini-embedding-001', { dimension: 3072, length: 0.7 }, 'input'],
    ['cohere:embed-v4.0', { dimension: 1536 }, 'texts'],
    ['voyage:voyage-3.5', { dimension: 1024, base64: true }, 'input'],
    ['jina:jina-embeddings-v3', { dimension: 1024 }, 'input'],
    ['ollama:bge-m3', { dimension: 1024 }, 'input'],
    ['tei', { dimension: 768 }, 'input'],
  ] as const)(
    'asks %s, and gets unit vectors in the order of the texts',
    async (name, embedding, field) => {
      const fake = await fakeModel({ apiKey: KEY, embedding });
      const made = embedder({ embedder: name, embedderUrl: fake.url });
      const vectors = await vectorsOf(made);
      expect(vectors.map((vector) => vector?.length)).toEqual(notes.map(() => embedding.dimension));
      for (const vector of vectors) expect(lengthOf(vector)).toBeCloseTo(1, 5);
      const [again] = await vectorsOf(made, notes.slice(2));
      expect(vectors[2]).toEqual(again);
      expect(fake.requests[0]?.body[field]).toEqual(notes);
      expect(fake.requests[0]?.path).toBe(field === 'texts' ? '/v1/embed' : '/v1/embeddings');
    },
  );

  it('takes the address and the model in one name', async () => {
    const fake = await fakeModel();
    const made = embedder({ embedder: `openai-compatible:${fake.url}#my/model:latest` });
    expect(made.identity).toEqual({ provider: 'compatible', model: 'my/model:latest' });
    expect(lengthOf((await vectorsOf(made))[0])).toBeCloseTo(1, 5);
    expect(fake.requests[0]?.body['model']).toBe('my/model:latest');
  });

  it('asks for the dimension that is set, and refuses one that the model does not have', async () => {
    const fake = await fakeModel({ embedding: { dimension: 3072 } });
    const settings = { embedder: 'openai:text-embedding-3-large', embedderUrl: fake.url };
    const made = embedder({ ...settings, embedderDimension: 256 });
    expect((await vectorsOf(made))[0]).toHaveLength(256);
    expect(fake.requests[0]?.body['dimensions']).toBe(256);
    expect(() => embedder({ ...settings, embedderDimension: 300 })).toThrow(/300 dimensions/);
    expect(() => embedder({ embedder: 'ollama:bge-m3', embedderDimension: 256 })).toThrow(/256/);
  });

  it.each([
    ['ollama:nomic-embed-text:latest', 'search_query: ', 'search_document: '],
    ['vllm:intfloat/multilingual-e5-small', 'query: ', 'passage: '],
    ['ollama:embeddinggemma:300m', 'task: search result | query: ', 'title: none | text: '],
    ['tei:BAAI/bge-large-zh-v1.5', '为这个句子生成表示以用于检索相关文章：', ''],
    ['ollama:qwen3-embedding:0.6b', expect.stringMatching(/^Instruct: .*\nQuery:$/s), ''],
    ['ollama:snowflake-arctic-embed2', 'query: ', ''],
    ['openai:text-embedding-3-small', '', ''],
    ['ollama:bge-m3', '', ''],
  ])('gives %s the prefixes that it wants', async (name, query, document) => {
    const fake = await fakeModel();
    const made = embedder({ embedder: name, embedderUrl: fake.url });
    await made.embed(['Mia?'], 'query', never());
    await made.embed(['Mia.'], 'document', never());
    const sent = fake.requests.map(({ body }) => String((body['input'] as string[])[0]));
    expect([sent[0]?.slice(0, -4), sent[1]?.slice(0, -4)]).toEqual([query, document]);
  });

  it('tells queries and documents apart where the API does', async () => {
    const fake = await fakeModel({ embedding: {} });
    for (const name of ['cohere:embed-v4.0', 'voyage:voyage-3.5', 'jina:jina-embeddings-v3']) {
      const made = embedder({ embedder: name, embedderUrl: fake.url });
      await made.embed(['Mia?'], 'query', never());
      await made.embed(['Mia.'], 'document', never());
    }
    const kinds = fake.requests.map(({ body }) => body['input_type'] ?? body['task']);
    expect(kinds).toEqual([
      'search_query',
      'search_document',
      'query',
      'document',
      'retrieval.query',
      'retrieval.passage',
    ]);
  });

  it('takes a model of the AI SDK', async () => {
    const { MockEmbeddingModelV3 } = await import('ai/test');
    const model = new MockEmbeddingModelV3({
      provider: 'mine',
      modelId: 'one',
      maxEmbeddingsPerCall: 2,
      doEmbed: async ({ values }) => ({
        embeddings: values.map((text) => [text.length, 0]),
        warnings: [],
      }),
    });
    const made = embedderFromAiSdk(model);
    expect(made.identity).toEqual({ provider: 'mine', model: 'one' });
    expect(await vectorsOf(made)).toEqual(notes.map(() => Float32Array.from([1, 0])));
  });

  it.each([
    [
      'openai',
      {
        data: [
          { index: 1, embedding: [2] },
          { index: 0, embedding: [1] },
        ],
      },
      [[1], [2]],
    ],
    ['cohere', { embeddings: { float: [[1], [2]] } }, [[1], [2]]],
    ['ollama', { embeddings: [[1], [2]] }, [[1], [2]]],
    ['tei', [[1], [2]], [[1], [2]]],
    ['base64', { data: [{ embedding: 'AACAPwAAAEA=' }] }, [[1, 2]]],
    ['of broken base64', { data: [{ embedding: 'AACAPw' }] }, [[1]]],
  ])('reads vectors as %s gives them', (_, answer, expected) => {
    expect(readVectors(answer)?.map((vector) => vector && [...vector])).toEqual(expected);
  });

  it.each([{}, null, 'text', { data: 'x' }])('reads none in %j', (answer) => {
    expect(readVectors(answer)).toBeUndefined();
  });
});

describe('what a request may hold', () => {
  it('cuts batches by count and by tokens, in order', () => {
    const texts = ['a', 'b', 'c', 'd '.repeat(20), 'e'];
    expect(batchesOf(texts, { most: 2 })).toEqual([[0, 1], [2, 3], [4]]);
    expect(batchesOf(texts, { most: 9, tokens: 10 })).toEqual([[0, 1, 2], [3], [4]]);
    expect(batchesOf([], { most: 2 })).toEqual([]);
  });

  it('keeps the beginning of a text that is too long, and no half of a character', () => {
    expect(withinTokens('short', 100)).toBe('short');
    const kept = withinTokens('😀'.repeat(500), 100);
    expect(kept.length).toBeLessThan(300);
    expect(kept.isWellFormed()).toBe(true);
  });

  it('sends no more texts at once than the provider takes', async () => {
    const fake = await fakeModel({ embedding: { most: 10 } });
    const many = Array.from({ length: 35 }, (_, at) => `Note ${at}`);
    const made = embedder({ embedder: 'dashscope:text-embedding-v3', embedderUrl: fake.url });
    const vectors = await vectorsOf(made, many);
    expect(vectors.every((vector) => vector instanceof Float32Array)).toBe(true);
    const sizes = fake.requests.map(({ body }) => (body['input'] as []).length);
    expect(sizes.toSorted((one, other) => one - other)).toEqual([5, 10, 10, 10]);
  });

  it('halves a batch that is refused, and shortens a text', async () => {
    const fake = await fakeModel({ embedding: { most: 2 } });
    const vectors = await vectorsOf(embedder({ embedder: 'compatible:x', embedderUrl: fake.url }), [
      ...notes,
      ...notes,
    ]);
    expect(vectors.map(lengthOf).every((length) => Math.abs(length - 1) < 1e-5)).toBe(true);
  });

  it('names the source of every row, and no row hides another', () => {
    for (const { source } of knownModels) expect(source).toMatch(/^https:\/\//);
    expect(knownModel('Snowflake/snowflake-arctic-embed-l-v2.0')?.prefixes?.query).toBe('query: ');
    expect(knownModel('snowflake-arctic-embed')?.prefixes?.query).toMatch(/^Represent/);
    expect(knownModel('intfloat/multilingual-e5-large-instruct')?.prefixes?.query).toMatch(/^Ins/);
    expect(knownModel('somebody/unknown')).toBeUndefined();
  });
});

describe('an embedder that fails', () => {
  const settings = (url: string): EmbedderSettings => ({
    embedder: 'openai:text-embedding-3-small',
    embedderUrl: url,
  });

  it.each([
    [401, 'model_refused', 1],
    [404, 'model_refused', 1],
    [429, 'model_busy', 5],
    [500, 'model_unavailable', 5],
  ])(
    'is asked again where that may help, and says what HTTP %i means',
    async (status, code, requests) => {
      const fake = await fakeModel();
      fake.misbehave({ fails: { status, body: { error: { message: `key ${KEY}` } } } });
      const error = await errorOf(embedder(settings(fake.url)).embed(notes, 'document', never()));
      expect(error.code).toBe(code);
      expect(error.message).toContain('openai:text-embedding-3-small');
      expect(fake.requests).toHaveLength(requests);
    },
  );

  it('waits as long as it was asked to, then goes on', async () => {
    const fake = await fakeModel();
    const headers = { 'retry-after': '0.05' };
    fake.misbehave({ fails: { status: 429, times: 2, headers } });
    const vectors = await vectorsOf(embedder(settings(fake.url)));
    expect(lengthOf(vectors[0])).toBeCloseTo(1, 5);
    expect(fake.requests).toHaveLength(3);
  });

  it('is not waited for when it asks for more than a minute', async () => {
    const fake = await fakeModel();
    fake.misbehave({ fails: { status: 429, headers: { 'retry-after': '3600' } } });
    const error = await errorOf(embedder(settings(fake.url)).embed(notes, 'document', never()));
    expect(error.message).toContain('wait 3600 s');
    expect(fake.requests).toHaveLength(1);
  });

  it('reads a pause in seconds and as a date', () => {
    expect(waitIn('1.5')).toBe(1500);
    const now = Date.parse('2026-03-04T09:30:00Z');
    expect(waitIn('Wed, 04 Mar 2026 09:30:07 GMT', now)).toBe(7000);
    expect(waitIn('Wed, 04 Mar 2026 09:29:00 GMT', now)).toBe(0);
    expect([waitIn(null), waitIn(''), waitIn('soon')]).toEqual([undefined, undefined, undefined]);
  });

  it('is asked once for a query: a search does not wait for a second try', async () => {
    const fake = await fakeModel();
    fake.misbehave({ fails: { status: 500 } });
    await errorOf(embedder(settings(fake.url)).embed(['Mia?'], 'query', never()));
    expect(fake.requests).toHaveLength(1);
  });

  it('is given up when it hangs, and by whoever does not want it any more', async () => {
    const fake = await fakeModel();
    fake.misbehave({ hangs: true });
    const hanging = createEmbedder(settings(fake.url), { retries: 0, limitMs: 20 });
    const late = await errorOf(
      createEmbedder(
        { ...settings(fake.url), embedderApiKey: KEY },
        { retries: 0, limitMs: 20 },
      ).embed(notes, 'document', never()),
    );
    expect(late).toMatchObject({ code: 'model_unavailable' });
    const stop = new AbortController();
    const asked = hanging.embed(notes, 'document', stop.signal);
    stop.abort();
    expect(await errorOf(asked)).toMatchObject({ name: 'AbortError' });
  });

  it.each([
    ['nan', /no number/],
    ['zero', /all zeros/],
  ] as const)(
    'gives no vector for the text that came as %s, and the others theirs',
    async (as, why) => {
      const fake = await fakeModel();
      fake.misbehave({ vectors: { as, of: 'cello' } });
      const [mia, ben, kettle] = await vectorsOf(embedder(settings(fake.url)));
      expect(ben).toMatch(why);
      for (const vector of [mia, kettle]) expect(lengthOf(vector)).toBeCloseTo(1, 5);
    },
  );

  it('is not trusted when it answers fewer vectors than it was asked for', async () => {
    const fake = await fakeModel();
    fake.misbehave({ vectors: { as: 'fewer', of: 'cello' } });
    const error = await errorOf(embedder(settings(fake.url)).embed(notes, 'document', never()));
    expect(error).toMatchObject({ code: 'model_unusable' });
    expect(error.message).toContain('2 vectors for 3 texts');
  });

  it.each(['<html>Welcome</html>', '{}', '{"data":[]}'])(
    'says that %s holds no vectors',
    async (malformed) => {
      const fake = await fakeModel();
      fake.misbehave({ malformed });
      const error = await errorOf(embedder(settings(fake.url)).embed(notes, 'document', never()));
      expect(error).toMatchObject({ code: 'model_unusable' });
    },
  );

  it('blames the request where every text is refused, after a few', async () => {
    const fake = await fakeModel();
    fake.misbehave({ fails: { status: 400, body: { error: { message: 'no such parameter' } } } });
    const many = Array.from({ length: 64 }, (_, at) => `Note ${at}`);
    const error = await errorOf(embedder(settings(fake.url)).embed(many, 'document', never()));
    expect(error.message).toContain('no such parameter');
    expect(fake.requests.length).toBeLessThan(16);
  });

  it.each([
    ['openai:text-embedding-3-small', /OpenAI wants a key/],
    ['compatible:bge', /needs an address/],
    ['openai-compatible:nowhere#', /needs an address/],
    ['anthropic:x', /provider:model/],
    ['ollama:', /ollama:model/],
  ])('says what is missing for %s', (name, message) => {
    expect(() => createEmbedder({ embedder: name })).toThrow(message);
  });
});

describe('a look at an embedder', () => {
  it('tells the dimension, the length and what is noise', async () => {
    const fake = await fakeModel({ embedding: { length: 3 } });
    const probed = await probeEmbedder(
      embedder({ embedder: 'compatible:x', embedderUrl: fake.url }),
      never(),
    );
    expect(probed).toMatchObject({ dimension: 320, normalised: false });
    expect(probed.floor).toBeGreaterThan(0);
    expect(probed.floor).toBeLessThan(0.5);
  });

  it('puts the floor high where everything is alike', async () => {
    const vector = (text: string) => [
      1,
      ...[0.2, 0.4, 0.1].map((one, at) => one * Math.sin(text.length * (at + 1))),
    ];
    const fake = await fakeModel({ embedding: { vector } });
    const made = embedder({ embedder: 'compatible:x', embedderUrl: fake.url });
    const { floor } = await probeEmbedder(made, never());
    expect(floor).toBeGreaterThan(0.8);
    expect(floor).toBeLessThanOrEqual(0.95);
  });

  it('refuses what differs from itself', async () => {
    const fake = await fakeModel();
    fake.misbehave({ vectors: { as: 'dimension', of: 'violin' } });
    const made = embedder({ embedder: 'compatible:x', embedderUrl: fake.url });
    expect(await errorOf(probeEmbedder(made, never()))).toMatchObject({ code: 'model_unusable' });
  });
});

describe('models of Transformers.js', () => {
  /** Stands in for the package: it takes some hundred megabytes. */
  const standIn = (asked: unknown[]): Transformers => ({
    async pipeline(task, model) {
      asked.push([task, model]);
      return async (texts, options) => {
        asked.push(options);
        return {
          dims: [texts.length, 2],
          data: Float32Array.from(texts.flatMap(() => [0.6, 0.8])),
        };
      };
    },
  });

  it('are loaded once, with the pooling that they want', async () => {
    const asked: unknown[] = [];
    const send = transformersSend('Xenova/bge-small-en-v1.5', async () => standIn(asked));
    const vectors = await send(['a', 'b'], 'document', never());
    await send(['c'], 'query', never());
    expect(vectors).toEqual([Float32Array.from([0.6, 0.8]), Float32Array.from([0.6, 0.8])]);
    expect(asked[0]).toEqual(['feature-extraction', 'Xenova/bge-small-en-v1.5']);
    expect(asked.slice(1)).toEqual([
      { pooling: 'cls', normalize: true },
      { pooling: 'cls', normalize: true },
    ]);
  });

  it('say which model could not be loaded, and try again with the next text', async () => {
    let tries = 0;
    const broken: Transformers = {
      pipeline: () => Promise.reject(new Error(`no such model, try ${++tries}`)),
    };
    const send = transformersSend('nobody/none', async () => broken);
    for (const expected of [1, 2]) {
      const error = await errorOf(Promise.resolve(send(['a'], 'document', never())));
      expect(error.message).toContain(
        `transformers:nobody/none could not be loaded: no such model, try ${expected}`,
      );
    }
  });
});
