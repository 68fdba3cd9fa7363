import { describe, expect, it } from 'vitest';
import { type Edge, walkAround, walkBetween } from './walk.js';

const edgesOf = (pairs: readonly [number, number][]) => {
  const all: Edge[] = pairs.map(([from, to], no) => ({ no, from, to }));
  return async (nodes: readonly number[]) =>
    all.filter(({ from, to }) => nodes.includes(from) || nodes.includes(to));
};
const ends = (edges: readonly Edge[]) => edges.map(({ from, to }) => `${from}-${to}`);

describe('walking a graph (B2, C10)', () => {
  /** A ring of four, a tail, and an island. */
  const ring = edgesOf([
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 1],
    [4, 5],
    [5, 6],
    [8, 9],
  ]);

  it('reaches two steps, goes round a cycle once, and joins the last ring', async () => {
    const { hops, edges, cut } = await walkAround([1], { hops: 2, mostNodes: 500 }, ring);
    expect([...hops]).toEqual([
      [1, 0],
      [2, 1],
      [4, 1],
      [3, 2],
      [5, 2],
    ]);
    expect(ends(edges).toSorted()).toEqual(['1-2', '2-3', '3-4', '4-1', '4-5']);
    expect(cut).toBe(false);
  });

  it('stays where it is with no hops', async () => {
    expect(await walkAround([1], { hops: 0, mostNodes: 9 }, ring)).toEqual({
      hops: new Map([[1, 0]]),
      edges: [],
      cut: false,
    });
  });

  it('stops at the bound and says so, with no edge that hangs in the air', async () => {
    const star = edgesOf(Array.from({ length: 100 }, (_, at) => [0, at + 1]));
    const { hops, edges, cut } = await walkAround([0], { hops: 2, mostNodes: 10 }, star);
    expect([hops.size, edges.length, cut]).toEqual([10, 9, true]);
  });

  it('finds the shortest way, whichever way the edges point', async () => {
    const bounds = { hops: 6, mostNodes: 5_000 };
    expect(ends((await walkBetween([2], [6], bounds, ring)) ?? [])).toEqual([
      '2-3',
      '3-4',
      '4-5',
      '5-6',
    ]);
    expect(await walkBetween([2], [2], bounds, ring)).toEqual([]);
    expect(await walkBetween([2], [9], bounds, ring)).toBeUndefined();
    expect(await walkBetween([2], [6], { ...bounds, hops: 3 }, ring)).toBeUndefined();
  });
});
