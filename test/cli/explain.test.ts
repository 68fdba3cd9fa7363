import { describe, expect, it } from 'vitest';
import { drawQuery } from '../../src/cli/explain.js';
import type { Trace } from '../../src/model/trace.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

async function drawn(vectors_pending: number | null): Promise<string> {
  const memory = await temporaryMemory();
  await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
  const { trace } = await memory.search({ user_id: 'ada', query: 'Mia', explain: true });
  const meaning = { model: 'm', outcome: 'deadline', took_ms: 9, vectors_pending, reason: null };
  return drawQuery({ ...trace, meaning } as Trace).join('\n');
}

describe('what an explanation tells of vectors that wait', () => {
  it.each([
    [1, '; waiting for their vector: 1 memory'],
    [2, '; waiting for their vector: 2 memories'],
  ])('%d: how many', async (pending, told) => {
    expect(await drawn(pending)).toContain(told);
  });

  it.each([0, null])('%s: nothing, as a narrow key is not told of others', async (pending) => {
    expect(await drawn(pending)).not.toContain('wait');
  });
});
