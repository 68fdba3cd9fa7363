import { type Database, NUMBER_TYPES, numberParameters, type Sql } from './driver.js';

/** The part of PGlite that is used: PostgreSQL inside the process, for tests and small tools. */
export interface Pglite extends PgliteSession {
  transaction<Result>(work: (session: PgliteSession) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

interface PgliteSession {
  query(
    sql: string,
    parameters: unknown[],
    options: { parsers: Record<number, (value: string) => unknown> },
  ): Promise<{ rows: unknown[]; affectedRows?: number | undefined }>;
  exec(sql: string): Promise<unknown>;
}

const parsers = Object.fromEntries(Object.values(NUMBER_TYPES).map((type) => [type, Number]));

/** One connection: transactions go one after the other. */
export async function overPglite(pglite: Pglite): Promise<Database> {
  await pglite.exec(
    'SET search_path = tulving, public; SET hnsw.ef_search = 200; SET hnsw.iterative_scan = relaxed_order',
  );
  return {
    ...sqlOf(pglite),
    location: 'pglite',
    transaction: (work, { first = '' } = {}) =>
      pglite.transaction(async (session) => {
        await session.exec(first);
        return work(sqlOf(session));
      }),
    maintain: (work) => work(sqlOf(pglite)),
    close: () => pglite.close(),
  };
}

function sqlOf(session: PgliteSession): Sql {
  const ask = (sql: string, parameters: unknown[]) =>
    session.query(numberParameters(sql), parameters, { parsers });
  return {
    all: async <Row>(sql: string, ...parameters: unknown[]) =>
      (await ask(sql, parameters)).rows as Row[],
    get: async <Row>(sql: string, ...parameters: unknown[]) =>
      (await ask(sql, parameters)).rows[0] as Row | undefined,
    run: async (sql, ...parameters) => (await ask(sql, parameters)).affectedRows ?? 0,
    script: async (sql) => {
      await session.exec(sql);
    },
  };
}
