import { TulvingError } from '../../errors.js';
import { type IndexIdentity, isOlder } from '../../model/index-identity.js';
import type { HistoryEvent, Metadata } from '../../model/memory.js';
import { layerOf } from '../../model/scope.js';
import { type Partition, partitionOf, type Standing } from '../../model/validity.js';
import type { Evidence, NewMemory, Receipt, Revision } from '../change-set.js';
import type { Connection } from './driver.js';
import { forgetCategory } from './erase.js';
import { indexFields } from './fields.js';
import type { Ledger } from './ledger.js';
import { awaitVector } from './pending-vectors.js';
import { indexVectors, moveVectors, unindexVectors } from './vectors.js';
import { markIndex } from './write-index.js';
import { indexTerms, unindexTerms } from './words.js';

interface SameMemory {
  no: number;
  id: string;
  version: number;
  expires_at: number | null;
}

/** The columns that a revision may change, and what it must know of the rest. */
interface CurrentMemory extends Standing, IndexIdentity {
  no: number;
  cube: number;
  live: 0 | 1;
  version: number;
  text: string;
  metadata: string;
  occurredAt: number;
  expiresAt: number | null;
  deletedAt: number | null;
}

export function remember(ledger: Ledger, memory: NewMemory): Receipt['memories'][number] {
  const cube = ledger.cube(memory.scope.cube);
  const same = memory.unlessSame ? findSame(ledger, cube, memory) : undefined;
  if (same) return addEvidence(ledger, cube, same, memory);
  const { validFrom, validTo } = memory;
  const standing: Standing = { state: 'active', mergedInto: null, validFrom, validTo };
  const partition = partitionOf(standing, ledger.changes.at);
  const no = insertMemory(ledger, cube, memory, partition);
  addSources(ledger, no, memory.sources);
  setLabels(ledger, no, memory.categories, memory.tags);
  indexFields(ledger.db, { memory: no, cube }, memory);
  indexTerms(ledger.db, { cube, partition }, no, memory.index.terms);
  indexVectors(ledger.db, { cube, partition }, no, memory.index.vectors);
  awaitVector(ledger.db, { no, cube, state: 'active' });
  logMemory(ledger, { no, cube, id: memory.id, version: 1, event: 'created', ...standing });
  ledger.tally(cube).live += partition === 'live' ? 1 : 0;
  return { id: memory.id, outcome: 'created' };
}

export function revise(ledger: Ledger, revision: Revision): void {
  const { db, changes } = ledger;
  const current = currentOf(ledger, revision.memory);
  if (current.version !== revision.expectVersion) {
    const detail = `Memory ${revision.memory} has version ${current.version}, not ${revision.expectVersion}.`;
    throw new TulvingError('version_conflict', detail);
  }
  const next = revised(current, revision, changes.at);
  if (revision.forgetTexts) forgetTexts(db, current.no);
  else keepReplaced(db, current, revision);
  writeMemory(db, next, changes.at);
  setLabels(ledger, current.no, revision.categories, revision.tags);
  indexFields(db, { memory: current.no, cube: current.cube }, revision);
  // Removed first: what is left of a quote may begin where the quote began.
  const elsewhere = removeSources(ledger, current.no, revision.removeSources ?? []);
  addSources(ledger, current.no, revision.addSources ?? []);
  if (elsewhere) ledger.tally(current.cube).removals += 1;
  reindex(ledger, current, next, revision);
  awaitVector(db, next);
  logMemory(ledger, { ...next, id: revision.memory, event: revision.event });
}

function revised(current: CurrentMemory, revision: Revision, at: number): CurrentMemory {
  const { text, metadata, occurredAt, state, validFrom, validTo, expiresAt, mergedInto } = revision;
  const next = {
    ...current,
    version: current.version + 1,
    text: text ?? current.text,
    metadata: metadata ? canonical(metadata) : current.metadata,
    occurredAt: occurredAt ?? current.occurredAt,
    state: state ?? current.state,
    validFrom: validFrom === undefined ? current.validFrom : validFrom,
    validTo: validTo === undefined ? current.validTo : validTo,
    expiresAt: expiresAt === undefined ? current.expiresAt : expiresAt,
    mergedInto: mergedInto === undefined ? current.mergedInto : mergedInto,
  };
  const live = partitionOf(next, at) === 'live' ? 1 : 0;
  const deletedAt = next.state === 'deleted' ? (current.deletedAt ?? at) : null;
  return { ...next, live, deletedAt };
}

/** More evidence of a memory that says the same; when both are to expire, it stays for the longer time. */
function addEvidence(
  ledger: Ledger,
  cube: number,
  same: SameMemory,
  memory: NewMemory,
): Receipt['memories'][number] {
  const { no, id, version } = same;
  addSources(ledger, no, memory.sources);
  addLabels(ledger, { no, cube }, memory);
  const tally = ledger.tally(cube);
  if (same.expires_at !== null && (memory.expiresAt ?? Infinity) > same.expires_at) {
    ledger.db.run('UPDATE memory SET expires_at = ? WHERE no = ?', memory.expiresAt, no);
    tally.removals += 1;
  }
  const { state, mergedInto, validFrom, validTo } = currentOf(ledger, id);
  const standing = { state, mergedInto, validFrom, validTo };
  logMemory(ledger, { no, cube, id, version, event: 'evidence', ...standing });
  return { id, outcome: 'evidence' };
}

function findSame(
  { db, changes: { at } }: Ledger,
  cube: number,
  { scope, kind, index, metadata }: NewMemory,
): SameMemory | undefined {
  // Metadata that says something else would be lost in the memory that is there.
  const given = canonical(metadata);
  // Without statistics SQLite takes the index on state, and walks the whole cube.
  return db.get(
    `SELECT no, id, version, expires_at FROM memory INDEXED BY memory_same_words
     WHERE cube = ? AND fingerprint = ? AND kind = ? AND state = 'active' AND merged_into IS NULL
       AND user_id IS ? AND agent_id IS ? AND app_id IS ? AND run_id IS ?
       AND (valid_from IS NULL OR valid_from <= ?) AND (valid_to IS NULL OR valid_to > ?)
       AND (expires_at IS NULL OR expires_at > ?) AND (? = '{}' OR metadata = ?)
     ORDER BY no LIMIT 1`,
    cube,
    index.fingerprint,
    kind,
    scope.user,
    scope.agent,
    scope.app,
    scope.run,
    at,
    at,
    at,
    given,
    given,
  );
}

function insertMemory(
  ledger: Ledger,
  cube: number,
  memory: NewMemory,
  partition: Partition,
): number {
  const { scope, index } = memory;
  const { at } = ledger.changes;
  const first = memory.sources[0];
  return ledger.db.run(
    `INSERT INTO memory (id, cube, episode, kind, layer, state, live, user_id, agent_id, app_id,
       run_id, version, text, metadata, fingerprint, length, cues, analyser, space, occurred_at,
       valid_from, valid_to, expires_at, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, 'active', ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    memory.id,
    cube,
    first ? ledger.episode(first.episode) : null,
    memory.kind,
    layerOf(scope),
    partition === 'live' ? 1 : 0,
    scope.user,
    scope.agent,
    scope.app,
    scope.run,
    memory.text,
    canonical(memory.metadata),
    index.fingerprint,
    index.terms.length,
    index.cues,
    index.madeBy.analyser,
    index.madeBy.space,
    memory.occurredAt,
    memory.validFrom,
    memory.validTo,
    memory.expiresAt,
    at,
    at,
  ).lastInsertRowid;
}

function addSources(ledger: Ledger, memory: number, sources: readonly Evidence[]): void {
  for (const { episode, start, end } of sources) {
    ledger.db.run(
      `INSERT INTO source (memory, episode, start, "end") VALUES (?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      memory,
      ledger.episode(episode),
      start,
      end,
    );
  }
}

/** @returns whether it stands in another session now, or elsewhere in its own */
function removeSources(ledger: Ledger, memory: number, sources: readonly Evidence[]): boolean {
  for (const { episode, start } of sources) {
    ledger.db.run(
      'DELETE FROM source WHERE memory = ? AND episode = ? AND start = ?',
      memory,
      ledger.episode(episode),
      start,
    );
  }
  return sources.length > 0 && moveToEvidence(ledger.db, memory);
}

/** Where it stands in its session is told by an episode that it still rests on. */
function moveToEvidence(db: Connection, memory: number): boolean {
  const { changes } = db.run(
    `UPDATE memory SET episode = (SELECT min(episode) FROM source WHERE memory = memory.no)
     WHERE no = ? AND episode NOT IN (SELECT episode FROM source WHERE memory = memory.no)`,
    memory,
  );
  return changes > 0;
}

function setLabels(
  ledger: Ledger,
  memory: number,
  categories: readonly string[] | undefined,
  tags: readonly string[] | undefined,
): void {
  if (categories) setCategories(ledger, memory, categories);
  if (!tags) return;
  ledger.db.run('DELETE FROM tag WHERE memory = ?', memory);
  for (const tag of new Set(tags)) {
    ledger.db.run('INSERT INTO tag (memory, tag) VALUES (?, ?)', memory, tag);
  }
}

/** Labels that come with words that are kept already join those that are there. */
function addLabels(
  ledger: Ledger,
  { no, cube }: { no: number; cube: number },
  { categories, tags }: NewMemory,
): void {
  if (categories.length + tags.length === 0) return;
  const { db } = ledger;
  const had = (sql: string) => db.all<{ name: string }>(sql, no).map(({ name }) => name);
  const all = {
    tags: [...new Set([...had('SELECT tag AS name FROM tag WHERE memory = ?'), ...tags])],
    categories: [
      ...new Set([
        ...had(
          `SELECT c.name FROM memory_category mc JOIN category c ON c.no = mc.category
           WHERE mc.memory = ?`,
        ),
        ...categories,
      ]),
    ],
  };
  setLabels(ledger, no, all.categories, all.tags);
  indexFields(db, { memory: no, cube }, all);
}

function setCategories(
  { db, changes: { tenant } }: Ledger,
  memory: number,
  names: readonly string[],
): void {
  const before = db.all<{ category: number }>(
    'SELECT category FROM memory_category WHERE memory = ?',
    memory,
  );
  db.run('DELETE FROM memory_category WHERE memory = ?', memory);
  for (const name of new Set(names)) {
    db.run(
      'INSERT INTO category (tenant, name) VALUES (?, ?) ON CONFLICT DO NOTHING',
      tenant,
      name,
    );
    db.run(
      `INSERT INTO memory_category (memory, category)
       SELECT ?, no FROM category WHERE tenant = ? AND name = ?`,
      memory,
      tenant,
      name,
    );
  }
  for (const { category } of before) forgetCategory(db, category);
}

function currentOf({ db, changes: { tenant } }: Ledger, id: string): CurrentMemory {
  const row = db.get<CurrentMemory>(
    `SELECT m.no, m.cube, m.live, m.state, m.version, m.text, m.metadata, m.analyser, m.space,
       m.occurred_at AS occurredAt, m.valid_from AS validFrom, m.valid_to AS validTo,
       m.expires_at AS expiresAt, m.deleted_at AS deletedAt,
       (SELECT id FROM memory WHERE no = m.merged_into) AS mergedInto
     FROM memory m JOIN cube c ON c.no = m.cube WHERE m.id = ? AND c.tenant = ?`,
    id,
    tenant,
  );
  // It was there when the change was planned.
  if (!row) throw new TulvingError('version_conflict', `Memory ${id} was erased meanwhile.`);
  return row;
}

/** Lays text and metadata that are about to be replaced into the newest row of the history. */
function keepReplaced(db: Connection, current: CurrentMemory, { text, metadata }: Revision): void {
  if (text === undefined && metadata === undefined) return;
  db.run(
    `UPDATE version SET text = ?, metadata = ?
     WHERE memory = ? AND seq = (SELECT max(seq) FROM version WHERE memory = ?)`,
    current.text,
    current.metadata,
    current.no,
    current.no,
  );
}

/** The rows stay, and tell of today's text. */
function forgetTexts(db: Connection, memory: number): void {
  db.run('UPDATE version SET text = NULL, metadata = NULL WHERE memory = ?', memory);
}

function writeMemory(db: Connection, next: CurrentMemory, at: number): void {
  db.run(
    `UPDATE memory SET version = ?, text = ?, metadata = ?, occurred_at = ?, state = ?, live = ?,
       valid_from = ?, valid_to = ?, expires_at = ?, deleted_at = ?,
       merged_into = (SELECT no FROM memory WHERE id = ?), updated_at = ?
     WHERE no = ?`,
    next.version,
    next.text,
    next.metadata,
    next.occurredAt,
    next.state,
    next.live,
    next.validFrom,
    next.validTo,
    next.expiresAt,
    next.deletedAt,
    next.mergedInto,
    at,
    next.no,
  );
}

/** Moves a memory between the parts of its cube, or gives it new words there. */
function reindex(
  ledger: Ledger,
  current: CurrentMemory,
  next: CurrentMemory,
  { index, text, metadata }: Revision,
): void {
  const { db } = ledger;
  const { no, cube } = current;
  const tally = ledger.tally(cube);
  const moved = next.live !== current.live;
  // Metadata too: a title in it is indexed with the text.
  const reworded = text !== undefined || metadata !== undefined || isOlder(current, index.madeBy);
  tally.live += next.live - current.live;
  // What is resident cannot just be added to; of labels it knows nothing.
  if (moved || reworded || !sameBounds(current, next)) tally.removals += 1;
  if (!moved && !reworded) return;
  const place = { cube, partition: next.live ? 'live' : 'past' } as const;
  unindexTerms(db, no);
  indexTerms(db, place, no, index.terms);
  if (reworded) {
    // What a model made of the same words stays.
    const isSame = text === undefined && metadata === undefined;
    unindexVectors(db, no, isSame ? [current.space, index.madeBy.space] : 'all');
    indexVectors(db, place, no, index.vectors);
  }
  if (moved) moveVectors(db, no, place.partition);
  markIndex(db, no, index, reworded ? index.madeBy.space : current.space);
}

function sameBounds(one: CurrentMemory, other: CurrentMemory): boolean {
  return (
    one.validFrom === other.validFrom &&
    one.validTo === other.validTo &&
    one.expiresAt === other.expiresAt &&
    one.mergedInto === other.mergedInto &&
    one.state === other.state
  );
}

/** The same metadata is the same text, in whatever order its keys came. */
function canonical(metadata: Metadata): string {
  return JSON.stringify(metadata, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

interface MemoryEvent extends Standing {
  no: number;
  cube: number;
  id: string;
  version: number;
  event: HistoryEvent;
}

function logMemory(ledger: Ledger, of: MemoryEvent): void {
  const seq = ledger.log(of.cube, `memory.${of.event}`, of.id, of.version);
  const { actor, at } = ledger.changes;
  ledger.db.run(
    `INSERT INTO version (memory, seq, n, event, state, valid_from, valid_to, merged_into,
       actor, app, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    of.no,
    seq,
    of.version,
    of.event,
    of.state,
    of.validFrom,
    of.validTo,
    of.mergedInto,
    actor.principal,
    actor.app,
    at,
  );
}
