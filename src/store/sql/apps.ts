import type { Reach } from '../../model/scope.js';
import type { Instant } from '../../model/time.js';
import type { AppCount, AppPause, AppStore, SeenApp, StoredApp } from '../apps.js';
import { reachCondition } from './reach.js';
import type { Statements } from './statements.js';

type AppRow = Omit<StoredApp, 'proven'> & { proven: number };

const APPS = `SELECT name, proven, first_seen AS "firstSeen", last_seen AS "lastSeen",
  paused_at AS "pausedAt", paused_by AS "pausedBy" FROM app`;

const PAUSE = `INSERT INTO app (tenant, name, proven, first_seen, last_seen, paused_at, paused_by)
  VALUES (?, ?, 0, ?, ?, ?, ?)
  ON CONFLICT (tenant, name) DO UPDATE
    SET paused_at = excluded.paused_at, paused_by = excluded.paused_by`;

/** Each is one statement, so that both engines have it in common. */
export class SqlApps implements AppStore {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async list(tenant: number): Promise<StoredApp[]> {
    return (await this.#db.all<AppRow>(`${APPS} WHERE tenant = ? ORDER BY name`, tenant)).map(
      stored,
    );
  }

  async find(tenant: number, name: string): Promise<StoredApp | undefined> {
    const sql = `${APPS} WHERE tenant = ? AND name = ?`;
    const row = await this.#db.get<AppRow>(sql, tenant, name);
    return row && stored(row);
  }

  async paused(tenant: number): Promise<string[]> {
    const sql = 'SELECT name FROM app WHERE tenant = ? AND paused_at IS NOT NULL';
    return (await this.#db.all<{ name: string }>(sql, tenant)).map(({ name }) => name);
  }

  async note({ tenant, name, proven, first, last }: SeenApp, mostClaimed: number): Promise<void> {
    const { greatest, least } = this.#db.dialect;
    const known = await this.#db.run(
      `UPDATE app SET proven = ${greatest}(proven, ?), first_seen = ${least}(first_seen, ?),
         last_seen = ${greatest}(last_seen, ?) WHERE tenant = ? AND name = ?`,
      Number(proven),
      first,
      last,
      tenant,
      name,
    );
    if (known > 0) return;
    const claimed = 'SELECT count(*) AS n FROM app WHERE tenant = ? AND proven = 0';
    const many = proven ? 0 : ((await this.#db.get<{ n: number }>(claimed, tenant))?.n ?? 0);
    if (many >= mostClaimed) return;
    await this.#db.run(
      `INSERT INTO app (tenant, name, proven, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      tenant,
      name,
      Number(proven),
      first,
      last,
    );
  }

  async setPaused(tenant: number, name: string, paused: AppPause, at: Instant): Promise<void> {
    const since = paused && at;
    await this.#db.run(PAUSE, tenant, name, at, at, since, paused?.by ?? null);
  }

  async counts(tenant: number, reach: Reach): Promise<AppCount[]> {
    const { sql, parameters } = reachCondition(tenant, reach, 'm', this.#db.dialect);
    const rows = await this.#db.all<AppCount>(
      `SELECT m.app_id AS app, count(*) AS memories,
         count(CASE WHEN m.state = 'active' THEN 1 END) AS active
       FROM memory m JOIN cube c ON c.no = m.cube WHERE m.app_id IS NOT NULL ${sql}
       GROUP BY m.app_id`,
      ...parameters,
    );
    return rows.map((row) => ({ ...row }));
  }
}

function stored({ proven, ...row }: AppRow): StoredApp {
  return { ...row, proven: proven === 1 };
}
