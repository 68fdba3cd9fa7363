import { onTestFinished } from 'vitest';
import { Batches } from '../../src/facade/batches.js';
import { Undoer } from '../../src/facade/undoer.js';
import { BuiltInEmbedder } from '../../src/models/built-in-embedder.js';
import { builtinAnalyser, createIndexer, type Indexer } from '../../src/ingest/indexer.js';
import { Editor } from '../../src/lifecycle/editor.js';
import {
  type Plan,
  planMerge,
  planSupersede,
  type Reviser,
  revisionOf,
} from '../../src/lifecycle/revise.js';
import type { Memory } from '../../src/memory.js';
import type { BatchKind } from '../../src/model/batch.js';
import { LOCAL } from '../../src/model/caller.js';
import { newId } from '../../src/model/ids.js';
import type { LinkKind } from '../../src/model/link.js';
import type { ChangeSet, NewMemory } from '../../src/store/change-set.js';
import type { Store, StoredMemory } from '../../src/store/port.js';
import { quantise } from '../../src/vector/resident/quantise.js';
import { newEpisode, newMemory, scopeOf } from '../../src/testing/change-sets.js';
import { openMemory, openStore, temporaryDirectory } from '../helpers/temporary-memory.js';

/** What a batch does in a test. */
export interface Work {
  /** Facts that it makes; those of `same` words become evidence. */
  facts?: readonly string[];
  /** A new fact and the memory that it ends. */
  supersede?: readonly (readonly [text: string, older: string])[];
  merge?: readonly (readonly [duplicate: string, into: string])[];
  link?: readonly (readonly [from: string, to: string, kind: LinkKind])[];
  reword?: readonly (readonly [memory: string, text: string])[];
}

/** A memory, and a hand that commits batches as jobs do. */
export class World {
  readonly memory: Memory;
  readonly store: Store;
  readonly #editor: Editor;
  readonly #indexer: Indexer;
  readonly #space: number;
  readonly clock: () => number;

  private constructor(
    memory: Memory,
    store: Store,
    indexer: Indexer,
    space: number,
    clock: () => number,
  ) {
    this.memory = memory;
    this.store = store;
    this.clock = clock;
    this.#indexer = indexer;
    this.#space = space;
    this.#editor = new Editor({ store, indexer, clock, timezone: 'UTC', undoWindow: 1e9 });
  }

  static async open(): Promise<World> {
    const data = temporaryDirectory();
    let now = Date.parse('2026-05-20T12:00:00Z');
    const clock = () => (now += 1_000);
    const memory = await openMemory({ data, timezone: 'UTC', clock });
    const store = await openStore(data);
    onTestFinished(async () => {
      await memory.close();
      await store.close();
    });
    const embedder = new BuiltInEmbedder();
    const space = await store.space(embedder.identity);
    const indexer = createIndexer({ analyser: builtinAnalyser, embedder, space, quantise });
    return new World(memory, store, indexer, space, clock);
  }

  /** A fact that somebody adds by hand. @returns its id */
  async add(text: string, supersedes?: string): Promise<string> {
    const { memories } = await this.memory.add({
      user_id: 'ada',
      kind: 'fact',
      text,
      ...(supersedes !== undefined && { supersedes: [supersedes] }),
    });
    return memories[0]?.id ?? '';
  }

  /** @returns the id of the batch, and those of what it made */
  async batch(work: Work, kind: BatchKind = 'extract'): Promise<{ id: string; made: string[] }> {
    const id = newId();
    const receipt = await this.#editor.commit(LOCAL, async (reviser) => ({
      ...(await this.#plan(work, reviser)),
      batch: { id, kind, cube: 'user:ada', user: 'ada', note: {} },
    }));
    return { id, made: (receipt?.memories ?? []).map((one) => one.id) };
  }

  async #plan(work: Work, reviser: Reviser): Promise<Plan> {
    const episode = newEpisode('What was said.', { occurredAt: reviser.at });
    const fact = (text: string, more: Partial<NewMemory> = {}): NewMemory =>
      newMemory(text, this.#space, {
        episode,
        kind: 'fact',
        index: this.#indexer.index(text, {}),
        sources: [{ episode: episode.id, start: 0, end: 4 }],
        scope: scopeOf(),
        ...more,
      });
    const newer = (work.supersede ?? []).map(([text, older]) => {
      return { made: fact(text, { unlessSame: false, validFrom: reviser.at }), older };
    });
    const plans: Plan[] = [];
    for (const { made, older } of newer) {
      plans.push(planSupersede(made, [await this.get(older)], reviser));
    }
    for (const [duplicate, into] of work.merge ?? []) {
      plans.push(planMerge(await this.get(duplicate), await this.get(into), reviser));
    }
    for (const [memory, text] of work.reword ?? []) {
      plans.push({ revisions: [revisionOf(await this.get(memory), 'updated', reviser, { text })] });
    }
    return {
      episodes: [episode],
      memories: [...(work.facts ?? []).map((text) => fact(text)), ...newer.map(({ made }) => made)],
      revisions: plans.flatMap(({ revisions = [] }) => revisions),
      links: [
        ...plans.flatMap(({ links = [] }) => links),
        ...(work.link ?? []).map(([from, to, kind]) => ({ from, to, kind, undo: {} })),
      ],
    };
  }

  /** Undoes beside the memory, on a store that fails once. */
  undoer({ failingCommit }: { failingCommit: number }): Undoer {
    const { store, clock } = this;
    let commits = 0;
    const failing = {
      memories: store.memories,
      commit: (changes: ChangeSet) => {
        commits += 1;
        return commits === failingCommit
          ? Promise.reject(new Error('broken'))
          : store.commit(changes);
      },
    };
    const common = { indexer: this.#indexer, clock, timezone: 'UTC' };
    const editor = new Editor({ ...common, store: failing, undoWindow: 1e9 });
    return new Undoer({ ...common, store, editor, batches: new Batches(store.batches), newId });
  }

  async get(id: string): Promise<StoredMemory> {
    const [memory] = await this.store.memories.byIds(1, [id]);
    if (!memory) throw new Error(`There is no memory ${id}.`);
    return memory;
  }

  /** Everything that is kept, as far as undoing must bring it back. */
  async state(): Promise<Map<string, unknown>> {
    const all = await this.store.removals.allWithin(1, { cubes: 'all' }, 10_000);
    const states = all.map(async (memory) => [memory.id, await this.#stateOf(memory)] as const);
    return new Map(await Promise.all(states));
  }

  async #stateOf(memory: StoredMemory): Promise<unknown> {
    const { id, no, text, state, metadata } = memory;
    const { validFrom, validTo, supersededBy, mergedInto, expiresAt } = memory;
    const standing = { validFrom, validTo, supersededBy, mergedInto, expiresAt };
    const links = await this.store.history.linked(no, ['contradicts', 'related', 'summarises']);
    const own = memory.sources.filter((source) => source.memory === id);
    return {
      text,
      state,
      metadata,
      ...standing,
      sources: own.map(({ episode, start }) => `${episode} ${start}`).toSorted(),
      links: links.map(({ kind, end, memory: other }) => `${kind} ${end} ${other.id}`).toSorted(),
    };
  }
}
