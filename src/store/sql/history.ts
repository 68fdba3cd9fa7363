import type { HistoryEntry, HistoryEvent, MemoryState, Metadata } from '../../model/memory.js';
import { formatInstant, type Instant } from '../../model/time.js';
import type { LinkKind } from '../../model/link.js';
import type { LinkUndo } from '../change-set.js';
import type {
  HistoryReads,
  KnownMemory,
  LinkedMemory,
  OutlineRow,
  StoredLink,
  StoredMemory,
} from '../port.js';
import type { Bindable } from './condition.js';
import { OUTLINE_COLUMNS } from './cubes.js';
import type { Statements } from './statements.js';

interface VersionRow {
  memory: number;
  n: number;
  event: HistoryEvent;
  state: MemoryState;
  text: string | null;
  metadata: string | null;
  valid_from: number | null;
  valid_to: number | null;
  merged_into: string | null;
  actor: string | null;
  app: string | null;
  at: number;
  reason: string | null;
  batch: string | null;
}

type FullVersion = VersionRow & { text: string; metadata: string };

type KnownOutline = OutlineRow & { createdAt: number };

/** The newest row tells of the text of today, which stands in the memory. */
const newest = (column: string) =>
  `coalesce(v.${column}, CASE WHEN v.seq = (SELECT max(seq) FROM version WHERE memory = m.no)
     THEN m.${column} END) AS ${column}`;

/** Memories with their labels, links and sources, as each engine reads them. `rest` follows FROM. */
type ReadMemories = (rest: string, ...parameters: Bindable[]) => Promise<StoredMemory[]>;

export class SqlHistory implements HistoryReads {
  readonly #db: Statements;
  readonly #memories: ReadMemories;

  constructor(db: Statements, memories: ReadMemories) {
    this.#db = db;
    this.#memories = memories;
  }

  async of(memory: number): Promise<HistoryEntry[]> {
    const versions = await this.#versionsOf([memory]);
    return versions.map((row) => ({
      event: row.event,
      version: row.n,
      text: row.text,
      metadata: JSON.parse(row.metadata) as Metadata,
      state: row.state,
      valid_from: row.valid_from === null ? null : formatInstant(row.valid_from),
      valid_to: row.valid_to === null ? null : formatInstant(row.valid_to),
      actor: row.actor,
      app: row.app,
      at: formatInstant(row.at),
      reason: row.reason,
      batch: row.batch,
    }));
  }

  async texts(memories: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
    const texts = new Map<number, string[]>();
    for (const { memory, text } of await this.#versionsOf(memories)) {
      const said = texts.get(memory) ?? [];
      if (!said.includes(text)) said.push(text);
      texts.set(memory, said);
    }
    return texts;
  }

  async knownAt(cube: number, at: Instant): Promise<KnownMemory[]> {
    const outlines = await this.#db.all<KnownOutline>(
      `SELECT ${OUTLINE_COLUMNS}, m.created_at AS "createdAt"
       FROM memory m LEFT JOIN episode e ON e.no = m.episode
       WHERE m.id IN (
         SELECT subject FROM event WHERE cube = ? AND at > ? AND kind LIKE 'memory.%'
       ) ORDER BY m.no`,
      cube,
      at,
    );
    const versions = await this.#versionsOf(outlines.map(({ memory }) => memory));
    // The last one of each memory.
    const then = new Map(
      versions.filter((version) => version.at <= at).map((version) => [version.memory, version]),
    );
    return outlines.map((outline) => knownMemory(outline, then.get(outline.memory), at));
  }

  async link(memory: string, kind: LinkKind, end: 'from' | 'to'): Promise<StoredLink | undefined> {
    const other = end === 'from' ? 'to' : 'from';
    const row = await this.#db.get<{ other: string; evidence: string }>(
      `SELECT o.id AS other, l.evidence FROM link l
       JOIN memory m ON m.no = l."${end}" JOIN memory o ON o.no = l."${other}"
       WHERE m.id = ? AND l.kind = ? ORDER BY l.at DESC LIMIT 1`,
      memory,
      kind,
    );
    return row && { other: row.other, undo: JSON.parse(row.evidence) as LinkUndo };
  }

  async linked(memory: number, kinds: readonly LinkKind[]): Promise<LinkedMemory[]> {
    const { isAmongTexts, isAmongNumbers } = this.#db.dialect;
    const links = await this.#db.all<Omit<LinkedMemory, 'memory'> & { other: number }>(
      `SELECT kind, 'to' AS "end", "to" AS other, at FROM link
         WHERE "from" = ? AND ${isAmongTexts('kind')}
       UNION ALL SELECT kind, 'from', "from", at FROM link
         WHERE "to" = ? AND ${isAmongTexts('kind')}
       ORDER BY at DESC, other DESC`,
      memory,
      JSON.stringify(kinds),
      memory,
      JSON.stringify(kinds),
    );
    if (links.length === 0) return [];
    const numbers = JSON.stringify(links.map(({ other }) => other));
    const memories = await this.#memories(`WHERE ${isAmongNumbers('m.no')}`, numbers);
    const byNumber = new Map(memories.map((found) => [found.no, found]));
    return links.flatMap(({ kind, end, other }) => {
      const found = byNumber.get(other);
      return found ? [{ kind, end, memory: found }] : [];
    });
  }

  /** Of each memory the oldest first. */
  async #versionsOf(memories: readonly number[]): Promise<FullVersion[]> {
    if (memories.length === 0) return [];
    const rows = await this.#db.all<VersionRow>(
      `SELECT v.memory, v.n, v.event, v.state, ${newest('text')}, ${newest('metadata')},
         v.valid_from, v.valid_to, v.merged_into, v.actor, v.app, v.at, v.reason,
         v.import_batch AS batch
       FROM version v JOIN memory m ON m.no = v.memory
       WHERE ${this.#db.dialect.isAmongNumbers('m.no')} ORDER BY v.memory, v.seq`,
      JSON.stringify(memories),
    );
    return withTexts(rows);
  }
}

function knownMemory(
  { createdAt, ...outline }: KnownOutline,
  then: FullVersion | undefined,
  at: Instant,
): KnownMemory {
  const { memory } = outline;
  if (!then || createdAt > at) return { memory };
  const validity = { validFrom: then.valid_from, validTo: then.valid_to };
  const was = {
    version: then.n,
    state: then.state,
    text: then.text,
    metadata: JSON.parse(then.metadata) as Metadata,
    mergedInto: then.merged_into,
    ...validity,
    outline: { ...outline, ...validity },
  };
  return { memory, was };
}

/** A row without a text has that of the next row of its memory that has one. */
function withTexts(rows: readonly VersionRow[]): FullVersion[] {
  let [text, metadata] = ['', '{}'];
  return rows
    .toReversed()
    .map((row) => {
      text = row.text ?? text;
      metadata = row.metadata ?? metadata;
      return { ...row, text, metadata };
    })
    .toReversed();
}
