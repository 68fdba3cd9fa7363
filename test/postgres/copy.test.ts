import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/compose.js';
import { copyStore } from '../../src/store/copy/copy.js';
import {
  openPostgresPlace,
  PostgresPlace,
  schemasOf,
} from '../../src/store/copy/postgres-place.js';
import { SqlitePlace } from '../../src/store/copy/sqlite-place.js';
import { emptyDatabase, type TestDatabase } from '../helpers/databases.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

async function someStore(): Promise<string> {
  const data = temporaryDirectory();
  const memory = await createMemory({ data, timezone: 'UTC' });
  for (let at = 0; at < 300; at++)
    await memory.add({
      user_id: 'ada',
      text: `Note ${at} of the harbour and the kite.`,
      metadata: { at, İ: 'X' },
      tags: ['a'],
    });
  await memory.add({ user_id: 'Ünal', text: 'Café in Lisbon, and the and the.' });
  await memory.search({ user_id: 'ada', query: 'kite' });
  await memory.close();
  return data;
}

async function placeOf(database: TestDatabase): Promise<PostgresPlace> {
  if (database.url) return openPostgresPlace(schemasOf(database.url));
  return openPostgresPlace(async (schema = 'tulving') => {
    const db = await database.open();
    await db.script(`SET search_path = ${schema}, public`);
    return db;
  });
}

describe('copy', () => {
  it('there and back', async () => {
    const data = await someStore();
    const database = await emptyDatabase();
    const place = await placeOf(database);
    let s = performance.now();
    const report = await copyStore(new SqlitePlace(data), place);
    console.log(performance.now() - s, report);
    const back = temporaryDirectory();
    await place.close();
    const place2 = await placeOf(database);
    const again = await copyStore(place2, new SqlitePlace(back));
    await place2.close();
    expect(again.tables).toEqual(report.tables);
    const memory = await createMemory({ data: back, timezone: 'UTC' });
    console.log(await memory.status(), await memory.check());
    await memory.close();
  });
});
