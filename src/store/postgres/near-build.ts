import { setTimeout as sleep } from 'node:timers/promises';
import { TulvingError } from '../../errors.js';
import type { NearProgress } from '../port.js';
import type { Database, Sql } from './driver.js';

export interface NearPlace {
  space: number;
  cube: number;
  dimension: number;
}

type Place = Pick<NearPlace, 'space' | 'cube'>;

const PREFIX = 'vector_near';
/** pgvector indexes no halfvec beyond it. */
const MOST_DIMENSIONS = 4_000;
/** Of the limit: an index goes when its cube has shrunk below that part. */
const NEEDED_DOWN_TO = 0.5;
/** For 200,000 vectors of 384 dimensions; with less memory making it takes many times longer. */
const MEMORY = '512MB';
/** How often progress is told, in ms. */
const TELL = 1_000;

export function indexName({ space, cube }: Place): string {
  return `${PREFIX}_${space}_${cube}`;
}

/** The condition of an index and of those who want it to be used. */
export function placeOf({ space, cube }: Place): string {
  return `space = ${space} AND cube = ${cube} AND live = 1`;
}

/** What is indexed. */
export function nearness(dimension: number): string {
  return `(near_vector(int8)::halfvec(${dimension}))`;
}

const OURS = `FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
  WHERE i.indrelid = to_regclass('vector') AND starts_with(x.relname::text, '${PREFIX}_')`;
/** Names of the indexes that answer. */
export const READY = `SELECT x.relname AS name ${OURS} AND i.indisvalid`;

/** The spaces of large cubes that no finished index serves. */
export function findMissing(db: Sql, tenant: number, limit: number): Promise<NearPlace[]> {
  return db.all(
    `SELECT s.no AS space, c.no AS cube, s.dimension FROM cube c CROSS JOIN space s
     WHERE c.tenant = ? AND c.live > ? AND s.dimension <= ${MOST_DIMENSIONS}
       AND EXISTS (SELECT 1 FROM vector v WHERE v.space = s.no AND v.cube = c.no AND v.live = 1)
       AND '${PREFIX}_' || s.no || '_' || c.no NOT IN (${READY})
     ORDER BY c.no, s.no`,
    tenant,
    limit,
  );
}

/** Makes and drops indexes while reads and writes go on. */
export class NearBuild {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns where one was made */
  async build(tenant: number, limit: number, progress: NearProgress): Promise<NearPlace[]> {
    await this.#requireNoOther();
    const dropped = await this.#toDrop(tenant, limit);
    const missing = await findMissing(this.#db, tenant, limit);
    const ended = new AbortController();
    const told = this.#tell(progress, ended.signal);
    try {
      await this.#db.maintain(async (sql) => {
        await sql.script(`SET maintenance_work_mem = '${MEMORY}'`);
        for (const name of dropped) await sql.script(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
        for (const place of missing) await sql.script(createIndex(place));
      });
    } finally {
      ended.abort();
      await told;
    }
    return missing;
  }

  /** One that another process is just making looks as if it had been left half made. */
  async #requireNoOther(): Promise<void> {
    const other = await this.#db.get(
      "SELECT 1 FROM pg_stat_progress_create_index WHERE relid = to_regclass('vector')",
    );
    if (!other) return;
    throw new TulvingError('store_busy', 'Another process makes an index of vectors.');
  }

  /** Left half made by whoever was stopped, or of a cube that has become small. */
  async #toDrop(tenant: number, limit: number): Promise<string[]> {
    const rows = await this.#db.all<{ name: string }>(
      `SELECT x.relname AS name ${OURS} AND (NOT i.indisvalid OR split_part(x.relname::text, '_', 4) IN (
         SELECT no::text FROM cube WHERE tenant = ? AND live < ?::double precision
       ))`,
      tenant,
      limit * NEEDED_DOWN_TO,
    );
    return rows.map(({ name }) => name);
  }

  async #tell(progress: NearProgress, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(TELL, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      const row = await this.#db.get<{ done: number; total: number }>(
        `SELECT tuples_done AS done, tuples_total AS total
         FROM pg_stat_progress_create_index WHERE relid = to_regclass('vector')`,
      );
      if (row) progress(row.done, Math.max(row.done, row.total));
    }
  }
}

function createIndex(place: NearPlace): string {
  return `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${indexName(place)} ON vector
    USING hnsw (${nearness(place.dimension)} halfvec_cosine_ops) WHERE ${placeOf(place)}`;
}
