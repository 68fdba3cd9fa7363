import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createMemory } from '../src/compose.js';
import { Connection, loadDriver } from '../src/store/sqlite/driver.js';
import { sampleOf, verifyStep, Writer } from './helpers/crash-check.mjs';
import { temporaryDirectory } from './helpers/temporary-memory.js';

const ROUNDS = 50;

it(`loses nothing acknowledged and shows nothing half-written in ${ROUNDS} kills (T9)`, async () => {
  const data = temporaryDirectory();
  let acknowledged = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const writer = new Writer(data, round);
    await writer.started();
    await sleep(Math.random() * 120);
    const steps = await writer.kill();
    acknowledged += steps.length;
    const memory = await createMemory({ data, timezone: 'UTC' });
    for (const step of sampleOf(steps)) await verifyStep(memory, step);
    await memory.close();
  }
  const { DatabaseSync } = await loadDriver();
  const db = new Connection(new DatabaseSync(join(data, 'tulving.db')));
  const count = (sql: string) => db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`)?.n;
  expect(db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
  expect(count('episode')).toBe(1.5 * (count('memory') ?? 0));
  db.close();
  console.log(`${ROUNDS} kills, ${acknowledged} acknowledged conversations, none lost`);
  expect(acknowledged).toBeGreaterThan(ROUNDS);
}, 240_000);
