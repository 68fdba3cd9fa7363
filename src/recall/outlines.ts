import type { CubeReads, CubeState } from '../store/port.js';
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
  readonly #held = new Map<number, Held>();

  constructor(cubes: CubeReads, limitBytes: number) {
    this.#cubes = cubes;
    this.#limit = limitBytes;
  }

  /** The outline of a cube, at least as new as `state`. */
  async of(state: CubeState): Promise<Outline> {
    const before = this.#held.get(state.no);
    const held: Held = {
      ready: before
        ? before.ready.then((outline) => this.#refresh(outline, state))
        : this.#load(state),
    };
    this.#held.delete(state.no);
    this.#held.set(state.no, held);
    try {
      held.outline = await held.ready;
      return held.outline;
    } catch (error) {
      if (this.#held.get(state.no) === held) this.#held.delete(state.no);
      throw error;
    }
  }

  /** Lets go of the outlines used longest ago until the rest is within the limit. */
  trim(): void {
    const bytesOf = ({ outline }: Held) => outline?.bytes ?? 0;
    let total = [...this.#held.values()].reduce((sum, held) => sum + bytesOf(held), 0);
    for (const [cube, held] of this.#held) {
      if (total <= this.#limit || this.#held.size <= 1) return;
      this.#held.delete(cube);
      total -= bytesOf(held);
    }
  }

  async #refresh(outline: Outline, state: CubeState): Promise<Outline> {
    const known = outline.state;
    if (known.removalSeq < state.removalSeq) return this.#load(state);
    if (known.changeSeq < state.changeSeq) await this.#extend(outline, state);
    return outline;
  }

  async #load(state: CubeState): Promise<Outline> {
    const outline = new Outline(state);
    await this.#extend(outline, state);
    return outline;
  }

  /** Page by page, so that a large cube never holds up the event loop for long. */
  async #extend(outline: Outline, state: CubeState): Promise<void> {
    for (;;) {
      const last = outline.count === 0 ? 0 : (outline.memories[outline.count - 1] as number);
      const rows = await this.#cubes.outline(state.no, last, PAGE);
      outline.append(rows);
      if (rows.length < PAGE) break;
      await new Promise(setImmediate);
    }
    outline.state.changeSeq = state.changeSeq;
    outline.state.removalSeq = state.removalSeq;
  }
}
