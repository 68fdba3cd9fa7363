import type { DrawnItem } from '../../ingest/extract/drawn.js';
import { taggedBy } from '../../ingest/gate/admit.js';
import type { Judgement } from '../../ingest/gate/gate.js';
import type { Verdict } from '../../ingest/reconcile/reconciler.js';
import { type Plan, planSupersede, type Reviser, revisionOf } from '../../lifecycle/revise.js';
import type { Before } from '../../lifecycle/undo-note.js';
import type { NewId } from '../../model/ids.js';
import type { Instant } from '../../model/time.js';
import { isAtLeast } from '../../model/trust.js';
import type { NewMemory } from '../../store/change-set.js';
import type { StoredMemory } from '../../store/port.js';

/** What was drawn, what the gate thinks of it, and what it is beside what is kept. */
export interface Decided {
  item: DrawnItem;
  judgement: Judgement;
  verdict: Verdict;
  /** Of the words that it rests on: it does not outlive them. */
  expiresAt: Instant | null;
}

export interface DrawnContext {
  /** What verdicts name, by id, as it is kept now. */
  kept: ReadonlyMap<string, StoredMemory>;
  newId: NewId;
  reviser: Reviser;
}

type Part = Required<Pick<Plan, 'memories' | 'revisions' | 'links' | 'reviews' | 'graph'>>;

/** A plan and what it comes to. */
export interface DrawnPlan extends Part {
  /** Ids of memories that were further confirmed, superseded and put in doubt. */
  same: string[];
  superseded: string[];
  contradicts: string[];
  quarantined: string[];
  /** What memories had before that their history does not keep, by id: to undo it. */
  before: Record<string, Before>;
}

/** What becomes of items that were drawn: pure, and so the same for the same input. */
export function planDrawn(decided: readonly Decided[], context: DrawnContext): DrawnPlan {
  const planner = new Planner(context);
  for (const one of decided) planner.take(one);
  return planner.plan;
}

class Planner {
  readonly plan: DrawnPlan = {
    memories: [],
    revisions: [],
    links: [],
    reviews: [],
    graph: [],
    same: [],
    superseded: [],
    contradicts: [],
    quarantined: [],
    before: {},
  };
  readonly #context: DrawnContext;
  /** Memories that this plan changes already: one version is changed once. */
  readonly #changed = new Set<string>();

  constructor(context: DrawnContext) {
    this.#context = context;
  }

  take(decided: Decided): void {
    const { judgement, verdict } = decided;
    if (judgement.action === 'drop') return;
    if (judgement.action === 'quarantine') return this.#quarantine(decided);
    if (verdict.kind === 'same') return this.#same(decided, verdict.as);
    if (verdict.kind === 'supersedes') return this.#supersede(decided, verdict.older);
    if (verdict.kind === 'contradicts') return this.#contradict(decided, [verdict.other]);
    this.#remember(decided, { unlessSame: true });
  }

  /** Kept where nobody finds it, and beside nothing: what it says of others waits as well. */
  #quarantine(decided: Decided): void {
    const { id } = this.#remember(decided, { state: 'paused' });
    const { reasons } = decided.judgement;
    add(this.plan.reviews, {
      open: { id: this.#context.newId(), kind: 'quarantine', memory: id, other: null, reasons },
    });
    add(this.plan.quarantined, id);
  }

  #same(decided: Decided, id: string): void {
    const { kept, reviser } = this.#context;
    const memory = kept.get(id);
    if (!memory || !mayMeet(memory, decided.item)) {
      return void this.#remember(decided, { unlessSame: true });
    }
    const { sources } = decided.item;
    const known = new Set(memory.sources.map(({ episode, start }) => `${episode} ${start}`));
    const addSources = sources.filter(({ episode, start }) => !known.has(`${episode} ${start}`));
    add(this.plan.same, id);
    if (addSources.length === 0 || this.#changed.has(id)) return;
    this.#changed.add(id);
    // Else what a page said first could be ended by another page, though the user has said it, too.
    const { trust } = decided.judgement;
    const gains = isAtLeast(trust, memory.trust) && trust !== memory.trust && { trust };
    if (gains) this.plan.before[id] = { trust: memory.trust };
    add(this.plan.revisions, revisionOf(memory, 'evidence', reviser, { addSources, ...gains }));
    this.#draw(decided, id);
  }

  #supersede(decided: Decided, ids: readonly string[]): void {
    const { item, judgement } = decided;
    const validFrom = item.validFrom ?? item.occurredAt;
    const all = ids.flatMap((id) => this.#context.kept.get(id) ?? []);
    const own = all.filter((memory) => mayMeet(memory, item));
    const older = own.filter((memory) => {
      return (
        !this.#changed.has(memory.id) &&
        isAtLeast(judgement.trust, memory.trust) &&
        (memory.validFrom === null || memory.validFrom < validFrom)
      );
    });
    // Whoever is trusted less may doubt, and not replace.
    const doubted = own.filter(({ trust }) => !isAtLeast(judgement.trust, trust));
    if (older.length === 0)
      return this.#contradict(
        decided,
        doubted.map(({ id }) => id),
      );
    const newer = this.#remember(decided, { validFrom });
    const { revisions, links } = planSupersede(newer, older, this.#context.reviser);
    for (const { id } of older) this.#changed.add(id);
    add(this.plan.revisions, ...revisions);
    add(this.plan.links, ...links);
    add(this.plan.superseded, ...older.map(({ id }) => id));
  }

  /** Both stay, and a person is asked. */
  #contradict(decided: Decided, others: readonly string[]): void {
    const { kept, newId } = this.#context;
    const found = others.filter((id) => {
      const other = kept.get(id);
      return other !== undefined && mayMeet(other, decided.item);
    });
    const { id } = this.#remember(decided, { unlessSame: found.length === 0 });
    for (const other of found) {
      add(this.plan.links, { from: id, to: other, kind: 'contradicts', undo: {} });
      const reasons = ['contradicts'];
      const review = { id: newId(), kind: 'contradiction' as const, memory: id, other, reasons };
      add(this.plan.reviews, { open: review });
      add(this.plan.contradicts, other);
    }
  }

  #remember(
    decided: Decided,
    own: Partial<Pick<NewMemory, 'unlessSame' | 'state' | 'validFrom'>>,
  ): NewMemory {
    const { item, judgement, expiresAt } = decided;
    const { entities: _, relations: __, validTo, ...fields } = item;
    const { newId, reviser } = this.#context;
    const validFrom = own.validFrom ?? item.validFrom;
    const memory: NewMemory = {
      id: newId(),
      ...fields,
      validTo: validTo !== null && validFrom !== null && validTo <= validFrom ? null : validTo,
      trust: judgement.trust,
      tags: taggedBy(judgement.reasons, item.tags),
      expiresAt,
      index: reviser.indexer.index(item.text, item.metadata),
      unlessSame: false,
      ...own,
      validFrom,
    };
    add(this.plan.memories, memory);
    this.#draw(decided, memory.id);
    return memory;
  }

  /** Who is named, and how they are related. */
  #draw({ item: { entities: mentions, relations } }: Decided, memory: string): void {
    if (mentions.length + relations.length === 0) return;
    add(this.plan.graph, { memory, mentions, relations });
  }
}

/** Nothing is decided across users and cubes, nor beside what no longer stands, whatever a model says. */
function mayMeet(memory: StoredMemory, { scope: { cube, user } }: DrawnItem): boolean {
  const { scope, state, mergedInto, supersededBy } = memory;
  const stands = state === 'active' && mergedInto === null && supersededBy === null;
  return stands && scope.cube === cube && scope.user === user;
}

function add<Item>(list: readonly Item[], ...items: Item[]): void {
  (list as Item[]).push(...items);
}
