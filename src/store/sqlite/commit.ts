import type { ChangeSet, Receipt } from '../change-set.js';
import { addsActive, COUNT_ACTIVE, requireRoom } from '../sql/quota.js';
import type { Connection } from './driver.js';
import { erase } from './erase.js';
import { insertJob } from './jobs.js';
import { Ledger } from './ledger.js';
import { claimOnce, fillOnce } from './once.js';
import { keepEmbedded } from './pending-vectors.js';
import { recordEpisode } from './write-episodes.js';
import { reindex } from './write-index.js';
import { changeLink } from './write-links.js';
import { remember, revise } from './write-memories.js';

/** Applies a change set inside the transaction that the caller has begun. */
export function applyChangeSet(db: Connection, changes: ChangeSet): Receipt {
  const ledger = new Ledger(db, changes);
  // First, so that a repeated request learns that it is one before it learns anything else.
  if (changes.once) claimOnce(db, changes.once, changes.at);
  for (const episode of changes.episodes ?? []) recordEpisode(ledger, episode);
  const memories = (changes.memories ?? []).map((memory) => remember(ledger, memory));
  for (const revision of changes.revisions ?? []) revise(ledger, revision);
  for (const link of changes.links ?? []) changeLink(ledger, link);
  if (changes.reindexed) reindex(ledger, changes.reindexed);
  if (changes.embedded) keepEmbedded(ledger, changes.embedded);
  if (changes.erasure) erase(ledger, changes.erasure);
  checkQuota(ledger, memories);
  for (const job of changes.jobs ?? [])
    insertJob(db, { ...job, tenant: changes.tenant }, changes.at);
  if (changes.once) fillOnce(db, changes.once, memories, changes.episodes);
  ledger.settle();
  return { memories };
}

/** Asked of whatever makes more memories active. */
function checkQuota({ db, changes }: Ledger, memories: Receipt['memories']): void {
  const { tenant, quota, at } = changes;
  if (!quota || !addsActive(changes, memories)) return;
  const row = db.get<{ n: number }>(COUNT_ACTIVE, quota.user, tenant, at);
  requireRoom(quota, row?.n ?? 0);
}
