import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseModelName, type Provider, providers, providersFor, usualKey } from './providers.js';

const rows: [string, Provider][] = Object.entries(providers);

describe('model/providers', () => {
  it.each(rows)('%s has an address that can be called, or none', (_, { url }) => {
    if (url === undefined) return;
    const { protocol, hostname, search, hash } = new URL(url);
    // What leaves this machine goes encrypted.
    expect(protocol).toBe(hostname === '127.0.0.1' ? 'http:' : 'https:');
    expect([search, hash, url.at(-1)]).toEqual(['', '', expect.not.stringMatching('/')]);
  });

  it.each(rows)('%s does something, and local ones need no key', (_, provider) => {
    expect(provider.text ?? provider.rerank ?? provider.embed).toBeDefined();
    if (provider.url?.includes('127.0.0.1')) expect(provider.keys).toEqual([]);
    for (const key of provider.keys) expect(key).toMatch(/^[A-Z_]+_KEY$/);
  });

  it('reads the name of a model with colons and slashes in it', () => {
    expect(parseModelName('ollama:qwen3:8b', 'text')).toEqual({
      provider: 'ollama',
      model: 'qwen3:8b',
    });
    expect(parseModelName('vllm:BAAI/bge-reranker-v2-m3', 'rerank').model).toBe(
      'BAAI/bge-reranker-v2-m3',
    );
    expect(parseModelName('tei', 'rerank')).toEqual({ provider: 'tei', model: '' });
  });

  it.each([
    ['gpt-5', /provider:model/],
    ['opennai:gpt-5', /openai\?/],
    ['openai:', /openai:model/],
    ['cohere:command', /one of ollama/],
  ])('says what is wrong with %s', (text, message) => {
    expect(() => parseModelName(text, 'text')).toThrow(message);
  });

  it('tells apart who writes and who reranks', () => {
    expect(providersFor('rerank')).toEqual(expect.arrayContaining(['cohere', 'jina', 'tei']));
    expect(providersFor('rerank')).not.toContain('openai');
    expect(providersFor('text')).not.toContain('tei');
  });

  it('hands the usual key to the address of its provider, and to no other', () => {
    const openai = { provider: 'openai', model: 'gpt-5' } as const;
    const environment = { OPENAI_API_KEY: 'sk-of-openai' };
    expect(usualKey(openai, undefined, environment)).toBe('sk-of-openai');
    expect(usualKey(openai, 'https://api.openai.com/v2', environment)).toBe('sk-of-openai');
    expect(usualKey(openai, 'http://127.0.0.1:9000/v1', environment)).toBeUndefined();
    const azure = { provider: 'azure', model: 'mine' } as const;
    const own = 'https://mine.openai.azure.com/openai/v1';
    expect(usualKey(azure, own, { AZURE_OPENAI_API_KEY: 'of-azure' })).toBe('of-azure');
  });
});

describe('docs/models.md', () => {
  const page = readFileSync(new URL('../../docs/models.md', import.meta.url), 'utf8');

  it.each(rows)('tells of %s what the table does', (id, { url, keys, text, rerank, embed }) => {
    const line = page.split('\n').find((one) => one.startsWith(`| \`${id}\``)) ?? '';
    const cells = line.split('|').map((cell) => cell.trim());
    const where = embed?.api === 'local' ? 'in this process' : 'yours';
    expect(cells[2]).toContain(url === undefined ? where : `\`${url}\``);
    expect(cells[3]).toBe(keys.map((key) => `\`${key}\``).join(', '));
    const does = [text, rerank, embed].map((use) => (use ? 'yes' : ''));
    expect(cells.slice(4, 7)).toEqual(does);
  });
});
