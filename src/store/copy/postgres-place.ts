import { TulvingError } from '../../errors.js';
import { connect } from '../postgres/driver-pg.js';
import type { Database } from '../postgres/driver.js';
import { migrate, migrationStatus, readMigrations, schemaName } from '../postgres/migrate.js';
import { nothingWasKept, unfinishedOther } from './fit.js';
import type { CopyPlace, CopyReads, CopyTable, CopyTarget, Found, Range, Row } from './port.js';
import { dropStaging, readNote, writeNote } from './postgres-note.js';
import { settleSchema } from './postgres-settle.js';
import { PostgresRows, replaceRows } from './postgres-rows.js';

/** Opens the database with a schema of our choice, else with the one that the URL or the server says. */
export type OpenSchema = (schema?: string) => Promise<Database>;

export async function openPostgresPlace(open: OpenSchema): Promise<PostgresPlace> {
  return new PostgresPlace(open, await open());
}

/** @param url `postgres://…` */
export function schemasOf(url: string): OpenSchema {
  return (schema) =>
    connect({ url: schema ? withSchema(url, schema) : url, poolSize: 2, statementTimeout: 0 });
}

function withSchema(url: string, schema: string): string {
  const named = new URL(url);
  named.searchParams.set('options', `-c search_path="${schema}",public`);
  return named.href.replaceAll('+', '%20');
}

export class PostgresPlace implements CopyPlace {
  readonly engine = 'postgres';
  readonly location: string;
  readonly #open: OpenSchema;
  readonly #db: Database;

  constructor(open: OpenSchema, db: Database) {
    this.#open = open;
    this.#db = db;
    this.location = db.location;
  }

  async inspect(): Promise<Found> {
    const newest = readMigrations().at(-1)?.number ?? 0;
    const { found: schema } = await migrationStatus(this.#db);
    if (schema === 0) return { schema, newest, node: undefined, isEmpty: true };
    const named = "SELECT value FROM setting WHERE name = 'node'";
    const node = (await this.#db.get<{ value: string }>(named))?.value;
    const row = await this.#db.get<{ empty: number }>(nothingWasKept);
    return { schema, newest, node, isEmpty: row?.empty === 1 };
  }

  snapshot<Result>(work: (reads: CopyReads) => Promise<Result>): Promise<Result> {
    return this.#db.transaction(async (sql) => {
      await sql.script('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return work(new PostgresRows(sql));
    });
  }

  async target(node: string, { anew }: { anew: boolean }): Promise<CopyTarget> {
    const schema = await schemaName(this.#db);
    const staging = `${schema}_copying`;
    if (anew) await dropStaging(this.#db, staging);
    const db = await this.#open(staging);
    await refuseElsewhere(db, staging);
    await migrate(db);
    const noted = await readNote(db);
    if (noted && noted.node !== node) {
      await db.close();
      throw unfinishedOther(`The schema ${staging}`);
    }
    const note = noted ?? (await writeNote(db, node));
    const settle = () => settleSchema(db, { from: staging, to: schema, note });
    return new PostgresTarget(db, { resumed: noted !== undefined, settle });
  }

  async close(): Promise<void> {
    await this.#db.close();
  }
}

/** A pooler that leaves out the options of a connection would have us write to where the store is. */
async function refuseElsewhere(db: Database, schema: string): Promise<void> {
  if ((await schemaName(db)) === schema) return;
  await db.close();
  throw new TulvingError('store_refused', 'The server did not take the option search_path.', {
    remedy: 'Name the server itself, not a connection pooler before it.',
  });
}

interface TargetOptions {
  resumed: boolean;
  settle: () => Promise<void>;
}

class PostgresTarget extends PostgresRows implements CopyTarget {
  readonly resumed: boolean;
  readonly #db: Database;
  readonly #settle: () => Promise<void>;

  constructor(db: Database, { resumed, settle }: TargetOptions) {
    super(db);
    this.#db = db;
    this.resumed = resumed;
    this.#settle = settle;
  }

  async beginRound(): Promise<void> {}

  async replace(
    table: CopyTable,
    columns: readonly string[],
    range: Range,
    rows: readonly Row[],
  ): Promise<void> {
    await replaceRows(this.#db, table, columns, range, rows);
  }

  async finish(sequences: Readonly<Record<string, number>>): Promise<void> {
    await this.#continueNumbers(sequences);
    await this.#settle();
  }

  async close(): Promise<void> {
    await this.#db.close();
  }

  /** Where the numbers of the source ended, or of what was copied when it gave none there. */
  async #continueNumbers(sequences: Readonly<Record<string, number>>): Promise<void> {
    for (const { name, table, column } of await this.counters()) {
      await this.#db.get(
        `SELECT setval('"${name}"',
           greatest(1, ?::bigint, (SELECT max("${column}") FROM "${table}")))`,
        sequences[table] ?? 0,
      );
    }
  }
}
