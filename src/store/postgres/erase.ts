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
import { tombstoneOf } from '../sql/tombstones.js';
import type { Whose } from '../sql/forget.js';
import { eraseAccess } from './access-log.js';
import { jsonRows } from './batch.js';
import {
  forgetBatches,
  forgetOfCube,
  forgetJobs,
  forgetOfEpisodes,
  forgetOfMemories,
  forgetProfiles,
} from './forget.js';
import { eraseForms } from './forms.js';
import { forgetCategories } from './labels.js';
import type { Ledger } from './ledger.js';
import { eraseTraces } from './traces.js';
import { forgetPending } from './pending-vectors.js';
import { unindexVectors } from './vectors.js';
import { unindexTerms } from './words.js';

export async function erase(ledger: Ledger): Promise<void> {
  const { erasure, tenant } = ledger.changes;
  if (!erasure) return;
  await ledger.batch.flush();
  const ids = erasure.memories.map(({ id }) => id);
  await eraseTraces(ledger.sql, tenant, { ...erasure.traces, memories: ids });
  await eraseForms(ledger.sql, tenant, {
    ...erasure.traces,
    memories: [...ids, ...rebuiltIn(ledger.changes)],
  });
  await eraseAccess(ledger.sql, tenant, {
    ...erasure.traces,
    memories: await numbersOf(ledger, ids),
  });
  const whose = ids.length > 0 ? await eraseMemories(ledger, erasure.memories) : [];
  whose.push(...(await blankSpans(ledger, erasure)));
  whose.push(...(await eraseEpisodes(ledger, erasure.episodes)));
  await forgetProfiles(ledger.sql, tenant, whose);
  await forgetJobs(ledger.sql, tenant, erasure.users ?? []);
  for (const cube of erasure.cubes) await forgetCube(ledger, cube);
}

async function eraseMemories(ledger: Ledger, memories: readonly ErasedMemory[]): Promise<Whose[]> {
  const { sql } = ledger;
  const rows = await erasedRows(ledger, memories);
  const numbers = rows.map(({ no }) => no);
  // All at once, because parts go before or after what they were merged into.
  await sql.run('UPDATE memory SET merged_into = NULL WHERE no = ANY(?)', numbers);
  const lent = await sql.get<{ id: string }>(
    `SELECT o.id FROM memory m JOIN memory o ON o.no = m.merged_into
     WHERE m.merged_into = ANY(?) LIMIT 1`,
    numbers,
  );
  if (lent) throw changed(lent.id);
  addTombstones(ledger, memories, rows);
  await unindexTerms(ledger, numbers);
  await unindexVectors(ledger, numbers);
  await forgetPending(ledger, numbers);
  const batches = await forgetOfMemories(sql, numbers);
  await sql.run('DELETE FROM link WHERE "from" = ANY(?) OR "to" = ANY(?)', numbers, numbers);
  const categories = await sql.all<{ category: number }>(
    'DELETE FROM memory_category WHERE memory = ANY(?) RETURNING category',
    numbers,
  );
  for (const table of ['source', 'version', 'tag', 'field']) {
    await sql.run(`DELETE FROM ${table} WHERE memory = ANY(?)`, numbers);
  }
  await sql.run('DELETE FROM memory WHERE no = ANY(?)', numbers);
  await forgetBatches(sql, batches);
  await forgetCategories(sql, [...new Set(categories.map(({ category }) => category))]);
  for (const { id, cubeNo, live } of rows) {
    const tally = ledger.tally(cubeNo);
    tally.live -= live;
    tally.removals += 1;
    ledger.log({ cube: cubeNo, kind: 'memory.erased', subject: id, version: 1 });
  }
  return rows.map(({ cubeNo: cube, user }) => ({ cube, user }));
}

async function numbersOf({ sql, changes }: Ledger, ids: readonly string[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const found =
    'SELECT m.no FROM memory m JOIN cube c ON c.no = m.cube WHERE m.id = ANY(?) AND c.tenant = ?';
  return (await sql.all<{ no: number }>(found, ids, changes.tenant)).map(({ no }) => no);
}

/** In the order of the erasure. */
async function erasedRows(
  { sql, changes }: Ledger,
  memories: readonly ErasedMemory[],
): Promise<ErasedRow[]> {
  const rows = await sql.all<ErasedRow>(
    `${ERASED_MEMORY} WHERE m.id = ANY(?) AND c.tenant = ?`,
    memories.map(({ id }) => id),
    changes.tenant,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return memories.map((memory) => requireUnchanged(byId.get(memory.id), memory));
}

function addTombstones(
  ledger: Ledger,
  memories: readonly ErasedMemory[],
  rows: readonly ErasedRow[],
): void {
  const { tenant, at } = ledger.changes;
  memories.forEach(({ id, fingerprints }, place) => {
    const row = rows[place] as ErasedRow;
    for (const fingerprint of new Set([row.fingerprint, ...fingerprints])) {
      const hmac = tombstoneOf(ledger.secret, { ...row, fingerprint });
      ledger.batch.add('tombstone', { id, tenant, hmac, at });
    }
  });
}

async function blankSpans(ledger: Ledger, { spans, episodes }: Erasure): Promise<Whose[]> {
  const whole = new Set(episodes);
  const blank = spans.filter(({ episode }) => !whole.has(episode));
  if (blank.length === 0) return [];
  const byEpisode = new Map<number, { id: string; spans: Evidence[] }>();
  for (const span of blank) {
    const no = ledger.findEpisode(span.episode);
    if (no === undefined) throw changed(span.episode);
    const of = byEpisode.get(no) ?? { id: span.episode, spans: [] };
    of.spans.push(span);
    byEpisode.set(no, of);
  }
  const whose = await writeBlanked(ledger, byEpisode);
  await requireFree(ledger, blank);
  await forgetOfEpisodes(ledger.sql, [...byEpisode.keys()]);
  return whose;
}

async function writeBlanked(
  ledger: Ledger,
  byEpisode: ReadonlyMap<number, { id: string; spans: readonly Evidence[] }>,
): Promise<Whose[]> {
  const rows = await ledger.sql.all<Whose & { no: number; text: string }>(
    'SELECT no, text, cube, user_id AS "user" FROM episode WHERE no = ANY(?)',
    [...byEpisode.keys()],
  );
  const found = new Map(rows.map((row) => [row.no, row]));
  const texts = Array.from(byEpisode, ([no, { id, spans }]) => {
    const row = found.get(no);
    if (!row) throw new TulvingError('not_found', `There is no episode ${id}.`);
    ledger.tally(row.cube);
    ledger.log({ cube: row.cube, kind: 'episode.erased', subject: id, version: 1 });
    return { no, text: blanked(row.text, spans) };
  });
  await ledger.sql.run(
    `UPDATE episode e SET text = r.text, erased_at = ?
     FROM json_to_recordset(?) AS r (no bigint, text text) WHERE e.no = r.no`,
    ledger.changes.at,
    jsonRows(texts),
  );
  return rows;
}

/** Nothing may rest on what was blanked. */
async function requireFree(ledger: Ledger, spans: readonly Evidence[]): Promise<void> {
  const resting = await ledger.sql.get<{ id: string }>(
    `SELECT m.id FROM json_to_recordset(?) AS b (episode bigint, start bigint, "end" bigint)
     JOIN source s ON s.episode = b.episode AND s.start < b."end" AND s."end" > b.start
     JOIN memory m ON m.no = s.memory LIMIT 1`,
    jsonRows(
      spans.map(({ episode, start, end }) => ({ episode: ledger.episode(episode), start, end })),
    ),
  );
  if (resting) throw changed(resting.id);
}

/** Nothing cites them any more: what did was erased or rests on other episodes by now. */
async function eraseEpisodes(ledger: Ledger, ids: readonly string[]): Promise<Whose[]> {
  const { sql } = ledger;
  const numbers = ids.flatMap((id) => ledger.findEpisode(id) ?? []);
  if (numbers.length === 0) return [];
  await forgetOfEpisodes(sql, numbers);
  await sql.run('DELETE FROM source WHERE episode = ANY(?)', numbers);
  await sql.run(
    `UPDATE memory m SET episode = (SELECT min(episode) FROM source WHERE memory = m.no)
     WHERE episode = ANY(?)`,
    numbers,
  );
  const gone = await sql.all<Whose & { id: string; session: number }>(
    'DELETE FROM episode WHERE no = ANY(?) RETURNING id, cube, session, user_id AS "user"',
    numbers,
  );
  await sql.run(
    `DELETE FROM session WHERE no = ANY(?)
       AND NOT EXISTS (SELECT 1 FROM episode e WHERE e.session = session.no)`,
    gone.map(({ session }) => session),
  );
  for (const { id, cube } of gone) {
    ledger.tally(cube).removals += 1;
    ledger.log({ cube, kind: 'episode.erased', subject: id, version: 1 });
  }
  return gone;
}

async function forgetCube({ sql, changes }: Ledger, name: string): Promise<void> {
  const forgotten = await sql.run(
    `UPDATE cube SET name = 'erased:' || id, folded = NULL WHERE tenant = ? AND name = ?
       AND NOT EXISTS (SELECT 1 FROM memory m WHERE m.cube = cube.no)
       AND NOT EXISTS (SELECT 1 FROM episode e WHERE e.cube = cube.no)`,
    changes.tenant,
    name,
  );
  if (forgotten > 0) await forgetOfCube(sql, changes.tenant, name);
}
