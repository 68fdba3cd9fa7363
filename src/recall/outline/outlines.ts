import type { Partition } from '../../model/validity.js';
import type { CubeReads, CubeState } from '../../store/port.js';
import { Outline } from './outline.js';

const PAGE = 4096;

interface Held {
  ready: Promise<Outline>;
  /** Set when it has been read. */
  outline?: Outline;
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
    };
    this.#held.delete(key);
    this.#held.set(key, held);
    try {
      held.outline = await held.ready;
      return held.outline;
    } catch (error) {
      if (this.#held.get(key) === held) this.#held.delete(key);
      throw error;
    }
  }

  /** Lets go of the outlines used longest ago until the rest is within the limit. */
  trim(): void {
    const bytesOf = ({ outline }: Held) => outline?.bytes ?? 0;
    let total = [...this.#held.values()].reduce((sum, held) => sum + bytesOf(held), 0);
    for (const [key, held] of this.#held) {
      if (total <= this.#limit || this.#held.size <= 1) return;
      this.#held.delete(key);
      total -= bytesOf(held);
    }
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
