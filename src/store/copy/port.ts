/** A value of a row, as both engines hold it. */
export type Cell = string | number | null | Uint8Array;
export type Row = Readonly<Record<string, Cell>>;
/** Values of the columns that a table is gone through by. */
export type Key = readonly Cell[];

/** The rows whose key lies after `after`, and up to `upto`; without an end, to the end. */
export interface Range {
  after: Key | undefined;
  upto: Key | undefined;
}

/** One table, as it is copied. */
export interface CopyTable {
  readonly name: string;
  /** What its rows are gone through by; both engines have an index for it. */
  readonly key: readonly string[];
  /** Rows that are read, compared and written at a time. */
  readonly portion: number;
}

/** A store, as far as reading all of it goes. */
export interface CopyReads {
  columns(table: CopyTable): Promise<readonly string[]>;
  count(table: CopyTable): Promise<number>;
  /** The key of the row that is `count` rows further, or undefined when the table ends before. */
  keyFurther(table: CopyTable, after: Key | undefined, count: number): Promise<Key | undefined>;
  rows(table: CopyTable, columns: readonly string[], range: Range): Promise<Row[]>;
  /** The highest numbers that were given, by table: what was erased must not come again. */
  sequences(): Promise<Readonly<Record<string, number>>>;
}

/** A store that comes about beside its place: nobody can open it before it is whole. */
export interface CopyTarget extends CopyReads {
  /** Whether an earlier copy of the same store is gone on with. */
  readonly resumed: boolean;
  /** What was derived from rows for reading is made anew when it is asked for. */
  beginRound(): Promise<void>;
  /** Puts these rows where the range is, all or nothing. */
  replace(
    table: CopyTable,
    columns: readonly string[],
    range: Range,
    rows: readonly Row[],
  ): Promise<void>;
  /** Puts it into its place. */
  finish(sequences: Readonly<Record<string, number>>): Promise<void>;
  close(): Promise<void>;
}

/** What is found at a place before anything is done. */
export interface Found {
  /** Number of its schema; 0 where there is none. */
  schema: number;
  newest: number;
  /** The name that every store gives itself; a copy has the name of its source. */
  node: string | undefined;
  /** Whether anything was ever kept there. */
  isEmpty: boolean;
}

/** A place where a store is or may be. */
export interface CopyPlace {
  readonly engine: 'sqlite' | 'postgres';
  /** Without a password. */
  readonly location: string;
  inspect(): Promise<Found>;
  /** Reads one moment of the store, while others go on writing. */
  snapshot<Result>(work: (reads: CopyReads) => Promise<Result>): Promise<Result>;
  /** @param node of the store that is copied @param anew: what an earlier copy left is dropped */
  target(node: string, options: { anew: boolean }): Promise<CopyTarget>;
  close(): Promise<void>;
}
