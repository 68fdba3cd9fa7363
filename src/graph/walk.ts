/** What joins two nodes; walked either way. */
export interface Edge {
  no: number;
  from: number;
  to: number;
}

/** The edges that touch any of these nodes. */
export type EdgesOf<Each extends Edge> = (nodes: readonly number[]) => Promise<readonly Each[]>;

export interface Surroundings<Each extends Edge> {
  /** How many steps away each node is. */
  hops: ReadonlyMap<number, number>;
  /** Those whose both ends were reached. */
  edges: Each[];
  /** Whether there were more nodes than were wanted. */
  cut: boolean;
}

/** All that lies so many steps from any of the starts, breadth first: cycles end where they began. */
export async function walkAround<Each extends Edge>(
  starts: readonly number[],
  { hops: most, mostNodes }: { hops: number; mostNodes: number },
  edgesOf: EdgesOf<Each>,
): Promise<Surroundings<Each>> {
  const hops = new Map(starts.slice(0, mostNodes).map((node) => [node, 0]));
  const edges = new Map<number, Each>();
  let cut = starts.length > mostNodes;
  let frontier = [...hops.keys()];
  for (let hop = 1; hop <= most && frontier.length > 0; hop++) {
    const next: number[] = [];
    for (const edge of await edgesOf(frontier)) {
      edges.set(edge.no, edge);
      for (const end of [edge.from, edge.to]) {
        if (hops.has(end)) continue;
        if (hops.size >= mostNodes) {
          cut = true;
          continue;
        }
        hops.set(end, hop);
        next.push(end);
      }
    }
    frontier = next;
  }
  // What joins those of the last step with each other.
  if (most > 0 && frontier.length > 0) {
    for (const edge of await edgesOf(frontier)) edges.set(edge.no, edge);
  }
  const joins = ({ from, to }: Edge) => hops.has(from) && hops.has(to);
  return { hops, edges: [...edges.values()].filter(joins), cut };
}

/** @returns the edges of a shortest path in order; undefined when there is none within the bounds */
export async function walkBetween<Each extends Edge>(
  starts: readonly number[],
  ends: readonly number[],
  { hops, mostNodes }: { hops: number; mostNodes: number },
  edgesOf: EdgesOf<Each>,
): Promise<Each[] | undefined> {
  const goals = new Set(ends);
  /** By node, the edge that it was reached by. */
  const reached = new Map<number, Each | undefined>(starts.map((node) => [node, undefined]));
  if (starts.some((node) => goals.has(node))) return [];
  let frontier = [...reached.keys()];
  for (let hop = 1; hop <= hops && frontier.length > 0; hop++) {
    const next: number[] = [];
    for (const edge of await edgesOf(frontier)) {
      for (const end of [edge.from, edge.to]) {
        if (reached.has(end)) continue;
        reached.set(end, edge);
        if (goals.has(end)) return backFrom(end, reached);
        if (reached.size < mostNodes) next.push(end);
      }
    }
    frontier = next;
  }
  return undefined;
}

function backFrom<Each extends Edge>(
  goal: number,
  reached: ReadonlyMap<number, Each | undefined>,
): Each[] {
  const path: Each[] = [];
  for (let node = goal; ;) {
    const edge = reached.get(node);
    if (!edge) return path.toReversed();
    path.push(edge);
    node = edge.from === node ? edge.to : edge.from;
  }
}
