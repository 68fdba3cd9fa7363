import type { ActionBounds } from '../../model/bounds.js';
import { boundedFilter } from '../../model/rule-bounds.js';
import type { CubeState, MemoryReads } from '../../store/port.js';

interface Known {
  changeSeq: number;
  numbers: Promise<Int32Array>;
}

/** Lists that are kept: of one app's rules there is one for each cube that it searches. */
const MOST_KEPT = 64;

/** What access rules leave of a cube, kept until something in it changes: asking the store anew costs as much as the cube is large. */
export class Bounded {
  readonly #memories: Pick<MemoryReads, 'matching'>;
  readonly #kept = new Map<string, Known>();

  constructor(memories: Pick<MemoryReads, 'matching'>) {
    this.#memories = memories;
  }

  /** Numbers, ascending. */
  numbersIn(
    { no, changeSeq }: CubeState,
    bounds: readonly ActionBounds[],
  ): Promise<Int32Array> | undefined {
    const filter = boundedFilter(bounds);
    if (!filter) return undefined;
    const key = `${no} ${JSON.stringify(bounds)}`;
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    const isFresh = known?.changeSeq === changeSeq;
    const now = isFresh ? known : { changeSeq, numbers: this.#memories.matching(no, filter) };
    this.#kept.set(key, now);
    now.numbers.catch(() => this.#kept.delete(key));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return now.numbers;
  }
}
