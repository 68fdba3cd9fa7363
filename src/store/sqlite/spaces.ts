import type { Metadata } from '../../model/memory.js';
import type { Instant } from '../../model/time.js';
import { isWaiting } from './pending-vectors.js';
import {
  type ClaimAsk,
  type ClaimedMemory,
  type ModelSpace,
  type ModelSpaceIdentity,
  MOST_TRIES,
  type SpaceStore,
  type VectorFlaw,
  type WaitingCount,
} from '../spaces.js';
import type { Connection } from './driver.js';
import type { WriteQueue } from './write-queue.js';

type SpaceRow = Omit<ModelSpace, 'normalised'> & { normalised: 0 | 1 };

const COLUMNS =
  'no, provider, model, dimension, floor, normalised, wanted_at AS wantedAt, ready_at AS readyAt';

export class SqliteSpaces implements SpaceStore {
  readonly #db: Connection;
  readonly #writes: WriteQueue;

  constructor(db: Connection, writes: WriteQueue) {
    this.#db = db;
    this.#writes = writes;
  }

  async list(): Promise<ModelSpace[]> {
    return spacesIn(this.#db);
  }

  want(
    identity: ModelSpaceIdentity,
    at: Instant,
    { anew = false }: { anew?: boolean } = {},
  ): Promise<ModelSpace> {
    return this.#writes.run((db) => {
      const no = nameSpace(db, identity, at);
      db.run('DELETE FROM pending_vector WHERE space <> ? OR tries > 0', no);
      const known = 'EXISTS (SELECT 1 FROM vector_exact x WHERE x.memory = m.no AND x.space = ?1)';
      db.run(
        `INSERT INTO pending_vector (space, cube, memory)
         SELECT ?1, m.cube, m.no FROM memory m
         WHERE m.state <> 'deleted' AND (?2 OR NOT ${known})
         ON CONFLICT DO NOTHING`,
        no,
        anew ? 1 : 0,
      );
      return spacesIn(db).find((space) => space.no === no) as ModelSpace;
    });
  }

  async waiting(space: number, tenant?: number): Promise<WaitingCount> {
    const row = this.#db.get<WaitingCount>(
      `SELECT count(*) AS pending, coalesce(sum(p.tries >= ?1), 0) AS givenUp,
         max(iif(p.tries >= ?1, p.cause, NULL)) AS cause
       FROM pending_vector p
       WHERE p.space = ?2 AND (?3 IS NULL OR p.cube IN (SELECT no FROM cube WHERE tenant = ?3))`,
      MOST_TRIES,
      space,
      tenant ?? null,
    );
    return { pending: 0, givenUp: 0, cause: null, ...row };
  }

  async waitingAmong(space: number, memories: readonly number[]): Promise<number> {
    return memories.filter((memory) => isWaiting(this.#db, space, memory)).length;
  }

  async waitingIn(space: number, cube: number, limit: number): Promise<number[]> {
    const rows = this.#db.all<{ memory: number }>(
      `SELECT memory FROM pending_vector WHERE space = ? AND cube = ?
       ORDER BY memory DESC LIMIT ?`,
      space,
      cube,
      limit,
    );
    return rows.map(({ memory }) => memory);
  }

  async claim(space: number, ask: ClaimAsk): Promise<ClaimedMemory[]> {
    const { tenant, by, at, until, limit } = ask;
    // Who looks again and again should hold up other writers only where there is something.
    if (this.#free(this.#db, space, { ...ask, limit: 1 }).length === 0) return [];
    return this.#writes.run((db) => {
      const rows = this.#free(db, space, { tenant, at, limit });
      for (const { cube, no } of rows) {
        db.run(
          `UPDATE pending_vector SET claimed_by = ?, claimed_until = ?
           WHERE space = ? AND cube = ? AND memory = ?`,
          by,
          until,
          space,
          cube,
          no,
        );
      }
      return rows.map(({ no, id, version, text, metadata }) => {
        return { no, id, version, text, metadata: JSON.parse(metadata) as Metadata };
      });
    });
  }

  #free(
    db: Connection,
    space: number,
    { tenant, at, limit }: Pick<ClaimAsk, 'tenant' | 'at' | 'limit'>,
  ) {
    return db.all<Omit<ClaimedMemory, 'metadata'> & { cube: number; metadata: string }>(
      `SELECT m.no, m.cube, m.id, m.version, m.text, m.metadata
       FROM pending_vector p CROSS JOIN cube c ON c.no = p.cube CROSS JOIN memory m ON m.no = p.memory
       WHERE p.space = ? AND p.tries < ? AND p.claimed_until <= ? AND c.tenant = ?
       ORDER BY p.cube, p.memory LIMIT ?`,
      space,
      MOST_TRIES,
      at,
      tenant,
      limit,
    );
  }

  release(by: string): Promise<void> {
    return this.#writes.run((db) => {
      db.run(
        'UPDATE pending_vector SET claimed_by = NULL, claimed_until = 0 WHERE claimed_by = ?',
        by,
      );
    });
  }

  failed(space: number, flaws: readonly VectorFlaw[]): Promise<void> {
    return this.#writes.run((db) => {
      for (const { memory, cause } of flaws) {
        db.run(
          'UPDATE pending_vector SET tries = tries + 1, cause = ? WHERE space = ? AND memory = ?',
          cause,
          space,
          memory,
        );
      }
    });
  }

  async settle(space: number, at: Instant): Promise<Instant | null> {
    const readyAt = () =>
      this.#db.get<{ at: number | null }>('SELECT ready_at AS at FROM space WHERE no = ?', space)
        ?.at ?? null;
    if (readyAt() !== null) return readyAt();
    await this.#writes.run((db) => {
      db.run(
        `UPDATE space SET ready_at = ? WHERE no = ? AND ready_at IS NULL AND wanted_at IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM pending_vector WHERE space = ?2 AND tries < ?3)`,
        at,
        space,
        MOST_TRIES,
      );
    });
    return readyAt();
  }

  drop(space: number, limit: number): Promise<number> {
    return this.#writes.run((db) => {
      if (spacesIn(db)[0]?.no === space) return 0;
      // First, so that nobody searches what is left.
      db.run('UPDATE space SET ready_at = NULL WHERE no = ?', space);
      const rows = db.all<{ cube: number; live: number; memory: number }>(
        'SELECT cube, live, memory FROM vector WHERE space = ? LIMIT ?',
        space,
        limit,
      );
      for (const { cube, live, memory } of rows) {
        db.run(
          'DELETE FROM vector WHERE space = ? AND cube = ? AND live = ? AND memory = ?',
          space,
          cube,
          live,
          memory,
        );
        db.run('DELETE FROM vector_exact WHERE memory = ? AND space = ?', memory, space);
      }
      return rows.length;
    });
  }
}

function spacesIn(db: Connection): ModelSpace[] {
  const rows = db.all<SpaceRow>(
    `SELECT ${COLUMNS} FROM space WHERE wanted_at IS NOT NULL ORDER BY wanted_at DESC, no DESC`,
  );
  return rows.map((row) => ({ ...row, normalised: row.normalised === 1 }));
}

/** @returns its number. One that is wanted again is in use only once it is complete again. */
function nameSpace(db: Connection, identity: ModelSpaceIdentity, at: Instant): number {
  const { provider, model, dimension, floor, normalised } = identity;
  db.run(
    `INSERT INTO space (provider, model, dimension, floor, normalised, wanted_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6)
     ON CONFLICT DO UPDATE SET floor = ?4, normalised = ?5,
       wanted_at = max(?6, 1 + (SELECT coalesce(max(wanted_at), 0) FROM space))`,
    provider,
    model,
    dimension,
    floor,
    normalised ? 1 : 0,
    at,
  );
  const row = db.get<{ no: number }>(
    'SELECT no FROM space WHERE provider = ? AND model = ? AND dimension = ?',
    provider,
    model,
    dimension,
  );
  return row?.no ?? 0;
}
