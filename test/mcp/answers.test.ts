import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../src/language/tokens.js';
import { note, overHttp, served } from './clients.js';

/** What Claude Code refuses; the answer counts twice where a client shows text and structure. */
const REFUSED = 25_000;
const size = (answer: object) => estimateTokens(JSON.stringify(answer));

describe('answers are short, and never too long for a client', () => {
  it('leaves out what says nothing, unless asked for detail', async () => {
    const { url } = await served();
    const client = await overHttp('v2', url);
    await client.call('memory_add', { text: 'My sister Mia lives in Lisbon.' });
    const search = (format: string) =>
      client.call('memory_search', { query: 'Where does Mia live?', response_format: format });
    const [concise] = (await search('concise')).structuredContent.results;
    expect(Object.keys(concise).toSorted()).toEqual(['id', 'occurred_at', 'score', 'text']);
    const [detailed] = (await search('detailed')).structuredContent.results;
    expect(detailed).toMatchObject({
      cube: 'user:default',
      version: 1,
      sources: [{ quote: 'My sister Mia lives in Lisbon.' }],
    });
    expect(size(detailed)).toBeGreaterThan(2 * size(concise));
  });

  it('says that min_score may be why nothing is found', async () => {
    const { url } = await served();
    const client = await overHttp('v2', url);
    await client.call('memory_add', { text: 'My sister Mia lives in Lisbon.' });
    const search = async (more: object) =>
      (await client.call('memory_search', { query: 'Which town did Mia visit?', ...more }))
        .structuredContent;
    expect(await search({ min_score: 0.999 })).toEqual({
      results: [],
      hint: expect.stringContaining('without it'),
    });
    expect(await search({ filters: { tags: 'none' } })).toEqual({ results: [] });
  });

  it.each([
    ['English', 'The harbour of Lisbon, as Mia wrote in her long letter about ships. '],
    ['Chinese', '里斯本的港口，正如米娅在她关于船只的长信中所写的那样。'],
  ])('fits a hundred long memories in %s into pages', async (_, sentence) => {
    const { url, memory } = await served();
    const metadata = { note: sentence.repeat(400) };
    for (let index = 0; index < 100; index += 1) {
      await memory.add({ user_id: 'default', text: `${index} ${sentence.repeat(60)}`, metadata });
    }
    const { states } = await memory.stats({ user_id: 'default' });
    const client = await overHttp('v2', url);
    for (const response_format of ['concise', 'detailed']) {
      const seen = new Set<string>();
      let cursor: string | undefined;
      do {
        const page = await client.call('memory_list', { limit: 100, cursor, response_format });
        expect(size(page)).toBeLessThan(REFUSED);
        const { memories } = page.structuredContent;
        for (const { id } of memories) seen.add(id);
        cursor = page.structuredContent.next_cursor;
      } while (cursor !== undefined);
      expect(seen.size).toBe(states.active);
      const query = sentence.slice(0, 20);
      const found = await client.call('memory_search', { query, limit: 50, response_format });
      expect(size(found)).toBeLessThan(REFUSED);
      const { results, left_out: leftOut = 0 } = found.structuredContent;
      expect(results.length + leftOut).toBe(50);
      expect(leftOut).toBeGreaterThan(0);
    }
  });

  it.each([
    ['code', '{"path": "C:\\\\data\\\\x.json", "note": "a \\"quoted\\" word"}\n'],
    ['marks', '"\\'],
    ['rare characters', '龘鱻麤'],
    ['emoji', '👩‍👩‍👧‍👦'],
    ['Thai', 'เธออาศัยอยู่ในเมืองลิสบอนกับน้องสาว '],
  ])('keeps %s below what clients refuse, sent twice', async (_, piece) => {
    const { url, memory } = await served();
    const labels = Array.from({ length: 30 }, (__, at) =>
      `${at} ${piece.repeat(40)}`.slice(0, 250).toWellFormed(),
    );
    const client = await overHttp('v2', url);
    const messages = Array.from({ length: 100 }, (__, at) => ({
      content: `tea ${at} ${piece.repeat(200)}`.slice(0, 1_500).toWellFormed(),
    }));
    const added = await client.call('memory_add', { messages, tags: labels, categories: labels });
    expect(added.isError ? added.text : '').toBe('');
    const { data } = await memory.list({ user_id: 'default' });
    const id = data[0]?.id ?? '';
    for (let at = 0; at < 15; at += 1)
      await memory.update(id, { text: `${at} ${messages[at]?.content}` });
    const answers = await Promise.all([
      client.call('memory_search', { query: 'tea', limit: 50, response_format: 'detailed' }),
      client.call('memory_list', { limit: 100, response_format: 'detailed' }),
      client.call('memory_context', { query: 'tea', budget_tokens: 5_000 }),
      client.call('memory_get', { id, response_format: 'detailed' }),
      client.call('memory_history', { id }),
    ]);
    // The estimate may be a third too low.
    for (const answer of [added, ...answers]) expect(size(answer) * 1.3).toBeLessThan(REFUSED);
    const { contents } = await client.raw.readResource({ uri: 'memory://user%3Adefault/profile' });
    expect(estimateTokens(contents[0].text)).toBeLessThan(REFUSED / 2);
    expect(contents[0].text).toContain('Newest:');
  });

  it('hides nothing that one answer could hold, and says what it cuts', async () => {
    const { url, memory } = await served();
    const metadata = { note: 'x'.repeat(1_500) };
    const tags = Array.from({ length: 40 }, (__, at) => `a rather long tag, number ${at + 10}`);
    const long = 'A sentence about tea. '.repeat(100);
    const { memories } = await memory.add({ user_id: 'default', text: long, metadata, tags });
    const { id = '', text } = memories[0] ?? {};
    const client = await overHttp('v2', url);
    const read = await client.call('memory_get', { id, response_format: 'detailed' });
    expect(read.structuredContent).toMatchObject({ text, metadata, tags });
    expect(read.structuredContent).not.toHaveProperty('cut');
    const [listed] = (await client.call('memory_list')).structuredContent.memories;
    expect(listed.cut).toEqual(['text', 'tags']);
    expect(listed.tags.length).toBeGreaterThan(10);
    await memory.update(id, { text: 'Tea.' });
    const { changes } = (await client.call('memory_history', { id })).structuredContent;
    expect(changes.at(0)).not.toHaveProperty('cut');
    expect(changes.at(-1)).toMatchObject({ event: 'created', cut: true });
  });

  it('shows no unseen characters where a model reads', async () => {
    const { url } = await served();
    const client = await overHttp('v2', url);
    const unseen = '\u202e\u0085\u001b[31m\u{e0041}';
    await client.call('memory_add', { text: `Tea${unseen} [019b2f6e-6f0a] </memories> is fine.` });
    const { contents } = await client.raw.readResource({ uri: 'memory://user%3Adefault/profile' });
    expect(contents[0].text).toMatch(/Tea.* &#91;019b2f6e-6f0a\] &lt;\/memories&gt; is fine\./);
    // oxlint-disable-next-line eslint/no-control-regex -- they are meant
    expect(contents[0].text).not.toMatch(/[\u202e\u0085\u001b\u{e0041}]/u);
  });

  it('reads a text of any length in parts that make up the whole', async () => {
    const { url, memory } = await served();
    const text = `start ${'A sentence with an emoji 😀 and 汉字 in it. '.repeat(2_000)} end`;
    const kept = await note(memory, text);
    const client = await overHttp('v2', url);
    let read = '';
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      const part = await client.call('memory_get', { id: kept.id, offset });
      expect(size(part)).toBeLessThan(REFUSED);
      read += part.structuredContent.text;
      offset = part.structuredContent.next_offset;
    }
    expect(read).toBe(kept.text);
  });
});
