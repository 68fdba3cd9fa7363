import type { Held } from '../sql/held.js';
import type { Ledger } from './ledger.js';

export async function changeLinks(ledger: Ledger, held: Held): Promise<void> {
  const { links = [], at, batch } = ledger.changes;
  if (links.length === 0) return;
  const numberOf = await ledger.memories(links.flatMap(({ from, to }) => [held(from), held(to)]));
  for (const { from, to, kind, undo } of links) {
    const ends = [numberOf(held(from)), numberOf(held(to))] as const;
    // Two that turn out to be one have nothing to do with each other.
    if (ends[0] === ends[1]) continue;
    if (undo === null) {
      // What is undone may have been made by this commit.
      await ledger.batch.flush();
      const sql = 'DELETE FROM link WHERE "from" = ? AND "to" = ? AND kind = ?';
      await ledger.sql.run(sql, ...ends, kind);
      continue;
    }
    const evidence = JSON.stringify(undo);
    const made = { evidence, at, batch: batch?.id ?? null };
    ledger.batch.add('link', { from: ends[0], to: ends[1], kind, ...made });
  }
  await ledger.batch.flush();
}
