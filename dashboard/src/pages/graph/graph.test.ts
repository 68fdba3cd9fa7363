import { describe, expect, it } from 'vitest';
import { clustersOf, cutTo } from './cut';
import { placesOf } from './places';
import { readGraphSearch } from './search-params';

const node = (id: string, hops: number, mentions = 1) => ({
  id,
  hops,
  mentions,
  name: id,
  kind: null,
  aliases: [],
  cube: 'ada',
  memories: [],
});
const edge = (from: string, to: string) => ({
  from,
  to,
  kind: 'knows',
  valid_from: null,
  valid_to: null,
  memories: [],
});

/** `a` in the middle, `b` and `c` around it, each with one more behind. */
const graph = {
  nodes: [node('a', 0), node('b', 1), node('c', 1), node('d', 2), node('e', 2)],
  edges: [edge('a', 'b'), edge('c', 'a'), edge('b', 'd'), edge('e', 'c')],
};

describe('the picture of the graph (T7)', () => {
  it('has what was asked about in the middle, and each step on a ring of its own', () => {
    const far = [...placesOf(graph)].map(([id, { x, y }]) => [id, Math.round(Math.hypot(x, y))]);
    expect(Object.fromEntries(far)).toEqual({ a: 0, b: 1, c: 1, d: 2, e: 2 });
  });

  it('puts no two in one place, and looks the same each time', () => {
    const places = [...placesOf(graph).values()].map(({ x, y }) => `${x}/${y}`);
    expect(new Set(places).size).toBe(graph.nodes.length);
    expect(placesOf(graph)).toEqual(placesOf(graph));
  });

  it('keeps the nearest and most mentioned, and no line without both ends', () => {
    const crowded = { ...graph, nodes: [...graph.nodes, node('f', 1, 9)] };
    const { nodes, edges } = cutTo(crowded, 3);
    expect(nodes.map(({ id }) => id)).toEqual(['a', 'f', 'b']);
    expect(edges.map(({ from, to }) => `${from}${to}`)).toEqual(['ab']);
  });

  it('counts each that is left out once, beside what it hangs on', () => {
    const more = { ...graph, edges: [...graph.edges, edge('d', 'e'), edge('c', 'd')] };
    const drawn = cutTo(more, 3);
    expect(drawn.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(clustersOf(more, drawn)).toEqual([
      { node: 'b', name: 'b', count: 1 },
      { node: 'c', name: 'c', count: 1 },
    ]);
    expect(clustersOf(graph, graph)).toEqual([]);
  });

  it('an address that somebody has typed asks for nothing strange', () => {
    expect(readGraphSearch({ entity: 'Mia', hops: '2', at: '2026-03-04' })).toEqual({
      entity: 'Mia',
      hops: 2,
      at: '2026-03-04',
    });
    expect(readGraphSearch({ entity: '', hops: 9, at: 'yesterday' })).toEqual({});
  });
});
