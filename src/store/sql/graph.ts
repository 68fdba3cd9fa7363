import type { Instant } from '../../model/time.js';
import type {
  EntityQuery,
  GraphReads,
  RelationQuery,
  StoredEntity,
  StoredMention,
  StoredRelation,
} from '../graph.js';
import type { Bindable } from './condition.js';
import { foldedEntity } from './graph-plan.js';
import type { Statements } from './statements.js';
import { type ScopeRow, scopeOf } from './stored-memory.js';

interface MemoryRow extends ScopeRow {
  memory: number;
  id: string;
}

/** It comes as JSON where the engine has no lists. */
type List = string | string[];

type MentionRow = MemoryRow & { entity: number; names: List };

type RelationRow = MemoryRow & {
  no: number;
  from: number;
  kind: string;
  to: number;
} & Record<'from1' | 'from2' | 'to1' | 'to2', number | null>;

const MEMORY = 'm.no AS memory, m.id, c.name AS cube, m.user_id, m.agent_id, m.app_id, m.run_id';

/** What was merged speaks through the memory that it became a part of: columns of `what`, then the number. */
const throughMerges = (what: string) => `
  UNION SELECT ${what}, m.merged_into FROM said s JOIN memory m ON m.no = s.no
    WHERE m.merged_into IS NOT NULL`;

const SPEAKS = "m.merged_into IS NULL AND m.state = 'active'";

/**
 * Follows `wanted`, a table of numbers of entities. Few memories are merged: what those say is looked for
 * apart, so that the rest is counted in one go.
 */
const COUNTED = `said (entity, no) AS (
    SELECT mn.entity, m.merged_into FROM wanted w JOIN mention mn ON mn.entity = w.no
      JOIN memory m ON m.no = mn.memory WHERE m.merged_into IS NOT NULL
    ${throughMerges('s.entity')}
  ),
  counted AS (
    SELECT entity, count(*) FILTER (WHERE live = 1) AS mentions FROM (
      SELECT mn.entity, m.live FROM wanted w JOIN mention mn ON mn.entity = w.no
        JOIN memory m ON m.no = mn.memory WHERE ${SPEAKS}
      UNION ALL SELECT s.entity, m.live FROM said s JOIN memory m ON m.no = s.no
        WHERE ${SPEAKS} AND NOT EXISTS (
          SELECT 1 FROM mention mn WHERE mn.entity = s.entity AND mn.memory = s.no)
    ) spoken GROUP BY entity
  )`;

export class SqlGraph implements GraphReads {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  named(cube: number, folded: readonly string[]): Promise<StoredEntity[]> {
    const names = JSON.stringify([...new Set(folded.map(foldedEntity))]);
    const { isAmongTexts } = this.#db.dialect;
    return this.#entities(
      `SELECT DISTINCT entity FROM alias WHERE cube = ? AND ${isAmongTexts('folded')}`,
      [cube, names],
    );
  }

  byNumbers(entities: readonly number[]): Promise<StoredEntity[]> {
    const { isAmongNumbers } = this.#db.dialect;
    return this.#entities(`SELECT no FROM entity WHERE ${isAmongNumbers('no')}`, [
      JSON.stringify(entities),
    ]);
  }

  page({ cube, text, kind, limit, offset = 0 }: EntityQuery): Promise<StoredEntity[]> {
    const { position } = this.#db.dialect.filter;
    const named = `EXISTS (SELECT 1 FROM alias a WHERE a.entity = e.no AND ${position}(a.folded, ?) > 0)`;
    const parts: [sql: string, value: Bindable | undefined][] = [
      ['e.cube = ?', cube],
      [named, text && foldedEntity(text)],
      ['e.kind = ?', kind],
    ];
    const asked = parts.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
    return this.#entities(
      `SELECT e.no FROM entity e WHERE ${asked.map(({ sql }) => sql).join(' AND ')}`,
      asked.map(({ value }) => value),
      { limit, offset },
    );
  }

  async relations({ entities, at, limit }: RelationQuery): Promise<StoredRelation[]> {
    const { isAmongNumbers } = this.#db.dialect;
    const numbers = JSON.stringify(entities);
    const holding = at === null ? { sql: '', parameters: [] } : holdsThen(at);
    const rows = await this.#db.all<RelationRow>(
      `WITH RECURSIVE said (relation, no) AS (
         SELECT r.no, r.memory FROM relation r
         WHERE ${isAmongNumbers('r."from"')} OR ${isAmongNumbers('r."to"')}
         ${throughMerges('s.relation')}
       )
       SELECT r.no, r."from", r.kind, r."to", r.valid_from AS from1, r.valid_to AS to1,
         m.valid_from AS from2, m.valid_to AS to2, ${MEMORY}
       FROM said s JOIN relation r ON r.no = s.relation JOIN memory m ON m.no = s.no
         JOIN cube c ON c.no = m.cube
       WHERE ${SPEAKS} ${holding.sql}
       ORDER BY coalesce(r.valid_from, m.valid_from, m.occurred_at) DESC, r.no DESC LIMIT ?`,
      numbers,
      numbers,
      ...holding.parameters,
      limit,
    );
    return rows.map(storedRelation);
  }

  async mentioning(entities: readonly number[], limit: number): Promise<StoredMention[]> {
    const rows = await this.#db.all<MentionRow>(
      `WITH RECURSIVE said (entity, speaker, no) AS (
         SELECT entity, memory, memory FROM mention
         WHERE ${this.#db.dialect.isAmongNumbers('entity')}
         ${throughMerges('s.entity, s.speaker')}
       )
       SELECT s.entity, ${this.#namesBy('s.entity', 's.speaker')}, ${MEMORY} FROM said s JOIN memory m ON m.no = s.no
         JOIN cube c ON c.no = m.cube
       WHERE ${SPEAKS} ORDER BY m.no DESC, s.entity LIMIT ?`,
      JSON.stringify(entities),
      limit,
    );
    return storedMentions(rows);
  }

  async mentionedIn(memories: readonly number[]): Promise<StoredMention[]> {
    const rows = await this.#db.all<MentionRow>(
      `WITH RECURSIVE part (whole, no) AS (
         SELECT no, no FROM memory WHERE ${this.#db.dialect.isAmongNumbers('no')}
         UNION SELECT p.whole, x.no FROM memory x JOIN part p ON x.merged_into = p.no
       )
       SELECT mn.entity, ${this.#namesBy('mn.entity', 'p.no')}, ${MEMORY} FROM part p JOIN mention mn ON mn.memory = p.no
         JOIN memory m ON m.no = p.whole JOIN cube c ON c.no = m.cube
       ORDER BY m.no, mn.entity`,
      JSON.stringify(memories),
    );
    return storedMentions(rows);
  }

  /** The names that a memory calls an entity by. */
  #namesBy(entity: string, memory: string): string {
    const from = `alias a WHERE a.entity = ${entity} AND a.memory = ${memory}`;
    return `${this.#db.dialect.listOf('a.name', 'a.name', from)} AS names`;
  }

  /**
   * The most mentioned first. A page leaves out whom no active memory mentions.
   *
   * @param wanted selects numbers of entities
   */
  async #entities(
    wanted: string,
    parameters: readonly Bindable[],
    page?: { limit: number; offset: number },
  ): Promise<StoredEntity[]> {
    // Names that only a deleted or held back memory uses are not shown.
    const names = 'alias a JOIN memory m ON m.no = a.memory';
    const shown = `a.entity = p.no AND m.state = 'active'`;
    const rows = await this.#db.all<Omit<StoredEntity, 'aliases'> & { names: List }>(
      `WITH RECURSIVE wanted (no) AS (${wanted}), ${COUNTED},
       page AS (
         SELECT e.no, e.cube, e.name, e.kind, coalesce(n.mentions, 0) AS mentions
         FROM wanted w JOIN entity e ON e.no = w.no
           ${page ? 'JOIN' : 'LEFT JOIN'} counted n ON n.entity = e.no
         ORDER BY mentions DESC, e.no ${page ? 'LIMIT ? OFFSET ?' : ''}
       )
       SELECT p.no, p.cube, p.kind, p.mentions,
         coalesce((SELECT a.name FROM ${names} WHERE ${shown}
           ORDER BY CASE WHEN a.name = p.name THEN 0 ELSE 1 END, a.memory, a.name LIMIT 1),
           p.name) AS name,
         ${this.#db.dialect.listOf('a.name', 'a.name', `${names} WHERE ${shown}`)} AS names
       FROM page p ORDER BY p.mentions DESC, p.no`,
      ...parameters,
      ...(page ? [page.limit, page.offset] : []),
    );
    return rows.map(({ names: all, ...entity }) => ({
      ...entity,
      aliases: othersThan(entity.name, all),
    }));
  }
}

function othersThan(name: string, names: List): string[] {
  return [...new Set(listed(names))].filter((other) => other !== name);
}

function listed(list: List): string[] {
  return typeof list === 'string' ? (JSON.parse(list) as string[]) : list;
}

function holdsThen(at: Instant) {
  const validity = (table: string) =>
    `AND (${table}.valid_from IS NULL OR ${table}.valid_from <= ?)
     AND (${table}.valid_to IS NULL OR ${table}.valid_to > ?)`;
  return {
    sql: `${validity('r')} ${validity('m')} AND (m.expires_at IS NULL OR m.expires_at > ?)`,
    parameters: [at, at, at, at, at],
  };
}

function storedRelation(row: RelationRow): StoredRelation {
  const { no, from, kind, to } = row;
  return {
    no,
    from,
    kind,
    to,
    validFrom: furthest(Math.max, row.from1, row.from2),
    validTo: furthest(Math.min, row.to1, row.to2),
    memory: memoryOf(row),
  };
}

/** It holds as long as both do. */
function furthest(
  of: (a: number, b: number) => number,
  one: Instant | null,
  other: Instant | null,
): Instant | null {
  if (one === null || other === null) return one ?? other;
  return of(one, other);
}

/** A memory may mention an entity itself and through what was merged into it. */
function storedMentions(rows: readonly MentionRow[]): StoredMention[] {
  const mentions = new Map<string, StoredMention>();
  for (const row of rows) {
    const key = `${row.entity}/${row.memory}`;
    const before = mentions.get(key)?.names ?? [];
    const names = [...new Set([...before, ...listed(row.names)])];
    mentions.set(key, { entity: row.entity, names, memory: memoryOf(row) });
  }
  return [...mentions.values()];
}

function memoryOf(row: MemoryRow): StoredMention['memory'] {
  return { no: row.memory, id: row.id, scope: scopeOf(row) };
}
