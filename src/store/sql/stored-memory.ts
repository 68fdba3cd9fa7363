import type { MemoryKind, MemoryState, Metadata } from '../../model/memory.js';
import type { Trust } from '../../model/trust.js';
import type { FullScope } from '../change-set.js';
import type { StoredMemory, StoredSource } from '../port.js';
import type { Dialect } from './statements.js';

export interface ScopeRow {
  cube: string;
  user_id: string | null;
  agent_id: string | null;
  app_id: string | null;
  run_id: string | null;
}

export interface MemoryRow extends ScopeRow {
  no: number;
  id: string;
  kind: MemoryKind;
  state: MemoryState;
  version: number;
  text: string;
  metadata: string;
  occurred_at: number;
  valid_from: number | null;
  valid_to: number | null;
  expires_at: number | null;
  deleted_at: number | null;
  merged_into: string | null;
  created_at: number;
  updated_at: number;
  trust: Trust;
  importance: number | null;
  categories: string[];
  tags: string[];
  supersedes: string[];
  superseded_by: string | null;
}

/** Of memory `m` in its cube `c`. Lists are JSON: a statement for each kind of label took half of the time of a read. */
export function memoryColumns({ listOf }: Dialect): Record<keyof MemoryRow, string> {
  return {
    no: 'm.no',
    id: 'm.id',
    cube: 'c.name',
    kind: 'm.kind',
    state: 'm.state',
    user_id: 'm.user_id',
    agent_id: 'm.agent_id',
    app_id: 'm.app_id',
    run_id: 'm.run_id',
    version: 'm.version',
    text: 'm.text',
    metadata: 'm.metadata',
    occurred_at: 'm.occurred_at',
    valid_from: 'm.valid_from',
    valid_to: 'm.valid_to',
    expires_at: 'm.expires_at',
    deleted_at: 'm.deleted_at',
    merged_into: '(SELECT id FROM memory WHERE no = m.merged_into)',
    created_at: 'm.created_at',
    updated_at: 'm.updated_at',
    trust: 'm.trust',
    importance: 'm.importance',
    categories: listOf(
      'g.name',
      'g.name',
      'memory_category mc JOIN category g ON g.no = mc.category WHERE mc.memory = m.no',
    ),
    tags: listOf('tag', 'tag', 'tag WHERE memory = m.no'),
    supersedes: listOf(
      'o.id',
      'o.no',
      `link l JOIN memory o ON o.no = l."to" WHERE l."from" = m.no AND l.kind = 'supersedes'`,
    ),
    superseded_by: `(SELECT o.id FROM link l JOIN memory o ON o.no = l."from"
      WHERE l."to" = m.no AND l.kind = 'supersedes' ORDER BY l.at DESC LIMIT 1)`,
  };
}

/** Follows the columns. */
export const MEMORIES = 'FROM memory m JOIN cube c ON c.no = m.cube';

/**
 * The sources of memories by their numbers, each with those of what was merged into it; its own first where
 * both rest on the same words.
 *
 * @param numbers a SELECT of two columns that are both the number
 */
export function sourcesOf(numbers: string) {
  return {
    part: `part ("of", no) AS (
    ${numbers}
    UNION SELECT p."of", x.no FROM memory x JOIN part p ON x.merged_into = p.no
  )`,
    columns: {
      of: 'p."of"',
      memory: 'o.id',
      episode: 'e.id',
      start: 's.start',
      end: 's."end"',
      speaker: 'e.speaker',
      role: 'e.role',
      occurredAt: 'e.occurred_at',
    } satisfies Record<keyof SourceRow, string>,
    from: `FROM part p JOIN source s ON s.memory = p.no JOIN memory o ON o.no = p.no
    JOIN episode e ON e.no = s.episode`,
    order: 'e.no, s.start, p.no <> p."of", p.no',
  };
}

/** A source without its words, which are read once for each episode. */
export type SourceRow = Omit<StoredSource, 'quote'> & { of: number };

/**
 * Puts together what was read apart.
 *
 * @param texts of episodes by id. Quotes are cut here and not by SQL: spans count UTF-16 units, engines
 *   count code points
 */
export function assemble(
  rows: readonly MemoryRow[],
  sourceRows: readonly SourceRow[],
  texts: ReadonlyMap<string, string>,
): StoredMemory[] {
  const sources = quotesOf(sourceRows, texts);
  return rows.map((row) => ({
    no: row.no,
    id: row.id,
    scope: scopeOf(row),
    kind: row.kind,
    state: row.state,
    version: row.version,
    text: row.text,
    metadata: JSON.parse(row.metadata) as Metadata,
    categories: row.categories,
    tags: row.tags,
    occurredAt: row.occurred_at,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    expiresAt: row.expires_at,
    deletedAt: row.deleted_at,
    supersededBy: row.superseded_by,
    supersedes: row.supersedes,
    mergedInto: row.merged_into,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    trust: row.trust,
    importance: row.importance,
    sources: sources.get(row.no) ?? [],
  }));
}

function quotesOf(
  rows: readonly SourceRow[],
  texts: ReadonlyMap<string, string>,
): Map<number, StoredSource[]> {
  const sources = new Map<number, StoredSource[]>();
  const seen = new Set<string>();
  for (const { of, memory, episode, start, end, speaker, role, occurredAt } of rows) {
    const place = `${of}/${episode}/${start}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const quote = texts.get(episode)?.slice(start, end) ?? '';
    const source = { memory, episode, start, end, quote, speaker, role, occurredAt };
    const list = sources.get(of);
    if (list) list.push(source);
    else sources.set(of, [source]);
  }
  return sources;
}

export function scopeOf(row: ScopeRow): FullScope {
  const { cube, user_id: user, agent_id: agent, app_id: app, run_id: run } = row;
  return { cube, user, agent, app, run };
}
