import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient, PoolConfig } from 'pg';
import { TulvingError } from '../../errors.js';
import {
  type Database,
  NUMBER_TYPES,
  type Sql,
  type TransactionOptions,
  type Value,
} from './driver.js';
import { isLost, isStopped, shouldBeDoneAgain, storeError } from './errors.js';
import { PreparedStatements } from './prepared.js';

export interface ConnectOptions {
  /** `postgres://user:password@host:port/database`. Every part but the scheme has its usual default. */
  url: string;
  /** Connections of this process at most. */
  poolSize: number;
  /** After this a statement is stopped, in ms; 0: never. */
  statementTimeout: number;
}

/** How long a connection may take to come about or to become free, in ms. */
const CONNECT_PATIENCE = 8_000;
/** How long a server that went away is waited for, in ms: a restart takes one or two seconds. */
const RETURN_PATIENCE = 10_000;
/** How often a transaction that stood in another's way is done again. */
const MOST_TRIES = 10;

export async function connect({
  url,
  poolSize,
  statementTimeout,
}: ConnectOptions): Promise<Database> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    ...configOf(url),
    max: poolSize,
    connectionTimeoutMillis: CONNECT_PATIENCE,
    statement_timeout: statementTimeout,
    application_name: 'tulving',
    keepAlive: true,
    types: { getTypeParser: parserOf(pg.types.getTypeParser) as typeof pg.types.getTypeParser },
  });
  // Whoever uses a connection that is lost learns of it; one that nobody uses is replaced by the pool.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return new PgDatabase(pool, locationOf(url));
}

/**
 * Statements are short, and compiling those that the planner takes for long ones (`jit`) was measured to cost
 * seconds. Indexes of vectors look on until as many are found as were asked for.
 */
const FIXED =
  '-c jit=off -c hnsw.ef_search=200 -c hnsw.iterative_scan=relaxed_order -c hnsw.max_scan_tuples=50000';

/** All that is ours lies in one schema, so that the database may be shared with other programs. */
function configOf(url: string): PoolConfig {
  const { searchParams } = partsOf(url);
  const given = searchParams.get('options') ?? '-c search_path=tulving,public';
  searchParams.set('options', `${given} ${FIXED}`);
  const [address = ''] = withHost(url).split('?');
  return { connectionString: `${address}?${searchParams.toString()}` };
}

/** Host, port and database; never user or password. */
export function locationOf(url: string): string {
  const { host, pathname, searchParams } = partsOf(url);
  return `postgres://${(searchParams.get('host') ?? host) || 'localhost'}${pathname}`;
}

/** @throws TulvingError `invalid_setting`, without a word of the URL: it holds a password */
function partsOf(url: string): URL {
  const whole = withHost(url);
  if (/^postgres(?:ql)?:/.test(whole) && URL.canParse(whole)) return new URL(whole);
  throw new TulvingError('invalid_setting', 'The URL of the database cannot be read.', {
    remedy:
      'Write postgres://user:password@host:port/database, and percent-encode what is not a letter or digit in the password.',
  });
}

/** A user without a host, as is usual with the folder of a socket (`?host=/run/postgresql`), is no URL. */
function withHost(url: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/@?]+@)(?=\/)/, '$1localhost');
}

type ParserOf = (type: number, format?: 'text' | 'binary') => unknown;

function parserOf(usual: ParserOf): ParserOf {
  const numbers = new Set<number>(Object.values(NUMBER_TYPES));
  return (type, format) =>
    numbers.has(type) && format !== 'binary' ? Number : usual(type, format);
}

class PgDatabase implements Database {
  readonly location: string;
  readonly #pool: Pool;
  readonly #prepared = new PreparedStatements();
  /** Set once a connection came about: from then on a server that goes away is waited for. */
  #knownToAnswer = false;

  constructor(pool: Pool, location: string) {
    this.#pool = pool;
    this.location = location;
  }

  async all<Row>(sql: string, ...parameters: Value[]): Promise<Row[]> {
    return this.#read((on) => on.all<Row>(sql, ...parameters));
  }

  async get<Row>(sql: string, ...parameters: Value[]): Promise<Row | undefined> {
    return this.#read((on) => on.get<Row>(sql, ...parameters));
  }

  async run(sql: string, ...parameters: Value[]): Promise<number> {
    return this.#read((on) => on.run(sql, ...parameters));
  }

  async script(sql: string): Promise<void> {
    return this.#read((on) => on.script(sql));
  }

  async transaction<Result>(
    work: (sql: Sql) => Promise<Result>,
    options: TransactionOptions<Result> = {},
  ): Promise<Result> {
    const until = Date.now() + RETURN_PATIENCE;
    for (let tries = 1; ; tries++) {
      try {
        return await this.#tryTransaction(work, options);
      } catch (error) {
        const again = shouldBeDoneAgain(error) ? tries < MOST_TRIES : this.#mayReturn(error, until);
        if (!again && !this.#prepared.givesUpAfter(error)) throw storeError(error, 'Writing');
        await sleep(pauseOf(tries));
      }
    }
  }

  async maintain<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    try {
      await client.query('SET statement_timeout = 0');
      const result = await work(this.#sqlOf(client));
      await client.query('RESET ALL');
      client.release();
      return result;
    } catch (error) {
      // Nobody else gets a connection without a time-out.
      client.release(true);
      throw storeError(error, 'Tidying up');
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #read<Result>(work: (on: Sql) => Promise<Result>): Promise<Result> {
    const until = Date.now() + RETURN_PATIENCE;
    for (let tries = 1; ; tries++) {
      try {
        return await this.#withClient((client) => work(this.#sqlOf(client)));
      } catch (error) {
        const again = this.#mayReturn(error, until) || this.#prepared.givesUpAfter(error);
        if (!again) throw storeError(error);
        await sleep(pauseOf(tries));
      }
    }
  }

  #mayReturn(error: unknown, until: number): boolean {
    return this.#knownToAnswer && isLost(error) && Date.now() < until;
  }

  async #tryTransaction<Result>(
    work: (sql: Sql) => Promise<Result>,
    options: TransactionOptions<Result>,
  ): Promise<Result> {
    let sent: { number: string; result: Result } | undefined;
    try {
      return await this.#withClient(async (client) => {
        await client.query(`BEGIN ISOLATION LEVEL READ COMMITTED; ${options.first ?? ''}`);
        const result = await orRollBack(client, () => work(this.#sqlOf(client)));
        const number = options.number?.(result) ?? (await numberOf(client));
        if (number !== null) sent = { number, result };
        await client.query('COMMIT');
        return result;
      });
    } catch (error) {
      if (!sent || !isLost(error)) throw error;
      if (await this.#hasLanded(sent, options, error)) return sent.result;
      throw error;
    }
  }

  /** What became of a transaction whose COMMIT was sent, but not answered. */
  async #hasLanded<Result>(
    { number, result }: { number: string; result: Result },
    { landed }: TransactionOptions<Result>,
    cause: unknown,
  ): Promise<boolean> {
    const until = Date.now() + RETURN_PATIENCE;
    const unknown = new TulvingError(
      'store_uncertain',
      'The connection to the database was lost while it was writing, and did not come back.',
      { cause },
    );
    for (let tries = 1; Date.now() < until; tries++) {
      const status = await this.#statusOf(number, unknown);
      if (status === 'committed') return landed ? this.#read((on) => landed(on, result)) : true;
      if (status === 'aborted') return false;
      await sleep(pauseOf(tries));
    }
    throw unknown;
  }

  async #statusOf(number: string, unknown: TulvingError): Promise<string> {
    try {
      const row = await this.get<{ status: string | null }>(
        'SELECT pg_xact_status(?::xid8) AS status',
        number,
      );
      if (row?.status) return row.status;
    } catch (error) {
      // A server that crashed before it had written anything of it does not know the number yet.
      if (error instanceof TulvingError && error.message.includes('is in the future'))
        return 'aborted';
    }
    throw unknown;
  }

  #sqlOf(client: PoolClient): Sql {
    const ask = (sql: string, parameters: Value[]) =>
      client.query({ ...this.#prepared.queryOf(sql), values: parameters.map(bound) });
    return {
      all: async <Row>(sql: string, ...parameters: Value[]) =>
        (await ask(sql, parameters)).rows as Row[],
      get: async <Row>(sql: string, ...parameters: Value[]) =>
        (await ask(sql, parameters)).rows[0] as Row | undefined,
      run: async (sql, ...parameters) => (await ask(sql, parameters)).rowCount ?? 0,
      script: async (sql) => {
        await client.query(sql);
      },
    };
  }

  async #withClient<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      // One that was stopped in the middle may hold a lock of its session.
      client.release(isLost(error) || isStopped(error));
      throw error;
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      const client = await this.#pool.connect();
      this.#knownToAnswer = true;
      return client;
    } catch (error) {
      const { totalCount, idleCount, options } = this.#pool;
      const full = totalCount >= (options.max ?? 0) && idleCount === 0;
      const timedOut = error instanceof Error && error.message.startsWith('timeout exceeded');
      if (!timedOut || !full) throw error;
      const detail = `All ${options.max} connections to the database were in use for ${CONNECT_PATIENCE / 1000} seconds.`;
      const remedy = 'Try again; if it lasts, raise TULVING_DATABASE_POOL.';
      throw new TulvingError('store_busy', detail, { cause: error, remedy });
    }
  }
}

/** The driver takes bytes for bytes only when they are a Buffer. */
function bound(value: Value): unknown {
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : value;
}

async function orRollBack<Result>(
  client: PoolClient,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isLost(error)) await client.query('ROLLBACK');
    throw error;
  }
}

/** The number of the transaction, or null when it has written nothing. */
async function numberOf(client: PoolClient): Promise<string | null> {
  const { rows } = await client.query<{ number: string | null }>(
    'SELECT pg_current_xact_id_if_assigned()::text AS number',
  );
  return rows[0]?.number ?? null;
}

function pauseOf(tries: number): number {
  return Math.min(10 * 2 ** tries, 500) * (0.5 + Math.random() / 2);
}
