import { describe, expect, it } from 'vitest';
import { contextSchema, searchSchema } from '../../src/model/requests.js';
import { tools } from '../../src/server/mcp/tools.js';
import { kinds, overHttp, served } from './clients.js';

describe.each(kinds)('the tools over HTTP with the client %s (T2)', (kind) => {
  it('remember, find, correct, supersede, list, tell the history and forget', async () => {
    const { url } = await served();
    const client = await overHttp(kind, url);

    const added = await client.call('memory_add', { text: 'My sister Mia lives in Lisbon.' });
    const [{ id }] = added.structuredContent.memories;
    expect(added.structuredContent.memories).toMatchObject([
      { id, text: 'My sister Mia lives in Lisbon.' },
    ]);

    const found = await client.call('memory_search', { query: 'Where does Mia live?' });
    expect(found.structuredContent.results).toMatchObject([{ id, score: expect.any(Number) }]);
    expect(JSON.parse(found.text)).toEqual(found.structuredContent);

    await client.call('memory_update', { id, text: 'My sister Mia lives in Porto.', tags: ['x'] });
    expect((await client.call('memory_get', { id })).structuredContent).toMatchObject({
      text: 'My sister Mia lives in Porto.',
      tags: ['x'],
    });

    const moved = await client.call('memory_add', {
      text: 'My sister Mia lives in Faro now.',
      supersedes: [id],
    });
    const [{ id: newer }] = moved.structuredContent.memories;
    const now = await client.call('memory_search', { query: 'Where does Mia live?' });
    expect(now.structuredContent.results.map((hit: { id: string }) => hit.id)).toEqual([newer]);
    const then = await client.call('memory_search', {
      query: 'Where does Mia live?',
      include_superseded: true,
    });
    expect(then.structuredContent.results).toMatchObject([
      { id: newer },
      { id, superseded_by: newer },
    ]);

    const context = await client.call('memory_context', { query: 'Where does Mia live?' });
    expect(context.structuredContent).toMatchObject({
      text: expect.stringContaining('Faro'),
      sources: { m1: newer },
    });
    const sure = { query: 'Where does Mia live?', min_score: 1 };
    expect((await client.call('memory_search', sure)).structuredContent.results).toEqual([]);
    expect((await client.call('memory_context', sure)).structuredContent.text).toBe('');

    const history = await client.call('memory_history', { id });
    expect(
      history.structuredContent.changes.map((change: { event: string }) => change.event),
    ).toEqual(['superseded', 'updated', 'created']);

    expect((await client.call('memory_delete', { id: newer })).structuredContent).toEqual({
      id: newer,
      deleted: true,
    });
    expect((await client.call('memory_list')).structuredContent.memories).toMatchObject([{ id }]);
  });

  it('lists tools with schemas and annotations that tell what is safe', async () => {
    const { url } = await served();
    const { raw } = await overHttp(kind, url);
    const { tools } = await raw.listTools();
    expect(tools.map(({ name }: { name: string }) => name)).toEqual([
      'memory_search',
      'memory_context',
      'memory_add',
      'memory_update',
      'memory_delete',
      'memory_get',
      'memory_list',
      'memory_history',
    ]);
    for (const tool of tools) {
      expect(tool.description.length).toBeGreaterThan(150);
      expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(tool.outputSchema).toMatchObject({ type: 'object' });
      expect(Object.keys(tool.inputSchema.properties)).not.toContain('user_id');
      const writes = ['memory_add', 'memory_update', 'memory_delete'].includes(tool.name);
      expect(tool.annotations).toMatchObject({
        readOnlyHint: !writes,
        openWorldHint: false,
        ...(writes && { destructiveHint: tool.name === 'memory_delete' }),
      });
    }
  });

  it('tells what was wrong and what to do', async () => {
    const { url } = await served();
    const client = await overHttp(kind, url);
    const missing = await client.call('memory_get', { id: '019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e' });
    expect(missing).toMatchObject({ isError: true });
    expect(missing.text).toContain('019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e');
    for (const name of ['limits', 'top_k']) {
      const misspelt = await client.call('memory_search', { query: 'tea', [name]: 3 });
      expect(misspelt).toMatchObject({ isError: true });
      expect(misspelt.text).toContain('did you mean limit?');
    }
    const scope = await client.call('memory_search', { query: 'tea', user_id: 'bob' });
    expect(scope).toMatchObject({ isError: true });
  });

  it('takes arrays, numbers and booleans as JSON text, and null for what is left out', async () => {
    const { url } = await served();
    const client = await overHttp(kind, url);
    const added = await client.call('memory_add', {
      text: 'Tea without milk.',
      tags: '["food","tea"]',
      metadata: '{"cups": 2}',
      kind: null,
    });
    expect(added.structuredContent.memories).toMatchObject([{ tags: ['food', 'tea'] }]);
    const found = await client.call('memory_search', {
      query: 'tea',
      limit: '3',
      include_superseded: 'true',
      filters: '{"metadata.cups": 2}',
      as_of: null,
    });
    expect(found.structuredContent.results).toHaveLength(1);
    const talk = await client.call('memory_add', {
      messages: [{ content: 'I never drink coffee.', speaker: null, occurred_at: null }],
    });
    expect(talk.structuredContent.memories).toHaveLength(1);
    // A text that happens to be JSON stays a text.
    const text = await client.call('memory_add', { text: '["not", "a", "list", "of", "tags"]' });
    expect(text.structuredContent.memories[0].text).toBe('["not", "a", "list", "of", "tags"]');
  });

  it('clears a date by its word, never by the null of a strict mode', async () => {
    const { url } = await served();
    const client = await overHttp(kind, url);
    const input = { text: 'The office is closed.', valid_to: '2027-01-01' };
    const [{ id }] = (await client.call('memory_add', input)).structuredContent.memories;
    const strict = { id, text: 'The office is closed!', valid_to: null, tags: null };
    expect((await client.call('memory_update', strict)).structuredContent).toMatchObject({
      valid_to: expect.stringMatching(/^2027/),
      version: 2,
    });
    const cleared = await client.call('memory_update', { id, valid_to: 'none', if_version: 2 });
    expect(cleared.structuredContent).not.toHaveProperty('valid_to');
    const stale = await client.call('memory_update', { id, text: 'x y', if_version: 2 });
    expect(stale).toMatchObject({ isError: true, text: expect.stringContaining('memory_get') });
  });
});

describe('what a search takes is the same at every door', () => {
  const schemas = { memory_search: searchSchema, memory_context: contextSchema };

  it.each(Object.entries(schemas))('%s has the names and bounds of REST', (name, schema) => {
    const { input } = tools.find((tool) => tool.name === name) ?? expect.fail(name);
    const own = Object.keys(input.shape).filter((field) => field !== 'response_format');
    expect(Object.keys(schema.shape)).toEqual(expect.arrayContaining(own));
    expect(own).toEqual(
      expect.arrayContaining(['min_score', 'diversity', 'as_of', 'known_at', 'include_superseded']),
    );
    const least = { query: 'tea', limit: 1, budget_tokens: 1, min_score: 0, diversity: 0 };
    const given = Object.fromEntries(
      Object.entries(least).filter(([field]) => own.includes(field)),
    );
    expect(input.safeParse(given).success).toBe(true);
    expect(schema.safeParse(given).success).toBe(true);
  });

  it('asks for what was known, for no repetition, and why', async () => {
    const { url } = await served();
    const client = await overHttp('v2', url);
    const added = await client.call('memory_add', { text: 'Mia lives in Lisbon.' });
    const [{ id }] = added.structuredContent.memories;
    const query = 'Where does Mia live now?';
    const search = async (more: object) =>
      (await client.call('memory_search', { query, ...more })).structuredContent;
    expect((await search({ known_at: '2020-01-01' })).results).toEqual([]);
    expect((await search({ diversity: 0.5 })).results).toMatchObject([{ id }]);
    const { results, read } = await search({ explain: true });
    expect(results).toMatchObject([{ id, why: { words: expect.any(Number) } }]);
    expect(read).toEqual({
      words: ['Mia', 'live', 'now'],
      asks: ['now'],
      coverage: expect.any(Number),
    });
    const plain = await search({});
    expect(plain).not.toHaveProperty('read');
    expect(plain.results[0]).not.toHaveProperty('why');

    const context = async (more: object) =>
      (await client.call('memory_context', { query, ...more })).structuredContent;
    expect(await context({ known_at: '2020-01-01' })).toMatchObject({ text: '', left_out: 0 });
    expect((await context({ diversity: 0.5 })).text).toContain('Lisbon');
    expect(await context({ budget_tokens: 1 })).toMatchObject({
      text: '',
      left_out: 1,
      hint: expect.stringContaining('budget_tokens'),
    });
  });
});
