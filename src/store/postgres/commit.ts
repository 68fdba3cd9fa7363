import type { ChangeSet, Receipt } from '../change-set.js';
import { answeredAlready, CLAIM_ONCE, FILL_ONCE, idsOf } from '../sql/once.js';
import { markExtracted } from '../sql/extracted.js';
import { batchWrites } from '../sql/batches.js';
import { heldBy } from '../sql/held.js';
import { addsActive, COUNT_ACTIVE, requireRoom } from '../sql/quota.js';
import { requestHash } from '../sql/tombstones.js';
import { dialect } from './dialect.js';
import type { Sql } from './driver.js';
import { erase } from './erase.js';
import { insertJob } from './jobs.js';
import { Ledger } from './ledger.js';
import { awaitVectors, keepEmbedded } from './pending-vectors.js';
import { recordEpisodes } from './write-episodes.js';
import { writeGraph } from './write-graph.js';
import { reindexAll } from './write-index.js';
import { changeLinks } from './write-links.js';
import { rememberAll } from './write-memories.js';
import { changeReviews } from './write-reviews.js';
import { reviseAll } from './write-revisions.js';
import { restate } from './write-states.js';

/** What another commit is just forgetting is passed over. */
const FORGET = `DELETE FROM idempotency WHERE (owner, key) IN (
  SELECT owner, key FROM idempotency WHERE until <= ? FOR UPDATE SKIP LOCKED)`;

/**
 * What goes along with BEGIN. Whether memories wait for vectors is asked under this lock, which those wait
 * for who begin to want them: see `want`.
 */
export const BEGIN_COMMIT = 'LOCK TABLE memory IN ROW EXCLUSIVE MODE';

const MARK_EXTRACTED = markExtracted(dialect);

export interface Applied {
  /** One for each change set. */
  receipts: Receipt[];
  /** The number of the transaction. */
  transaction: string;
  /** What tells afterwards that this commit and no other was kept; there is none where nothing was logged. */
  proof: { seq: number; subject: string } | undefined;
}

/**
 * Applies change sets inside a transaction. However much they hold, the statements are few. Several must be
 * of one tenant, and each `mayShare`: then it is as if one came after the other.
 */
export async function applyChangeSets(
  sql: Sql,
  changeSets: readonly ChangeSet[],
): Promise<Applied> {
  const ledgers = await Ledger.open(sql, changeSets);
  const [{ books }] = ledgers as [Ledger];
  // First, so that a repeated request learns that it is one before it learns anything else.
  for (const ledger of ledgers) await claimOnce(ledger);
  for (const ledger of ledgers) recordEpisodes(ledger);
  const remembered = await rememberAll(ledgers);
  if (changeSets.some(hasMore)) await books.batch.flush();
  for (const [at, ledger] of ledgers.entries()) await changeKept(ledger, remembered[at] ?? []);
  await awaitVectors(books);
  for (const ledger of ledgers) await erase(ledger);
  await checkQuotas(ledgers, remembered);
  await handIn(ledgers);
  for (const [at, ledger] of ledgers.entries()) await fillOnce(ledger, remembered[at] ?? []);
  await books.settle();
  const receipts = remembered.map((memories) => ({ memories }));
  return { receipts, transaction: books.transaction, proof: books.firstEvent };
}

/** Whether a change set only adds, so that it may be applied together with others that do. */
export function mayShare(changes: ChangeSet): boolean {
  return Object.entries(changes).every(([name, part]) => ADDED.has(name) || isNothing(part));
}

const ADDED: ReadonlySet<string> = new Set<keyof ChangeSet>([
  'tenant',
  'at',
  'actor',
  'episodes',
  'memories',
  'quota',
  'jobs',
]);

function isNothing(part: unknown): boolean {
  return part === undefined || (Array.isArray(part) && part.length === 0);
}

/** Whether what follows must see the new memories. */
function hasMore(changes: ChangeSet): boolean {
  const { revisions, restated, links, graph, reviews, reindexed, erasure, quota } = changes;
  const parts = [revisions, restated, links, graph, reviews, reindexed, erasure, quota];
  return parts.some((part) => !isNothing(part));
}

/** What is there already. */
async function changeKept(ledger: Ledger, remembered: Receipt['memories']): Promise<void> {
  await reviseAll(ledger);
  await restate(ledger);
  const held = heldBy(ledger.changes, remembered);
  await changeLinks(ledger, held);
  await changeReviews(ledger, held);
  await keepExtracted(ledger);
  await writeGraph(ledger, held);
  for (const [sql, ...parameters] of batchWrites(ledger.changes)) {
    await ledger.sql.run(sql, ...parameters);
  }
  await reindexAll(ledger);
  await keepEmbedded(ledger);
}

async function keepExtracted({ sql, changes }: Ledger): Promise<void> {
  const { extracted = [], at, tenant } = changes;
  if (extracted.length > 0) await sql.run(MARK_EXTRACTED, at, JSON.stringify(extracted), tenant);
}

/** What need be there once and follows from several change sets is handed in with the first of them. */
async function handIn(ledgers: readonly Ledger[]): Promise<void> {
  const handedIn = new Set<string>();
  for (const { sql, changes } of ledgers) {
    const { jobs = [], tenant, at } = changes;
    for (const job of jobs) {
      const key = JSON.stringify([job.kind, job.user, job.payload]);
      if (job.onlyOne && handedIn.has(key)) continue;
      if (job.onlyOne) handedIn.add(key);
      await insertJob(sql, { ...job, tenant }, at);
    }
  }
}

async function fillOnce(
  { sql, changes: { once, episodes } }: Ledger,
  memories: Receipt['memories'],
): Promise<void> {
  if (once) await sql.run(FILL_ONCE, idsOf(once, memories, episodes), once.owner, once.key);
}

/** Whether it is there, whatever became of the answer. */
export async function isThere(sql: Sql, { proof }: Applied): Promise<boolean> {
  if (!proof) return true;
  const row = await sql.get(
    'SELECT 1 FROM event WHERE seq = ? AND subject = ?',
    proof.seq,
    proof.subject,
  );
  return row !== undefined;
}

/** @throws TulvingError `version_conflict` when the key was used */
async function claimOnce({ sql, changes, secret }: Ledger): Promise<void> {
  const { once, at } = changes;
  if (!once) return;
  await sql.run(FORGET, at);
  const { owner, key, request, until } = once;
  const claimed = await sql.run(CLAIM_ONCE, owner, key, requestHash(secret, request), until);
  if (claimed === 0) throw answeredAlready();
}

/** Asked of whatever makes more memories active; of several change sets for a user once, after the last. */
async function checkQuotas(
  ledgers: readonly Ledger[],
  remembered: readonly Receipt['memories'][],
): Promise<void> {
  const asking = ledgers.filter(
    ({ changes }, at) => changes.quota && addsActive(changes, remembered[at] ?? []),
  );
  const last = new Map(asking.map((ledger) => [ledger.changes.quota?.user, ledger]));
  for (const { sql, changes } of last.values()) await checkQuota(sql, changes);
}

async function checkQuota(sql: Sql, { tenant, quota, at }: ChangeSet): Promise<void> {
  if (!quota) return;
  const row = await sql.get<{ n: number }>(COUNT_ACTIVE, quota.user, tenant, at);
  requireRoom(quota, row?.n ?? 0);
}
