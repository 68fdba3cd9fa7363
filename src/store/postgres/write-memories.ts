import { holdsAt } from '../../model/validity.js';
import type { MemoryPast } from '../past.js';
import type { NewMemory, Receipt } from '../change-set.js';
import { mostTrusted, outlasts } from '../sql/revision.js';
import {
  arrivalEvent,
  canonical,
  type MemoryEvent,
  memoryRow,
  pastRow,
  standingOf,
  versionRow,
} from '../sql/rows.js';
import { jsonRows } from './batch.js';
import { type LabelChange, labelsOf, setLabels } from './labels.js';
import { foldedName, foldedText } from '../sql/folded.js';
import type { Ledger } from './ledger.js';
import type { SameMemory } from './opening.js';
import { indexVectors } from './vectors.js';
import { indexTerms } from './words.js';

/** One that this transaction has made, and may be the same as one that follows. */
interface Made extends SameMemory {
  metadata: string;
}

/** @returns for each change set, and in it for each new memory, what became of it */
export async function rememberAll(ledgers: readonly Ledger[]): Promise<Receipt['memories'][]> {
  const writer = new MemoryWriter();
  const done = ledgers.map((ledger) => writer.rememberAll(ledger));
  const [ledger] = ledgers;
  if (ledger) {
    await setLabels(ledger, writer.labels);
    await joinLabels(ledger, writer.joined);
    await better(ledger, writer.bettered);
    await mergePast(ledger, writer.merged);
  }
  return done;
}

/** Writes the new memories of a transaction: each sees those before it. */
class MemoryWriter {
  /** Of new memories. */
  readonly labels: LabelChange[] = [];
  /** That come with words that are kept already. */
  readonly joined: LabelChange[] = [];
  /** That stay longer than before, or are trusted more. */
  readonly bettered = new Map<number, SameMemory>();
  /** That are brought in as parts of others. */
  readonly merged: { no: number; into: string }[] = [];
  readonly #made = new Map<string, Made[]>();
  /** Among the new memories of all change sets. */
  #place = 0;

  rememberAll(ledger: Ledger): Receipt['memories'] {
    return (ledger.changes.memories ?? []).map((memory) => this.#remember(ledger, memory));
  }

  #remember(ledger: Ledger, memory: NewMemory): Receipt['memories'][number] {
    const cube = ledger.cube(memory.scope.cube);
    const kept = ledger.books.same.get(this.#place++);
    const same = memory.unlessSame ? (kept ?? this.#madeLike(ledger, memory, cube)) : undefined;
    return same
      ? this.#addEvidence(ledger, { ...memory, cube }, same)
      : this.#create(ledger, { ...memory, cube });
  }

  #create(ledger: Ledger, memory: PlacedMemory): Receipt['memories'][number] {
    const { cube, scope, sources, categories, tags, metadata, index } = memory;
    const no = ledger.books.draw('memory');
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
    if (memory.past) this.#keepPast(ledger, { no, cube, id }, memory.past);
    else logMemory(ledger, { no, cube, id, version: 1, event: 'created', ...standingOf(memory) });
    ledger.tally(cube).live += row.live;
    if (row.state !== 'deleted') ledger.books.awaiting.push({ no, cube });
    const made: Made = {
      no,
      id,
      version: 1,
      expiresAt,
      validFrom,
      validTo,
      trust: row.trust,
      metadata: row.metadata,
    };
    if (row.state === 'active' && !memory.past?.mergedInto) {
      const key = keyOf(memory, cube);
      this.#made.set(key, [...(this.#made.get(key) ?? []), made]);
    }
    return { id, outcome: 'created' };
  }

  /** What happened to a memory before it was brought in. */
  #keepPast(
    ledger: Ledger,
    memory: { no: number; cube: number; id: string },
    { mergedInto, versions }: MemoryPast,
  ): void {
    if (mergedInto !== null) this.merged.push({ no: memory.no, into: mergedInto });
    for (const version of versions) {
      const seq = ledger.log(arrivalEvent(memory, version));
      ledger.batch.add('version', pastRow(memory, version, seq, ledger.changes));
    }
  }

  /** More evidence of a memory that says the same. */
  #addEvidence(
    ledger: Ledger,
    memory: PlacedMemory,
    same: SameMemory,
  ): Receipt['memories'][number] {
    const { no, id, version, validFrom, validTo } = same;
    const { cube, categories, tags } = memory;
    addSources(ledger, no, memory.sources, ledger.changes.batch?.id);
    if (categories.length + tags.length > 0) {
      this.joined.push({ memory: no, cube, categories, tags });
    }
    const tally = ledger.tally(cube);
    if (outlasts(memory, same)) {
      same.expiresAt = memory.expiresAt;
      this.bettered.set(no, same);
      tally.removals += 1;
    }
    const trust = mostTrusted(memory, same);
    if (trust !== same.trust) {
      same.trust = trust;
      this.bettered.set(no, same);
    }
    const standing = { ...standingOf(memory), state: 'active' as const, validFrom, validTo };
    logMemory(ledger, { no, cube, id, version, event: 'evidence', ...standing });
    return { id, outcome: 'evidence' };
  }

  #madeLike({ changes: { at } }: Ledger, memory: NewMemory, cube: number): Made | undefined {
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

/** With the number of its cube. */
type PlacedMemory = NewMemory & { cube: number };

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

async function better(
  { sql, batch }: Ledger,
  bettered: ReadonlyMap<number, SameMemory>,
): Promise<void> {
  if (bettered.size === 0) return;
  await batch.flush();
  await sql.run(
    `UPDATE memory SET expires_at = b.until, trust = b.trust
     FROM json_to_recordset(?) AS b (no bigint, until bigint, trust text) WHERE memory.no = b.no`,
    jsonRows(
      Array.from(bettered, ([no, { expiresAt, trust }]) => ({ no, until: expiresAt, trust })),
    ),
  );
}

/** What is a part may stand before what it is a part of. */
async function mergePast(
  { sql, batch }: Ledger,
  merged: readonly { no: number; into: string }[],
): Promise<void> {
  if (merged.length === 0) return;
  await batch.flush();
  await sql.run(
    `UPDATE memory SET merged_into = o.no
     FROM json_to_recordset(?) AS g (no bigint, "into" text) JOIN memory o ON o.id = g."into"
     WHERE memory.no = g.no`,
    jsonRows(merged),
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

/** @param batch that adds them to a memory which was there before it */
export function addSources(
  ledger: Ledger,
  memory: number,
  sources: NewMemory['sources'],
  batch: string | null = null,
): void {
  for (const { episode, start, end } of sources) {
    ledger.batch.add('source', { memory, episode: ledger.episode(episode), start, end, batch });
  }
}

export function logMemory(ledger: Ledger, of: MemoryEvent): void {
  const { cube, id: subject, version } = of;
  const seq = ledger.log({ cube, kind: `memory.${of.event}`, subject, version });
  ledger.batch.add('version', versionRow(of, seq, ledger.changes));
}
