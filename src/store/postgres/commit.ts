import type { ChangeSet, Receipt } from '../change-set.js';
import { answeredAlready, CLAIM_ONCE, FILL_ONCE, idsOf } from '../sql/once.js';
import { addsActive, COUNT_ACTIVE, requireRoom } from '../sql/quota.js';
import { requestHash } from '../sql/tombstones.js';
import type { Sql } from './driver.js';
import { erase } from './erase.js';
import { insertJob } from './jobs.js';
import { Ledger } from './ledger.js';
import { awaitVectors, keepEmbedded } from './pending-vectors.js';
import { recordEpisodes } from './write-episodes.js';
import { reindexAll } from './write-index.js';
import { changeLinks } from './write-links.js';
import { rememberAll } from './write-memories.js';
import { reviseAll } from './write-revisions.js';

/** What another commit is just forgetting is passed over. */
const FORGET = `DELETE FROM idempotency WHERE (owner, key) IN (
  SELECT owner, key FROM idempotency WHERE until <= ? FOR UPDATE SKIP LOCKED)`;

export interface Applied {
  receipt: Receipt;
  /** The number of the transaction. */
  transaction: string;
  /** What tells afterwards that this commit and no other was kept; there is none where nothing was logged. */
  proof: { seq: number; subject: string } | undefined;
}

/** Applies a change set inside a transaction. However much it holds, the statements are few. */
export async function applyChangeSet(sql: Sql, changes: ChangeSet): Promise<Applied> {
  const ledger = await Ledger.open(sql, changes);
  // First, so that a repeated request learns that it is one before it learns anything else.
  await claimOnce(ledger);
  await recordEpisodes(ledger);
  const memories = await rememberAll(ledger);
  if (hasMore(changes)) await ledger.batch.flush();
  await reviseAll(ledger);
  await changeLinks(ledger);
  await reindexAll(ledger);
  await keepEmbedded(ledger);
  await awaitVectors(ledger, ledger.awaiting);
  await erase(ledger);
  await checkQuota(ledger, memories);
  for (const job of changes.jobs ?? []) {
    await insertJob(sql, { ...job, tenant: changes.tenant }, changes.at);
  }
  const { once, episodes } = changes;
  if (once) await sql.run(FILL_ONCE, idsOf(once, memories, episodes), once.owner, once.key);
  await ledger.settle();
  return { receipt: { memories }, transaction: ledger.transaction, proof: ledger.firstEvent };
}

/** Whether what follows must see the new memories. */
function hasMore({ revisions, links, reindexed, erasure, quota }: ChangeSet): boolean {
  return [revisions, links, reindexed, erasure, quota].some((part) => part !== undefined);
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

/** Asked of whatever makes more memories active. */
async function checkQuota({ sql, changes }: Ledger, memories: Receipt['memories']): Promise<void> {
  const { tenant, quota, at } = changes;
  if (!quota || !addsActive(changes, memories)) return;
  const row = await sql.get<{ n: number }>(COUNT_ACTIVE, quota.user, tenant, at);
  requireRoom(quota, row?.n ?? 0);
}
