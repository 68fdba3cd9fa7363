import type { NearProgress, NearQuery, NearReport, NearVectors, VectorRow } from '../port.js';
import { int8Of } from '../sql/vectors.js';
import type { Database } from './driver.js';
import { findMissing, indexName, NearBuild, nearness, placeOf, READY } from './near-build.js';
import { recallOf } from './near-recall.js';

/** How long it is remembered which indexes there are, in ms. */
const REMEMBERED = 5_000;

/** pgvector's HNSW over the int8 form of vectors, an index for each space of each large cube. */
export class PostgresNear implements NearVectors {
  readonly #db: Database;
  #ready: { until: number; names: Promise<ReadonlySet<string>> } | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  async isReady(space: number, cube: number): Promise<boolean> {
    const now = Date.now();
    if (!this.#ready || this.#ready.until < now) {
      this.#ready = { until: now + REMEMBERED, names: this.#readReady() };
    }
    return (await this.#ready.names).has(indexName({ space, cube }));
  }

  /** Numbers stand in the text: only then does the planner know that the index serves. */
  async nearest({ space, cube, vector, limit }: NearQuery): Promise<VectorRow[]> {
    const rows = await this.#db.all<{ memory: number; scale: number; int8: Uint8Array }>(
      `SELECT memory, scale, int8 FROM vector WHERE ${placeOf({ space: space.no, cube })}
       ORDER BY ${nearness(space.dimension)} <=> ?::halfvec(${space.dimension}) LIMIT ${limit}`,
      `[${Array.from(vector, (value) => value.toFixed(5)).join(',')}]`,
    );
    return rows.map(({ memory, scale, int8 }) => ({ memory, scale, int8: int8Of(int8) }));
  }

  async numbers(space: number, cube: number): Promise<Int32Array> {
    const row = await this.#db.get<{ numbers: Uint8Array | null }>(
      `SELECT string_agg(int4send(memory::int), '' ORDER BY memory) AS numbers
       FROM vector WHERE space = ? AND cube = ? AND live = 1`,
      space,
      cube,
    );
    const bytes = row?.numbers ?? new Uint8Array();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Int32Array.from({ length: bytes.byteLength / 4 }, (_, at) => view.getInt32(at * 4));
  }

  async tenantOf(cube: number): Promise<number | undefined> {
    const row = await this.#db.get<{ tenant: number }>(
      'SELECT tenant FROM cube WHERE no = ?',
      cube,
    );
    return row?.tenant;
  }

  async isMissing(tenant: number, limit: number): Promise<boolean> {
    return (await findMissing(this.#db, tenant, limit)).length > 0;
  }

  async build(tenant: number, limit: number, progress: NearProgress): Promise<NearReport[]> {
    const made = await new NearBuild(this.#db).build(tenant, limit, progress);
    this.#ready = undefined;
    const reports: NearReport[] = [];
    for (const place of made) {
      reports.push({
        space: place.space,
        cube: place.cube,
        recall: await recallOf(this.#db, this, place),
      });
    }
    return reports;
  }

  async #readReady(): Promise<ReadonlySet<string>> {
    const rows = await this.#db.all<{ name: string }>(READY);
    return new Set(rows.map(({ name }) => name));
  }
}
