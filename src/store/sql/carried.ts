import type { HistoryEvent, MemoryState } from '../../model/memory.js';
import type { LinkKind } from '../../model/link.js';
import type { LinkChange, LinkUndo } from '../change-set.js';
import type { EntityRef, GraphEntry, NewRelation } from '../graph-entry.js';
import type { PastVersion } from '../past.js';
import type { CarriedReads, EpisodePage, StoredEpisode } from '../port.js';
import { EPISODE, type EpisodeRow, storedEpisode } from './episode.js';
import { reachCondition } from './reach.js';
import type { Statements } from './statements.js';

interface VersionRow {
  memory: number;
  event: HistoryEvent;
  version: number;
  text: string | null;
  metadata: string | null;
  state: MemoryState;
  validFrom: number | null;
  validTo: number | null;
  mergedInto: string | null;
  actor: string | null;
  app: string | null;
  at: number;
  reason: string | null;
}

interface LinkRow {
  from: string;
  to: string;
  kind: LinkKind;
  evidence: string | null;
}

interface NameRow {
  memory: string;
  entity: number;
  kind: string | null;
  own: string;
  name: string;
}

interface RelationRow {
  memory: string;
  from: number;
  kind: string;
  to: number;
  validFrom: number | null;
  validTo: number | null;
}

/** Each is one statement, so that both engines have it in common. */
export class SqlCarried implements CarriedReads {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async versions(memories: readonly number[]): Promise<ReadonlyMap<number, PastVersion[]>> {
    const rows = await this.#among<VersionRow>(
      memories,
      (
        among,
      ) => `SELECT memory, event, n AS version, text, metadata, state, valid_from AS "validFrom",
         valid_to AS "validTo", merged_into AS "mergedInto", actor, app, at, reason
       FROM version WHERE ${among('memory')} ORDER BY memory, seq`,
    );
    const versions = new Map<number, PastVersion[]>();
    for (const { memory, ...version } of rows) push(versions, memory, version);
    return versions;
  }

  async links(memories: readonly number[]): Promise<LinkChange[]> {
    const rows = await this.#among<LinkRow>(
      memories,
      (among) => `SELECT m.id AS "from", o.id AS "to", l.kind, l.evidence FROM link l
       JOIN memory m ON m.no = l."from" JOIN memory o ON o.no = l."to"
       WHERE ${among('l."from"')} ORDER BY l."from", l.at, l."to"`,
    );
    return rows.map(({ evidence, ...link }) => {
      return { ...link, undo: JSON.parse(evidence ?? '{}') as LinkUndo };
    });
  }

  async graph(memories: readonly number[]): Promise<GraphEntry[]> {
    const names = await this.#among<NameRow>(
      memories,
      (among) => `SELECT m.id AS memory, a.entity, e.kind, e.name AS own, a.name FROM alias a
       JOIN entity e ON e.no = a.entity JOIN memory m ON m.no = a.memory
       WHERE ${among('a.memory')} ORDER BY a.memory, a.entity, a.name`,
    );
    const relations = await this.#among<RelationRow>(
      memories,
      (among) => `SELECT m.id AS memory, r."from", r.kind, r."to", r.valid_from AS "validFrom",
         r.valid_to AS "validTo"
       FROM relation r JOIN memory m ON m.no = r.memory WHERE ${among('r.memory')} ORDER BY r.memory, r.no`,
    );
    return entriesOf(names, relations);
  }

  async episodes({ tenant, reach, limit, after }: EpisodePage) {
    const { sql, parameters } = reachCondition(tenant, reach, 'e', this.#db.dialect);
    const rows = await this.#db.all<EpisodeRow & { no: number }>(
      `${EPISODE.replace('SELECT', 'SELECT e.no,')} WHERE e.no > ? ${sql} ORDER BY e.no LIMIT ?`,
      after,
      ...parameters,
      limit,
    );
    return rows.map((row): { no: number; episode: StoredEpisode } => {
      return { no: row.no, episode: storedEpisode(row) };
    });
  }

  async #among<Row>(
    memories: readonly number[],
    sql: (among: (column: string) => string) => string,
  ): Promise<Row[]> {
    if (memories.length === 0) return [];
    const { isAmongNumbers } = this.#db.dialect;
    return this.#db.all<Row>(sql(isAmongNumbers), JSON.stringify(memories));
  }
}

/** A memory may call an entity by several names: its own where it uses that, then the others. */
function entriesOf(names: readonly NameRow[], relations: readonly RelationRow[]): GraphEntry[] {
  const refs = new Map<string, Map<number, { ref: EntityRef; aliases: string[] }>>();
  for (const { memory, entity, kind, own, name } of names) {
    const mentioned = refs.get(memory) ?? new Map<number, { ref: EntityRef; aliases: string[] }>();
    refs.set(memory, mentioned);
    const known = mentioned.get(entity);
    if (!known) mentioned.set(entity, { ref: { name, kind }, aliases: [] });
    else if (name === own) {
      known.aliases.push(known.ref.name);
      known.ref = { name, kind };
    } else known.aliases.push(name);
  }
  const said = new Map<string, NewRelation[]>();
  const refOf = (memory: string, entity: number) => refs.get(memory)?.get(entity)?.ref;
  for (const { memory, from, to, ...relation } of relations) {
    const [one, other] = [refOf(memory, from), refOf(memory, to)];
    if (one && other) push(said, memory, { ...relation, from: one, to: other });
  }
  return [...refs].map(([memory, mentioned]) => ({
    memory,
    mentions: [...mentioned.values()].map(({ ref, aliases }) => ({ ...ref, aliases })),
    relations: said.get(memory) ?? [],
  }));
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
