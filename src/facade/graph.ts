import { TulvingError } from '../errors.js';
import { bears } from '../graph/names.js';
import { type Surroundings, walkAround, walkBetween } from '../graph/walk.js';
import { fold } from '../language/terms/fold.js';
import { narrowReach, sees } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import {
  type AroundRequest,
  aroundSchema,
  type EntitiesRequest,
  type EntitiesResult,
  entitiesSchema,
  type Entity,
  type GraphEdge,
  type GraphNode,
  type GraphResult,
  type LinksResult,
  type PathRequest,
  type PathResult,
  pathSchema,
} from '../model/graph.js';
import { linkKinds } from '../model/link.js';
import { reachOf, type Scope } from '../model/scope.js';
import { type Clock, formatInstant } from '../model/time.js';
import { instantOf } from '../model/validate.js';
import { presentMemory } from '../present.js';
import type { Store, StoredMemory } from '../store/port.js';
import { checked } from './checked.js';
import { GraphView, type SeenEntity, type SeenRelation, type View } from './graph-view.js';
import { hideLinks } from './hide-links.js';

export interface GraphParts {
  store: Pick<Store, 'graph' | 'memories' | 'cubes' | 'history'>;
  clock: Clock;
  timezone: string;
  find: (id: string, caller: Caller) => Promise<StoredMemory>;
  /** Whether a model draws entities from what is kept. */
  hasModel: boolean;
}

const MOST_NODES = 500;
/** On the way from one entity to another. */
const MOST_VISITED = 5_000;
/** Memories that an answer shows of each node and edge, and of the node that was asked for. */
const [FEW, MANY] = [5, 20];
/** How many entities are looked at for one page, of which a narrow key may see few. */
const MOST_LOOKED_AT = 2_000;
const MOST_CUBES = 64;

type Warnings = GraphResult['warnings'];

/** Who and what memories name, and how that is related: looked up, walked, and gone from one to the other. */
export class Graph {
  readonly #parts: GraphParts;

  constructor(parts: GraphParts) {
    this.#parts = parts;
  }

  /** An entity with what is related to it, up to two steps away. @throws TulvingError `not_found` */
  async around(request: AroundRequest, caller: Caller = LOCAL): Promise<GraphResult> {
    const { entity, hops = 1, as_of: asOf, ...scope } = checked(aroundSchema, request, caller);
    const { view, reader } = await this.#look(scope, asOf, caller);
    const starts = await this.#named(entity, view, reader);
    const bounds = { hops, mostNodes: MOST_NODES };
    const walked = await walkAround(starts, bounds, reader.relations);
    const { nodes, edges } = await this.#drawn(walked, view, reader);
    const passed = [...walked.hops].filter(([, hop]) => hop < hops).map(([no]) => no);
    const moments = (await reader.moments(passed)).map(formatInstant);
    return { nodes, edges, moments, warnings: cutOf(walked.cut || reader.cut) };
  }

  /** The shortest way between two entities, by what holds at that moment. */
  async path(request: PathRequest, caller: Caller = LOCAL): Promise<PathResult> {
    const input = checked(pathSchema, request, caller);
    const { from, to, most_hops: hops = 6, as_of: asOf, ...scope } = input;
    const { view, reader } = await this.#look(scope, asOf, caller);
    const starts = await this.#named(from, view, reader);
    const ends = await this.#named(to, view, reader);
    const bounds = { hops, mostNodes: MOST_VISITED };
    const way = await walkBetween(starts, ends, bounds, reader.relations);
    if (!way) return { found: false, nodes: [], edges: [], warnings: cutOf(reader.cut) };
    const places = placesOf(way, starts, ends);
    const { nodes, edges } = await this.#drawn({ hops: places, edges: way }, view, reader);
    const found = nodes.length === places.size;
    return { found, ...(found ? { nodes, edges } : { nodes: [], edges: [] }), warnings: [] };
  }

  /** The most mentioned first. */
  async entities(request: EntitiesRequest = {}, caller: Caller = LOCAL): Promise<EntitiesResult> {
    const input = checked(entitiesSchema, request, caller);
    const { text, kind, limit = 50, ...scope } = input;
    const { view, reader } = await this.#look(scope, undefined, caller);
    const folded = text === undefined ? undefined : fold(text);
    const found: Entity[] = [];
    for (const { no: cube } of view.cubes) {
      found.push(...(await this.#page({ cube, text: folded, kind, limit }, view, reader)));
    }
    const data = found.toSorted((a, b) => b.mentions - a.mentions).slice(0, limit);
    const { hasModel } = this.#parts;
    return { data, warnings: data.length > 0 || hasModel ? [] : [noModel] };
  }

  /** What other memories a memory is linked to, the newest links first. */
  async links(id: string, caller: Caller = LOCAL): Promise<LinksResult> {
    const { find, store, clock } = this.#parts;
    const { no } = await find(id, caller);
    const linked = await store.history.linked(no, linkKinds);
    const isShown = (memory: StoredMemory) =>
      sees(caller.access, memory) &&
      memory.state === 'active' &&
      (memory.expiresAt === null || memory.expiresAt > clock());
    const shown = linked.filter(({ memory }) => isShown(memory));
    const memories = shown.map(({ memory }) => memory);
    const hidden = await hideLinks(store, memories, caller);
    return {
      data: shown.map(({ kind, end, memory }, place) => ({
        kind,
        direction: end,
        memory: presentMemory(hidden[place] ?? memory),
      })),
    };
  }

  async #look(scope: Scope, asOf: string | undefined, caller: Caller) {
    const { store, clock, timezone } = this.#parts;
    const at = asOf === undefined ? clock() : instantOf(asOf, '/as_of', timezone);
    const reach = narrowReach(caller.access, reachOf(scope));
    const cubes = await store.cubes.states(caller.tenant, reach.cubes);
    const view: View = { caller, reach, at, cubes: cubes.slice(0, MOST_CUBES) };
    return { view, reader: new GraphView(store, view) };
  }

  /** The numbers of the entities that are called so, in whichever cube. */
  async #named(name: string, { cubes }: View, reader: GraphView): Promise<number[]> {
    const folded = [fold(name)];
    const { graph } = this.#parts.store;
    const found = await Promise.all(cubes.map(({ no }) => graph.named(no, folded)));
    const seen = await reader.entities(found.flat());
    const called = [...seen.values()].filter(({ entity }) => bears(entity, name));
    if (called.length > 0) return called.map(({ entity }) => entity.no);
    const { hasModel } = this.#parts;
    throw new TulvingError('not_found', `Nothing that is remembered here names ${name}.`, {
      remedy: hasModel
        ? 'List who and what is named with `tulving graph`; names are drawn from what is added after a while.'
        : noModel.detail,
    });
  }

  async #page(
    query: { cube: number; text: string | undefined; kind: string | undefined; limit: number },
    { cubes }: View,
    reader: GraphView,
  ): Promise<Entity[]> {
    const found: Entity[] = [];
    const name = cubes.find(({ no }) => no === query.cube)?.name ?? '';
    for (let offset = 0; found.length < query.limit && offset < MOST_LOOKED_AT;) {
      const page = await this.#parts.store.graph.page({ ...query, offset });
      const seen = await reader.entities(page);
      for (const one of seen.values()) {
        const isMeant = query.kind === undefined || one.entity.kind === query.kind;
        if (isMeant && holds(one, query.text)) found.push(presentEntity(one, name, FEW));
      }
      offset += page.length;
      if (page.length < query.limit) break;
    }
    return found;
  }

  /** What was walked as it is answered: nodes that may be seen, in order, and what joins them. */
  async #drawn(
    { hops, edges }: Omit<Surroundings<SeenRelation>, 'cut'>,
    { cubes }: View,
    reader: GraphView,
  ): Promise<{ nodes: GraphNode[]; edges: GraphEdge[] }> {
    const stored = await this.#parts.store.graph.byNumbers([...hops.keys()]);
    const seen = await reader.entities(stored, edges);
    const names = new Map(cubes.map(({ no, name }) => [no, name]));
    const ids = new Map<number, string>();
    const nodes = [...hops].flatMap(([no, far]) => {
      const one = seen.get(no);
      if (!one) return [];
      const id = `n${ids.size + 1}`;
      ids.set(no, id);
      const cube = names.get(one.entity.cube) ?? '';
      return [{ id, hops: far, ...presentEntity(one, cube, far === 0 ? MANY : FEW) }];
    });
    return { nodes, edges: joined(edges, ids) };
  }
}

const noModel = {
  code: 'no_model' as const,
  detail:
    'Who and what is named is drawn by a language model, and none is configured: set TULVING_LLM, see docs/models.md.',
};

function cutOf(cut: boolean): Warnings {
  const detail = `There is more than is shown: at most ${MOST_NODES} nodes; take fewer hops.`;
  return cut ? [{ code: 'cut', detail }] : [];
}

function holds({ entity }: SeenEntity, text: string | undefined): boolean {
  const names = [entity.name, ...entity.aliases];
  return text === undefined || names.some((name) => fold(name).includes(text));
}

function presentEntity({ entity, memories }: SeenEntity, cube: string, most: number): Entity {
  const { name, kind, aliases } = entity;
  return {
    name,
    kind,
    aliases: [...aliases],
    cube,
    mentions: memories.length,
    memories: memories.slice(0, most).map(told),
  };
}

function told({ id, text }: StoredMemory): { id: string; text: string } {
  return { id, text };
}

/** What several memories say alike is one edge. */
function joined(relations: readonly SeenRelation[], ids: ReadonlyMap<number, string>): GraphEdge[] {
  const edges = new Map<string, GraphEdge>();
  for (const { from, kind, to, validFrom, validTo, memory } of relations) {
    const [one, other] = [ids.get(from), ids.get(to)];
    if (one === undefined || other === undefined) continue;
    const key = JSON.stringify([one, kind, other, validFrom, validTo]);
    const edge = edges.get(key) ?? {
      from: one,
      kind,
      to: other,
      valid_from: validFrom === null ? null : formatInstant(validFrom),
      valid_to: validTo === null ? null : formatInstant(validTo),
      memories: [],
    };
    if (edge.memories.length < FEW) edge.memories.push(told(memory));
    edges.set(key, edge);
  }
  return [...edges.values()];
}

/** The nodes of a way with their place on it. */
function placesOf(
  way: readonly SeenRelation[],
  starts: readonly number[],
  ends: readonly number[],
): Map<number, number> {
  const [first] = way;
  const begins = (node: number) => starts.includes(node);
  let node = first
    ? begins(first.from)
      ? first.from
      : first.to
    : (starts.find((one) => ends.includes(one)) ?? 0);
  const places = new Map([[node, 0]]);
  for (const { from, to } of way) {
    node = from === node ? to : from;
    places.set(node, places.size);
  }
  return places;
}
