import { holdsAt } from '../../model/validity.js';
import type { NewMemory, Receipt } from '../change-set.js';
import { outlasts } from '../sql/revision.js';
import { canonical, type MemoryEvent, memoryRow, standingOf, versionRow } from '../sql/rows.js';
import { jsonRows } from './batch.js';
import { type LabelChange, labelsOf, setLabels } from './labels.js';
import { foldedName, foldedText } from '../sql/folded.js';
import type { Ledger } from './ledger.js';
import { indexVectors } from './vectors.js';
import { indexTerms } from './words.js';

/** A memory that says the same. */
interface SameMemory {
  no: number;
  id: string;
  version: number;
  expiresAt: number | null;
  validFrom: number | null;
  validTo: number | null;
}

/** One that this commit has made, and may be the same as one that follows. */
interface Made extends SameMemory {
  metadata: string;
}

/** @returns for each new memory what became of it */
export async function rememberAll(ledger: Ledger): Promise<Receipt['memories']> {
  const { memories = [] } = ledger.changes;
  if (memories.length === 0) return [];
  const writer = new MemoryWriter(ledger, await findSame(ledger, memories));
  const done = memories.map((memory, place) => writer.remember(memory, place));
  await setLabels(ledger, writer.labels);
  await joinLabels(ledger, writer.joined);
  await lastLonger(ledger, writer.lasting);
  return done;
}

class MemoryWriter {
  /** Of new memories. */
  readonly labels: LabelChange[] = [];
  /** That come with words that are kept already. */
  readonly joined: LabelChange[] = [];
  /** Until when those stay that are to expire later than before. */
  readonly lasting = new Map<number, number | null>();
  readonly #ledger: Ledger;
  /** By place in the change set. */
  readonly #same: ReadonlyMap<number, SameMemory>;
  readonly #made = new Map<string, Made[]>();

  constructor(ledger: Ledger, same: ReadonlyMap<number, SameMemory>) {
    this.#ledger = ledger;
    this.#same = same;
  }

  remember(memory: NewMemory, place: number): Receipt['memories'][number] {
    const cube = this.#ledger.cube(memory.scope.cube);
    const same = memory.unlessSame
      ? (this.#same.get(place) ?? this.#madeLike(memory, cube))
      : undefined;
    return same ? this.#addEvidence(cube, same, memory) : this.#create(cube, memory);
  }

  #create(cube: number, memory: NewMemory): Receipt['memories'][number] {
    const ledger = this.#ledger;
    const { scope, sources, categories, tags, metadata, index } = memory;
    const no = ledger.draw('memory');
    const [first] = sources;
    const episode = first ? ledger.episode(first.episode) : null;
    const row = memoryRow(memory, { cube, episode }, ledger.changes.at);
    ledger.batch.add('memory', {
      no,
      ...row,
      user_folded: foldedName(scope.user),
      agent_folded: foldedName(scope.agent),
      app_folded: foldedName(scope.app),
      run_folded: foldedName(scope.run),
      text_folded: foldedText(row.text),
    });
    addSources(ledger, no, sources);
    this.labels.push({ memory: no, cube, categories, tags, metadata, isNew: true });
    indexTerms(ledger, { cube, live: row.live, memory: no }, index.terms);
    indexVectors(ledger, { cube, live: row.live, memory: no }, index.vectors);
    const { id, expiresAt, validFrom, validTo } = memory;
    logMemory(ledger, { no, cube, id, version: 1, event: 'created', ...standingOf(memory) });
    ledger.tally(cube).live += row.live;
    ledger.awaiting.push({ no, cube });
    const made: Made = {
      no,
      id,
      version: 1,
      expiresAt,
      validFrom,
      validTo,
      metadata: row.metadata,
    };
    const key = keyOf(memory, cube);
    this.#made.set(key, [...(this.#made.get(key) ?? []), made]);
    return { id, outcome: 'created' };
  }

  /** More evidence of a memory that says the same. */
  #addEvidence(cube: number, same: SameMemory, memory: NewMemory): Receipt['memories'][number] {
    const ledger = this.#ledger;
    const { no, id, version, validFrom, validTo } = same;
    const { categories, tags } = memory;
    addSources(ledger, no, memory.sources);
    if (categories.length + tags.length > 0) {
      this.joined.push({ memory: no, cube, categories, tags });
    }
    const tally = ledger.tally(cube);
    if (outlasts(memory, same)) {
      same.expiresAt = memory.expiresAt;
      this.lasting.set(no, memory.expiresAt);
      tally.removals += 1;
    }
    const standing = { ...standingOf(memory), validFrom, validTo };
    logMemory(ledger, { no, cube, id, version, event: 'evidence', ...standing });
    return { id, outcome: 'evidence' };
  }

  #madeLike(memory: NewMemory, cube: number): Made | undefined {
    const { at } = this.#ledger.changes;
    const given = canonical(memory.metadata);
    return this.#made
      .get(keyOf(memory, cube))
      ?.find(
        (made) =>
          holdsAt(made, at) &&
          (made.expiresAt === null || made.expiresAt > at) &&
          (given === '{}' || given === made.metadata),
      );
  }
}

/** Says the same in the same full scope. */
function keyOf({ scope, kind, index }: NewMemory, cube: number): string {
  return JSON.stringify([
    cube,
    index.fingerprint,
    kind,
    scope.user,
    scope.agent,
    scope.app,
    scope.run,
  ]);
}

/** For each memory, by its place, the first that says the same already. */
async function findSame(
  ledger: Ledger,
  memories: readonly NewMemory[],
): Promise<Map<number, SameMemory>> {
  const { at } = ledger.changes;
  const asked = memories.flatMap((memory, place) =>
    memory.unlessSame ? [{ place, ...sameness(memory, ledger.cube(memory.scope.cube)) }] : [],
  );
  if (asked.length === 0) return new Map();
  const rows = await ledger.sql.all<SameMemory & { place: number }>(
    SAME,
    jsonRows(asked),
    at,
    at,
    at,
  );
  // One memory may be the same as several: what one of them changes, the next must see.
  const byNumber = new Map<number, SameMemory>();
  return new Map(
    rows.map(({ place, ...row }) => {
      const same = byNumber.get(row.no) ?? row;
      byNumber.set(row.no, same);
      return [place, same];
    }),
  );
}

function sameness({ scope, kind, index, metadata }: NewMemory, cube: number) {
  const { user, agent, app, run } = scope;
  const { fingerprint } = index;
  return { cube, fingerprint, kind, user, agent, app, run, metadata: canonical(metadata) };
}

/**
 * Metadata that says something else would be lost in the memory that is there. `no + 0` keeps the
 * planner from walking all memories by number.
 */
const SAME = `SELECT g.place, s.* FROM json_to_recordset(?) AS g (place int, cube bigint, fingerprint text,
    kind text, "user" text, agent text, app text, run text, metadata text)
  CROSS JOIN LATERAL (
    SELECT no, id, version, expires_at AS "expiresAt", valid_from AS "validFrom", valid_to AS "validTo"
    FROM memory m
    WHERE m.cube = g.cube AND left(m.fingerprint, 64) = left(g.fingerprint, 64)
      AND m.fingerprint = g.fingerprint AND m.kind = g.kind AND state = 'active'
      AND merged_into IS NULL AND user_id IS NOT DISTINCT FROM g."user"
      AND agent_id IS NOT DISTINCT FROM g.agent AND app_id IS NOT DISTINCT FROM g.app
      AND run_id IS NOT DISTINCT FROM g.run
      AND (valid_from IS NULL OR valid_from <= ?) AND (valid_to IS NULL OR valid_to > ?)
      AND (expires_at IS NULL OR expires_at > ?)
      AND (g.metadata = '{}' OR m.metadata = g.metadata)
    ORDER BY m.no + 0 LIMIT 1
  ) s`;

async function lastLonger(
  { sql, batch }: Ledger,
  lasting: ReadonlyMap<number, number | null>,
): Promise<void> {
  if (lasting.size === 0) return;
  await batch.flush();
  await sql.run(
    `UPDATE memory SET expires_at = l.until
     FROM json_to_recordset(?) AS l (no bigint, until bigint) WHERE memory.no = l.no`,
    jsonRows(Array.from(lasting, ([no, until]) => ({ no, until }))),
  );
}

/** Labels join those that are there. */
async function joinLabels(ledger: Ledger, joined: readonly LabelChange[]): Promise<void> {
  if (joined.length === 0) return;
  await ledger.batch.flush();
  const had = await labelsOf(
    ledger,
    joined.map(({ memory }) => memory),
  );
  const changes = new Map<number, LabelChange>();
  for (const { memory, cube, tags = [], categories = [] } of joined) {
    const known = changes.get(memory) ?? had.get(memory);
    changes.set(memory, {
      memory,
      cube,
      tags: [...new Set([...(known?.tags ?? []), ...tags])],
      categories: [...new Set([...(known?.categories ?? []), ...categories])],
    });
  }
  await setLabels(ledger, [...changes.values()]);
}

export function addSources(ledger: Ledger, memory: number, sources: NewMemory['sources']): void {
  for (const { episode, start, end } of sources) {
    ledger.batch.add('source', { memory, episode: ledger.episode(episode), start, end });
  }
}

export function logMemory(ledger: Ledger, of: MemoryEvent): void {
  const { cube, id: subject, version } = of;
  const seq = ledger.log({ cube, kind: `memory.${of.event}`, subject, version });
  ledger.batch.add('version', versionRow(of, seq, ledger.changes));
}
