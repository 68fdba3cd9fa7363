import { describe, expect, it } from 'vitest';
import { draftOf, valuesOf } from './model-draft';

describe('the form of a model (D7)', () => {
  it('reads a name apart and puts it together again', () => {
    const draft = draftOf('llm', 'ollama:qwen3:8b', []);
    expect(draft).toEqual({ provider: 'ollama', model: 'qwen3:8b', url: '', key: '' });
    expect(valuesOf('llm', draft)).toEqual({ llm: 'ollama:qwen3:8b', llmUrl: null });
  });

  it('keeps a key only where one is given, and takes all away with the provider', () => {
    const draft = { provider: 'cohere', model: 'rerank-v3.5', url: '', key: 'k' };
    expect(valuesOf('reranker', draft)).toMatchObject({ rerankerApiKey: 'k' });
    expect(valuesOf('reranker', { ...draft, provider: '' })).toEqual({
      reranker: null,
      rerankerUrl: null,
    });
  });
});
