import type { Ledger } from './ledger.js';

export async function changeLinks(ledger: Ledger): Promise<void> {
  const { links = [], at } = ledger.changes;
  if (links.length === 0) return;
  const numberOf = await ledger.memories(links.flatMap(({ from, to }) => [from, to]));
  for (const { from, to, kind, undo } of links) {
    const ends = [numberOf(from), numberOf(to)] as const;
    if (undo === null) {
      // What is undone may have been made by this commit.
      await ledger.batch.flush();
      const sql = 'DELETE FROM link WHERE "from" = ? AND "to" = ? AND kind = ?';
      await ledger.sql.run(sql, ...ends, kind);
      continue;
    }
    const evidence = JSON.stringify(undo);
    ledger.batch.add('link', { from: ends[0], to: ends[1], kind, evidence, at });
  }
  await ledger.batch.flush();
}
