import { LOCAL } from '../src/model/caller.js';
import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import { onPglite, openMemory, openStore, temporaryDirectory } from './helpers/temporary-memory.js';

const FOREIGN = onPglite ? 100 : 10_000;
const words = 'kite harbour lisbon sister moving garden red tea piano winter'.split(' ');
const queries = ['Where does my sister live?', 'red kite', 'moving to Lisbon in winter', 'piano'];
const ada = { user_id: 'ada' };

async function rememberOwn(memory: Memory): Promise<void> {
  const texts = [
    'My sister Mia lives in Lisbon.',
    'I fly a red kite at the harbour.',
    'We are moving in winter.',
    'The piano stands in the garden room.',
  ];
  for (const text of texts) await memory.add({ ...ada, text });
}

async function scores(memory: Memory) {
  const answers = [];
  for (const query of queries) {
    const { results, trace } = await memory.search({ ...ada, query, explain: true });
    const { took_ms: _, ...rest } = trace ?? { took_ms: {} };
    answers.push({ results, rest });
  }
  return answers;
}

/** Notes full of the words that are asked for. */
function foreignNotes(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const some = words.filter((_word, index) => (at >> index) & 1 || index === at % words.length);
    return `${some.join(' ')} number ${at}`;
  });
}

describe('isolation (T5)', () => {
  it(`scores stay the same with ${FOREIGN} memories of another tenant and of another cube`, async () => {
    const directory = temporaryDirectory();
    const memory = await openMemory({ data: directory, timezone: 'UTC' });
    await rememberOwn(memory);
    const before = await scores(memory);
    expect(before[0]?.results.length).toBeGreaterThan(0);

    const store = await openStore(directory);
    const tenant = await store.tenant('other');
    await store.close();
    const other = { ...LOCAL, tenant };
    const notes = foreignNotes(FOREIGN);
    // The same user and cube names, behind the wall; and another cube on this side of it.
    await Promise.all(notes.map((text) => memory.add({ ...ada, text }, other)));
    await Promise.all(notes.map((text) => memory.add({ ...ada, cube: 'archive', text })));
    expect((await memory.status()).memories.active).toBe(4 + 2 * FOREIGN);

    expect(await scores(memory)).toEqual(before);
    await memory.close();
    const again = await openMemory({ data: directory, timezone: 'UTC' });
    expect(await scores(again)).toEqual(before);
    expect((await again.list({ user_id: '*', limit: 500 }, other)).data).toHaveLength(
      Math.min(500, FOREIGN),
    );
    await again.close();
  });

  it('a tenant sees nothing of another, by whatever door', async () => {
    const directory = temporaryDirectory();
    const memory = await openMemory({ data: directory, timezone: 'UTC' });
    const { memories, episodes } = await memory.add({
      ...ada,
      text: 'My sister Mia lives in Lisbon.',
    });
    const id = memories[0]?.id ?? '';
    const stranger = { ...LOCAL, tenant: 99 };
    const gone = { code: 'not_found' };
    await expect(memory.get(id, stranger)).rejects.toMatchObject(gone);
    await expect(memory.update(id, { text: 'x' }, stranger)).rejects.toMatchObject(gone);
    await expect(memory.delete(id, stranger)).rejects.toMatchObject(gone);
    await expect(memory.history(id, stranger)).rejects.toMatchObject(gone);
    await expect(memory.episode(episodes[0]?.id ?? '', stranger)).rejects.toMatchObject(gone);
    expect((await memory.list({ user_id: '*' }, stranger)).data).toEqual([]);
    expect((await memory.search({ user_id: '*', query: 'Lisbon' }, stranger)).results).toEqual([]);
    await memory.close();
  });
});
