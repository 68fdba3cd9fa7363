import type { Trust } from '../../model/trust.js';
import type { MemoryPast } from '../past.js';
import type { Evidence, NewMemory, Receipt, Revision } from '../change-set.js';
import {
  CURRENT_MEMORY,
  type CurrentMemory,
  indexChange,
  mostTrusted,
  outlasts,
  requireExpected,
  revised,
} from '../sql/revision.js';
import {
  arrivalEvent,
  canonical,
  type MemoryEvent,
  memoryRow,
  pastRow,
  standingOf,
  versionRow,
} from '../sql/rows.js';
import type { Connection } from './driver.js';
import { forgetCategory } from './erase.js';
import { addFields, indexFields } from './fields.js';
import { forgetUnsaid } from './forget.js';
import type { Ledger } from './ledger.js';
import { awaitVector } from './pending-vectors.js';
import { indexVectors, moveVectors, unindexVectors } from './vectors.js';
import { markIndex } from './write-index.js';
import { indexTerms, unindexTerms } from './words.js';

interface SameMemory {
  no: number;
  id: string;
  version: number;
  expiresAt: number | null;
  trust: Trust;
}

export function remember(ledger: Ledger, memory: NewMemory): Receipt['memories'][number] {
  const cube = ledger.cube(memory.scope.cube);
  const same = memory.unlessSame ? findSame(ledger, cube, memory) : undefined;
  if (same) return addEvidence(ledger, cube, same, memory);
  const first = memory.sources[0];
  const episode = first ? ledger.episode(first.episode) : null;
  const row = memoryRow(memory, { cube, episode }, ledger.changes.at);
  const no = ledger.db.insert('memory', row);
  const partition = row.live ? 'live' : 'past';
  addSources(ledger, no, memory.sources);
  insertCategories(ledger, no, memory.categories);
  insertTags(ledger, no, memory.tags);
  addFields(ledger.db, { memory: no, cube }, memory);
  indexTerms(ledger.db, { cube, partition }, no, memory.index.terms);
  indexVectors(ledger.db, { cube, partition }, no, memory.index.vectors);
  awaitVector(ledger.db, { no, cube, state: row.state });
  const placed = { no, cube, id: memory.id };
  if (memory.past) keepPast(ledger, placed, memory.past);
  else logMemory(ledger, { version: 1, event: 'created', ...placed, ...standingOf(memory) });
  ledger.tally(cube).live += row.live;
  return { id: memory.id, outcome: 'created' };
}

/** What happened to a memory before it was brought in. */
function keepPast(
  ledger: Ledger,
  memory: { no: number; cube: number; id: string },
  { mergedInto, versions }: MemoryPast,
): void {
  if (mergedInto !== null) writeMerged(ledger.db, { no: memory.no, mergedInto });
  for (const version of versions) {
    const seq = ledger.log(arrivalEvent(memory, version));
    ledger.db.insert('version', pastRow(memory, version, seq, ledger.changes));
  }
}

export function revise(ledger: Ledger, revision: Revision): void {
  const { db, changes } = ledger;
  const current = requireExpected(currentOf(ledger, revision.memory), revision);
  const next = revised(current, revision, changes.at);
  if (revision.forgetTexts) forgetTexts(db, current.no);
  else keepReplaced(db, current, revision);
  writeMemory(db, next, changes.at);
  if (next.text !== current.text) forgetUnsaid(db, next);
  if (next.mergedInto !== current.mergedInto) writeMerged(db, next);
  setLabels(ledger, current.no, revision.categories, revision.tags);
  indexFields(db, { memory: current.no, cube: current.cube }, revision);
  // Removed first: what is left of a quote may begin where the quote began.
  const elsewhere = removeSources(ledger, current.no, revision.removeSources ?? []);
  addSources(ledger, current.no, revision.addSources ?? [], changes.batch?.id);
  if (elsewhere) ledger.tally(current.cube).removals += 1;
  reindex(ledger, current, next, revision);
  awaitVector(db, next);
  const { memory: id, event, reason } = revision;
  logMemory(ledger, { ...next, id, event, reason });
}

/** More evidence of a memory that says the same; when both are to expire, it stays for the longer time. */
function addEvidence(
  ledger: Ledger,
  cube: number,
  same: SameMemory,
  memory: NewMemory,
): Receipt['memories'][number] {
  const { no, id, version } = same;
  addSources(ledger, no, memory.sources, ledger.changes.batch?.id);
  addLabels(ledger, { no, cube }, memory);
  const tally = ledger.tally(cube);
  if (outlasts(memory, same)) {
    ledger.db.run('UPDATE memory SET expires_at = ? WHERE no = ?', memory.expiresAt, no);
    tally.removals += 1;
  }
  const trust = mostTrusted(memory, same);
  if (trust !== same.trust) ledger.db.run('UPDATE memory SET trust = ? WHERE no = ?', trust, no);
  // One that is the same is active, stands alone and holds.
  const { validFrom, validTo } = currentOf(ledger, id) ?? standingOf(memory);
  const standing = { ...standingOf(memory), state: 'active' as const, validFrom, validTo };
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
    `SELECT no, id, version, expires_at AS "expiresAt", trust FROM memory INDEXED BY memory_same_words
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

/** @param batch that adds them to a memory which was there before it */
function addSources(
  ledger: Ledger,
  memory: number,
  sources: readonly Evidence[],
  batch: string | null = null,
): void {
  for (const { episode, start, end } of sources) {
    ledger.db.run(
      `INSERT INTO source (memory, episode, start, "end", batch) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      memory,
      ledger.episode(episode),
      start,
      end,
      batch,
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
  insertTags(ledger, memory, tags);
}

function insertTags({ db }: Ledger, memory: number, tags: readonly string[]): void {
  for (const tag of new Set(tags)) {
    db.run('INSERT INTO tag (memory, tag) VALUES (?, ?)', memory, tag);
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

function setCategories(ledger: Ledger, memory: number, names: readonly string[]): void {
  const { db } = ledger;
  const before = db.all<{ category: number }>(
    'SELECT category FROM memory_category WHERE memory = ?',
    memory,
  );
  db.run('DELETE FROM memory_category WHERE memory = ?', memory);
  insertCategories(ledger, memory, names);
  for (const { category } of before) forgetCategory(db, category);
}

function insertCategories(
  { db, changes: { tenant } }: Ledger,
  memory: number,
  names: readonly string[],
): void {
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
}

function currentOf({ db, changes: { tenant } }: Ledger, id: string): CurrentMemory | undefined {
  return db.get(`${CURRENT_MEMORY} WHERE m.id = ? AND c.tenant = ?`, id, tenant);
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
       valid_from = ?, valid_to = ?, expires_at = ?, deleted_at = ?, trust = ?, importance = ?, updated_at = ?
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
    next.trust,
    next.importance,
    at,
    next.no,
  );
}

/** By itself: what changes a reference has a savepoint in SQLite, at which FTS5 writes out what it holds. */
function writeMerged(
  db: Connection,
  { no, mergedInto }: Pick<CurrentMemory, 'no' | 'mergedInto'>,
): void {
  db.run(
    'UPDATE memory SET merged_into = (SELECT no FROM memory WHERE id = ?) WHERE no = ?',
    mergedInto,
    no,
  );
}

/** Moves a memory between the parts of its cube, or gives it new words there. */
function reindex(
  ledger: Ledger,
  current: CurrentMemory,
  next: CurrentMemory,
  revision: Revision,
): void {
  const { db } = ledger;
  const { no, cube } = current;
  const { index } = revision;
  const { moved, reworded, unsettles } = indexChange(current, next, revision);
  const tally = ledger.tally(cube);
  tally.live += next.live - current.live;
  tally.removals += unsettles ? 1 : 0;
  if (!moved && !reworded) return;
  const place = { cube, partition: next.live ? 'live' : 'past' } as const;
  unindexTerms(db, no);
  indexTerms(db, place, no, index.terms);
  if (reworded) {
    // What a model made of the same words stays.
    const isSame = revision.text === undefined && revision.metadata === undefined;
    unindexVectors(db, no, isSame ? [current.space, index.madeBy.space] : 'all');
    indexVectors(db, place, no, index.vectors);
  }
  if (moved) moveVectors(db, no, place.partition);
  // Words that only moved keep the vector that they had.
  const { space } = reworded ? index.madeBy : current;
  markIndex(db, no, index, { ...index.madeBy, space });
}

function logMemory(ledger: Ledger, of: MemoryEvent): void {
  const { cube, id: subject, version } = of;
  const seq = ledger.log({ cube, kind: `memory.${of.event}`, subject, version });
  ledger.db.insert('version', versionRow(of, seq, ledger.changes));
}
