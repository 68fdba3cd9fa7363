// Moves a store from one model to another while it is searched: `tulving reindex vectors` is stopped twice and
// begun again. After a build: `node bench/reindex.mjs [--memories 100000] [--json FILE]`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createEmbedder, createMemory } from '../dist/index.js';
import { FakeModel } from '../dist/testing/index.js';
import { drawNaturalQuery, drawText, randomFrom } from './corpus.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { memories: { type: 'string', default: '100000' }, json: { type: 'string' } },
});
const tulving = fileURLToPath(new URL('../bin/tulving.js', import.meta.url));
const stopsAt = [0.3, 0.6];

if (positionals[0] === 'stub') await serveStub();
else await main(Number(options.memories));

/** The model, in a process of its own: hashed n-grams, as base64. */
async function serveStub() {
  const fake = await FakeModel.start({ embedding: { base64: true } });
  process.stdout.write(`${fake.url}\n`);
  // What it was asked is of no use here.
  setInterval(() => fake.requests.splice(0), 1_000);
}

async function main(count) {
  const directory = mkdtempSync(join(tmpdir(), 'tulving-bench-'));
  const stub = spawn(process.execPath, [fileURLToPath(import.meta.url), 'stub']);
  try {
    const [line] = await once(stub.stdout, 'data');
    const results = await measure(directory, String(line).trim(), count);
    process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    stub.kill();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(directory, url, count) {
  const model = (name) => `openai-compatible:${url}#${name}`;
  const old = createEmbedder({ embedder: model('old') });
  const begun = performance.now();
  const first = await createMemory({ data: directory, embedder: old });
  await fill(first, count);
  const filled = performance.now();
  await first.vectors.make();
  const built = performance.now();
  await first.close();
  const memory = await createMemory({
    data: directory,
    embedder: createEmbedder({ embedder: model('new') }),
    earlierEmbedder: () => old,
  });
  try {
    await search(memory, randomFrom(5));
    const before = await searches(memory, sleep(10_000));
    const stops = [];
    for (const part of [...stopsAt, 1])
      stops.push(await reindex(memory, directory, model('new'), count, part));
    const after = await searches(memory, sleep(10_000));
    return {
      memories: count,
      fill_s: seconds(filled - begun),
      first_model_s: seconds(built - filled),
      before,
      runs: stops,
      after,
      vectors: (await memory.status()).vectors,
      faults: (await memory.check()).filter(({ ok }) => !ok).length,
    };
  } finally {
    await memory.close();
  }
}

async function fill(memory, count) {
  const random = randomFrom(1);
  for (let at = 0; at < count; at += 400) {
    const size = Math.min(400, count - at);
    await Promise.all(
      Array.from({ length: size }, () => memory.add({ user_id: 'ada', text: drawText(random) })),
    );
  }
}

/** One run of the command, stopped when so much is done; searches go on meanwhile. */
async function reindex(memory, directory, embedder, count, part) {
  const began = performance.now();
  const line = `reindex vectors --yes --json --data ${directory} --embedder ${embedder}`;
  const child = spawn(process.execPath, [tulving, ...line.split(' ')]);
  let told = '';
  child.stdout.on('data', (text) => (told += text));
  child.stderr.on('data', (text) => (told += text));
  const ended = once(child, 'close');
  const stopping = (async () => {
    if (part === 1) return;
    for (;;) {
      await sleep(250);
      const { vectors } = await memory.status();
      if (vectors.dimension !== null && vectors.pending <= count * (1 - part)) break;
      if (child.exitCode !== null) return;
    }
    child.kill('SIGINT');
  })();
  const found = await searches(memory, ended);
  await stopping;
  const { vectors } = await memory.status();
  return {
    took_s: seconds(performance.now() - began),
    ended: child.signalCode ?? child.exitCode,
    pending_after: vectors.pending,
    in_use: vectors.in_use,
    ...found,
    told: told.slice(-200),
  };
}

/** One search after the other until something ends. */
async function searches(memory, until) {
  const random = randomFrom(7);
  let going = true;
  const done = until.then(() => (going = false));
  const times = [];
  const outcomes = {};
  let empty = 0;
  while (going) {
    const began = performance.now();
    const { results, trace } = await search(memory, random);
    times.push(performance.now() - began);
    outcomes[trace.meaning.outcome] = (outcomes[trace.meaning.outcome] ?? 0) + 1;
    if (results.length === 0) empty += 1;
    await sleep(20);
  }
  await done;
  times.sort((one, other) => one - other);
  const at = (share) => Math.round(10 * (times[Math.floor(times.length * share)] ?? 0)) / 10;
  return {
    searches: times.length,
    empty,
    outcomes,
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    longest_ms: at(0.9999),
  };
}

function search(memory, random) {
  return memory.search({ user_id: 'ada', query: drawNaturalQuery(random), explain: true });
}

function seconds(ms) {
  return Math.round(ms / 100) / 10;
}
