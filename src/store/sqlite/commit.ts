import { TulvingError } from '../../errors.js';
import type { ChangeSet, Receipt } from '../change-set.js';
import type { Connection } from './driver.js';
import { erase } from './erase.js';
import { insertJob } from './jobs.js';
import { Ledger } from './ledger.js';
import { keepOnce } from './once.js';
import { recordEpisode } from './write-episodes.js';
import { changeLink } from './write-links.js';
import { remember, revise } from './write-memories.js';

/** Applies a change set inside the transaction that the caller has begun. */
export function applyChangeSet(db: Connection, changes: ChangeSet): Receipt {
  const ledger = new Ledger(db, changes);
  for (const episode of changes.episodes ?? []) recordEpisode(ledger, episode);
  const memories = (changes.memories ?? []).map((memory) => remember(ledger, memory));
  for (const revision of changes.revisions ?? []) revise(ledger, revision);
  for (const link of changes.links ?? []) changeLink(ledger, link);
  if (changes.erasure) erase(ledger, changes.erasure);
  if (memories.some(({ outcome }) => outcome === 'created')) checkQuota(ledger);
  for (const job of changes.jobs ?? [])
    insertJob(db, { ...job, tenant: changes.tenant }, changes.at);
  if (changes.once) {
    const episodes = (changes.episodes ?? []).map(({ id }) => id);
    keepOnce(db, changes.once, { at: changes.at, receipt: { memories }, episodes });
  }
  ledger.settle();
  return { memories };
}

function checkQuota({ db, changes: { tenant, quota } }: Ledger): void {
  if (!quota) return;
  const row = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM memory
     WHERE user_id = ? AND state = 'active' AND cube IN (SELECT no FROM cube WHERE tenant = ?)`,
    quota.user,
    tenant,
  );
  if ((row?.n ?? 0) <= quota.most) return;
  const detail = `User ${quota.user} would have more than ${quota.most} memories.`;
  throw new TulvingError('quota_full', detail);
}
