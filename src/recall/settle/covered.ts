import type { Store, StoredMemory } from '../../store/port.js';
import type { Calibrated } from '../score/calibrate.js';

/** A statement gives way where so much of it is quoted by what ranks before it; else it says more. */
const QUOTED = 0.5;
/** So many of the best are looked at, at least. */
const LEAST = 20;
const NONE: ReadonlySet<number> = new Set();

/**
 * A fact and the statement that it was drawn from say one thing: the one that ranks better is answered, the
 * other is covered by it. Where nothing was drawn, nothing is read.
 *
 * @param found best first
 * @returns numbers of the memories that are covered
 */
export async function coveredAmong(
  found: readonly Calibrated[],
  limit: number,
  memories: Pick<Store['memories'], 'byNumbers'>,
): Promise<ReadonlySet<number>> {
  // Each may cover one behind it.
  const best = found.slice(0, Math.max(LEAST, 2 * limit));
  const drawn = new Set(best.filter(isDrawn).map(({ memory }) => memory));
  if (drawn.size === 0 || drawn.size === best.length) return NONE;
  const stored = await memories.byNumbers(best.map(({ memory }) => memory));
  const covered = new Set<number>();
  const before = { drawn: new Quoted(), said: new Quoted() };
  for (const memory of stored) {
    // A summary says less than each of its parts, and more than any.
    if (memory.kind === 'summary') continue;
    const isMade = drawn.has(memory.no);
    const share = (isMade ? before.said : before.drawn).shareOf(memory);
    if (share >= (isMade ? 1 : QUOTED)) covered.add(memory.no);
    else (isMade ? before.drawn : before.said).add(memory);
  }
  return covered;
}

function isDrawn({ among, at }: Calibrated): boolean {
  const { slots, evidence } = among;
  return evidence.outline.drawn[slots[at] as number] === 1;
}

/** Stretches of episodes. */
class Quoted {
  readonly #byEpisode = new Map<string, { start: number; end: number }[]>();

  add({ sources }: StoredMemory): void {
    for (const { episode, start, end } of sources) {
      const spans = this.#byEpisode.get(episode);
      if (spans) spans.push({ start, end });
      else this.#byEpisode.set(episode, [{ start, end }]);
    }
  }

  /** How much of what a memory quotes is quoted here, from 0 to 1. */
  shareOf({ sources }: StoredMemory): number {
    let [length, held] = [0, 0];
    for (const { episode, start, end } of sources) {
      length += end - start;
      held += overlap(this.#byEpisode.get(episode) ?? [], start, end);
    }
    return length === 0 ? 0 : held / length;
  }
}

function overlap(
  spans: readonly { start: number; end: number }[],
  start: number,
  end: number,
): number {
  let [held, from] = [0, start];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const begin = Math.max(span.start, from);
    const stop = Math.min(span.end, end);
    if (stop <= begin) continue;
    held += stop - begin;
    from = stop;
  }
  return held;
}
