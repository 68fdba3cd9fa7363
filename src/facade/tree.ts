import { best, branchOf, type BranchName, grouped, type Leaf } from '../graph/branches.js';
import { fold } from '../language/terms/fold.js';
import { narrowReach } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { Filter } from '../model/filter.js';
import type { MemoryKind } from '../model/memory.js';
import { type Reach, reachOf } from '../model/scope.js';
import { type Clock, formatInstant, type Instant } from '../model/time.js';
import {
  type TreeBranch,
  type TreeLeaf,
  type TreeMemory,
  type TreeRequest,
  type TreeResult,
  treeSchema,
} from '../model/tree.js';
import { holdsAt } from '../model/validity.js';
import { isWithin } from '../model/within.js';
import type { Store, StoredMemory } from '../store/port.js';
import { checked } from './checked.js';

export interface TreeParts {
  store: Pick<Store, 'memories' | 'graph' | 'history'>;
  clock: Clock;
}

/** So many of the newest are looked at: of what was drawn, and of what was said. */
const [MOST_DRAWN, MOST_SAID] = [2_000, 500];
const PAGE = 500;
/** Parts of a summary that are shown. */
const MOST_PARTS = 30;
const drawnKinds: readonly MemoryKind[] = ['fact', 'preference', 'procedure', 'summary'];

interface TreeLeafStored extends Leaf {
  memory: StoredMemory;
}

/** What a user's memory looks like: working, long-term, user. A view, made anew each time. */
export class Tree {
  readonly #parts: TreeParts;

  constructor(parts: TreeParts) {
    this.#parts = parts;
  }

  async of(request: TreeRequest = {}, caller: Caller = LOCAL): Promise<TreeResult> {
    const { limit = 20, ...scope } = checked(treeSchema, request, caller);
    const now = this.#parts.clock();
    // The session says what goes on now; what is known beside it is asked for in all of them.
    const { run_id: run, ...wide } = scope;
    const reach = narrowReach(caller.access, reachOf(wide));
    const read = (kinds: readonly MemoryKind[], most: number) =>
      this.#read(caller.tenant, reach, { kinds, most, now });
    const drawn = await read(drawnKinds, MOST_DRAWN);
    const said = await read(['statement'], MOST_SAID);
    const covered = new Set(drawn.flatMap(({ sources }) => sources.map(({ episode }) => episode)));
    const leaves = await this.#leaves([...drawn, ...said]);
    const sight = { now, run, userNames: ['user', ...namesOf(scope.user_id)] };
    const branches: Record<BranchName, TreeLeafStored[]> = { working: [], long_term: [], user: [] };
    for (const leaf of leaves) {
      const branch = branchOf(leaf, sight);
      const isCovered =
        leaf.kind === 'statement' &&
        leaf.memory.sources.some(({ episode }) => covered.has(episode));
      if (branch === 'working' || !isCovered) branches[branch].push(leaf);
    }
    const parts = await this.#partsOf(branches.long_term, { reach, limit, now });
    const drawnBranch = (name: BranchName) => {
      const all = branches[name].filter(({ no }) => !parts.hidden.has(no));
      return drawBranch(best(name, all, limit), all.length > limit, parts.of);
    };
    return {
      working: drawnBranch('working'),
      long_term: drawnBranch('long_term'),
      user: drawnBranch('user'),
    };
  }

  async #read(
    tenant: number,
    reach: Reach,
    { kinds, most, now }: { kinds: readonly MemoryKind[]; most: number; now: Instant },
  ): Promise<StoredMemory[]> {
    const filter: Filter = { field: { kind: 'enum', name: 'kind' }, op: 'in', values: kinds };
    const found: StoredMemory[] = [];
    let before: number | undefined;
    for (let looked = 0; looked < most;) {
      const query = { tenant, reach, state: 'active' as const, at: now, filter };
      const limit = Math.min(PAGE, most - looked);
      const page = await this.#parts.store.memories.page({ ...query, limit, before });
      found.push(...page.filter((one) => one.mergedInto === null && holdsAt(one, now)));
      looked += page.length;
      before = page.at(-1)?.no;
      if (page.length < limit) break;
    }
    return found;
  }

  async #leaves(memories: readonly StoredMemory[]): Promise<TreeLeafStored[]> {
    const { graph } = this.#parts.store;
    const facts = memories.filter(({ kind }) => kind === 'fact').map(({ no }) => no);
    const mentions = facts.length === 0 ? [] : await graph.mentionedIn(facts);
    const entities = await graph.byNumbers([...new Set(mentions.map(({ entity }) => entity))]);
    const named = new Map(entities.map(({ no, name, aliases }) => [no, [name, ...aliases]]));
    const names = new Map<number, string[]>();
    for (const { entity, memory } of mentions) {
      const folded = (named.get(entity) ?? []).map(fold);
      names.set(memory.no, [...(names.get(memory.no) ?? []), ...folded]);
    }
    return memories.map((memory) => {
      const { no, kind, text, categories, occurredAt, createdAt, importance, scope } = memory;
      const evidence = memory.sources.length;
      const told = { no, kind, text, categories, occurredAt, createdAt, importance, evidence };
      return { ...told, run: scope.run, names: names.get(no) ?? [], memory };
    });
  }

  /** What the best summaries sum up: it is shown below them, and not beside them again. */
  async #partsOf(
    leaves: readonly TreeLeafStored[],
    { reach, limit, now }: { reach: Reach; limit: number; now: Instant },
  ) {
    const summaries = best('long_term', leaves, limit).filter(({ kind }) => kind === 'summary');
    const of = new Map<number, Pick<TreeMemory, 'parts' | 'outdated'>>();
    const hidden = new Set<number>();
    for (const { no } of summaries) {
      const linked = await this.#parts.store.history.linked(no, ['summarises']);
      const all = linked.filter(({ end }) => end === 'to').map(({ memory }) => memory);
      const held = all.filter(
        (part) => part.state === 'active' && (part.mergedInto !== null || holdsAt(part, now)),
      );
      const shown = held.filter((memory) => isWithin(reach, memory));
      for (const part of shown) hidden.add(part.no);
      of.set(no, {
        outdated: held.length < all.length,
        parts: shown.slice(0, MOST_PARTS).map(presentLeaf),
      });
    }
    return { of, hidden };
  }
}

function namesOf(user: string | undefined): string[] {
  return user === undefined ? [] : [fold(user)];
}

function drawBranch(
  leaves: readonly TreeLeafStored[],
  more: boolean,
  parts: ReadonlyMap<number, Pick<TreeMemory, 'parts' | 'outdated'>>,
): TreeBranch {
  const groups = grouped(leaves).map(({ category, leaves: some }) => ({
    category,
    memories: some.map(({ no, memory }) => ({ ...presentLeaf(memory), ...parts.get(no) })),
  }));
  return { groups, more };
}

function presentLeaf(memory: StoredMemory): TreeLeaf {
  const { id, text, kind, occurredAt, importance, trust, sources } = memory;
  const speaker = kind === 'statement' ? (sources[0]?.speaker ?? null) : null;
  return { id, text, kind, speaker, occurred_at: formatInstant(occurredAt), importance, trust };
}
