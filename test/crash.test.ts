import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createMemory } from '../src/compose.js';
import type { Memory } from '../src/memory.js';
import { Connection, loadDriver } from '../src/store/sqlite/driver.js';
import { temporaryDirectory } from './helpers/temporary-memory.js';

const ROUNDS = 50;
const writer = fileURLToPath(new URL('helpers/crash-writer.mjs', import.meta.url));

interface Acknowledged {
  id: string;
  word: string;
  /** 0 added, 1 corrected, 2 deleted. */
  stage: number;
}

/** Lets a process write and kills it at a random point. @returns the last acknowledged stage of each memory */
async function writeUntilKilled(data: string, round: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [writer, data, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  const started = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      resolve(undefined);
    });
  });
  const closed = once(child, 'close');
  await Promise.race([started, closed]);
  await sleep(Math.random() * 120);
  child.kill('SIGKILL');
  expect(await closed).toEqual([null, 'SIGKILL']);
  const last = new Map<string, Acknowledged>();
  // A line may have been cut; what was not told as a whole was not acknowledged.
  for (const line of out.split('\n').slice(0, -1)) {
    const step = JSON.parse(line) as Acknowledged;
    last.set(step.id, step);
  }
  return [...last.values()];
}

const inOrder = (a = '', b = '') => a.localeCompare(b);

/** Every acknowledged step is there, and at most the one after it, as a whole. */
async function verify(memory: Memory, { id, word, stage }: Acknowledged): Promise<void> {
  const history = await memory.history(id);
  const reached = history.length - 1;
  expect([stage, stage + 1]).toContain(reached);
  const expected = [`The first ${word} stands.`, `The corrected ${word} stands.`][
    Math.min(reached, 1)
  ];
  expect(history.at(-1)).toMatchObject({ text: expected, version: reached + 1 });
  const { results } = await memory.search({ user_id: 'ada', query: word, limit: 10 });
  const texts = results.filter(({ text }) => text.includes(word)).map(({ text }) => text);
  expect(texts.toSorted(inOrder)).toEqual(
    [...(reached < 2 ? [expected] : []), `The second ${word} falls.`].toSorted(inOrder),
  );
}

it(`loses nothing acknowledged and shows nothing half-written in ${ROUNDS} kills (T9)`, async () => {
  const data = temporaryDirectory();
  let acknowledged = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const steps = await writeUntilKilled(data, round);
    acknowledged += steps.length;
    const memory = await createMemory({ data, timezone: 'UTC' });
    // Of the many, some from the whole round and all of its end.
    const checked = steps.filter((_, at) => at % 10 === 0 || at > steps.length - 12);
    for (const step of checked) await verify(memory, step);
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
