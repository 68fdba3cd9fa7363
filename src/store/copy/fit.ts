import { TulvingError } from '../../errors.js';

/** Opening a store gives it settings and a space; anything else was written by somebody. */
export const nothingWasKept = `
  SELECT CASE WHEN ${['memory', 'episode', 'key', 'event', 'tombstone']
    .map((table) => `NOT EXISTS (SELECT 1 FROM "${table}")`)
    .join(' AND ')} THEN 1 ELSE 0 END AS empty`;

export function unfinishedOther(place: string): TulvingError {
  const detail = `${place} holds an unfinished copy of another store.`;
  return new TulvingError('copy_target_taken', detail, {
    remedy: 'Finish that one, or drop it with --anew.',
  });
}
