import { v7 } from 'uuid';
import { TulvingError } from '../../errors.js';
import { layerOf } from '../../model/scope.js';
import type {
  ChangeSet,
  Evidence,
  IndexEntry,
  NewEpisode,
  NewMemory,
  Receipt,
  Revision,
} from '../change-set.js';
import type { Connection } from './driver.js';
import { indexTerms, unindexTerms } from './words.js';
import { indexVectors, moveVectors, unindexVectors } from './vectors.js';

/** Applies a change set inside the transaction that the caller has begun. */
export function applyChangeSet(db: Connection, changes: ChangeSet): Receipt {
  const commit = new Commit(db, changes);
  for (const episode of changes.episodes) commit.recordEpisode(episode);
  const memories = changes.memories.map((memory) => commit.remember(memory));
  for (const revision of changes.revisions) commit.revise(revision);
  commit.countChanges();
  return { memories };
}

interface CurrentMemory {
  no: number;
  cube: number;
  state: string;
  version: number;
  text: string;
  metadata: string;
  valid_to: number | null;
}

/** What a commit did to one cube, added to its counters at the end. */
interface CubeTally {
  live: number;
  removals: number;
}

/** The state of one change set while it is applied. */
class Commit {
  readonly #db: Connection;
  readonly #changes: ChangeSet;
  readonly #cubes = new Map<string, number>();
  readonly #episodes = new Map<string, number>();
  readonly #tallies = new Map<number, CubeTally>();
  #clock: number;

  constructor(db: Connection, changes: ChangeSet) {
    this.#db = db;
    this.#changes = changes;
    const last = db.get<{ hlc: number }>('SELECT hlc FROM event ORDER BY seq DESC LIMIT 1');
    this.#clock = last?.hlc ?? 0;
  }

  recordEpisode(episode: NewEpisode): void {
    const { scope } = episode;
    const cube = this.#cube(scope.cube);
    const session = this.#nextInSession(cube, episode.session);
    const { lastInsertRowid } = this.#db.run(
      `INSERT INTO episode (id, cube, session, ord, kind, user_id, agent_id, app_id, run_id,
         speaker, role, text, occurred_at, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      episode.id,
      cube,
      session.no,
      session.ord,
      episode.kind,
      scope.user,
      scope.agent,
      scope.app,
      scope.run,
      episode.speaker,
      episode.role,
      episode.text,
      episode.occurredAt,
      this.#changes.at,
    );
    this.#episodes.set(episode.id, lastInsertRowid);
    this.#tally(cube);
    this.#logEvent(cube, 'episode.recorded', episode.id, 1);
  }

  remember(memory: NewMemory): Receipt['memories'][number] {
    const cube = this.#cube(memory.scope.cube);
    const same = memory.unlessSame ? this.#findSame(cube, memory) : undefined;
    if (same) {
      this.#addSources(same.no, memory.sources);
      this.#logMemory(same.no, cube, 'evidence', same.id, same.version, 'active');
      this.#tally(cube);
      return { id: same.id, outcome: 'evidence' };
    }
    const no = this.#insertMemory(cube, memory);
    this.#addSources(no, memory.sources);
    this.#setLabels(no, memory.categories, memory.tags);
    indexTerms(this.#db, cube, true, no, memory.index.terms);
    indexVectors(this.#db, cube, true, no, memory.index.vectors);
    this.#logMemory(no, cube, 'created', memory.id, 1, 'active');
    this.#tally(cube).live += 1;
    return { id: memory.id, outcome: 'created' };
  }

  revise(revision: Revision): void {
    const current = this.#current(revision.memory);
    if (current.version !== revision.expectVersion) {
      const detail = `Memory ${revision.memory} has version ${current.version}, not ${revision.expectVersion}.`;
      throw new TulvingError('version_conflict', detail);
    }
    this.#keepReplaced(current, revision);
    this.#updateMemory(current, revision);
    this.#setLabels(current.no, revision.categories, revision.tags);
    const state = revision.state ?? current.state;
    this.#reindex(current, revision.index, state === 'active', revision.text !== undefined);
    const version = current.version + 1;
    this.#logMemory(current.no, current.cube, revision.event, revision.memory, version, state);
  }

  countChanges(): void {
    for (const [cube, { live, removals }] of this.#tallies) {
      this.#db.run(
        `UPDATE cube SET live = live + ?, change_seq = change_seq + 1, removal_seq = removal_seq + ?
         WHERE no = ?`,
        live,
        removals,
        cube,
      );
    }
  }

  /** The number of a cube of the tenant, which is made when it is new. */
  #cube(name: string): number {
    const known = this.#cubes.get(name);
    if (known !== undefined) return known;
    const { tenant, at } = this.#changes;
    this.#db.run(
      `INSERT INTO cube (id, tenant, name, created_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (tenant, name) DO NOTHING`,
      v7(),
      tenant,
      name,
      at,
    );
    const row = this.#db.get<{ no: number }>(
      'SELECT no FROM cube WHERE tenant = ? AND name = ?',
      tenant,
      name,
    );
    if (!row) throw new Error(`cube ${name} was neither found nor made`);
    this.#cubes.set(name, row.no);
    return row.no;
  }

  #nextInSession(cube: number, name: string): { no: number; ord: number } {
    const row = this.#db.get<{ no: number; episodes: number }>(
      `INSERT INTO session (cube, name, episodes) VALUES (?, ?, 1)
       ON CONFLICT (cube, name) DO UPDATE SET episodes = episodes + 1
       RETURNING no, episodes`,
      cube,
      name,
    );
    if (!row) throw new Error(`session ${name} was neither found nor made`);
    return { no: row.no, ord: row.episodes - 1 };
  }

  #findSame(
    cube: number,
    { scope, kind, index }: NewMemory,
  ): { no: number; id: string; version: number } | undefined {
    const { at } = this.#changes;
    // Without statistics SQLite takes the index on state, and walks the whole cube.
    return this.#db.get(
      `SELECT no, id, version FROM memory INDEXED BY memory_same_words
       WHERE cube = ? AND fingerprint = ? AND kind = ? AND state = 'active'
         AND user_id IS ? AND agent_id IS ? AND app_id IS ? AND run_id IS ?
         AND (valid_from IS NULL OR valid_from <= ?) AND (valid_to IS NULL OR valid_to > ?)
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
    );
  }

  #insertMemory(cube: number, memory: NewMemory): number {
    const { scope, index } = memory;
    const { at } = this.#changes;
    const first = memory.sources[0];
    return this.#db.run(
      `INSERT INTO memory (id, cube, episode, kind, layer, state, user_id, agent_id, app_id, run_id,
         version, text, metadata, fingerprint, length, cues, occurred_at, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, 'active', ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)`,
      memory.id,
      cube,
      first ? this.#episode(first.episode) : null,
      memory.kind,
      layerOf(scope),
      scope.user,
      scope.agent,
      scope.app,
      scope.run,
      memory.text,
      JSON.stringify(memory.metadata),
      index.fingerprint,
      index.terms.length,
      index.cues,
      memory.occurredAt,
      at,
      at,
    ).lastInsertRowid;
  }

  #addSources(memory: number, sources: readonly Evidence[]): void {
    for (const { episode, start, end } of sources) {
      this.#db.run(
        `INSERT INTO source (memory, episode, start, "end") VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        memory,
        this.#episode(episode),
        start,
        end,
      );
    }
  }

  #episode(id: string): number {
    const known =
      this.#episodes.get(id) ??
      this.#db.get<{ no: number }>('SELECT no FROM episode WHERE id = ?', id)?.no;
    if (known === undefined) throw new TulvingError('not_found', `There is no episode ${id}.`);
    this.#episodes.set(id, known);
    return known;
  }

  #setLabels(
    memory: number,
    categories: readonly string[] | undefined,
    tags: readonly string[] | undefined,
  ): void {
    if (categories) this.#setCategories(memory, categories);
    if (!tags) return;
    this.#db.run('DELETE FROM tag WHERE memory = ?', memory);
    for (const tag of new Set(tags)) {
      this.#db.run('INSERT INTO tag (memory, tag) VALUES (?, ?)', memory, tag);
    }
  }

  #setCategories(memory: number, categories: readonly string[]): void {
    const { tenant } = this.#changes;
    this.#db.run('DELETE FROM memory_category WHERE memory = ?', memory);
    for (const name of new Set(categories)) {
      this.#db.run(
        'INSERT INTO category (tenant, name) VALUES (?, ?) ON CONFLICT DO NOTHING',
        tenant,
        name,
      );
      this.#db.run(
        `INSERT INTO memory_category (memory, category)
         SELECT ?, no FROM category WHERE tenant = ? AND name = ?`,
        memory,
        tenant,
        name,
      );
    }
  }

  #current(id: string): CurrentMemory {
    const row = this.#db.get<CurrentMemory>(
      `SELECT m.no, m.cube, m.state, m.version, m.text, m.metadata, m.valid_to
       FROM memory m JOIN cube c ON c.no = m.cube WHERE m.id = ? AND c.tenant = ?`,
      id,
      this.#changes.tenant,
    );
    if (!row) throw new TulvingError('not_found', `There is no memory ${id}.`);
    return row;
  }

  /** Lays text and metadata that are about to be replaced into the newest row of the history. */
  #keepReplaced(current: CurrentMemory, { text, metadata }: Revision): void {
    if (text === undefined && metadata === undefined) return;
    this.#db.run(
      `UPDATE version SET text = ?, metadata = ?
       WHERE memory = ? AND seq = (SELECT max(seq) FROM version WHERE memory = ?)`,
      current.text,
      current.metadata,
      current.no,
      current.no,
    );
  }

  #updateMemory(current: CurrentMemory, revision: Revision): void {
    const { index } = revision;
    const metadata = revision.metadata ? JSON.stringify(revision.metadata) : null;
    this.#db.run(
      `UPDATE memory SET version = version + 1, text = coalesce(?, text),
         metadata = coalesce(?, metadata), occurred_at = coalesce(?, occurred_at),
         state = coalesce(?, state), fingerprint = ?, length = ?, cues = ?, updated_at = ?
       WHERE no = ?`,
      revision.text ?? null,
      metadata,
      revision.occurredAt ?? null,
      revision.state ?? null,
      index.fingerprint,
      index.terms.length,
      index.cues,
      this.#changes.at,
      current.no,
    );
  }

  /** Moves a memory between what search reads and what it does not, or gives it new words there. */
  #reindex(current: CurrentMemory, index: IndexEntry, live: boolean, newText: boolean): void {
    const { no, cube } = current;
    const wasLive = current.state === 'active';
    const tally = this.#tally(cube);
    tally.live += Number(live) - Number(wasLive);
    // Also a changed date or label is a removal: what is resident holds the old one.
    tally.removals += 1;
    if (!newText && live === wasLive) return;
    unindexTerms(this.#db, no);
    indexTerms(this.#db, cube, live, no, index.terms);
    if (newText) {
      unindexVectors(this.#db, no);
      indexVectors(this.#db, cube, live, no, index.vectors);
    } else {
      moveVectors(this.#db, no, live);
    }
  }

  #tally(cube: number): CubeTally {
    let tally = this.#tallies.get(cube);
    if (!tally) {
      tally = { live: 0, removals: 0 };
      this.#tallies.set(cube, tally);
    }
    return tally;
  }

  #logMemory(
    no: number,
    cube: number,
    event: Revision['event'],
    id: string,
    version: number,
    state: string,
  ): void {
    const seq = this.#logEvent(cube, `memory.${event}`, id, version);
    const { actor, at } = this.#changes;
    this.#db.run(
      `INSERT INTO version (memory, seq, n, event, state, actor, app, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      no,
      seq,
      version,
      event,
      state,
      actor.principal,
      actor.app,
      at,
    );
  }

  #logEvent(cube: number, kind: string, subject: string, version: number): number {
    const { actor, at } = this.#changes;
    return this.#db.run(
      `INSERT INTO event (hlc, node, cube, kind, subject, version, actor, app, at)
       VALUES (?, (SELECT value FROM setting WHERE name = 'node'), ?, ?, ?, ?, ?, ?, ?)`,
      this.#tick(at),
      cube,
      kind,
      subject,
      version,
      actor.principal,
      actor.app,
      at,
    ).lastInsertRowid;
  }

  /** Hybrid logical clock (Kulkarni et al. 2014) in one number: milliseconds × 1024 + counter. */
  #tick(at: number): number {
    this.#clock = Math.max(this.#clock + 1, at * 1024);
    return this.#clock;
  }
}
