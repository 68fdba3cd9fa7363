import type { Reach } from '../model/scope.js';
import type { Stats } from '../model/stats.js';
import type { Clock } from '../model/time.js';
import type { Store } from '../store/port.js';

const DAY = 86_400_000;
const STATS_DAYS = 30 * DAY;
/** Scopes whose counts are kept. */
const MOST_KEPT = 32;
/** What takes longer, in ms, is not counted anew with every write. */
const LONG = 100;
/** Then at most a twentieth of the time goes into counting, while somebody watches and others write. */
const SHARE = 20;

interface Kept {
  /** The change counters of the cubes. */
  state: string;
  stats: Stats;
  counted: number;
  tookMs: number;
}

/**
 * Counts of scopes, kept for as long as nothing changes. Of a hundred thousand memories counting takes
 * most of a second, so that there they may be some seconds old.
 */
export class Counts {
  readonly #store: Pick<Store, 'memories' | 'cubes'>;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();

  constructor(store: Pick<Store, 'memories' | 'cubes'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async of(tenant: number, reach: Reach): Promise<Stats> {
    const cubes = await this.#store.cubes.states(tenant, reach.cubes);
    const today = Math.floor(this.#clock() / DAY);
    const state = [today, ...cubes.map(({ no, changeSeq }) => `${no}:${changeSeq}`)].join();
    const key = JSON.stringify([tenant, reach]);
    const known = this.#kept.get(key);
    if (known && (known.state === state || isFresh(known))) return known.stats;
    const began = performance.now();
    const stats = await this.#store.memories.stats(tenant, reach, this.#clock() - STATS_DAYS);
    const counted = performance.now();
    this.#kept.delete(key);
    this.#kept.set(key, { state, stats, counted, tookMs: counted - began });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return stats;
  }
}

function isFresh({ counted, tookMs }: Kept): boolean {
  return tookMs > LONG && performance.now() - counted < tookMs * SHARE;
}
