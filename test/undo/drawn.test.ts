import { describe, expect, it } from 'vitest';
import { ScriptedModel } from '../helpers/scripted-model.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

const texts = ['Mia lives in Lisbon.', 'Mia lives in Porto now.'];

/** Draws each of the texts that it is shown as a fact; a later home ends the earlier one. */
function homes(): ScriptedModel {
  return new ScriptedModel(({ system = '', prompt }) => {
    if (system.startsWith('You compare')) {
      return JSON.stringify({ items: [{ note: 'n1', verdict: 'supersedes', refs: ['m1'] }] });
    }
    const items = texts.flatMap((text) => {
      const [, ref] = new RegExp(`\\[(\\w+)\\][^\\n]*${text}`).exec(prompt) ?? [];
      return ref === undefined ? [] : [{ kind: 'fact', text, quotes: [{ ref, text }] }];
    });
    return JSON.stringify({ items });
  });
}

describe('what a model drew, and its undo (T4, B3)', () => {
  async function moved() {
    const llm = homes();
    const memory = await temporaryMemory({ llm, extractDelay: 0 });
    const failures: unknown[] = [];
    const batches: string[] = [];
    for (const text of texts) {
      const line = new TextEncoder().encode(JSON.stringify({ user_id: 'ada', text }));
      for await (const { batch } of memory.addBatch([line])) batches.push(batch ?? '');
      await memory.runJobs((_, error) => failures.push(error));
    }
    expect(failures).toEqual([]);
    const { results } = await memory.search({
      user_id: 'ada',
      query: 'Where does Mia live?',
      filters: { kind: 'fact' },
      include_superseded: true,
    });
    const [lisbon, porto] = texts.map((text) => results.find((one) => one.text === text));
    return { memory, llm, batches, lisbon, porto };
  }

  it('a later fact ends an earlier one; its batch undone, the earlier one holds again', async () => {
    const { memory, llm, lisbon, porto } = await moved();
    expect(lisbon).toMatchObject({ superseded_by: porto?.id });
    const compared = llm.requests.filter(({ system = '' }) => system.startsWith('You compare'));
    expect(compared).toHaveLength(1);
    const { data } = await memory.batches.list({ kind: 'extract' });
    expect(data).toHaveLength(2);
    expect(data.map(({ note }) => note)).toMatchObject([
      { memories: 1, superseded: 1, episodes: 1 },
      { memories: 1, superseded: 0, episodes: 1 },
    ]);
    const { counts } = await memory.undo({ batch: data[0]?.id ?? '' });
    expect(counts).toMatchObject({ deleted: 1, restored: 1, kept: 0 });
    expect(await memory.get(lisbon?.id ?? '')).toMatchObject({
      valid_to: null,
      superseded_by: null,
    });
  });

  it('an import undone takes along what was drawn from it', async () => {
    const { memory, batches, lisbon, porto } = await moved();
    const { counts } = await memory.undo({ batch: batches[1] ?? '' });
    // The statement and the fact.
    expect(counts).toMatchObject({ deleted: 2, restored: 1, kept: 0 });
    expect(await memory.get(lisbon?.id ?? '')).toMatchObject({ superseded_by: null });
    await expect(memory.get(porto?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
  });
});
