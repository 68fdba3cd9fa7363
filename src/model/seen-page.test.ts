import { describe, expect, it } from 'vitest';
import { newId } from './ids.js';
import { seenPage } from './seen-page.js';

const rows = Array.from({ length: 450 }, (_, at) => ({ id: newId(), isSeen: at % 150 === 0 }));
const seen = rows.filter(({ isSeen }) => isSeen);

/** In their order, and how many were asked for at once. */
function reader() {
  const asked: number[] = [];
  const read = async (limit: number, cursor: string | undefined) => {
    asked.push(limit);
    const from = rows.findIndex(({ id }) => id === cursor) + 1;
    return rows.slice(from, from + limit);
  };
  return { asked, read };
}

const show = (page: readonly (typeof rows)[number][]) => page.filter(({ isSeen }) => isSeen);

describe('a page of what may be seen', () => {
  it('is full, and its cursor is the last one that is shown', async () => {
    const { read } = reader();
    const first = await seenPage({ limit: 2, cursor: undefined }, read, show);
    expect(first).toEqual({ data: seen.slice(0, 2), next_cursor: seen[1]?.id });
    const rest = await seenPage({ limit: 2, cursor: seen[1]?.id }, read, show);
    expect(rest).toEqual({ data: seen.slice(2), next_cursor: null });
  });

  it('has no next one where nothing that may be seen follows', async () => {
    const { read, asked } = reader();
    const all = await seenPage({ limit: 3, cursor: undefined }, read, show);
    expect(all).toEqual({ data: seen, next_cursor: null });
    // The first read is no larger than it takes where everything may be seen.
    expect(asked).toEqual([4, 200, 200, 200]);
    const none = await seenPage({ limit: 3, cursor: undefined }, read, () => []);
    expect(none).toEqual({ data: [], next_cursor: null });
  });

  it('begins nowhere else than at an id', async () => {
    const { read, asked } = reader();
    await expect(seenPage({ limit: 3, cursor: 'x' }, read, show)).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ pointer: '/cursor' }],
    });
    expect(asked).toEqual([]);
  });
});
