import { v4, v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { IdSet } from './id-set.js';

describe('exchange/id-set', () => {
  it('holds what was added, each once, and nothing else', () => {
    const set = new IdSet();
    const added = Array.from({ length: 20_000 }, (_, at) => (at % 2 === 0 ? v7() : v4()));
    for (const id of [...added, ...added]) set.add(id);
    expect(set.size).toBe(added.length);
    expect(added.every((id) => set.has(id))).toBe(true);
    expect(Array.from({ length: 20_000 }, () => v7()).some((id) => set.has(id))).toBe(false);
  });

  it('tells ids apart that differ in one digit', () => {
    const set = new IdSet();
    const id = '019b0000-0000-7000-8100-0000000000ff';
    set.add(id);
    const others = Array.from(id, (digit, at) =>
      digit === '-' ? [] : [id.slice(0, at) + (digit === 'e' ? 'd' : 'e') + id.slice(at + 1)],
    ).flat();
    expect(others.filter((other) => set.has(other))).toEqual([]);
  });

  it.each([
    '00000000-0000-0000-0000-000000000000',
    '019B0000-0000-7000-8100-0000000000FF',
    'x',
    '',
  ])('takes what is written otherwise as it is: %s', (id) => {
    const set = new IdSet();
    expect(set.has(id)).toBe(false);
    set.add(id);
    set.add(id);
    expect([set.has(id), set.has(id.toLowerCase()), set.size]).toEqual([
      true,
      id === id.toLowerCase(),
      1,
    ]);
  });
});
