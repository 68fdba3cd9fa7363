import type { Metadata } from '../../model/memory.js';
import type { Instant } from '../../model/time.js';
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
import type { Bindable } from './condition.js';
import type { Statements } from './statements.js';

type SpaceRow = Omit<ModelSpace, 'normalised'> & { normalised: 0 | 1 };

const COLUMNS = `no, provider, model, dimension, floor, normalised, wanted_at AS "wantedAt",
  ready_at AS "readyAt"`;

/** The space of a model that memories wait in. */
export const WANTED =
  'SELECT no FROM space WHERE wanted_at IS NOT NULL ORDER BY wanted_at DESC, no DESC LIMIT 1';

/** `FOR UPDATE …`: how an engine passes over what another worker is just claiming. */
const free = (lock: string) => `SELECT p.cube, p.memory FROM pending_vector p
  WHERE p.space = ? AND p.tries < ? AND p.claimed_until <= ?
    AND p.cube IN (SELECT no FROM cube WHERE tenant = ?)
  ORDER BY p.cube, p.memory LIMIT ? ${lock}`;

/** Every change but `want` is one statement, so that two processes do not get into each other's way. */
export abstract class SqlSpaces implements SpaceStore {
  protected readonly db: Statements;
  readonly #lock: string;

  /** @param lock what follows a SELECT of rows that are to be claimed */
  constructor(db: Statements, lock: string) {
    this.db = db;
    this.#lock = lock;
  }

  abstract want(
    identity: ModelSpaceIdentity,
    at: Instant,
    options?: { anew?: boolean },
  ): Promise<ModelSpace>;

  async list(): Promise<ModelSpace[]> {
    const rows = await this.db.all<SpaceRow>(
      `SELECT ${COLUMNS} FROM space WHERE wanted_at IS NOT NULL ORDER BY wanted_at DESC, no DESC`,
    );
    return rows.map((row) => ({ ...row, normalised: row.normalised === 1 }));
  }

  async waiting(space: number, tenant?: number): Promise<WaitingCount> {
    const within =
      tenant === undefined ? '' : 'AND p.cube IN (SELECT no FROM cube WHERE tenant = ?)';
    const row = await this.db.get<WaitingCount>(
      `SELECT count(*) AS pending, count(CASE WHEN p.tries >= ? THEN 1 END) AS "givenUp",
         max(CASE WHEN p.tries >= ? THEN p.cause END) AS cause
       FROM pending_vector p WHERE p.space = ? ${within}`,
      MOST_TRIES,
      MOST_TRIES,
      space,
      ...(tenant === undefined ? [] : [tenant]),
    );
    return { pending: 0, givenUp: 0, cause: null, ...row };
  }

  async waitingAmong(space: number, memories: readonly number[]): Promise<number> {
    const { dialect } = this.db;
    const row = await this.db.get<{ n: number }>(
      `SELECT count(*) AS n FROM pending_vector
       WHERE ${dialect.isAmongNumbers('memory')} AND space = ?`,
      JSON.stringify(memories),
      space,
    );
    return row?.n ?? 0;
  }

  async waitingIn(space: number, cube: number, limit: number): Promise<number[]> {
    const rows = await this.db.all<{ memory: number }>(
      `SELECT memory FROM pending_vector WHERE space = ? AND cube = ?
       ORDER BY memory DESC LIMIT ?`,
      space,
      cube,
      limit,
    );
    return rows.map(({ memory }) => memory);
  }

  async claim(space: number, { tenant, by, at, until, limit }: ClaimAsk): Promise<ClaimedMemory[]> {
    const asked = [space, MOST_TRIES, at, tenant];
    // Who looks again and again should hold up other writers only where there is something.
    if ((await this.db.all(free(''), ...asked, 1)).length === 0) return [];
    const claimed = await this.db.write<{ memory: number }>(
      `UPDATE pending_vector SET claimed_by = ?, claimed_until = ?
       WHERE space = ? AND (cube, memory) IN (${free(this.#lock)}) RETURNING memory`,
      by,
      until,
      space,
      ...asked,
      limit,
    );
    return this.#claimedMemories(claimed.map(({ memory }) => memory));
  }

  async #claimedMemories(numbers: readonly number[]): Promise<ClaimedMemory[]> {
    const rows = await this.db.all<Omit<ClaimedMemory, 'metadata'> & { metadata: string }>(
      `SELECT m.no, m.id, m.version, m.text, m.metadata FROM memory m
       WHERE ${this.db.dialect.isAmongNumbers('m.no')} ORDER BY m.cube, m.no`,
      JSON.stringify(numbers),
    );
    return rows.map((row) => ({ ...row, metadata: JSON.parse(row.metadata) as Metadata }));
  }

  async release(by: string): Promise<void> {
    await this.db.run(
      'UPDATE pending_vector SET claimed_by = NULL, claimed_until = 0 WHERE claimed_by = ?',
      by,
    );
  }

  async failed(space: number, flaws: readonly VectorFlaw[]): Promise<void> {
    for (const { memory, cause } of flaws) {
      await this.db.run(
        'UPDATE pending_vector SET tries = tries + 1, cause = ? WHERE space = ? AND memory = ?',
        cause,
        space,
        memory,
      );
    }
  }

  async settle(space: number, at: Instant): Promise<Instant | null> {
    const readyAt = async () => {
      const sql = 'SELECT ready_at AS at FROM space WHERE no = ?';
      return (await this.db.get<{ at: number | null }>(sql, space))?.at ?? null;
    };
    const known = await readyAt();
    if (known !== null) return known;
    await this.db.run(
      `UPDATE space SET ready_at = ? WHERE no = ? AND ready_at IS NULL AND wanted_at IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM pending_vector p WHERE p.space = space.no AND p.tries < ?)`,
      at,
      space,
      MOST_TRIES,
    );
    return readyAt();
  }

  /** The large form last: what was stopped between the two is found again by it. */
  async drop(space: number, limit: number): Promise<number> {
    // First, so that nobody searches what is left.
    const isOther = await this.db.run(
      `UPDATE space SET ready_at = NULL WHERE no = ? AND no NOT IN (${WANTED})`,
      space,
    );
    if (isOther === 0) return 0;
    const rows = await this.db.all<{ memory: number }>(
      'SELECT memory FROM vector_exact WHERE space = ? LIMIT ?',
      space,
      limit,
    );
    const numbers = JSON.stringify(rows.map(({ memory }) => memory));
    for (const table of ['vector', 'vector_exact']) {
      await this.db.run(
        `DELETE FROM ${table} WHERE space = ? AND ${this.db.dialect.isAmongNumbers('memory')}`,
        space,
        numbers,
      );
    }
    return rows.length;
  }
}

/** What `want` does, in one transaction. */
export interface Wish {
  /** Makes the space; one that is wanted again is in use only once it is complete again. */
  name: readonly [sql: string, ...parameters: Bindable[]];
  find: readonly [sql: string, ...parameters: Bindable[]];
  /** Once its number is known. */
  haveWait(no: number): readonly (readonly [sql: string, ...parameters: Bindable[]])[];
}

/** @param greatest the function of the engine: the greater of two values */
export function wish(
  { provider, model, dimension, floor, normalised }: ModelSpaceIdentity,
  at: Instant,
  { anew, greatest }: { anew: boolean; greatest: string },
): Wish {
  return {
    name: [
      `INSERT INTO space (provider, model, dimension, floor, normalised, wanted_at)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (provider, model, dimension) DO UPDATE
       SET floor = excluded.floor, normalised = excluded.normalised, wanted_at =
         ${greatest}(excluded.wanted_at, 1 + (SELECT coalesce(max(wanted_at), 0) FROM space))`,
      provider,
      model,
      dimension,
      floor,
      normalised ? 1 : 0,
      at,
    ],
    find: [
      'SELECT no FROM space WHERE provider = ? AND model = ? AND dimension = ?',
      provider,
      model,
      dimension,
    ],
    haveWait: (no) => [
      ['DELETE FROM pending_vector WHERE space <> ? OR tries > 0', no],
      [
        `INSERT INTO pending_vector (space, cube, memory)
         SELECT s.no, m.cube, m.no FROM space s CROSS JOIN memory m
         WHERE s.no = ? AND m.state <> 'deleted' ${anew ? '' : `AND NOT ${HAS_ONE}`}
         ON CONFLICT DO NOTHING`,
        no,
      ],
    ],
  };
}

const HAS_ONE = 'EXISTS (SELECT 1 FROM vector_exact x WHERE x.memory = m.no AND x.space = s.no)';
