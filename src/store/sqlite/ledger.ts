import { v7 } from 'uuid';
import { TulvingError } from '../../errors.js';
import type { ChangeSet } from '../change-set.js';
import { eventRow, type LoggedEvent, tick } from '../sql/rows.js';
import type { Connection } from './driver.js';
import { settingOf } from './setting.js';

/** What a commit did to one cube, added to its counters at the end. */
interface CubeTally {
  live: number;
  removals: number;
}

/** The books of one commit: numbers of names, counters of cubes, events. */
export class Ledger {
  readonly db: Connection;
  readonly changes: ChangeSet;
  readonly #cubes = new Map<string, number>();
  readonly #episodes = new Map<string, number>();
  readonly #tallies = new Map<number, CubeTally>();
  readonly #node: string;
  #clock: number;

  constructor(db: Connection, changes: ChangeSet) {
    this.db = db;
    this.changes = changes;
    const last = db.get<{ hlc: number }>('SELECT hlc FROM event ORDER BY seq DESC LIMIT 1');
    this.#clock = last?.hlc ?? 0;
    this.#node = settingOf(db, 'node');
  }

  /** The number of a cube of the tenant, which is made when it is new. */
  cube(name: string): number {
    const known = this.#cubes.get(name);
    if (known !== undefined) return known;
    const { tenant, at } = this.changes;
    const find = 'SELECT no FROM cube WHERE tenant = ? AND name = ?';
    const there = this.db.get<{ no: number }>(find, tenant, name)?.no;
    const insert = 'INSERT INTO cube (id, tenant, name, created_at) VALUES (?, ?, ?, ?)';
    const no = there ?? this.db.run(insert, v7(), tenant, name, at).lastInsertRowid;
    this.#cubes.set(name, no);
    return no;
  }

  /** Tells the number of an episode that this commit has made. */
  knowEpisode(id: string, no: number): void {
    this.#episodes.set(id, no);
  }

  /** The number of an episode, or undefined when it was erased. */
  findEpisode(id: string): number | undefined {
    return (
      this.#episodes.get(id) ??
      this.db.get<{ no: number }>(
        'SELECT e.no FROM episode e JOIN cube c ON c.no = e.cube WHERE e.id = ? AND c.tenant = ?',
        id,
        this.changes.tenant,
      )?.no
    );
  }

  episode(id: string): number {
    const known = this.findEpisode(id);
    if (known === undefined) throw new TulvingError('not_found', `There is no episode ${id}.`);
    this.#episodes.set(id, known);
    return known;
  }

  memory(id: string): number {
    return this.placeOf(id).memory;
  }

  /** The number of a memory, and that of its cube. */
  placeOf(id: string): { memory: number; cube: number } {
    const row = this.db.get<{ memory: number; cube: number }>(
      'SELECT m.no AS memory, m.cube FROM memory m JOIN cube c ON c.no = m.cube WHERE m.id = ? AND c.tenant = ?',
      id,
      this.changes.tenant,
    );
    if (!row) throw new TulvingError('not_found', `There is no memory ${id}.`);
    return row;
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

  /** Writes the tallies into the counters of the cubes. */
  settle(): void {
    for (const [cube, { live, removals }] of this.#tallies) {
      this.db.run(
        `UPDATE cube SET live = live + ?, change_seq = change_seq + 1, removal_seq = removal_seq + ?
         WHERE no = ?`,
        live,
        removals,
        cube,
      );
    }
  }

  /** Sequence number and clock of the first of so many events, which follow each other. */
  drawEvents(count: number): { seq: number; hlc: number; node: string } {
    const last = "SELECT seq FROM sqlite_sequence WHERE name = 'event'";
    const seq = (this.db.get<{ seq: number }>(last)?.seq ?? 0) + 1;
    const hlc = tick(this.#clock, this.changes.at);
    this.#clock = hlc + count - 1;
    return { seq, hlc, node: this.#node };
  }

  /** Adds a line to the event log. @returns its sequence number */
  log(event: LoggedEvent): number {
    this.#clock = tick(this.#clock, this.changes.at);
    const made = { hlc: this.#clock, node: this.#node };
    return this.db.insert('event', eventRow(event, made, this.changes));
  }
}
