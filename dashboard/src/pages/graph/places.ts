import type { GraphResult } from 'tulving/client';

export interface Place {
  x: number;
  y: number;
}

type Drawn = Pick<GraphResult, 'nodes' | 'edges'>;

/**
 * Rings around the middle, one a step; what is two steps away stands behind what leads to it, so that few
 * lines cross. The same answer always looks the same.
 */
export function placesOf({ nodes, edges }: Drawn): Map<string, Place> {
  const places = new Map<string, Place>();
  const angles = new Map<string, number>();
  const steps = new Set(nodes.map(({ hops }) => hops).toSorted((one, other) => one - other));
  for (const hops of steps) {
    const ring = nodes.filter((node) => node.hops === hops);
    const wanted = ring.map(({ id }) => ({ id, angle: parentAngle(id, edges, angles) }));
    const sorted = wanted.toSorted((one, other) => one.angle - other.angle);
    for (const [at, { id }] of sorted.entries()) {
      const angle = (2 * Math.PI * at) / sorted.length + hops * 0.3;
      const isAlone = hops === 0 && sorted.length === 1;
      const radius = isAlone ? 0 : Math.max(hops, 0.3);
      angles.set(id, angle);
      places.set(id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
    }
  }
  return places;
}

/** Of the node that leads there and already has a place. */
function parentAngle(
  id: string,
  edges: Drawn['edges'],
  angles: ReadonlyMap<string, number>,
): number {
  for (const { from, to } of edges) {
    const other = from === id ? to : to === id ? from : undefined;
    const angle = other === undefined ? undefined : angles.get(other);
    if (angle !== undefined) return angle;
  }
  return 0;
}
