import { type ErrorCode, TulvingError } from '../../errors.js';
import type { ChangeSet, Receipt } from '../change-set.js';
import { applyChangeSets, BEGIN_COMMIT, isThere, mayShare } from './commit.js';
import type { Database } from './driver.js';

/** Transactions at once: while one waits for the disk, others are computed. */
const MOST_AT_ONCE = 3;
/** Bounds how long those that come later wait for a transaction. */
const MOST_TOGETHER = { changeSets: 128, memories: 512 };
/** It is not one of several change sets that was refused. */
const OF_THE_SERVER: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'store_unreachable',
  'store_uncertain',
  'store_refused',
  'store_read_only',
  'store_full',
  'store_busy',
  'store_timeout',
  'closed',
]);

interface Waiting {
  changes: ChangeSet;
  /** The cubes that get something new. */
  lanes: readonly string[];
  resolve: (receipt: Receipt) => void;
  reject: (error: unknown) => void;
}

/**
 * Change sets that wait together share a transaction, and so its journeys and its flush to the disk; one
 * that is refused does not take the others along. In each cube they go in the order in which they were
 * handed in; what changes is told apart by versions.
 */
export class CommitQueue {
  readonly #db: Database;
  #waiting: Waiting[] = [];
  readonly #busy = new Set<string>();
  readonly #going = new Set<Promise<void>>();
  #started = false;

  constructor(db: Database) {
    this.#db = db;
  }

  commit(changes: ChangeSet): Promise<Receipt> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ changes, lanes: lanesOf(changes), resolve, reject });
      this.#startSoon();
    });
  }

  /** Resolves when nothing waits or is going on any more. */
  async settled(): Promise<void> {
    while (this.#going.size + this.#waiting.length > 0) {
      await Promise.all(this.#going);
      await new Promise(setImmediate);
    }
  }

  /** Whatever else this turn of the event loop hands in joins the first transaction. */
  #startSoon(): void {
    if (this.#started) return;
    this.#started = true;
    setImmediate(() => {
      this.#started = false;
      this.#start();
    });
  }

  #start(): void {
    while (this.#going.size < MOST_AT_ONCE) {
      const group = this.#next();
      if (group.length === 0) return;
      const lanes = group.flatMap((one) => one.lanes);
      for (const lane of lanes) this.#busy.add(lane);
      const going = this.#commit(group).finally(() => {
        this.#going.delete(going);
        for (const lane of lanes) this.#busy.delete(lane);
        this.#startSoon();
      });
      this.#going.add(going);
    }
  }

  /** Takes out the first whose lanes are free, and what may go with it. */
  #next(): Waiting[] {
    const group: Waiting[] = [];
    const left: Waiting[] = [];
    const passed = new Set(this.#busy);
    let memories = 0;
    for (const one of this.#waiting) {
      const size = one.changes.memories?.length ?? 0;
      const free = !one.lanes.some((lane) => passed.has(lane));
      if (free && fits(one, group, memories + size)) {
        group.push(one);
        memories += size;
        continue;
      }
      left.push(one);
      for (const lane of one.lanes) passed.add(lane);
    }
    this.#waiting = left;
    return group;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      const changeSets = group.map(({ changes }) => changes);
      const { receipts } = await this.#db.transaction((sql) => applyChangeSets(sql, changeSets), {
        first: BEGIN_COMMIT,
        number: ({ transaction }) => transaction,
        landed: isThere,
      });
      group.forEach(({ resolve }, at) => resolve(receipts[at] as Receipt));
    } catch (error) {
      if (group.length > 1 && !isOfTheServer(error)) {
        for (const one of group) await this.#commit([one]);
        return;
      }
      for (const { reject } of group) reject(error);
    }
  }
}

function fits(
  { changes }: Waiting,
  [first, ...more]: readonly Waiting[],
  memories: number,
): boolean {
  if (!first) return true;
  return (
    first.changes.tenant === changes.tenant &&
    more.length + 1 < MOST_TOGETHER.changeSets &&
    memories <= MOST_TOGETHER.memories &&
    mayShare(first.changes) &&
    mayShare(changes)
  );
}

function isOfTheServer(error: unknown): boolean {
  return TulvingError.isInstance(error) && OF_THE_SERVER.has(error.code);
}

function lanesOf({ tenant, episodes = [], memories = [] }: ChangeSet): string[] {
  const cubes = new Set([...episodes, ...memories].map(({ scope }) => scope.cube));
  return Array.from(cubes, (cube) => `${tenant}/${cube}`);
}
