import { describe, expect, it } from 'vitest';
import { temporaryMemory } from './helpers/temporary-memory.js';

describe('texts that searches keep (T7)', () => {
  it('follow a correction: which of two is the newer is read from what they say now', async () => {
    const memory = await temporaryMemory();
    const ada = { user_id: 'ada' };
    const day = (number: number) => ({ occurred_at: `2026-01-0${number}` });
    const old = 'My favourite colour is blue.';
    await memory.add({ ...ada, text: old, ...day(1) });
    const newer = await memory.add({ ...ada, text: 'My favourite colour is green.', ...day(2) });
    const first = async () => {
      const { results } = await memory.search({ ...ada, query: 'What is my favourite colour?' });
      return results[0]?.text;
    };
    expect(await first()).toBe('My favourite colour is green.');
    const id = newer.memories[0]?.id ?? '';
    // Of something else now, though with the same words of the query, and more of them than needed.
    const corrected = 'Painters have argued for years about which favourite colour sells best.';
    await memory.update(id, { text: corrected });
    expect(await first()).toBe(old);
  });
});
