import type { Partition } from '../../model/validity.js';
import type { CubeReads, CubeState, OutlineRow } from '../port.js';
import type { Statements } from './statements.js';

const COLUMNS = 'no, name, live, change_seq AS "changeSeq", removal_seq AS "removalSeq"';

/** Of memory `m` with its first episode `e`. */
export const OUTLINE_COLUMNS = `
  m.no AS memory, m.length, m.cues, CASE m.kind WHEN 'statement' THEN 0 ELSE 1 END AS drawn, coalesce(e.kind, 'note') AS kind, e.session,
  coalesce(e.ord, 0) AS ord, e.speaker, e.role,
  m.user_id AS user, m.agent_id AS agent, m.app_id AS app, m.run_id AS run,
  m.occurred_at AS "occurredAt", m.valid_from AS "validFrom", m.valid_to AS "validTo",
  m.expires_at AS "expiresAt"`;

export class SqlCubes implements CubeReads {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async states(tenant: number, cubes: readonly string[] | 'all'): Promise<CubeState[]> {
    if (cubes === 'all') {
      return this.#db.all(`SELECT ${COLUMNS} FROM cube WHERE tenant = ? ORDER BY no`, tenant);
    }
    const [only = '', ...others] = cubes;
    if (others.length === 0) {
      // Most searches ask one, and each begins with it: a list takes as long again.
      return this.#db.all(
        `SELECT ${COLUMNS} FROM cube WHERE tenant = ? AND name = ?`,
        tenant,
        only,
      );
    }
    const named = this.#db.dialect.isAmongTexts('name');
    const found = await this.#db.all<CubeState>(
      `SELECT ${COLUMNS} FROM cube WHERE tenant = ? AND ${named}`,
      tenant,
      JSON.stringify(cubes),
    );
    const byName = new Map(found.map((state) => [state.name, state]));
    return cubes.flatMap((name) => byName.get(name) ?? []);
  }

  async outline(
    cube: number,
    partition: Partition,
    after: number,
    limit: number,
  ): Promise<OutlineRow[]> {
    return this.#db.all(
      `SELECT ${OUTLINE_COLUMNS} FROM memory m LEFT JOIN episode e ON e.no = m.episode
       WHERE m.cube = ? AND m.live = ? AND m.no > ? AND m.state = 'active' AND m.merged_into IS NULL
       ORDER BY m.no LIMIT ?`,
      cube,
      partition === 'live' ? 1 : 0,
      after,
      limit,
    );
  }
}
