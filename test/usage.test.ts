import { describe, expect, it } from 'vitest';
import { createMemory, type MemoryOptions } from '../src/compose.js';
import { runCli } from './helpers/cli.js';
import { temporaryApi } from './helpers/api.js';
import { ScriptedModel } from './helpers/scripted-model.js';
import { openStore, temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

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
      out: 'today     0 calls, 0 of 5,000 tokens\n30 days   0 calls, 0 tokens, $0.00\n',
    });
  });
});

describe('what models cost can be read (T7)', () => {
  const asked = { calls: 1, failures: 0, input: 1_000_000, output: 100_000 };

  async function spent(
    rows: readonly { day: string; model: string }[],
    options: MemoryOptions = {},
  ) {
    const data = temporaryDirectory();
    const store = await openStore(data);
    for (const { day, model } of rows) {
      const at = Date.parse(day) / 86_400_000;
      await store.notes.countUsage({ tenant: 1, day: at, role: 'chat', model, ...asked });
    }
    await store.close();
    return { data, options: { data, timezone: 'UTC', clock: () => NOON, ...options } };
  }

  const rows = [
    { day: '2026-03-03', model: 'openai:gpt-5-mini' },
    { day: '2026-03-04', model: 'test:scripted' },
    { day: '2026-03-04', model: 'ollama:qwen3:8b' },
  ];

  it('by the price of the model of each day: the one of today has its own', async () => {
    const llm = new ScriptedModel(() => 'yes', { price: { input: 3, output: 10 } });
    const { options } = await spent(rows, { llm });
    const memory = await createMemory(options);
    const { days, total, unpriced } = await memory.usage({ days: 2 });
    await memory.close();
    expect(days.map(({ model, cost }) => [model, cost])).toEqual([
      ['openai:gpt-5-mini', 0.45],
      ['ollama:qwen3:8b', 0],
      ['test:scripted', 4],
    ]);
    expect(total.cost).toBeCloseTo(4.45, 9);
    expect(unpriced).toEqual([]);
  });

  it('never makes up a price: what is not known is named, and left out of the sum', async () => {
    const { options } = await spent(rows);
    const memory = await createMemory(options);
    const { days, total, unpriced } = await memory.usage({ days: 2 });
    const { total: today, ...rest } = await memory.usage({ days: 1 });
    await memory.close();
    expect(days.map(({ cost }) => cost)).toEqual([0.45, 0, null]);
    expect({ cost: total.cost, unpriced }).toEqual({ cost: 0.45, unpriced: ['test:scripted'] });
    expect({ cost: today.cost, of: rest.days.length }).toEqual({ cost: 0, of: 2 });
  });

  it('is not known where no price is', async () => {
    const { options } = await spent([{ day: '2026-03-04', model: 'azure:mine' }]);
    const memory = await createMemory(options);
    expect(await memory.usage()).toMatchObject({
      total: { cost: null, input_tokens: 1_000_000 },
      unpriced: ['azure:mine'],
      days: [{ cost: null }],
    });
    await memory.close();
  });

  it('by the price of the settings, on the command line', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const model = 'azure:mine';
    const { data } = await spent([{ day: today, model }]);
    const argv = ['models', 'usage', '--data', data, '--timezone', 'UTC'];
    const unknown = await runCli(...argv);
    expect(unknown.out).toContain(`without ${model}: price not known, set TULVING_LLM_PRICE`);
    expect(unknown.out).not.toContain('$');
    const known = await runCli(...argv, '--llm', model, '--llm-price', '0.25,2.00');
    expect(known.out).toContain('1 call, 1,100,000 tokens, $0.45\n');
    expect(known.out).toContain('1,000,000 tokens in, 100,000 out  $0.45');
  });
});
