import { fold } from '../../language/terms/fold.js';
import type { EntityRef, GraphEntry, NewRelation } from '../graph-entry.js';

/** What is longer is no name; indexes of PostgreSQL would refuse it. */
const LONGEST_NAME = 200;

/** A graph entry whose memory is known by number. */
export interface PlacedEntry extends Pick<GraphEntry, 'mentions' | 'relations'> {
  memory: number;
  cube: number;
}

/** A name by which an entity is known already. */
export interface KnownName {
  entity: number;
  cube: number;
  kind: string | null;
  folded: string;
}

/** What a commit writes of a graph, by table; a row that is there already stays. */
export interface GraphRows {
  entity: { no: number; cube: number; name: string; folded: string; kind: string | null }[];
  mention: { entity: number; memory: number }[];
  alias: { entity: number; memory: number; cube: number; name: string; folded: string }[];
  relation: {
    cube: number;
    from: number;
    kind: string;
    to: number;
    valid_from: number | null;
    valid_to: number | null;
    memory: number;
  }[];
  /** Kinds of entities that are there and had none. */
  kinds: { no: number; kind: string }[];
}

/** The form that names are found by. */
export function foldedEntity(name: string): string {
  return cut(spaced(name));
}

/** Whether a text holds a name of that form. */
export function holdsName(text: string): (folded: string) => boolean {
  const all = spaced(text);
  return (folded) => all.includes(folded);
}

/** Folded, with single spaces. */
function spaced(text: string): string {
  return fold(text).replace(/\s+/gu, ' ').trim();
}

/** Entities that bear a name which these entries use, those first that bear it as their own. */
export const knownNames = (amongCubes: string, amongNames: string) => `
  SELECT DISTINCT e.no AS entity, e.cube, e.kind, a.folded,
    CASE WHEN e.folded = a.folded THEN 0 ELSE 1 END AS place
  FROM alias a JOIN entity e ON e.no = a.entity
  WHERE ${amongCubes} AND ${amongNames} ORDER BY place, e.no`;

/** By what entities are looked for. */
export function namesIn(entries: readonly PlacedEntry[]): { cubes: number[]; names: string[] } {
  const names = entries.flatMap(refsOf).map(({ name }) => foldedEntity(name));
  return { cubes: [...new Set(entries.map(({ cube }) => cube))], names: [...new Set(names)] };
}

/** How many entities the entries can make at most. */
export function mostNew(entries: readonly PlacedEntry[]): number {
  const all = entries.flatMap((entry) =>
    refsOf(entry).map(({ name, kind }) => `${entry.cube}/${kind ?? ''}/${foldedEntity(name)}`),
  );
  return new Set(all).size;
}

/**
 * Finds or makes each entity that is named. An alias finds an entity that has it, but an alias that comes
 * with a new name does not: two people may well be called `Mum`.
 *
 * @param known in the order in which they are to be found
 * @param draw gives the number of a new entity
 */
export function planGraph(
  entries: readonly PlacedEntry[],
  known: readonly KnownName[],
  draw: () => number,
): GraphRows {
  const planner = new GraphPlanner(known, draw);
  for (const entry of entries) planner.add(entry);
  return planner.rows;
}

interface Entity {
  no: number;
  kind: string | null;
}

class GraphPlanner {
  readonly rows: GraphRows = { entity: [], mention: [], alias: [], relation: [], kinds: [] };
  readonly #draw: () => number;
  /** By cube and folded name. */
  readonly #named = new Map<string, Entity[]>();

  constructor(known: readonly KnownName[], draw: () => number) {
    this.#draw = draw;
    const byNumber = new Map<number, Entity>();
    for (const { entity, cube, kind, folded } of known) {
      const one = byNumber.get(entity) ?? { no: entity, kind };
      byNumber.set(entity, one);
      this.#know(cube, folded, one);
    }
  }

  add(entry: PlacedEntry): void {
    for (const ref of entry.mentions) this.#mention(entry, ref);
    for (const relation of entry.relations) this.#relate(entry, relation);
  }

  #relate(entry: PlacedEntry, { from, kind, to, validFrom, validTo }: NewRelation): void {
    this.rows.relation.push({
      cube: entry.cube,
      from: this.#mention(entry, from),
      kind: cut(kind),
      to: this.#mention(entry, to),
      valid_from: validFrom,
      valid_to: validTo,
      memory: entry.memory,
    });
  }

  /** @returns the number of the entity */
  #mention({ memory, cube }: PlacedEntry, ref: EntityRef): number {
    const entity = this.#find(cube, ref) ?? this.#make(cube, ref);
    this.rows.mention.push({ entity: entity.no, memory });
    for (const name of new Set([ref.name, ...(ref.aliases ?? [])])) {
      const folded = foldedEntity(name);
      this.rows.alias.push({ entity: entity.no, memory, cube, name: cut(name), folded });
      this.#know(cube, folded, entity);
    }
    return entity.no;
  }

  #find(cube: number, { name, kind }: EntityRef): Entity | undefined {
    const named = this.#named.get(keyOf(cube, foldedEntity(name))) ?? [];
    if (kind === null) return named[0];
    const same = named.find((one) => one.kind === kind);
    if (same) return same;
    const open = named.find((one) => one.kind === null);
    if (open) this.#tellKind(open, kind);
    return open;
  }

  #tellKind(entity: Entity, kind: string): void {
    entity.kind = kind;
    const made = this.rows.entity.find(({ no }) => no === entity.no);
    if (made) made.kind = kind;
    else this.rows.kinds.push({ no: entity.no, kind });
  }

  #make(cube: number, { name, kind }: EntityRef): Entity {
    const entity = { no: this.#draw(), kind };
    const folded = foldedEntity(name);
    this.rows.entity.push({ no: entity.no, cube, name: cut(name), folded, kind });
    return entity;
  }

  #know(cube: number, folded: string, entity: Entity): void {
    const key = keyOf(cube, folded);
    const named = this.#named.get(key) ?? [];
    if (!named.includes(entity)) this.#named.set(key, [...named, entity]);
  }
}

function refsOf({ mentions, relations }: PlacedEntry): EntityRef[] {
  return [...mentions, ...relations.flatMap(({ from, to }) => [from, to])];
}

function keyOf(cube: number, folded: string): string {
  return `${cube}/${folded}`;
}

/** By code points, so that none is torn apart. */
function cut(name: string): string {
  return name.length <= LONGEST_NAME ? name : [...name].slice(0, LONGEST_NAME).join('');
}
