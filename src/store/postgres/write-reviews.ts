import type { ReviewChange } from '../reviews.js';
import {
  DECIDE_REVIEW,
  decideBy,
  FIND_REVIEW,
  notWaiting,
  OPEN_REVIEW,
  openBy,
} from '../sql/reviews.js';
import type { Held } from '../sql/held.js';
import type { Ledger } from './ledger.js';

/** Reviews are few, and what they are about may be new in this commit. */
export async function changeReviews(ledger: Ledger, held: Held): Promise<void> {
  const { sql, changes } = ledger;
  const { reviews = [], tenant } = changes;
  if (reviews.length === 0) return;
  await ledger.batch.flush();
  const numberOf = await ledger.memories(reviews.flatMap(memoriesOf).map(held));
  for (const change of reviews) {
    if ('open' in change) {
      await sql.run(OPEN_REVIEW, ...openBy(change.open, changes, (id) => numberOf(held(id))));
      continue;
    }
    const { id } = change.decide;
    if ((await sql.run(DECIDE_REVIEW, ...decideBy(change.decide, changes))) > 0) continue;
    throw notWaiting(id, (await sql.get(FIND_REVIEW, id, tenant)) !== undefined);
  }
}

function memoriesOf(change: ReviewChange): string[] {
  if (!('open' in change)) return [];
  const { memory, other } = change.open;
  return other === null ? [memory] : [memory, other];
}
