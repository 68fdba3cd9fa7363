import type { Partition } from '../../model/validity.js';
import type { CubeReads, CubeState } from '../../store/port.js';
import { Outline } from './outline.js';

const PAGE = 4096;

interface Held {
  ready: Promise<Outline>;
  /** Set when it has been read. */
  outline?: Outline;
  /** What it took when it was measured last. */
  bytes: number;
}

/**
 * The outlines of the cubes read last, within a limit of bytes. Each is checked against the change
 * counters of its cube, because other processes write too.
 */
export class Outlines {
  readonly #cubes: CubeReads;
  readonly #limit: number;
  /** In order of last use, the oldest first. */
  readonly #held = new Map<string, Held>();
  /** Those that were asked for since they were measured: searches add to what they know of terms and texts. */
  readonly #unmeasured = new Set<string>();
  #bytes = 0;

  constructor(cubes: CubeReads, limitBytes: number) {
    this.#cubes = cubes;
    this.#limit = limitBytes;
  }

  /** The outline of a part of a cube, at least as new as `state`. */
  async of(state: CubeState, partition: Partition): Promise<Outline> {
    const key = `${partition}/${state.no}`;
    const before = this.#held.get(key);
    const held: Held = {
      ready: before
        ? before.ready.then((outline) => this.#refresh(outline, state, partition))
        : this.#load(state, partition),
      bytes: before?.bytes ?? 0,
    };
    this.#held.delete(key);
    this.#held.set(key, held);
    this.#unmeasured.add(key);
    try {
      held.outline = await held.ready;
      return held.outline;
    } catch (error) {
      if (this.#held.get(key) === held) this.#drop(key, held);
      throw error;
    }
  }

  /** Lets go of the outlines used longest ago until the rest is within the limit. */
  trim(): void {
    // Those in use alone: of ten thousand users, measuring all would take longer than the search.
    for (const key of this.#unmeasured) this.#measure(key);
    for (const [key, held] of this.#held) {
      if (this.#bytes <= this.#limit || this.#held.size <= 1) return;
      this.#drop(key, held);
    }
  }

  #measure(key: string): void {
    const held = this.#held.get(key);
    // Still being read, perhaps.
    if (held && !held.outline) return;
    this.#unmeasured.delete(key);
    if (!held?.outline) return;
    this.#bytes += held.outline.bytes - held.bytes;
    held.bytes = held.outline.bytes;
  }

  #drop(key: string, { bytes }: Held): void {
    this.#held.delete(key);
    this.#bytes -= bytes;
  }

  async #refresh(outline: Outline, state: CubeState, partition: Partition): Promise<Outline> {
    const known = outline.state;
    if (known.removalSeq < state.removalSeq) return this.#load(state, partition);
    if (known.changeSeq < state.changeSeq) await this.#extend(outline, state, partition);
    return outline;
  }

  async #load(state: CubeState, partition: Partition): Promise<Outline> {
    const outline = new Outline(state, partition);
    await this.#extend(outline, state, partition);
    return outline;
  }

  /** Page by page, so that a large cube never holds up the event loop for long. */
  async #extend(outline: Outline, state: CubeState, partition: Partition): Promise<void> {
    for (;;) {
      const last = outline.count === 0 ? 0 : (outline.memories[outline.count - 1] as number);
      const rows = await this.#cubes.outline(state.no, partition, last, PAGE);
      outline.append(rows);
      if (rows.length < PAGE) break;
      await new Promise(setImmediate);
    }
    outline.state.changeSeq = state.changeSeq;
    outline.state.removalSeq = state.removalSeq;
  }
}
