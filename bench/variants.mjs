// What filters, moments and context cost beside a plain search of the same memories, in one run.
//   npm run build && node bench/variants.mjs [memories]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemory } from '../dist/compose.js';

const size = Number(process.argv[2] ?? 50_000);
const rounds = 40;
const turnsEach = 50;
const cities = ['Lisbon', 'Porto', 'Berlin'];
const things = ['tea', 'coffee', 'the harbour', 'a kettle', 'the garden'];
const user_id = 'ada';
const start = Date.parse('2026-01-01T00:00:00Z');
const day = 86_400_000;

const directory = mkdtempSync(join(tmpdir(), 'tulving-bench-'));
let now = start;
const memory = await createMemory({ data: directory, timezone: 'UTC', clock: () => now });
try {
  await fill();
  now = start + day;
  const { data: page } = await memory.list({ user_id, limit: 500 });
  for (const { id } of page)
    await memory.update(id, { text: `Changed: ${id.slice(-6)} about tea.` });
  now = start + 2 * day;
  console.table(await measure());
} finally {
  await memory.close();
  rmSync(directory, { recursive: true, force: true });
}

async function fill() {
  let waiting = [];
  for (let session = 0; session < size / turnsEach; session += 1) {
    const city = cities[session % cities.length];
    const messages = Array.from({ length: turnsEach }, (_, turn) => ({
      content: `Fact ${session} ${turn} about ${things[turn % things.length]} in ${city}.`,
    }));
    const labels = { metadata: { session, city }, tags: [`t${session % 10}`] };
    waiting.push(memory.add({ user_id, run_id: `run ${session}`, messages, ...labels }));
    if (waiting.length < 40) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
}

async function measure() {
  const query = 'tea in Lisbon';
  const variants = {
    plain: {},
    'tag (a tenth)': { filters: { tags: 't3' } },
    'metadata (a third)': { filters: { 'metadata.city': 'Porto' } },
    'NOT metadata (two thirds)': { filters: { NOT: { 'metadata.city': 'Porto' } } },
    'metadata range (few)': { filters: { 'metadata.session': { gt: size / turnsEach - 5 } } },
    as_of: { as_of: '2026-01-02T12:00:00Z' },
    include_superseded: { include_superseded: true },
    'known_at, 500 changed since': { known_at: '2026-01-01T12:00:00Z' },
  };
  const rows = {};
  for (const [name, more] of Object.entries(variants)) {
    rows[name] = await timesOf(() => memory.search({ user_id, query, ...more }));
  }
  rows['context, 1,000 tokens'] = await timesOf(() => memory.context({ user_id, query }));
  for (const row of Object.values(rows)) row['ratio p50'] = ratio(row.p50, rows.plain.p50);
  return rows;
}

async function timesOf(work) {
  await work();
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1));
  return { p50: at(0.5), p95: at(0.95) };
}

function ratio(one, other) {
  return Number((one / other).toFixed(1));
}
