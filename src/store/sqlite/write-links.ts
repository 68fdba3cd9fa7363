import type { LinkChange } from '../change-set.js';
import type { Held } from '../sql/held.js';
import type { Ledger } from './ledger.js';

export function changeLink(ledger: Ledger, { from, to, kind, undo }: LinkChange, held: Held): void {
  const ends = [ledger.memory(held(from)), ledger.memory(held(to))] as const;
  // Two that turn out to be one have nothing to do with each other.
  if (ends[0] === ends[1]) return;
  if (undo === null) {
    ledger.db.run('DELETE FROM link WHERE "from" = ? AND "to" = ? AND kind = ?', ...ends, kind);
    return;
  }
  ledger.db.run(
    `INSERT INTO link ("from", "to", kind, evidence, at, batch) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    ...ends,
    kind,
    JSON.stringify(undo),
    ledger.changes.at,
    ledger.changes.batch?.id ?? null,
  );
}
