/**
 * Many memories at once: how long it takes and how much memory at most. Each step runs in a process of its own.
 *
 *   node bench/bulk.mjs [memories, default 100000] [--steps fill,pause,…] [--folder DIR]
 *
 * With `--folder` the files stay there, and a step finds what earlier runs have left. Steps: see the table below.
 */
import { spawnSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createMemory } from '../dist/index.js';

const usual = 'fill,pause,resume,export,import,zip,zip-import,again,delete';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    steps: { type: 'string', default: usual },
    folder: { type: 'string' },
    step: { type: 'string' },
  },
});
const all = { created_at: { gt: '2000-01-01' } };
const count = Number(positionals[0] ?? 100_000);

/** What a step does to the store `one`, or with another. Only the last four need what earlier ones wrote. */
const steps = {
  fill: (at) => withMemory(at('one'), fill),
  dry: (at) =>
    withMemory(at('one'), changeStates({ state: 'paused', filters: all, dry_run: true })),
  pause: (at) => withMemory(at('one'), changeStates({ state: 'paused', filters: all })),
  resume: (at) => withMemory(at('one'), changeStates({ state: 'active', filters: all })),
  export: (at) => withMemory(at('one'), exportTo(at('all.jsonl'))),
  zip: (at) => withMemory(at('one'), exportTo(at('ada.zip'), 'openmemory')),
  delete: (at) => withMemory(at('one'), deleteAll),
  import: (at) => withMemory(at('two'), importFrom(at('all.jsonl'))),
  again: (at) => withMemory(at('two'), importFrom(at('all.jsonl'))),
  'zip-import': (at) => withMemory(at('three'), importFrom(at('ada.zip'))),
};

if (values.step) await timed(values.step, values.folder);
else main();

function main() {
  const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'tulving-bulk-'));
  mkdirSync(folder, { recursive: true });
  try {
    for (const step of values.steps.split(',')) {
      const [script, place] = [
        fileURLToPath(import.meta.url),
        ['--step', step, '--folder', folder],
      ];
      const { status } = spawnSync(process.execPath, [script, String(count), ...place], {
        stdio: 'inherit',
      });
      if (status !== 0) throw new Error(`${step} failed`);
    }
  } finally {
    if (!values.folder) rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds are those of the work, without opening and closing; the peak is that of the whole process. */
async function timed(step, folder) {
  const run = steps[step];
  if (!run) throw new Error(`No step ${step}; there are ${Object.keys(steps).join(', ')}.`);
  let own = 0;
  let last = performance.now();
  let longest = 0;
  const sample = setInterval(() => {
    own = Math.max(own, mebibytes('RssAnon'));
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  const { seconds, note } = await run((name) => join(folder, name));
  clearInterval(sample);
  const load = loadavg()[0].toFixed(1);
  const peak = `peak ${mebibytes('VmHWM')} MiB resident (${own} of its own)`;
  const block = `event loop held up ${Math.round(longest)} ms at most`;
  console.log(`${step}: ${seconds.toFixed(1)} s, ${peak}, ${block}, load ${load}. ${note}`);
}

/** Linux alone tells. What is mapped of the database is resident, too, but not the process's own. */
function mebibytes(field) {
  if (process.platform !== 'linux') return Number.NaN;
  const status = readFileSync('/proc/self/status', 'utf8');
  const [, kibibytes] = new RegExp(`${field}:\\s+(\\d+)`).exec(status) ?? [];
  return Math.round(Number(kibibytes) / 1024);
}

async function withMemory(data, work) {
  const memory = await createMemory({ data });
  const begun = performance.now();
  const note = await work(memory);
  const seconds = (performance.now() - begun) / 1000;
  await memory.close();
  return { seconds, note };
}

async function fill(memory) {
  const lines = (function* () {
    for (let n = 0; n < count; n += 1) {
      const category = n % 10 === 0 ? 'work' : 'travel';
      const text = `Parcel ${n} for house ${n % 977} came on day ${n % 365} with a note about ${category}.`;
      const labels = { categories: [category], tags: [`t${n % 7}`], metadata: { n } };
      yield Buffer.from(`${JSON.stringify({ user_id: 'ada', text, ...labels })}\n`);
    }
  })();
  let kept = 0;
  for await (const { status } of memory.addBatch(lines)) kept += Number(status === 'kept');
  return `${kept} kept`;
}

function changeStates(request) {
  return async (memory) => {
    let told = 0;
    const progress = () => (told += 1);
    const { changed } = await memory.setState(request, undefined, { progress });
    return `${changed} changed, progress told ${told} times`;
  };
}

async function deleteAll(memory) {
  const { deleted } = await memory.deleteScope({ user_id: 'ada' });
  return `${deleted} deleted`;
}

function exportTo(path, format = 'jsonl') {
  return async (memory) => {
    const request = { format, ...(format === 'openmemory' && { user_id: 'ada' }) };
    const { stream } = memory.exchange.export(request);
    await pipeline(Readable.from(stream), createWriteStream(path));
    return `${format}, ${Math.round(statSync(path).size / 1_048_576)} MiB`;
  };
}

function importFrom(path) {
  return async (memory) => {
    let told = 0;
    const progress = () => (told += 1);
    const file = { name: path, size: statSync(path).size, open: () => createReadStream(path) };
    const report = await memory.exchange.import([file], {}, undefined, { progress });
    const { made, duplicates, refused } = report;
    return `${JSON.stringify(made)}, ${duplicates} duplicates, ${refused} refused, progress told ${told} times`;
  };
}
