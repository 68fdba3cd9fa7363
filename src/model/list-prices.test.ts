import { describe, expect, it } from 'vitest';
import { listPrice } from './list-prices.js';
import { costOf } from './price.js';

describe('model/list-prices', () => {
  it('knows a model and its snapshots, with where its price stands', () => {
    const price = { input: 0.25, output: 2, source: expect.stringMatching(/^https:.*gpt-5-mini$/) };
    expect(listPrice({ provider: 'openai', model: 'gpt-5-mini' })).toMatchObject(price);
    expect(listPrice({ provider: 'openai', model: 'gpt-5-mini-2025-08-07' })).toMatchObject(price);
    const haiku = { provider: 'anthropic', model: 'claude-haiku-4-5-20251001' };
    expect(listPrice(haiku)).toMatchObject({ input: 1, output: 5 });
  });

  it('takes nothing for what runs on the own machine', () => {
    expect(listPrice({ provider: 'ollama', model: 'qwen3:8b' })).toEqual({ input: 0, output: 0 });
    expect(listPrice({ provider: 'ollama', model: 'gpt-oss:120b-cloud' })).toBeUndefined();
  });

  it.each([
    ['openai', 'gpt-5-mini-fast'],
    ['openai', 'toString'],
    ['azure', 'gpt-5-mini'],
    ['compatible', 'qwen3:8b'],
  ])('makes up no price: %s:%s', (provider, model) => {
    const price = listPrice({ provider, model });
    expect(price).toBeUndefined();
    expect(costOf(price, { input: 1_000, output: 10 })).toBeNull();
  });
});
