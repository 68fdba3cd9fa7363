import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import { temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const ada = { user_id: 'ada' };

async function opened(fixture: string): Promise<{ memory: Memory; data: string }> {
  const data = temporaryDirectory();
  writeFileSync(join(data, 'tulving.db'), gunzipSync(readFileSync(join(fixtures, fixture))));
  return { memory: await temporaryMemory({ data }), data };
}

describe.each(readdirSync(fixtures).filter((name) => name.endsWith('.gz')))('%s', (fixture) => {
  it('opens, is sound, and was copied aside first', async () => {
    const { memory, data } = await opened(fixture);
    expect((await memory.check()).filter(({ ok }) => !ok)).toEqual([]);
    const [schema] = /\d+/.exec(fixture) ?? [];
    expect(readdirSync(join(data, 'backups'))).toEqual([
      expect.stringMatching(new RegExp(`^before-migration-from-${schema}-`)),
    ]);
    expect((await memory.status()).memories).toEqual({
      active: 6,
      paused: 0,
      archived: 0,
      deleted: 1,
    });
  });

  it('is searched, filtered and told of as what is new', async () => {
    const { memory } = await opened(fixture);
    const first = async (query: string, more: object = {}) =>
      (await memory.search({ ...ada, query, ...more })).results[0]?.text;
    expect(await first('Who is moving to Lisbon?')).toBe('I am moving to Lisbon on the 3rd.');
    expect(await first('Who is Momo?')).toBe('Momo is a cat.');
    expect(await first('Who is Momo?', { known_at: '2025-03-01T03:30:00Z' })).toBe(
      'Momo is a dog.',
    );
    const list = async (filters: Record<string, unknown>) =>
      (await memory.list({ ...ada, filters })).data.map(({ text }) => text);
    expect(await list({ 'metadata.trip.city': 'Berlin' })).toEqual(['Mia lives in Berlin.']);
    expect(await list({ 'metadata.sure': true })).toEqual(['Momo is a cat.']);
    expect(await list({ tags: 'home', categories: 'people' })).toEqual(['Mia lives in Berlin.']);
  });

  it('keeps what was deleted for restoring, and can be superseded and erased', async () => {
    const { memory } = await opened(fixture);
    const [gone] = (await memory.list({ ...ada, state: 'deleted' })).data;
    expect(await memory.restore(gone?.id ?? '')).toMatchObject({ text: 'The kettle is broken.' });
    const [berlin] = (await memory.list({ ...ada, filters: { tags: 'home' } })).data;
    const id = berlin?.id ?? '';
    await memory.add({ ...ada, text: 'Mia lives in Lisbon.', supersedes: [id] });
    const ask = { ...ada, query: 'Where does Mia live?' };
    const held = await memory.search({ ...ask, as_of: '2025-02-02' });
    expect(held.results.map(({ text }) => text)).toContain('Mia lives in Berlin.');
    const asked = (await memory.traces.list()).data.map(({ request }) => request['query']);
    expect(asked).toEqual(['Where does Mia live?']);
    expect(await memory.erase(id)).toMatchObject({ memories: 1 });
    expect((await memory.traces.list()).data).toEqual([]);
    expect((await memory.check()).filter(({ ok }) => !ok)).toEqual([]);
  });
});
