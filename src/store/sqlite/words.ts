import type { Partition } from '../../model/validity.js';
import type { Postings, TermPostings, WordReads } from '../port.js';
import { mergePostings, parseTermPostings } from '../sql/postings.js';
import type { Connection } from './driver.js';

/** FTS5's own setting, in per cent: https://sqlite.org/fts5.html#the_deletemerge_configuration_option. */
const USUAL_SHARE = 10;

/** Stands behind every letter. */
const AFTER_ALL = '\u{10ffff}';

export interface Place {
  cube: number;
  partition: Partition;
}

/**
 * FTS5 serves as posting list only. Its own bm25() counts the whole table, so that another
 * tenant's rows would move our scores; the statistics here are those of the cube alone.
 */
export class SqliteWords implements WordReads {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async postings(
    cube: number,
    partition: Partition,
    terms: readonly string[],
  ): Promise<Postings[]> {
    const prefixes = this.#prefixesOf(cube, partition);
    const lists = prefixes.map((prefix) => this.#listed(prefix, terms));
    return terms.map((_, at) => mergePostings(lists.map((list) => list[at] as Postings)));
  }

  async beginning(
    cube: number,
    partition: Partition,
    beginnings: readonly string[],
  ): Promise<string[]> {
    this.#makeCounts();
    const terms = this.#prefixesOf(cube, partition).flatMap((prefix) =>
      beginnings.flatMap((beginning) => this.#startingWith(prefix, beginning)),
    );
    return [...new Set(terms)];
  }

  async allPostings(cube: number, partition: Partition): Promise<TermPostings> {
    const prefixes = this.#prefixesOf(cube, partition);
    const part =
      'SELECT substr(term, ?) AS term, doc FROM word_instance WHERE term >= ? AND term < ?';
    // FTS5 tells them in their order; those of two parts have to be put in it.
    const parts = prefixes.map(() => part).join(' UNION ALL ');
    const inOrder = prefixes.length > 1 ? `${parts} ORDER BY 1, 2` : parts;
    const row = this.#db.get<{ lines: string | null }>(
      `SELECT group_concat(term || ' ' || doc, char(10)) AS lines FROM (${inOrder})`,
      ...prefixes.flatMap((prefix) => [prefix.length + 1, prefix, prefix + AFTER_ALL]),
    );
    return parseTermPostings(row?.lines ?? '');
  }

  /**
   * It goes with the connection, and with a commit that fails while it is made: so it is asked for each time, which
   * takes microseconds. Of 100,000 memories it is read in a fifth of the time of `word_instance`.
   */
  #makeCounts(): void {
    this.#db.exec(
      "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_count USING fts5vocab(main, words, 'row')",
    );
  }

  #startingWith(prefix: string, beginning: string): string[] {
    const row = this.#db.get<{ terms: string | null }>(
      `SELECT group_concat(substr(term, ?), ' ') AS terms FROM temp.word_count
       WHERE term >= ? AND term < ?`,
      prefix.length + 1,
      prefix + beginning,
      prefix + beginning + AFTER_ALL,
    );
    return row?.terms?.split(' ') ?? [];
  }

  /**
   * Of one part, or of both where memories that changed their part left their terms behind
   * (`sql/restate.ts`): whoever asks knows which memories are meant.
   */
  #prefixesOf(cube: number, partition: Partition): string[] {
    const sql =
      'SELECT 1 FROM memory INDEXED BY memory_index WHERE cube = ? AND analyser < 0 LIMIT 1';
    const lieElsewhere = this.#db.get(sql, cube) !== undefined;
    const parts = lieElsewhere ? (['live', 'past'] as const) : [partition];
    return parts.map((part) => prefixOf({ cube, partition: part }));
  }

  #listed(prefix: string, terms: readonly string[]): Postings[] {
    // One text crosses from SQLite to JavaScript instead of a row per occurrence: 4 to 7 times
    // faster at 60,000 occurrences. Occurrences in the same memory stand together.
    const rows = this.#db.all<{ at: number; docs: string | null }>(
      `SELECT key AS at, (SELECT group_concat(doc) FROM word_instance WHERE term = ? || value) AS docs
       FROM json_each(?)`,
      prefix,
      JSON.stringify(terms),
    );
    const lists = new Map(rows.map(({ at, docs }) => [at, docs]));
    return terms.map((_, at) => parsePostings(lists.get(at) ?? ''));
  }
}

export function indexTerms(
  db: Connection,
  place: Place,
  memory: number,
  terms: readonly string[],
): void {
  const prefix = prefixOf(place);
  const text = terms.map((term) => prefix + term).join(' ');
  db.run('INSERT INTO words (rowid, terms) VALUES (?, ?)', memory, text);
}

export function unindexTerms(db: Connection, memory: number): void {
  db.run('DELETE FROM words WHERE rowid = ?', memory);
}

/**
 * Whether FTS5 merges segments because a tenth of them was deleted. Where all terms are replaced one
 * after the other, that was measured to hold up one commit in a hundred for 50 to 150 ms.
 */
export function mergeForDeleted(db: Connection, wanted: boolean): void {
  const share = wanted ? USUAL_SHARE : 0;
  const row = db.get<{ v: number }>("SELECT v FROM words_config WHERE k = 'deletemerge'");
  if ((row?.v ?? USUAL_SHARE) === share) return;
  // Node's own driver binds 0 as a real number, which FTS5 refuses.
  db.run("INSERT INTO words (words, rank) VALUES ('deletemerge', CAST(? AS INTEGER))", share);
}

/** Keeps the terms of every cube apart, and what search reads apart from the rest. */
function prefixOf({ cube, partition }: Place): string {
  return `${cube.toString(36)}${partition === 'live' ? 'l' : 'p'}_`;
}

/** Takes apart what `prefixOf` was put before. */
export function placeOfTerm(stored: string): Place & { term: string } {
  const end = stored.indexOf('_');
  const partition = stored[end - 1] === 'l' ? 'live' : 'past';
  return {
    cube: Number.parseInt(stored.slice(0, end - 1), 36),
    partition,
    term: stored.slice(end + 1),
  };
}

/** Reads "3,3,7" as memory 3 twice and memory 7 once. */
function parsePostings(docs: string): Postings {
  const capacity = docs === '' ? 0 : Math.ceil((docs.length + 1) / 2);
  const memories = new Int32Array(capacity);
  const frequencies = new Uint8Array(capacity);
  let count = 0;
  let number = 0;
  for (let at = 0; at <= docs.length; at++) {
    const code = docs.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      number = number * 10 + code - 48;
    } else if (number > 0) {
      if (count > 0 && memories[count - 1] === number) {
        frequencies[count - 1] = Math.min(255, (frequencies[count - 1] ?? 0) + 1);
      } else {
        memories[count] = number;
        frequencies[count] = 1;
        count += 1;
      }
      number = 0;
    }
  }
  return { memories: memories.slice(0, count), frequencies: frequencies.slice(0, count) };
}
