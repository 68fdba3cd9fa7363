import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.js';

const read = (environment: Record<string, string>, flags = {}) =>
  readSettings({ environment, flags });

describe('settings', () => {
  it('has a default for everything', () => {
    expect(read({})).toMatchObject({
      port: 8858,
      host: '127.0.0.1',
      allowedHosts: [],
    });
  });

  it('lets a flag win over the environment', () => {
    expect(read({ TULVING_PORT: '9000' }).port).toBe(9000);
    expect(read({ TULVING_PORT: '9000' }, { port: '9001' }).port).toBe(9001);
  });

  it('takes an empty variable for none', () => {
    expect(read({ TULVING_PORT: '' }).port).toBe(8858);
  });

  it('splits lists', () => {
    expect(read({ TULVING_ALLOWED_HOSTS: 'a.example, b.example' }).allowedHosts).toEqual([
      'a.example',
      'b.example',
    ]);
  });

  it('refuses a misspelt variable and names the nearest', () => {
    expect(() => read({ TULVING_PROT: '1' })).toThrowError(
      expect.objectContaining({
        code: 'invalid_setting',
        remedy: expect.stringContaining('TULVING_PORT'),
      }),
    );
  });

  it.each([
    ['TULVING_PORT', '70000', 'port from 0 to 65535'],
    ['TULVING_TIMEZONE', 'Mars/Olympus', 'IANA time zone'],
    ['TULVING_URL', 'localhost:8858', 'http://'],
    ['TULVING_RESIDENT_MB', '0', 'at least 1'],
    ['TULVING_LOG_LEVEL', 'loud', 'error, info or debug'],
  ])('says what %s should be in place of %j', (name, value, expected) => {
    expect(() => read({ [name]: value })).toThrow(expected);
  });
});

describe('settings of models (DESIGN 14)', () => {
  it('takes the usual key of the provider where none is set for us', () => {
    const llm = { TULVING_LLM: 'openai:gpt-5-mini', OPENAI_API_KEY: 'usual' };
    expect(read(llm).llmApiKey).toBe('usual');
    expect(read({ ...llm, TULVING_LLM_API_KEY: 'own' }).llmApiKey).toBe('own');
    expect(read({ ...llm, TULVING_LLM_URL: 'http://127.0.0.1:9/v1' }).llmApiKey).toBeUndefined();
    expect(read({ OPENAI_API_KEY: 'usual' }).llmApiKey).toBeUndefined();
    const reranker = { TULVING_RERANKER: 'cohere:rerank-v3.5', CO_API_KEY: 'usual' };
    expect(read({ ...llm, ...reranker })).toMatchObject({
      llmApiKey: 'usual',
      rerankerApiKey: 'usual',
    });
  });

  it.each([
    ['TULVING_LLM', 'gpt-5', /provider:model/],
    ['TULVING_LLM', 'cohere:command', /one of/],
    ['TULVING_RERANKER', 'url:localhost', /URL/],
    ['TULVING_RERANKER', 'yes', /provider:model/],
    ['TULVING_RERANKER_TOP', '1', /2 to 200/],
    ['TULVING_RERANKER_DEADLINE', '0', /milliseconds/],
  ])('refuses %s=%s', (name, value, message) => {
    expect(() => read({ [name]: value })).toThrow(message);
  });
});
