import type { Embedder } from '../../models/port.js';
import type { Neighbours, Space, VectorIndex } from '../../vector/port.js';
import { Circuit } from '../circuit.js';
import type { Mask } from '../outline/mask.js';
import type { Outline } from '../outline/outline.js';
import { allowsIn, maskIn, type Plan } from '../plan/plan.js';
import { scoreNear } from '../score/near.js';
import type { SparseScores } from '../score/sparse-scores.js';
import { QueryVectors } from './query-vectors.js';

/** A space of a model that is complete, and who brings a query into it. */
export interface MeaningSpace {
  space: Space;
  embedder: Pick<Embedder, 'embed'>;
}

/** Where the vectors of a model are found. */
export interface MeaningSource {
  /** As messages name it. */
  readonly model: string;
  /** Undefined as long as not every memory has had its vector. */
  inUse(): Promise<MeaningSpace | undefined>;
  /** Numbers of the memories of a cube that wait for their vector, the newest first. */
  waitingIn(space: number, cube: number, limit: number): Promise<number[]>;
}

export interface MeaningParts {
  source: MeaningSource;
  vectors: VectorIndex;
  /** How long a search waits for the vector of its query, in ms. */
  deadlineMs: number;
  circuit?: Circuit;
}

/** What came of it, for the trace. */
export interface MeaningNote {
  model: string;
  outcome: 'done' | 'building' | 'deadline' | 'failed' | 'resting';
  /** How long the vector of the query took; 0 when it was kept. */
  took_ms: number;
  /** Of the searched cubes, at most a thousand each. */
  vectors_pending: number;
  /** Why it failed. */
  reason: string | null;
}

/** What the vectors of a model say of one part of a cube. */
export interface Meant {
  /** Undefined where nothing can be asked: what a memory said once has no vector but the one that is made on the fly. */
  near: Neighbours | undefined;
  waiting: ReadonlySet<number> | 'all';
}

export interface Meanings {
  note: MeaningNote;
  /** By outline; undefined where the search goes on without. */
  parts: readonly Meant[] | undefined;
}

type Answer = Omit<MeaningNote, 'model' | 'vectors_pending'> & {
  from?: { vector: Float32Array; space: Space };
};

/** How many neighbours become candidates, and of how many more the nearness is told, as in the built-in space. */
const LEAST_NEIGHBOURS = 50;
const ESTIMATES = 1_000;
/** Of so many that wait, each is judged by the built-in embedder; the older ones beyond by words alone. */
const MOST_WAITING = 1_000;
/** What is late still serves the next search for the same. */
const LATE_LIMIT = 15_000;

/**
 * Nearness by the vectors of a model. Late, down or not complete, it is left out, and the search is the one
 * without it.
 */
export class Meaning {
  readonly #parts: MeaningParts;
  readonly #kept = new QueryVectors();
  readonly #circuit: Circuit;
  #last: MeaningNote | undefined;

  constructor(parts: MeaningParts) {
    this.#parts = parts;
    this.#circuit = parts.circuit ?? new Circuit();
  }

  get model(): string {
    return this.#parts.source.model;
  }

  /** What came of it last. */
  get last(): MeaningNote | undefined {
    return this.#last;
  }

  /** Asks for the vector of a query at once, so that it comes while the rest is read. */
  begin(query: string): (plan: Plan, scale: Space) => Promise<Meanings> {
    const asked = this.#ask(query);
    return async (plan, scale) => this.#meanings(await asked, plan, scale);
  }

  async #meanings({ from, ...answer }: Answer, plan: Plan, scale: Space): Promise<Meanings> {
    const { model } = this;
    if (!from) {
      const note = { model, ...answer, vectors_pending: 0 };
      if (note.outcome !== 'resting') this.#last = note;
      return { note, parts: undefined };
    }
    const waiting = await this.#waiting(from.space, plan);
    const pending = [...waiting.values()].reduce((sum, { size }) => sum + size, 0);
    const note = { model, ...answer, vectors_pending: pending };
    this.#last = note;
    const parts = await Promise.all(
      plan.outlines.map(async (outline): Promise<Meant> => {
        if (outline.partition === 'known') return { near: undefined, waiting: 'all' };
        const near = await this.#near(outline, plan, from);
        const none: ReadonlySet<number> = new Set();
        return {
          near: { ...near, cosines: near.cosines.map((one) => onScale(one, from.space, scale)) },
          waiting: waiting.get(outline.state.no) ?? none,
        };
      }),
    );
    return { note, parts };
  }

  async #waiting(space: Space, { outlines }: Plan): Promise<Map<number, Set<number>>> {
    const cubes = [...new Set(outlines.map(({ state }) => state.no))];
    const lists = await Promise.all(
      cubes.map((cube) => this.#parts.source.waitingIn(space.no, cube, MOST_WAITING)),
    );
    return new Map(cubes.map((cube, at) => [cube, new Set(lists[at])]));
  }

  #near(
    outline: Outline,
    plan: Plan,
    { vector, space }: NonNullable<Answer['from']>,
  ): Promise<Neighbours> {
    const mask = maskIn(plan, outline);
    const asks = mask !== null || outline.partition === 'past';
    return this.#parts.vectors.nearest({
      space,
      cubes: [outline.state],
      partition: outline.partition as 'live' | 'past',
      vector,
      limit: Math.max(LEAST_NEIGHBOURS, plan.query.limit),
      estimates: ESTIMATES,
      ...(asks && { allows: (memory: number) => allowsIn(outline, mask, memory) }),
    });
  }

  async #ask(query: string): Promise<Answer> {
    const began = performance.now();
    const since = () => Math.round(performance.now() - began);
    try {
      const found = await this.#parts.source.inUse();
      if (!found) return { outcome: 'building', took_ms: 0, reason: null };
      const { space, embedder } = found;
      const kept = this.#kept.get(space.no, query);
      const done = { outcome: 'done', reason: null } as const;
      if (kept) return { ...done, took_ms: 0, from: { vector: kept, space } };
      if (!this.#circuit.tries()) return { outcome: 'resting', took_ms: 0, reason: null };
      const vector = await this.#within(this.#embed(query, space, embedder));
      this.#circuit.ended(vector !== undefined);
      if (!vector) return { outcome: 'deadline', took_ms: since(), reason: null };
      return { ...done, took_ms: since(), from: { vector, space } };
    } catch (error) {
      this.#circuit.ended(false);
      return { outcome: 'failed', took_ms: since(), reason: messageOf(error) };
    }
  }

  async #embed(query: string, space: Space, embedder: MeaningSpace['embedder']) {
    const limit = AbortSignal.timeout(Math.max(LATE_LIMIT, this.#parts.deadlineMs));
    const [made] = await embedder.embed([query], 'query', limit);
    if (!made || 'flaw' in made) throw new Error(made?.flaw ?? 'there is no vector');
    const { vector } = made;
    if (vector.length !== space.dimension) {
      throw new Error(`it has ${vector.length} dimensions in place of ${space.dimension}`);
    }
    this.#kept.keep(space.no, query, vector);
    return vector;
  }

  /** Undefined after the deadline. */
  async #within(work: Promise<Float32Array>): Promise<Float32Array | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.#parts.deadlineMs);
    });
    // A failure after the deadline was told as the deadline already.
    work.catch(() => undefined);
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * Cosines of another space on the scale of the built-in embedder: where its floor is, there the floor lies,
 * and 1 is 1. What is noise in one is noise in the other, so that weights and coverage mean the same.
 */
export function onScale(
  cosine: number,
  { floor }: Pick<Space, 'floor'>,
  { floor: common }: Pick<Space, 'floor'>,
): number {
  if (cosine < floor) return floor === 0 ? 0 : (common * Math.max(0, cosine)) / floor;
  return common + ((1 - common) * (cosine - floor)) / (1 - floor);
}

/** Scores one part of a cube. @returns the slots that are near */
export function scoreMeant(
  outline: Outline,
  mask: Mask,
  { near, waiting }: Meant,
  { meanings, vectors }: { meanings: SparseScores; vectors: SparseScores },
): number[] {
  const allows = (slot: number) => mask === null || mask[slot] === 1;
  meanings.reset(outline.count);
  const alike = near ? scoreNear(outline, mask, near, meanings) : [];
  const slots =
    waiting === 'all'
      ? vectors.slots()
      : [...waiting].flatMap((memory) => outline.slotOf(memory) ?? []);
  for (const slot of slots) {
    const cosine = allows(slot) && meanings.at(slot) === 0 ? vectors.at(slot) : 0;
    if (cosine > 0) meanings.add(slot, cosine);
  }
  return alike;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
