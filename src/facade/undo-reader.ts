import { type Touched, type UndoInput } from '../lifecycle/undo.js';
import { type UndoNote, undoNoteOf } from '../lifecycle/undo-note.js';
import type { BatchWork } from '../lifecycle/undo-scope.js';
import { owns } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { StoredBatch } from '../store/batches.js';
import type { Store, StoredMemory } from '../store/port.js';

export interface UndoRun {
  caller: Caller;
  /** In a preview, by memory: the batches that would be taken back by then. */
  takenBack: Map<string, Set<string>>;
  /** In a preview: the batches that would be taken back by then as a whole. */
  previewed: Set<string>;
}

/** Some memories of what is to be taken back. */
export interface Portion {
  batch: StoredBatch;
  work: BatchWork;
  ids: readonly string[];
  known: Map<string, StoredBatch | undefined>;
}

const PAGE = 200;
const AT_ONCE = 20;

/** Reads what taking back a batch is planned from. */
export class UndoReader {
  readonly #store: UndoReads;

  constructor(store: UndoReads) {
    this.#store = store;
  }

  async workOf(tenant: number, id: string): Promise<BatchWork> {
    const { batches } = this.#store;
    const [changes, evidence, links] = await Promise.all([
      batches.changes(tenant, id),
      batches.evidence(tenant, id),
      batches.links(tenant, id),
    ]);
    return { changes, evidence, links };
  }

  async read({ batch, work, ids, known }: Portion, run: UndoRun): Promise<UndoInput> {
    const { tenant, access } = run.caller;
    const note = await this.#standing(undoNoteOf(batch), tenant);
    const meant = new Set(ids);
    const joined = [...work.links, ...note.links].filter(
      ({ from, to }) => meant.has(from) || meant.has(to),
    );
    const all = new Set([...ids, ...joined.flatMap(({ from, to }) => [from, to])]);
    const memories = await this.memories(tenant, [...all]);
    const touched = await this.#histories([...memories.values()]);
    return {
      batch,
      note,
      ids,
      touched,
      evidence: work.evidence,
      links: work.links,
      ...(await this.#earlier(touched, known, run)),
      takenBack: run.takenBack,
      owns: (memory) => owns(access, memory),
    };
  }

  /** Without sources that are gone by now. */
  async #standing(note: UndoNote, tenant: number): Promise<UndoNote> {
    const { memories } = this.#store;
    const sources: Record<string, UndoNote['sources'][string]> = {};
    for (const [memory, evidence] of Object.entries(note.sources)) {
      const found = await Promise.all(
        evidence.map(({ episode }) => memories.episode(tenant, episode)),
      );
      sources[memory] = evidence.filter((_, index) => found[index] !== undefined);
    }
    return { ...note, sources };
  }

  async memories(
    tenant: number,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, StoredMemory>> {
    const found = new Map<string, StoredMemory>();
    const wanted = [...new Set(ids)];
    for (let from = 0; from < wanted.length; from += PAGE) {
      const page = await this.#store.memories.byIds(tenant, wanted.slice(from, from + PAGE));
      for (const memory of page) found.set(memory.id, memory);
    }
    return found;
  }

  async #histories(memories: readonly StoredMemory[]): Promise<Map<string, Touched>> {
    const touched = new Map<string, Touched>();
    for (let from = 0; from < memories.length; from += AT_ONCE) {
      const group = memories.slice(from, from + AT_ONCE);
      const histories = await Promise.all(group.map(({ no }) => this.#store.history.of(no)));
      group.forEach((memory, index) =>
        touched.set(memory.id, { memory, history: histories[index] ?? [] }),
      );
    }
    return touched;
  }

  /** Of the batches in these histories: which took back which, and which are taken back. */
  async #earlier(
    touched: ReadonlyMap<string, Touched>,
    known: Map<string, StoredBatch | undefined>,
    { caller, previewed }: UndoRun,
  ): Promise<Pick<UndoInput, 'undoes' | 'undone'>> {
    for (const { history } of touched.values()) {
      for (const { batch } of history) {
        if (batch === null || known.has(batch)) continue;
        known.set(batch, await this.#store.batches.get(caller.tenant, batch));
      }
    }
    const undoes = new Map<string, string>();
    const undone = new Set(previewed);
    for (const [id, batch] of known) {
      const of = batch?.kind === 'undo' ? undoNoteOf(batch).of : undefined;
      if (of !== undefined) undoes.set(id, of);
      if (typeof batch?.undoneAt === 'number') undone.add(id);
    }
    return { undoes, undone };
  }
}

export type UndoReads = Pick<Store, 'batches' | 'memories' | 'history' | 'removals'>;
