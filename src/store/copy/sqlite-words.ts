import type { Connection } from '../sqlite/driver.js';
import { indexTerms, type Place, placeOfTerm, unindexTerms } from '../sqlite/words.js';
import type { CopyTable, Range, Row } from './port.js';
import { whereOf } from './range.js';

/** Where the terms of FTS5 stand by memory, for as long as a snapshot is read. */
const LISTED = 'temp.listed_word';
const LIST = `
  CREATE TEMP TABLE listed_word AS
    SELECT doc AS memory, term, min(count(*), 255) AS frequency FROM word_instance GROUP BY term, doc;
  CREATE INDEX temp.listed_word_of ON listed_word (memory);`;

export const wordColumns = ['cube', 'live', 'term', 'memory', 'frequency'] as const;

interface WordRow {
  cube: number;
  live: number;
  term: string;
  memory: number;
  frequency: number;
}

interface ListedWord {
  memory: number;
  term: string;
  frequency: number;
}

/** FTS5 can be read by term only, so all of it is listed once: about a second for 300,000 rows. */
export class SqliteWordList {
  readonly #db: Connection;
  #isListed = false;

  constructor(db: Connection) {
    this.#db = db;
  }

  /** The name of the list, which has a column `memory`. */
  get name(): string {
    if (!this.#isListed) this.#db.exec(LIST);
    this.#isListed = true;
    return LISTED;
  }

  drop(): void {
    this.#db.exec(`DROP TABLE IF EXISTS ${LISTED}`);
    this.#isListed = false;
  }

  rows(table: CopyTable, range: Range): Row[] {
    const { sql, values } = whereOf(table, range);
    const listed = this.#db.all<ListedWord>(
      `SELECT memory, term, frequency FROM ${this.name}${sql}`,
      ...values,
    );
    return listed.map(({ memory, term: stored, frequency }) => {
      const { cube, partition, term } = placeOfTerm(stored);
      return { cube, live: partition === 'live' ? 1 : 0, term, memory, frequency };
    });
  }
}

/** Puts the terms of some memories in place of what a range has. */
export function replaceWords(db: Connection, range: Range, rows: readonly Row[]): void {
  const { sql, values } = whereOf({ name: 'words', key: ['id'], portion: 0 }, range);
  const indexed = db.all<{ id: number }>(`SELECT id FROM words_docsize${sql}`, ...values);
  for (const { id } of indexed) unindexTerms(db, id);
  for (const [memory, { place, terms }] of byMemory(rows)) indexTerms(db, place, memory, terms);
}

type Terms = { place: Place; terms: string[] };

function byMemory(rows: readonly Row[]): Map<number, Terms> {
  const found = new Map<number, Terms>();
  for (const { memory, cube, live, term, frequency } of rows as unknown as readonly WordRow[]) {
    const place: Place = { cube, partition: live === 1 ? 'live' : 'past' };
    const entry: Terms = found.get(memory) ?? { place, terms: [] };
    found.set(memory, entry);
    for (let times = 0; times < frequency; times++) entry.terms.push(term);
  }
  return found;
}

/** A memory without a single term stands in the index, too. */
export function indexWordless(db: Connection): void {
  db.exec(`INSERT INTO words (rowid, terms)
    SELECT no, '' FROM memory WHERE no NOT IN (SELECT id FROM words_docsize)`);
}
