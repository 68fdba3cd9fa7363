import { describe, expect, it } from 'vitest';
import { createMemory } from '../src/compose.js';
import { runCli } from './helpers/cli.js';
import { temporaryApi } from './helpers/api.js';
import { ScriptedModel } from './helpers/scripted-model.js';
import { temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

const NOON = Date.parse('2026-03-04T12:00:00Z');

describe('usage of models can be read (B8)', () => {
  it('is empty without a model', async () => {
    const memory = await temporaryMemory();
    expect(await memory.usage()).toMatchObject({
      model: null,
      today: { calls: 0, tokens: 0, calls_per_day: null, tokens_per_day: null, spent_until: null },
      total: { calls: 0 },
      days: [],
    });
  });

  it('tells what of today is left, over REST', async () => {
    const options = { llm: new ScriptedModel(() => 'yes'), llmCallsPerDay: 5, clock: () => NOON };
    const { call } = await temporaryApi({}, options);
    const { status, body } = await call('GET', '/v1/usage?days=2');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      model: 'test:scripted',
      today: { day: '2026-03-04', calls: 0, calls_per_day: 5, tokens_per_day: null },
    });
    expect((await call('GET', '/v1/usage?days=0')).status).toBe(422);
  });

  it('tells it on the command line', async () => {
    const data = temporaryDirectory();
    await (await createMemory({ data })).close();
    const limits = ['--llm', 'ollama:qwen3:8b', '--llm-tokens-per-day', '5000'];
    const { code, out } = await runCli('models', 'usage', '--data', data, ...limits);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'today     0 calls, 0 of 5,000 tokens\n30 days   0 calls, 0 tokens\n',
    });
  });
});
