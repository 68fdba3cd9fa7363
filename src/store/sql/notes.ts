import { TulvingError } from '../../errors.js';
import type {
  ModelUsage,
  NoteStore,
  StoredAttachment,
  StoredCategory,
  StoredFeedback,
  StoredProfile,
} from '../notes.js';
import type { Statements } from './statements.js';

const KEEP_PROFILE = `INSERT INTO profile (tenant, user_id, cube, body, change_seq, at)
  SELECT ?, ?, no, ?, ?, ? FROM cube WHERE tenant = ? AND no = ?
    AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.tenant = cube.tenant AND tombstone.at > ?)
  ON CONFLICT (tenant, user_id, cube) DO UPDATE
    SET body = excluded.body, change_seq = excluded.change_seq, at = excluded.at
    WHERE excluded.change_seq >= profile.change_seq`;

const ADD_FEEDBACK = `INSERT INTO feedback (id, tenant, memory, verdict, trace, reason, actor, app, at)
  SELECT ?, c.tenant, m.no, ?, ?, ?, ?, ?, ? FROM memory m JOIN cube c ON c.no = m.cube
  WHERE m.id = ? AND c.tenant = ?`;

const COUNT_USAGE = `INSERT INTO model_usage (tenant, day, role, model, calls, failures, input, output)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (tenant, day, role, model) DO UPDATE
    SET calls = model_usage.calls + excluded.calls, failures = model_usage.failures + excluded.failures,
      input = model_usage.input + excluded.input, output = model_usage.output + excluded.output`;

const ADD_ATTACHMENT = `INSERT INTO attachment (id, episode, sha256, media_type, name, bytes)
  SELECT ?, no, ?, ?, ?, ? FROM episode WHERE id = ?`;

const ATTACHMENT = `SELECT a.id, e.id AS episode, a.sha256, a.media_type AS "mediaType", a.name, a.bytes
  FROM attachment a JOIN episode e ON e.no = a.episode`;

/** Each is one statement, so that both engines have it in common. */
export class SqlNotes implements NoteStore {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async profile(tenant: number, user: string, cube: number): Promise<StoredProfile | undefined> {
    const row = await this.#db.get<Omit<StoredProfile, 'body'> & { body: string }>(
      `SELECT tenant, user_id AS "user", cube, body, change_seq AS "changeSeq", at FROM profile
       WHERE tenant = ? AND user_id = ? AND cube = ?`,
      tenant,
      user,
      cube,
    );
    return row && { ...row, body: JSON.parse(row.body) as unknown };
  }

  async keepProfile(profile: StoredProfile): Promise<void> {
    const { tenant, user, cube, changeSeq, at } = profile;
    const body = JSON.stringify(profile.body);
    await this.#db.run(KEEP_PROFILE, tenant, user, body, changeSeq, at, tenant, cube, at);
  }

  async cubeSettings(cube: number): Promise<Readonly<Record<string, unknown>>> {
    const rows = await this.#db.all<{ name: string; value: string }>(
      'SELECT name, value FROM cube_setting WHERE cube = ? ORDER BY name',
      cube,
    );
    return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown]));
  }

  async setCubeSetting(cube: number, name: string, value: unknown): Promise<void> {
    if (value === null || value === undefined) {
      await this.#db.run('DELETE FROM cube_setting WHERE cube = ? AND name = ?', cube, name);
      return;
    }
    await this.#db.run(
      `INSERT INTO cube_setting (cube, name, value) VALUES (?, ?, ?)
       ON CONFLICT (cube, name) DO UPDATE SET value = excluded.value`,
      cube,
      name,
      JSON.stringify(value),
    );
  }

  async categories(tenant: number): Promise<StoredCategory[]> {
    const rows = await this.#db.all<StoredCategory>(
      `SELECT k.name, k.description, count(m.no) AS memories FROM category k
       LEFT JOIN memory_category mc ON mc.category = k.no
       LEFT JOIN memory m ON m.no = mc.memory AND m.state <> 'deleted'
       WHERE k.tenant = ? GROUP BY k.no, k.name, k.description
       HAVING k.description IS NOT NULL OR count(m.no) > 0 ORDER BY k.name`,
      tenant,
    );
    return rows.map((row) => ({ ...row }));
  }

  async describeCategory(tenant: number, name: string, description: string | null): Promise<void> {
    if (description === null) {
      const sql = 'UPDATE category SET description = NULL WHERE tenant = ? AND name = ?';
      await this.#db.run(sql, tenant, name);
      return;
    }
    await this.#db.run(
      `INSERT INTO category (tenant, name, description) VALUES (?, ?, ?)
       ON CONFLICT (tenant, name) DO UPDATE SET description = excluded.description`,
      tenant,
      name,
      description,
    );
  }

  async addFeedback(feedback: StoredFeedback): Promise<void> {
    const { id, tenant, memory, verdict, trace, reason, actor, app, at } = feedback;
    const told = [verdict, trace, reason, actor, app, at] as const;
    const added = await this.#db.run(ADD_FEEDBACK, id, ...told, memory, tenant);
    if (added === 0) throw new TulvingError('not_found', `There is no memory ${memory}.`);
  }

  async feedbackOf(tenant: number, memory: string, limit: number): Promise<StoredFeedback[]> {
    const rows = await this.#db.all<StoredFeedback>(
      `SELECT f.id, f.tenant, m.id AS memory, f.verdict, f.trace, f.reason, f.actor, f.app, f.at
       FROM feedback f JOIN memory m ON m.no = f.memory
       WHERE m.id = ? AND f.tenant = ? ORDER BY f.id DESC LIMIT ?`,
      memory,
      tenant,
      limit,
    );
    return rows.map((row) => ({ ...row }));
  }

  async countUsage(usage: ModelUsage): Promise<void> {
    const { tenant, day, role, model, calls, failures, input, output } = usage;
    await this.#db.run(COUNT_USAGE, tenant, day, role, model, calls, failures, input, output);
  }

  async usage(tenant: number, { from, to }: { from: number; to: number }): Promise<ModelUsage[]> {
    const rows = await this.#db.all<ModelUsage>(
      `SELECT tenant, day, role, model, calls, failures, input, output FROM model_usage
       WHERE tenant = ? AND day BETWEEN ? AND ? ORDER BY day, role, model`,
      tenant,
      from,
      to,
    );
    return rows.map((row) => ({ ...row }));
  }

  async addAttachment(attachment: StoredAttachment): Promise<void> {
    const { id, episode, sha256, mediaType, name, bytes } = attachment;
    const added = await this.#db.run(ADD_ATTACHMENT, id, sha256, mediaType, name, bytes, episode);
    if (added === 0) throw new TulvingError('not_found', `There is no episode ${episode}.`);
  }

  async attachmentsOf(episode: string): Promise<StoredAttachment[]> {
    const sql = `${ATTACHMENT} WHERE e.id = ? ORDER BY a.id`;
    const rows = await this.#db.all<StoredAttachment>(sql, episode);
    return rows.map((row) => ({ ...row }));
  }

  async attachment(tenant: number, id: string): Promise<StoredAttachment | undefined> {
    const sql = `${ATTACHMENT} JOIN cube c ON c.no = e.cube WHERE a.id = ? AND c.tenant = ?`;
    const row = await this.#db.get<StoredAttachment>(sql, id, tenant);
    return row && { ...row };
  }

  async unnamedFiles(hashes: readonly string[]): Promise<string[]> {
    const rows = await this.#db.all<{ sha256: string }>(
      `SELECT DISTINCT sha256 FROM attachment WHERE ${this.#db.dialect.isAmongTexts('sha256')}`,
      JSON.stringify(hashes),
    );
    const named = new Set(rows.map(({ sha256 }) => sha256));
    return hashes.filter((hash) => !named.has(hash));
  }
}
