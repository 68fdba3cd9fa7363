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

export function changeReview(ledger: Ledger, change: ReviewChange, held: Held): void {
  const { db, changes } = ledger;
  if ('open' in change) {
    db.run(OPEN_REVIEW, ...openBy(change.open, changes, (id) => ledger.memory(held(id))));
    return;
  }
  const { id } = change.decide;
  if (db.run(DECIDE_REVIEW, ...decideBy(change.decide, changes)).changes > 0) return;
  throw notWaiting(id, db.get(FIND_REVIEW, id, changes.tenant) !== undefined);
}
