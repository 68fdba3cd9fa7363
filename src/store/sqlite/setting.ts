import type { Connection } from './driver.js';

/** One of those that every store has from its first opening on. */
export function settingOf(db: Connection, name: string): string {
  const row = db.get<{ value: string }>('SELECT value FROM setting WHERE name = ?', name);
  if (!row) throw new Error(`the store has no ${name}`);
  return row.value;
}
