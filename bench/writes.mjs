/**
 * How fast notes are kept: in bulk, one by one, and by eight writers; each durable when it is answered.
 * Processor time is less moved by what else runs on the machine. `node bench/writes.mjs [bulk] [one by one] [writers]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemory } from '../dist/index.js';
import { drawText, randomFrom } from './corpus.mjs';
import { fsyncRate } from './disk.mjs';

const WRITERS = 8;
const [many, single, together] = [10_000, 1_000, 4_000].map((usual, at) =>
  Number(process.argv[at + 2] ?? usual),
);
const random = randomFrom(7);
const folder = mkdtempSync(join(tmpdir(), 'tulving-writes-'));
const memory = await createMemory({ data: join(folder, 'data'), timezone: 'UTC' });

console.log(
  `load ${loadavg()[0].toFixed(1)}, ${Math.round(fsyncRate(folder, 200))} flushed pages a second`,
);
await timed('in bulk', many, async (notes) => {
  const lines = notes.map((note) => JSON.stringify(note)).join('\n');
  for await (const { status } of memory.addBatch([Buffer.from(lines)])) {
    if (status !== 'kept') throw new Error(status);
  }
});
await timed('one by one', single, async (notes) => {
  for (const note of notes) await memory.add(note);
});
await timed(`by ${WRITERS} writers`, together, async (notes) => {
  const write = async () => {
    for (let note = notes.pop(); note; note = notes.pop()) await memory.add(note);
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
});
await memory.close();
rmSync(folder, { recursive: true, force: true });

async function timed(name, number, work) {
  if (number === 0) return;
  const notes = Array.from({ length: number }, () => ({ user_id: 'ada', text: drawText(random) }));
  const before = process.cpuUsage();
  const begun = performance.now();
  await work(notes);
  const rate = Math.round((number / (performance.now() - begun)) * 1000);
  const { user, system } = process.cpuUsage(before);
  const each = ((user + system) / 1000 / number).toFixed(2);
  console.log(`${name}: ${rate} a second, ${each} ms of processor time each`);
}
