import { TulvingError } from '../../errors.js';
import type { ErasedMemory, Erasure, Evidence } from '../change-set.js';
import {
  blanked,
  changed,
  ERASED_MEMORY,
  type ErasedRow,
  rebuiltIn,
  requireUnchanged,
} from '../sql/erase.js';
import { SECRET, tombstoneOf } from '../sql/tombstones.js';
import type { Whose } from '../sql/forget.js';
import { eraseAccess } from './access-log.js';
import type { Connection } from './driver.js';
import {
  forgetBatches,
  forgetJobs,
  forgetOfCube,
  forgetOfEpisode,
  forgetOfMemories,
  forgetProfiles,
} from './forget.js';
import { eraseForms } from './forms.js';
import type { Ledger } from './ledger.js';
import { settingOf } from './setting.js';
import { eraseTraces } from './traces.js';
import { forgetPending } from './pending-vectors.js';
import { unindexVectors } from './vectors.js';
import { unindexTerms } from './words.js';

export function erase(
  ledger: Ledger,
  { spans, memories, episodes, cubes, users = [], traces }: Erasure,
): void {
  const ids = memories.map(({ id }) => id);
  eraseTraces(ledger.db, ledger.changes.tenant, { ...traces, memories: ids });
  eraseForms(ledger.db, ledger.changes.tenant, {
    ...traces,
    memories: [...ids, ...rebuiltIn(ledger.changes)],
  });
  const going = memories.map((memory) => ({ memory, row: erasedRow(ledger, memory) }));
  const numbers = going.map(({ row }) => row.no);
  eraseAccess(ledger.db, ledger.changes.tenant, { ...traces, memories: numbers });
  // All at once, because parts go before or after what they were merged into.
  for (const { row } of going) {
    ledger.db.run('UPDATE memory SET merged_into = NULL WHERE no = ?', row.no);
  }
  const batches = forgetOfMemories(ledger.db, numbers);
  for (const { memory, row } of going) eraseMemory(ledger, memory, row);
  forgetBatches(ledger.db, batches);
  const whose: Whose[] = going.map(({ row }) => ({ cube: row.cubeNo, user: row.user }));
  const whole = new Set(episodes);
  for (const episode of new Set(spans.map((span) => span.episode))) {
    if (whole.has(episode)) continue;
    const of = spans.filter((span) => span.episode === episode);
    whose.push(blank(ledger, episode, of));
  }
  whose.push(...episodes.flatMap((episode) => eraseEpisode(ledger, episode)));
  forgetProfiles(ledger.db, ledger.changes.tenant, whose);
  forgetJobs(ledger.db, ledger.changes.tenant, users);
  for (const cube of cubes) forgetCube(ledger, cube);
}

/** The key of hashes that must not tell what was hashed. */
export function secretOf(db: Connection): Uint8Array {
  return Buffer.from(settingOf(db, SECRET), 'hex');
}

function erasedRow({ db, changes }: Ledger, memory: ErasedMemory): ErasedRow {
  const sql = `${ERASED_MEMORY} WHERE m.id = ? AND c.tenant = ?`;
  return requireUnchanged(db.get<ErasedRow>(sql, memory.id, changes.tenant), memory);
}

function eraseMemory(ledger: Ledger, { id, fingerprints }: ErasedMemory, row: ErasedRow): void {
  const { db, changes } = ledger;
  const { no } = row;
  const lent = db.get('SELECT 1 AS found FROM memory WHERE merged_into = ?', no);
  if (lent) throw changed(id);
  for (const fingerprint of new Set([row.fingerprint, ...fingerprints])) {
    db.insert('tombstone', {
      id,
      tenant: changes.tenant,
      hmac: tombstoneOf(secretOf(db), { ...row, fingerprint }),
      at: changes.at,
    });
  }
  unindexTerms(db, no);
  unindexVectors(db, no);
  forgetPending(db, no);
  db.run('DELETE FROM link WHERE "from" = ? OR "to" = ?', no, no);
  const categories = db.all<{ category: number }>(
    'SELECT category FROM memory_category WHERE memory = ?',
    no,
  );
  for (const table of ['source', 'version', 'tag', 'memory_category', 'field']) {
    db.run(`DELETE FROM ${table} WHERE memory = ?`, no);
  }
  db.run('DELETE FROM memory WHERE no = ?', no);
  for (const { category } of categories) forgetCategory(db, category);
  const tally = ledger.tally(row.cubeNo);
  tally.live -= row.live;
  tally.removals += 1;
  ledger.log({ cube: row.cubeNo, kind: 'memory.erased', subject: id, version: 1 });
}

/** A name that nobody described goes with the last memory that has it. */
export function forgetCategory(db: Connection, category: number): void {
  db.run(
    `DELETE FROM category WHERE no = ? AND description IS NULL
       AND NOT EXISTS (SELECT 1 FROM memory_category WHERE memory_category.category = category.no)`,
    category,
  );
}

function blank(ledger: Ledger, id: string, spans: readonly Evidence[]): Whose {
  const { db, changes } = ledger;
  const no = ledger.findEpisode(id);
  if (no === undefined) throw changed(id);
  const row = db.get<Whose & { text: string }>(
    'SELECT text, cube, user_id AS "user" FROM episode WHERE no = ?',
    no,
  );
  if (!row) throw new TulvingError('not_found', `There is no episode ${id}.`);
  const text = blanked(row.text, spans);
  db.run('UPDATE episode SET text = ?, erased_at = ? WHERE no = ?', text, changes.at, no);
  for (const { start, end } of spans) {
    const resting = db.get<{ id: string }>(
      `SELECT m.id FROM source s JOIN memory m ON m.no = s.memory
       WHERE s.episode = ? AND s.start < ? AND s."end" > ?`,
      no,
      end,
      start,
    );
    if (resting) throw changed(resting.id);
  }
  forgetOfEpisode(db, no);
  ledger.tally(row.cube);
  ledger.log({ cube: row.cube, kind: 'episode.erased', subject: id, version: 1 });
  return row;
}

/** Nothing cites it any more: what did was erased or rests on other episodes by now. */
function eraseEpisode(ledger: Ledger, id: string): Whose[] {
  const { db } = ledger;
  const no = ledger.findEpisode(id);
  if (no === undefined) return [];
  const row = db.get<Whose & { session: number }>(
    'SELECT cube, user_id AS "user", session FROM episode WHERE no = ?',
    no,
  );
  if (!row) return [];
  forgetOfEpisode(db, no);
  db.run('DELETE FROM source WHERE episode = ?', no);
  db.run(
    `UPDATE memory SET episode = (SELECT min(episode) FROM source WHERE memory = memory.no)
     WHERE episode = ?`,
    no,
  );
  db.run('DELETE FROM episode WHERE no = ?', no);
  db.run(
    'DELETE FROM session WHERE no = ? AND NOT EXISTS (SELECT 1 FROM episode WHERE session = ?)',
    row.session,
    row.session,
  );
  ledger.tally(row.cube).removals += 1;
  ledger.log({ cube: row.cube, kind: 'episode.erased', subject: id, version: 1 });
  return [row];
}

function forgetCube({ db, changes }: Ledger, name: string): void {
  const forgotten = db.run(
    `UPDATE cube SET name = 'erased:' || id WHERE tenant = ? AND name = ?
       AND NOT EXISTS (SELECT 1 FROM memory WHERE memory.cube = cube.no)
       AND NOT EXISTS (SELECT 1 FROM episode WHERE episode.cube = cube.no)`,
    changes.tenant,
    name,
  );
  if (forgotten.changes > 0) forgetOfCube(db, changes.tenant, name);
}
