import { TulvingError } from '../../errors.js';
import type { ChangeSet } from '../change-set.js';
import { eventRow, type LoggedEvent } from '../sql/rows.js';
import type { Batch } from './batch.js';
import { Books, type CubeTally } from './books.js';
import type { Sql } from './driver.js';

/** The books of a transaction as one of its change sets uses them. */
export class Ledger {
  readonly changes: ChangeSet;
  readonly books: Books;
  readonly #touched = new Set<number>();

  constructor(books: Books, changes: ChangeSet) {
    this.books = books;
    this.changes = changes;
  }

  /** One for each change set; all are of one tenant. */
  static async open(sql: Sql, changeSets: readonly ChangeSet[]): Promise<Ledger[]> {
    const books = await Books.open(sql, changeSets);
    return changeSets.map((changes) => new Ledger(books, changes));
  }

  get sql(): Sql {
    return this.books.sql;
  }

  get batch(): Batch {
    return this.books.batch;
  }

  /** The key of hashes that must not tell what was hashed. */
  get secret(): Uint8Array {
    return this.books.secret;
  }

  cube(name: string): number {
    return this.books.cube(name);
  }

  /** The number of an episode, or undefined when it was erased. */
  findEpisode(id: string): number | undefined {
    return this.books.episodes.get(id);
  }

  episode(id: string): number {
    const no = this.findEpisode(id);
    if (no === undefined) throw new TulvingError('not_found', `There is no episode ${id}.`);
    return no;
  }

  /** Numbers of memories by id, in one statement. */
  async memories(ids: readonly string[]): Promise<(id: string) => number> {
    const placeOf = await this.places(ids);
    return (id) => placeOf(id).memory;
  }

  /** Numbers of memories and of their cubes by id, in one statement. */
  async places(ids: readonly string[]): Promise<(id: string) => { memory: number; cube: number }> {
    const rows = await this.sql.all<{ id: string; memory: number; cube: number }>(
      `SELECT m.id, m.no AS memory, m.cube FROM memory m JOIN cube c ON c.no = m.cube
       WHERE c.tenant = ? AND m.id = ANY(?)`,
      this.changes.tenant,
      ids,
    );
    const found = new Map(rows.map(({ id, ...place }) => [id, place]));
    return (id) => {
      const place = found.get(id);
      if (!place) throw new TulvingError('not_found', `There is no memory ${id}.`);
      return place;
    };
  }

  tally(cube: number): CubeTally {
    const tally = this.books.tally(cube);
    if (!this.#touched.has(cube)) tally.changes += 1;
    this.#touched.add(cube);
    return tally;
  }

  /** Adds a line to the event log. @returns its sequence number */
  log(event: LoggedEvent): number {
    const { books, changes } = this;
    const { seq, hlc } = books.drawEvent();
    const made = { hlc, node: books.node };
    books.batch.add('event', { seq, ...eventRow(event, made, changes) });
    books.firstEvent ??= { seq, subject: event.subject };
    return seq;
  }
}
