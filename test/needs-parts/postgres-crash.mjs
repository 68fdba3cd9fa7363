// kill -9 of our process and of PostgreSQL, both under load: nothing acknowledged is lost, nothing is
// there twice or by half. Usage: node postgres-crash.mjs FOLDER [ROUNDS]
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMemory } from '../../dist/index.js';
import { sampleOf, verifyStep, Writer } from '../helpers/crash-check.mjs';
import { PostgresServer } from './postgres-server.mjs';
import { Report } from './report.mjs';

const [folder, rounds = '3'] = process.argv.slice(2);
const server = await new PostgresServer(folder, 'crash').create();
await server.start();
process.once('exit', () => server.stop());
/** That a writer is let do before something is killed, at random up to so many. */
const MOST_STEPS = 60;
const report = new Report();
let round = 0;

/** Kills what is given while a process writes. @returns what was acknowledged before and after */
async function roundOf(kill) {
  const writer = new Writer(server.url, round++);
  await writer.reached(1 + Math.random() * MOST_STEPS);
  const before = writer.steps;
  await kill(writer);
  const after = writer.steps - before;
  return { before, after, steps: await writer.kill() };
}

const victims = {
  'our process': async () => {},
  PostgreSQL: async (writer) => {
    await server.kill();
    const before = writer.steps;
    await sleep(Math.random() * 300);
    await server.start();
    // The writer finds the server again by itself.
    for (const end = Date.now() + 30_000; writer.steps === before; await sleep(50)) {
      if (Date.now() > end) throw new Error('the writer does not go on after the restart');
    }
  },
};

for (const [victim, kill] of Object.entries(victims)) {
  await report.step(`${victim}, ${rounds} times`, async () => {
    let [acknowledged, later] = [0, 0];
    for (let times = 0; times < Number(rounds); times++) {
      const { after, steps } = await roundOf(kill);
      acknowledged += steps.length;
      later += after;
      const memory = await createMemory({ databaseUrl: server.url, timezone: 'UTC' });
      for (const step of sampleOf(steps)) await verifyStep(memory, step);
      await memory.close();
    }
    return `${acknowledged} conversations acknowledged, ${later} steps after the kill; none lost`;
  });
}

await report.step('what is kept at the end', async () => {
  const memory = await createMemory({ databaseUrl: server.url, timezone: 'UTC' });
  const faults = (await memory.check()).filter(({ ok }) => !ok);
  const { episodes, memories } = await memory.status();
  await memory.close();
  assert.deepEqual(faults, []);
  // Each conversation has three turns, two of which say something.
  assert.equal(episodes, 1.5 * (memories.active + memories.deleted));
  return `${episodes} episodes, sound`;
});

report.end();
server.stop();
