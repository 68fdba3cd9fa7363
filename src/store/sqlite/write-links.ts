import type { LinkChange } from '../change-set.js';
import type { Ledger } from './ledger.js';

export function changeLink(ledger: Ledger, { from, to, kind, undo }: LinkChange): void {
  const ends = [ledger.memory(from), ledger.memory(to)] as const;
  if (undo === null) {
    ledger.db.run('DELETE FROM link WHERE "from" = ? AND "to" = ? AND kind = ?', ...ends, kind);
    return;
  }
  ledger.db.run(
    'INSERT INTO link ("from", "to", kind, evidence, at) VALUES (?, ?, ?, ?, ?)',
    ...ends,
    kind,
    JSON.stringify(undo),
    ledger.changes.at,
  );
}
