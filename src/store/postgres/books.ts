import { v7 } from 'uuid';
import type { ChangeSet } from '../change-set.js';
import { foldedName } from '../sql/folded.js';
import { Batch, jsonRows } from './batch.js';
import type { Sql } from './driver.js';
import { namedIn } from './named.js';
import { open, type Opening, type SameMemory } from './opening.js';
import { waitForTurn } from './turn.js';

/** What a transaction did to one cube, added to its counters at the end. */
export interface CubeTally {
  /** Change sets that touched it. */
  changes: number;
  live: number;
  removals: number;
}

/** What was said together; numbers its episodes. */
export interface Session {
  no: number;
  episodes: number;
}

type Numbered = 'session' | 'episode' | 'memory';

/** The books of a transaction: numbers of names, counters of cubes, and the rows that it adds. */
export class Books {
  readonly sql: Sql;
  readonly batch: Batch;
  /** Its number in the database. */
  readonly transaction: string;
  readonly node: string;
  readonly secret: Uint8Array;
  /** Whether memories wait for the vector of a model. */
  readonly vectorsWanted: boolean;
  /** By id. */
  readonly episodes: Map<string, number>;
  /** By place among all new memories, the first that says the same already. */
  readonly same: ReadonlyMap<number, SameMemory>;
  /** Memories that are new or changed, and so may wait for a vector. */
  readonly awaiting: { no: number; cube: number }[] = [];
  /** What tells afterwards that this transaction and no other was kept; there is none where nothing was logged. */
  firstEvent: { seq: number; subject: string } | undefined;
  readonly #cubes: Map<string, number>;
  readonly #sessions: Map<string, Session>;
  readonly #numbers: Readonly<Record<Numbered, number[]>>;
  readonly #events: [seq: number, hlc: number][];
  readonly #tallies = new Map<number, CubeTally>();

  private constructor(sql: Sql, opening: Opening) {
    this.sql = sql;
    this.batch = new Batch(sql);
    this.transaction = opening.transaction;
    this.node = opening.node;
    this.secret = Buffer.from(opening.secret, 'hex');
    this.vectorsWanted = opening.wanted !== null;
    this.episodes = new Map(opening.episodes);
    this.same = sharedByNumber(opening.same ?? []);
    this.#cubes = new Map(opening.cubes);
    this.#sessions = new Map(
      opening.sessions?.map(([cube, name, no, episodes]) => [
        keyOf(this.cube(cube), name),
        { no, episodes },
      ]),
    );
    this.#numbers = {
      session: opening.newSessions ?? [],
      episode: opening.newEpisodes ?? [],
      memory: opening.newMemories ?? [],
    };
    this.#events = opening.newEvents ?? [];
  }

  /**
   * Waits for the cubes that the change sets touch, and draws numbers after that: so the numbers of
   * memories and events ascend in each cube in the order of commits.
   */
  static async open(sql: Sql, changeSets: readonly ChangeSet[]): Promise<Books> {
    const [{ tenant, at } = { tenant: 0, at: 0 }] = changeSets;
    const names = namedIn(changeSets);
    await waitForTurn(sql, tenant, names);
    const books = new Books(sql, await open(sql, changeSets, { ...names, tenant }));
    await books.#makeCubes(names.newIn, { tenant, at });
    return books;
  }

  cube(name: string): number {
    return known(this.#cubes.get(name), 'cube', name);
  }

  /** The number of a row that is added. */
  draw(of: Numbered): number {
    return known(this.#numbers[of].shift(), of, 'new');
  }

  /** Number and clock of an event that is added. */
  drawEvent(): { seq: number; hlc: number } {
    const [seq, hlc] = known(this.#events.shift(), 'event', 'new');
    return { seq, hlc };
  }

  /** The place of a new episode in its session, which is made where it is missing. */
  enlargeSession(cube: number, name: string): { session: number; ord: number } {
    const key = keyOf(cube, name);
    let session = this.#sessions.get(key);
    if (!session) {
      session = { no: this.draw('session'), episodes: 0 };
      this.#sessions.set(key, session);
    }
    const ord = session.episodes++;
    this.batch.put('session', key, { no: session.no, cube, name, episodes: session.episodes });
    return { session: session.no, ord };
  }

  /** Counts what happens to a cube; also to say that anything did. */
  tally(cube: number): CubeTally {
    let tally = this.#tallies.get(cube);
    if (!tally) {
      tally = { changes: 0, live: 0, removals: 0 };
      this.#tallies.set(cube, tally);
    }
    return tally;
  }

  /** Writes what waits, and the tallies into the counters of the cubes. */
  async settle(): Promise<void> {
    const rows = Array.from(this.#tallies, ([no, tally]) => ({ no, ...tally }));
    await this.batch.flush(
      `UPDATE cube SET live = cube.live + t.live, change_seq = change_seq + t.changes,
         removal_seq = removal_seq + t.removals
       FROM json_to_recordset(?) AS t (no bigint, changes bigint, live bigint, removals bigint) WHERE cube.no = t.no`,
      jsonRows(rows),
    );
  }

  async #makeCubes(
    names: readonly string[],
    { tenant, at }: { tenant: number; at: number },
  ): Promise<void> {
    const missing = names.filter((name) => !this.#cubes.has(name));
    if (missing.length === 0) return;
    const rows = missing.map((name) => ({
      id: v7(),
      tenant,
      name,
      folded: foldedName(name),
      created_at: at,
    }));
    const made = await this.sql.all<{ name: string; no: number }>(
      `INSERT INTO cube (id, tenant, name, folded, created_at)
       SELECT id, tenant, name, folded, created_at FROM json_populate_recordset(NULL::cube, ?)
       RETURNING name, no`,
      jsonRows(rows),
    );
    for (const { name, no } of made) this.#cubes.set(name, no);
  }
}

/** One memory may be the same as several: what one of them changes, the next must see. */
function sharedByNumber(
  rows: readonly (SameMemory & { place: number })[],
): Map<number, SameMemory> {
  const byNumber = new Map<number, SameMemory>();
  return new Map(
    rows.map(({ place, ...row }) => {
      const same = byNumber.get(row.no) ?? row;
      byNumber.set(row.no, same);
      return [place, same];
    }),
  );
}

function keyOf(cube: number, name: string): string {
  return `${cube}/${name}`;
}

function known<Value>(value: Value | undefined, what: string, name: string): Value {
  if (value === undefined) throw new Error(`${what} ${name} was neither found nor made`);
  return value;
}
