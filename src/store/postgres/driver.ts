/** What PostgreSQL is asked by. Statements are written with `?`, so that both engines can share them. */
export interface Sql {
  all<Row>(sql: string, ...parameters: Value[]): Promise<Row[]>;
  get<Row>(sql: string, ...parameters: Value[]): Promise<Row | undefined>;
  /** @returns how many rows were written */
  run(sql: string, ...parameters: Value[]): Promise<number>;
  /** Several statements without parameters. */
  script(sql: string): Promise<void>;
}

/** Outside of a transaction only reads: they are asked again when the connection is lost. */
export interface Database extends Sql {
  /**
   * Does the work in one transaction, once or not at all. It is done again when the connection is lost
   * before COMMIT, or when the server asks for it, so that it must not change anything else.
   */
  transaction<Result>(
    work: (sql: Sql) => Promise<Result>,
    options?: TransactionOptions<Result>,
  ): Promise<Result>;
  /** On one connection, outside of a transaction and for as long as it takes: what tidies up. */
  maintain<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  /** Where it lies, without a password. */
  readonly location: string;
  close(): Promise<void>;
}

export interface TransactionOptions<Result> {
  /** A statement that goes along with BEGIN. */
  first?: string;
  /** The number of the transaction (`pg_current_xact_id`), where the work has asked for it anyway. */
  number?: (result: Result) => string;
  /**
   * Asked when the answer to COMMIT was lost and the server tells that a transaction with that number
   * was committed: one that has crashed may have given the number to another.
   */
  landed?: (sql: Sql, result: Result) => Promise<boolean>;
}

export type Value =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly number[]
  | readonly string[];

const numbered = new Map<string, string>();
/** Filters make statements of endless variety. */
const MOST_NUMBERED = 1_000;

/** `a = ? AND b = ?` as PostgreSQL wants it: `a = $1 AND b = $2`. No statement has a `?` of another sense. */
export function numberParameters(sql: string): string {
  const known = numbered.get(sql);
  if (known !== undefined) return known;
  let count = 0;
  const text = sql.replaceAll('?', () => `$${++count}`);
  if (numbered.size >= MOST_NUMBERED) numbered.clear();
  numbered.set(sql, text);
  return text;
}

/** Object ids of types that drivers read as text: https://www.postgresql.org/docs/current/datatype-oid.html. */
export const NUMBER_TYPES = { int8: 20, numeric: 1700 } as const;
