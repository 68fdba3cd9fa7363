import type { Revision } from '../change-set.js';
import {
  CURRENT_MEMORY,
  type CurrentMemory,
  indexChange,
  requireExpected,
  revised,
} from '../sql/revision.js';
import { jsonRows } from './batch.js';
import { setLabels } from './labels.js';
import { foldedText } from '../sql/folded.js';
import { forgetUnsaid } from './forget.js';
import type { Ledger } from './ledger.js';
import { forgetPending } from './pending-vectors.js';
import { indexVectors, moveVectors, unindexVectors } from './vectors.js';
import { type IndexMark, markIndexes } from './write-index.js';
import { addSources, logMemory } from './write-memories.js';
import { indexTerms, unindexTerms } from './words.js';

/** A revision with the memory before and after it. */
interface Step {
  revision: Revision;
  current: CurrentMemory;
  next: CurrentMemory;
}

/** All that change another memory at once; a second change of the same one has to see the first. */
export async function reviseAll(ledger: Ledger): Promise<void> {
  for (const round of roundsOf(ledger.changes.revisions ?? [])) await reviseRound(ledger, round);
}

function roundsOf(revisions: readonly Revision[]): Revision[][] {
  const rounds: Revision[][] = [];
  const times = new Map<string, number>();
  for (const revision of revisions) {
    const time = times.get(revision.memory) ?? 0;
    times.set(revision.memory, time + 1);
    (rounds[time] ??= []).push(revision);
  }
  return rounds;
}

async function reviseRound(ledger: Ledger, round: readonly Revision[]): Promise<void> {
  const steps = await stepsOf(ledger, round);
  await keepTexts(ledger, steps);
  await writeMemories(ledger, steps);
  await forgetUnsaid(
    ledger,
    steps.filter(({ current, next }) => next.text !== current.text).map(({ next }) => next),
  );
  await setLabels(
    ledger,
    steps.map(({ current, revision }) => {
      const { metadata, categories, tags } = revision;
      return { memory: current.no, cube: current.cube, metadata, categories, tags };
    }),
  );
  await changeSources(ledger, steps);
  await moveInIndex(ledger, steps);
  for (const { revision, next } of steps) {
    const { memory: id, event, reason } = revision;
    logMemory(ledger, { ...next, id, event, reason });
  }
  await changeWaiting(ledger, steps);
  await ledger.batch.flush();
}

async function stepsOf(ledger: Ledger, round: readonly Revision[]): Promise<Step[]> {
  const { tenant, at } = ledger.changes;
  const rows = await ledger.sql.all<CurrentMemory>(
    `${CURRENT_MEMORY} WHERE m.id = ANY(?) AND c.tenant = ?`,
    round.map(({ memory }) => memory),
    tenant,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return round.map((revision) => {
    const current = requireExpected(byId.get(revision.memory), revision);
    return { revision, current, next: revised(current, revision, at) };
  });
}

/** What is deleted does not wait for a vector. */
async function changeWaiting(ledger: Ledger, steps: readonly Step[]): Promise<void> {
  const gone = steps.filter(({ next }) => next.state === 'deleted').map(({ next }) => next.no);
  await forgetPending(ledger, gone);
  for (const { next } of steps) {
    if (next.state !== 'deleted') ledger.books.awaiting.push({ no: next.no, cube: next.cube });
  }
}

/** Lays text and metadata that are about to be replaced into the newest row of the history. */
async function keepTexts({ sql }: Ledger, steps: readonly Step[]): Promise<void> {
  const forgotten = steps.filter(({ revision }) => revision.forgetTexts);
  if (forgotten.length > 0) {
    // The rows stay, and tell of today's text.
    await sql.run(
      'UPDATE version SET text = NULL, metadata = NULL WHERE memory = ANY(?)',
      forgotten.map(({ current }) => current.no),
    );
  }
  const replaced = steps.filter(
    ({ revision: { forgetTexts, text, metadata } }) =>
      !forgetTexts && (text !== undefined || metadata !== undefined),
  );
  if (replaced.length === 0) return;
  await sql.run(
    `UPDATE version v SET text = r.text, metadata = r.metadata
     FROM json_to_recordset(?) AS r (no bigint, text text, metadata text)
     WHERE v.memory = r.no AND v.seq = (SELECT max(seq) FROM version WHERE memory = r.no)`,
    jsonRows(replaced.map(({ current: { no, text, metadata } }) => ({ no, text, metadata }))),
  );
}

async function writeMemories(ledger: Ledger, steps: readonly Step[]): Promise<void> {
  const rows = steps.map(({ next }) => ({
    no: next.no,
    version: next.version,
    text: next.text,
    text_folded: foldedText(next.text),
    metadata: next.metadata,
    occurred_at: next.occurredAt,
    state: next.state,
    live: next.live,
    valid_from: next.validFrom,
    valid_to: next.validTo,
    expires_at: next.expiresAt,
    deleted_at: next.deletedAt,
    trust: next.trust,
    importance: next.importance,
    into_id: next.mergedInto,
  }));
  await ledger.sql.run(
    `UPDATE memory m SET version = r.version, text = r.text, text_folded = r.text_folded, metadata = r.metadata,
       occurred_at = r.occurred_at, state = r.state, live = r.live, valid_from = r.valid_from,
       valid_to = r.valid_to, expires_at = r.expires_at, deleted_at = r.deleted_at, trust = r.trust, importance = r.importance,
       merged_into = (SELECT no FROM memory WHERE id = r.into_id), updated_at = ?
     FROM json_to_recordset(?) AS r (no bigint, version bigint, text text, text_folded text, metadata text,
       occurred_at bigint, state text, live bigint, valid_from bigint, valid_to bigint,
       expires_at bigint, deleted_at bigint, trust text, importance double precision, into_id text)
     WHERE m.no = r.no`,
    ledger.changes.at,
    jsonRows(rows),
  );
}

/** Removed first: what is left of a quote may begin where the quote began. */
async function changeSources(ledger: Ledger, steps: readonly Step[]): Promise<void> {
  const removed = steps.flatMap(({ current, revision }) =>
    (revision.removeSources ?? []).map(({ episode, start }) => ({
      memory: current.no,
      episode: ledger.episode(episode),
      start,
    })),
  );
  if (removed.length > 0) {
    await ledger.sql.run(
      `DELETE FROM source s USING json_to_recordset(?) AS r (memory bigint, episode bigint, start bigint)
       WHERE s.memory = r.memory AND s.episode = r.episode AND s.start = r.start`,
      jsonRows(removed),
    );
    await moveToEvidence(ledger, [...new Set(removed.map(({ memory }) => memory))]);
  }
  for (const { current, revision } of steps) {
    addSources(ledger, current.no, revision.addSources ?? [], ledger.changes.batch?.id);
  }
}

/** Where a memory stands in its session is told by an episode that it still rests on. */
async function moveToEvidence(ledger: Ledger, memories: readonly number[]): Promise<void> {
  const moved = await ledger.sql.all<{ cube: number }>(
    `UPDATE memory m SET episode = (SELECT min(episode) FROM source WHERE memory = m.no)
     WHERE no = ANY(?) AND episode NOT IN (SELECT episode FROM source WHERE memory = m.no)
     RETURNING cube`,
    memories,
  );
  for (const { cube } of moved) ledger.tally(cube).removals += 1;
}

/** Moves memories between the parts of their cube, or gives them new words there. */
async function moveInIndex(ledger: Ledger, steps: readonly Step[]): Promise<void> {
  const changed = steps.map((step) => ({
    ...step,
    ...indexChange(step.current, step.next, step.revision),
  }));
  for (const { current, next, unsettles } of changed) {
    const tally = ledger.tally(current.cube);
    tally.live += next.live - current.live;
    tally.removals += unsettles ? 1 : 0;
  }
  const indexed = changed
    .filter(({ moved, reworded }) => moved || reworded)
    .map((step) => {
      const { no: memory, cube, live } = step.next;
      return { ...step, place: { memory, cube, live } };
    });
  if (indexed.length === 0) return;
  const reworded = indexed.filter((step) => step.reworded);
  await unindexTerms(
    ledger,
    indexed.map(({ place }) => place.memory),
  );
  await forgetVectors(ledger, reworded);
  await moveVectors(
    ledger,
    indexed.filter(({ moved }) => moved).map(({ place }) => place),
  );
  for (const { place, revision } of indexed) indexTerms(ledger, place, revision.index.terms);
  for (const { place, revision } of reworded) indexVectors(ledger, place, revision.index.vectors);
  await markIndexes(ledger, indexed.map(markOf));
}

/** What a model made of the same words stays. */
async function forgetVectors(ledger: Ledger, reworded: readonly Step[]): Promise<void> {
  const isSame = ({ revision: { text, metadata } }: Step) =>
    text === undefined && metadata === undefined;
  const numbersOf = (steps: readonly Step[]) => steps.map(({ current }) => current.no);
  const same = reworded.filter(isSame);
  const spaces = same.flatMap(({ current, revision }) => [
    current.space,
    revision.index.madeBy.space,
  ]);
  await unindexVectors(ledger, numbersOf(same), [...new Set(spaces)]);
  await unindexVectors(ledger, numbersOf(reworded.filter((step) => !isSame(step))));
}

/** Words that only moved keep the vector that they had. */
function markOf({
  current,
  reworded,
  revision: { index },
}: Step & { reworded: boolean }): IndexMark {
  const { space } = reworded ? index.madeBy : current;
  return { memory: current.no, index: { ...index, madeBy: { ...index.madeBy, space } } };
}
