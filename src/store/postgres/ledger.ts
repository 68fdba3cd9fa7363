import { v7 } from 'uuid';
import { TulvingError } from '../../errors.js';
import type { ChangeSet } from '../change-set.js';
import { foldedName } from '../sql/folded.js';
import { eventRow, type LoggedEvent, tick } from '../sql/rows.js';
import { Batch, jsonRows } from './batch.js';
import type { Sql } from './driver.js';
import { named, type Named } from './named.js';

/** What a commit did to one cube, added to its counters at the end. */
interface CubeTally {
  live: number;
  removals: number;
}

/** What a commit must know before it begins: read in one statement. */
interface Opening {
  transaction: string;
  hlc: number | null;
  node: string;
  secret: string;
  cubes: [name: string, no: number][] | null;
  episodes: [id: string, no: number][] | null;
  newEpisodes: number[] | null;
  newMemories: number[] | null;
  newEvents: number[] | null;
}

const OPENING = `SELECT pg_current_xact_id()::text AS transaction,
  (SELECT hlc FROM event ORDER BY seq DESC LIMIT 1) AS hlc,
  (SELECT value FROM setting WHERE name = 'node') AS node,
  (SELECT value FROM setting WHERE name = 'tombstone_key') AS secret,
  (SELECT json_agg(json_build_array(name, no)) FROM cube
    WHERE tenant = ? AND name IN (SELECT json_array_elements_text(?::json))) AS cubes,
  (SELECT json_agg(json_build_array(e.id, e.no)) FROM episode e JOIN cube c ON c.no = e.cube
    WHERE c.tenant = ? AND e.id IN (SELECT json_array_elements_text(?::json))) AS episodes,
  (SELECT json_agg(nextval('episode_no_seq')) FROM generate_series(1, ?::bigint)) AS "newEpisodes",
  (SELECT json_agg(nextval('memory_no_seq')) FROM generate_series(1, ?::bigint)) AS "newMemories",
  (SELECT json_agg(nextval('event_seq_seq')) FROM generate_series(1, ?::bigint)) AS "newEvents"`;

/** The books of one commit: numbers of names, counters of cubes, events, and the rows that it adds. */
export class Ledger {
  readonly sql: Sql;
  readonly changes: ChangeSet;
  readonly batch: Batch;
  /** Memories that are new or changed, and so may wait for a vector. */
  readonly awaiting: { no: number; cube: number }[] = [];
  /** Its number in the database. */
  readonly transaction: string;
  /** The key of hashes that must not tell what was hashed. */
  readonly secret: Uint8Array;
  readonly #node: string;
  readonly #cubes: Map<string, number>;
  readonly #episodes: Map<string, number>;
  readonly #numbers: Readonly<Record<'episode' | 'memory' | 'event', number[]>>;
  readonly #tallies = new Map<number, CubeTally>();
  #clock: number;
  #firstEvent: { seq: number; subject: string } | undefined;

  private constructor(sql: Sql, changes: ChangeSet, opening: Opening) {
    this.sql = sql;
    this.changes = changes;
    this.batch = new Batch(sql);
    this.transaction = opening.transaction;
    this.secret = Buffer.from(opening.secret, 'hex');
    this.#node = opening.node;
    this.#clock = opening.hlc ?? 0;
    this.#cubes = new Map(opening.cubes);
    this.#episodes = new Map(opening.episodes);
    this.#numbers = {
      episode: opening.newEpisodes ?? [],
      memory: opening.newMemories ?? [],
      event: opening.newEvents ?? [],
    };
  }

  /**
   * Waits for the cubes that the change set touches, and draws numbers after that: so the numbers of
   * memories and events ascend in each cube in the order of commits.
   */
  static async open(sql: Sql, changes: ChangeSet): Promise<Ledger> {
    const names = named(changes);
    await waitForTurn(sql, changes, names);
    const opening = await sql.get<Opening>(
      OPENING,
      changes.tenant,
      JSON.stringify(names.newIn),
      changes.tenant,
      JSON.stringify(names.episodes),
      changes.episodes?.length ?? 0,
      changes.memories?.length ?? 0,
      names.events,
    );
    if (!opening) throw new Error('a commit could not be opened');
    const ledger = new Ledger(sql, changes, opening);
    await ledger.#makeCubes(names.newIn);
    return ledger;
  }

  cube(name: string): number {
    return known(this.#cubes.get(name), 'cube', name);
  }

  /** The number of a row that this commit adds. */
  draw(of: 'episode' | 'memory'): number {
    return known(this.#numbers[of].shift(), of, 'new');
  }

  /** Tells the number of an episode that this commit adds. */
  knowEpisode(id: string, no: number): void {
    this.#episodes.set(id, no);
  }

  /** The number of an episode, or undefined when it was erased. */
  findEpisode(id: string): number | undefined {
    return this.#episodes.get(id);
  }

  episode(id: string): number {
    const no = this.#episodes.get(id);
    if (no === undefined) throw new TulvingError('not_found', `There is no episode ${id}.`);
    return no;
  }

  /** Numbers of memories by id, in one statement. */
  async memories(ids: readonly string[]): Promise<(id: string) => number> {
    const rows = await this.sql.all<{ id: string; no: number }>(
      `SELECT m.id, m.no FROM memory m JOIN cube c ON c.no = m.cube
       WHERE c.tenant = ? AND m.id = ANY(?)`,
      this.changes.tenant,
      ids,
    );
    const numbers = new Map(rows.map(({ id, no }) => [id, no]));
    return (id) => {
      const no = numbers.get(id);
      if (no === undefined) throw new TulvingError('not_found', `There is no memory ${id}.`);
      return no;
    };
  }

  /** Counts what happens to a cube; also to say that anything did. */
  tally(cube: number): CubeTally {
    let tally = this.#tallies.get(cube);
    if (!tally) {
      tally = { live: 0, removals: 0 };
      this.#tallies.set(cube, tally);
    }
    return tally;
  }

  /** Adds a line to the event log. @returns its sequence number */
  log(event: LoggedEvent): number {
    const seq = known(this.#numbers.event.shift(), 'event', 'new');
    this.#clock = tick(this.#clock, this.changes.at);
    const made = { hlc: this.#clock, node: this.#node };
    this.batch.add('event', { seq, ...eventRow(event, made, this.changes) });
    this.#firstEvent ??= { seq, subject: event.subject };
    return seq;
  }

  /** What tells afterwards that this commit and no other was kept. */
  get firstEvent(): { seq: number; subject: string } | undefined {
    return this.#firstEvent;
  }

  /** Writes what waits, and the tallies into the counters of the cubes. */
  async settle(): Promise<void> {
    const rows = Array.from(this.#tallies, ([no, tally]) => ({ no, ...tally }));
    await this.batch.flush(
      `UPDATE cube SET live = cube.live + t.live, change_seq = change_seq + 1,
         removal_seq = removal_seq + t.removals
       FROM json_to_recordset(?) AS t (no bigint, live bigint, removals bigint) WHERE cube.no = t.no`,
      jsonRows(rows),
    );
  }

  async #makeCubes(names: readonly string[]): Promise<void> {
    const { tenant, at } = this.changes;
    for (const name of names.filter((one) => !this.#cubes.has(one))) {
      const row = await this.sql.get<{ no: number }>(
        'INSERT INTO cube (id, tenant, name, folded, created_at) VALUES (?, ?, ?, ?, ?) RETURNING no',
        v7(),
        tenant,
        name,
        foldedName(name),
        at,
      );
      this.#cubes.set(name, known(row?.no, 'cube', name));
    }
  }
}

/** First halves of the two numbers of our advisory locks; the second are a hash and a number. */
const TURNS = 0x54756c76;
/** Of this schema, so that others in the same database do not wait for us. */
export const EVENT_LOCK = "hashtext('events of ' || current_schema())";

/**
 * One commit a cube at a time. The locks are taken in one order, so that no two wait for each other;
 * then the commit tells from which number on its events will be, for `PostgresLog`.
 */
async function waitForTurn(
  sql: Sql,
  { tenant }: ChangeSet,
  { cubes, memories, episodes, quota }: Named,
): Promise<void> {
  await sql.all(
    `WITH turn AS MATERIALIZED (
       SELECT pg_advisory_xact_lock(${TURNS}, key) FROM (
         SELECT DISTINCT hashtext(concat_ws('/', current_schema(), ?::bigint, name)) AS key FROM (
           SELECT 'cube/' || json_array_elements_text(?::json) AS name
           UNION ALL SELECT 'cube/' || c.name FROM memory m JOIN cube c ON c.no = m.cube
             WHERE m.id = ANY(?::text[])
           UNION ALL SELECT 'cube/' || c.name FROM episode e JOIN cube c ON c.no = e.cube
             WHERE e.id = ANY(?::text[])
           UNION ALL SELECT 'quota/' || json_array_elements_text(?::json)
         ) names ORDER BY key
       ) keys
     )
     SELECT pg_advisory_xact_lock_shared(${EVENT_LOCK}, (
       (CASE WHEN is_called THEN last_value ELSE 0 END << 32) >> 32
     )::int) FROM event_seq_seq, (SELECT count(*) FROM turn) AS turns`,
    tenant,
    JSON.stringify(cubes),
    memories,
    episodes,
    JSON.stringify(quota),
  );
}

function known<Value>(value: Value | undefined, what: string, name: string): Value {
  if (value === undefined) throw new Error(`${what} ${name} was neither found nor made`);
  return value;
}
