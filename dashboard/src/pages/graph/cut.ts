import type { GraphResult } from 'tulving/client';

type Drawn = Pick<GraphResult, 'nodes' | 'edges'>;

/** The nearest and most mentioned, with what relates them. */
export function cutTo({ nodes, edges }: Drawn, most: number): Drawn {
  if (nodes.length <= most) return { nodes, edges };
  const kept = nodes
    .toSorted((one, other) => one.hops - other.hops || other.mentions - one.mentions)
    .slice(0, most);
  const ids = new Set(kept.map(({ id }) => id));
  return { nodes: kept, edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
}

/** What was left out of the picture, as one circle beside the node that it hangs on. */
export interface Cluster {
  /** Of the node. */
  readonly node: string;
  /** The name that a walk goes on from. */
  readonly name: string;
  readonly count: number;
}

/** Each that is not drawn is counted once, beside the nearest of those that are. */
export function clustersOf({ nodes, edges }: Drawn, drawn: Drawn): Cluster[] {
  const shown = new Map(drawn.nodes.map((node) => [node.id, node]));
  const isLeft = new Set(nodes.flatMap(({ id }) => (shown.has(id) ? [] : [id])));
  const counts = new Map<string, number>();
  const hang = (id: string, on: string) => {
    if (!isLeft.has(id) || !shown.has(on)) return;
    isLeft.delete(id);
    counts.set(on, (counts.get(on) ?? 0) + 1);
  };
  const byHops = edges.toSorted((one, other) => nearest(one, shown) - nearest(other, shown));
  for (const { from, to } of byHops) {
    hang(from, to);
    hang(to, from);
  }
  return [...counts].map(([node, count]) => ({ node, count, name: shown.get(node)?.name ?? '' }));
}

function nearest(
  { from, to }: Drawn['edges'][number],
  shown: ReadonlyMap<string, Drawn['nodes'][number]>,
): number {
  return Math.min(shown.get(from)?.hops ?? Infinity, shown.get(to)?.hops ?? Infinity);
}

/** What tells one node or relation of an answer from the others. */
export const keyOfNode = (id: string): string => `node ${id}`;
export const keyOfCluster = (node: string): string => `more ${node}`;
export const keyOfEdge = ({ from, kind, to, valid_from }: GraphResult['edges'][number]): string =>
  `edge ${from} ${kind} ${to} ${valid_from ?? ''}`;
