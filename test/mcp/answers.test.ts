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
