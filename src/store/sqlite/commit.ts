import type { ChangeSet, Receipt } from '../change-set.js';
import { markExtracted } from '../sql/extracted.js';
import { batchWrites } from '../sql/batches.js';
import { heldBy } from '../sql/held.js';
import { addsActive, COUNT_ACTIVE, requireRoom } from '../sql/quota.js';
import { dialect } from './dialect.js';
import type { Connection } from './driver.js';
import { erase } from './erase.js';
import { insertJob } from './jobs.js';
import { Ledger } from './ledger.js';
import { claimOnce, fillOnce } from './once.js';
import { keepEmbedded } from './pending-vectors.js';
import { recordEpisode } from './write-episodes.js';
import { writeGraph } from './write-graph.js';
import { reindex } from './write-index.js';
import { changeLink } from './write-links.js';
import { remember, revise } from './write-memories.js';
import { changeReview } from './write-reviews.js';
import { restate } from './write-states.js';

const MARK_EXTRACTED = markExtracted(dialect);

/** Applies a change set inside the transaction that the caller has begun. */
export function applyChangeSet(db: Connection, changes: ChangeSet): Receipt {
  const ledger = new Ledger(db, changes);
  // First, so that a repeated request learns that it is one before it learns anything else.
  if (changes.once) claimOnce(db, changes.once, changes.at);
  for (const episode of changes.episodes ?? []) recordEpisode(ledger, episode);
  const memories = (changes.memories ?? []).map((memory) => remember(ledger, memory));
  for (const revision of changes.revisions ?? []) revise(ledger, revision);
  const held = heldBy(changes, memories);
  if (changes.restated) restate(ledger, changes.restated);
  for (const link of changes.links ?? []) changeLink(ledger, link, held);
  for (const review of changes.reviews ?? []) changeReview(ledger, review, held);
  if (changes.extracted) keepExtracted(db, changes);
  writeGraph(ledger, held);
  for (const [sql, ...parameters] of batchWrites(changes)) db.run(sql, ...parameters);
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

function keepExtracted(db: Connection, { extracted = [], at, tenant }: ChangeSet): void {
  db.run(MARK_EXTRACTED, at, JSON.stringify(extracted), tenant);
}

/** Asked of whatever makes more memories active. */
function checkQuota({ db, changes }: Ledger, memories: Receipt['memories']): void {
  const { tenant, quota, at } = changes;
  if (!quota || !addsActive(changes, memories)) return;
  const row = db.get<{ n: number }>(COUNT_ACTIVE, quota.user, tenant, at);
  requireRoom(quota, row?.n ?? 0);
}
