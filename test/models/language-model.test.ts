import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TulvingError } from '../../src/errors.js';
import { providers } from '../../src/model/providers.js';
import {
  createLanguageModel,
  languageModelFromAiSdk,
  type LanguageModelOptions,
} from '../../src/models/language-model.js';
import type { FakeModel } from '../../src/testing/fake-model.js';
import { fakeModel } from '../helpers/fake-model.js';

const KEY = 'sk-proj-Zq8Wm3TtKp5sBvYx';
const answers = [[/mia/i, 'In Lisbon.']] as const;

function modelOf(fake: FakeModel, options: LanguageModelOptions = {}, llm = 'compatible:any') {
  return createLanguageModel({ llm, llmUrl: fake.url, llmApiKey: KEY }, options);
}

async function errorOf(work: Promise<unknown>): Promise<TulvingError> {
  const [outcome] = await Promise.allSettled([work]);
  if (outcome.status === 'fulfilled') throw new Error('it was expected to fail');
  expect(TulvingError.isInstance(outcome.reason)).toBe(true);
  // Neither the message nor what hangs on it may show the key.
  expect(inspect(outcome.reason, { depth: 10 })).not.toContain(KEY);
  return outcome.reason as TulvingError;
}

describe('a language model (DESIGN 14)', () => {
  it('answers, and tells the tokens', async () => {
    const fake = await fakeModel({ answers, apiKey: KEY });
    const { text, usage } = await modelOf(fake).generate({
      system: 'Be short.',
      prompt: 'Where does Mia live?',
      maxTokens: 20,
      temperature: 0,
    });
    expect(text).toBe('In Lisbon.');
    expect(usage).toEqual({ input: expect.any(Number), output: 3 });
    expect(fake.requests).toMatchObject([
      {
        path: '/v1/chat/completions',
        body: {
          model: 'any',
          max_tokens: 20,
          temperature: 0,
          messages: [
            { role: 'system', content: 'Be short.' },
            { role: 'user', content: 'Where does Mia live?' },
          ],
        },
      },
    ]);
  });

  const texts = Object.entries(providers).filter(([, row]) => 'text' in row);
  it.each(texts)('is made and asked for %s', async (id) => {
    const fake = await fakeModel({ answers, apiKey: KEY });
    const model = modelOf(fake, {}, `${id}:some/model:8b`);
    expect((await model.generate({ prompt: 'Where is Mia?' })).text).toBe('In Lisbon.');
    expect(fake.requests[0]?.body['model']).toBe('some/model:8b');
    expect(model.identity).toEqual({ provider: id, model: 'some/model:8b' });
  });

  it('leaves out what models refuse that think first', async () => {
    const fake = await fakeModel();
    const model = modelOf(fake, {}, 'openai:gpt-5-mini');
    await model.generate({ prompt: 'Hello', maxTokens: 9, temperature: 0 });
    expect(fake.requests[0]?.body).toMatchObject({ max_completion_tokens: 9 });
    expect(fake.requests[0]?.body).not.toHaveProperty('max_tokens');
    expect(fake.requests[0]?.body).not.toHaveProperty('temperature');
  });

  it('drops what a model thinks aloud', async () => {
    const fake = await fakeModel({ answers: () => '<think>Lisbon or Porto?</think>\n\nLisbon.' });
    expect((await modelOf(fake).generate({ prompt: 'Where?' })).text).toBe('Lisbon.');
  });

  it('tries again where there was no room, after the time that it was asked to wait', async () => {
    const fake = await fakeModel({ answers });
    const headers = { 'retry-after-ms': '5' };
    fake.misbehave({ fails: { status: 429, times: 2, headers } });
    expect((await modelOf(fake).generate({ prompt: 'Mia?' })).text).toBe('In Lisbon.');
    expect(fake.requests).toHaveLength(3);
  });

  it.each([
    [401, 'model_refused', /refuses the key \(HTTP 401\)\.$/, /TULVING_LLM_API_KEY/],
    [403, 'model_refused', /refuses the key/, /TULVING_LLM_API_KEY/],
    [404, 'model_refused', /does not know the model/, /127\.0\.0\.1/],
    [400, 'model_refused', /refuses the request .*no such parameter/, /docs\/models\.md/],
    [429, 'model_busy', /asks to wait 7 s/, /later/],
    [529, 'model_busy', /no more requests/, /later/],
    [500, 'model_unavailable', /does not answer \(HTTP 500\)/, /address/],
  ])('says what HTTP %i means and what to do', async (status, code, message, remedy) => {
    const fake = await fakeModel();
    const body = { error: { message: `no such parameter, key ${KEY}` } };
    fake.misbehave({ fails: { status, body, headers: { 'retry-after': '7' } } });
    const error = await errorOf(modelOf(fake, { retries: 0 }).generate({ prompt: 'Hello' }));
    expect(error).toMatchObject({ code, remedy: expect.stringMatching(remedy) });
    expect(error.message).toMatch(message);
    expect(error.message).toContain('compatible:any');
  });

  it('keeps the key out of what a provider repeats of it', async () => {
    const fake = await fakeModel();
    const body = { error: { message: `Bad key sk-proj-****BvYx or ${KEY}` } };
    fake.misbehave({ fails: { status: 400, body } });
    const error = await errorOf(modelOf(fake, { retries: 0 }).generate({ prompt: 'Hello' }));
    expect(error.message).toMatch(/Bad key \[key\] or \[key\]/);
  });

  it.each([
    ['text', 'The model is being loaded.'],
    ['another shape', '{"hello": "world"}'],
    ['no choices', '{"choices": []}'],
  ])('says that an answer cannot be used: %s', async (_, malformed) => {
    const fake = await fakeModel();
    fake.misbehave({ malformed });
    const error = await errorOf(modelOf(fake, { retries: 0 }).generate({ prompt: 'Hello' }));
    expect(error).toMatchObject({ code: 'model_unusable' });
  });

  it('says where nobody listens', async () => {
    const fake = await fakeModel();
    const model = modelOf(fake, { retries: 0 });
    await fake.close();
    const error = await errorOf(model.generate({ prompt: 'Hello' }));
    expect(error).toMatchObject({ code: 'model_unavailable' });
    expect(error.message).toMatch(
      /cannot be reached at http:\/\/127\.0\.0\.1:\d+\/v1: .*ECONNREFUSED/,
    );
  });

  it('gives up one that hangs, and is broken off by its caller', async () => {
    const fake = await fakeModel();
    fake.misbehave({ hangs: true });
    const error = await errorOf(modelOf(fake, { limitMs: 50 }).generate({ prompt: 'Hello' }));
    expect(error.message).toMatch(/did not answer within 0\.05 s/);
    const reason = new Error('enough');
    const signal = AbortSignal.abort(reason);
    await expect(modelOf(fake).generate({ prompt: 'Hello', signal })).rejects.toBe(reason);
  });

  it('passes on what the way to it came to', async () => {
    const refusal = new TulvingError('server_unreachable', 'The proxy refuses us.');
    const model = createLanguageModel(
      { llm: 'compatible:any', llmUrl: 'http://127.0.0.1:1/v1' },
      { fetch: () => Promise.reject(refusal), retries: 0 },
    );
    await expect(model.generate({ prompt: 'Hello' })).rejects.toBe(refusal);
  });

  it.each([
    [{}, /No language model/, /TULVING_LLM/],
    [{ llm: 'openai:gpt-5' }, /OpenAI wants a key/, /OPENAI_API_KEY/],
    [{ llm: 'compatible:any' }, /needs an address/, /TULVING_LLM_URL/],
    [{ llm: 'gpt-5' }, /provider:model/, /settings/],
  ])('says what is missing in %j', (settings, message, remedy) => {
    const make = () => createLanguageModel(settings);
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ remedy: expect.stringMatching(remedy) }));
  });

  it('takes a model of the AI SDK', async () => {
    const { MockLanguageModelV3 } = await import('ai/test');
    const model = languageModelFromAiSdk(
      new MockLanguageModelV3({
        provider: 'mine',
        modelId: 'one',
        doGenerate: {
          content: [{ type: 'text', text: 'Lisbon.' }],
          finishReason: { unified: 'stop', raw: 'stop' },
          usage: {
            inputTokens: { total: 4, noCache: 4, cacheRead: 0, cacheWrite: 0 },
            outputTokens: { total: 2, text: 2, reasoning: 0 },
          },
          warnings: [],
        },
      }),
    );
    expect(model.identity).toEqual({ provider: 'mine', model: 'one' });
    expect(await model.generate({ prompt: 'Where?' })).toEqual({
      text: 'Lisbon.',
      usage: { input: 4, output: 2 },
    });
  });
});
