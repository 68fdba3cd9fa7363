// Measures search on a store of 200,000 memories, beside the bare kernels that it rests on.
// After a build: `node bench/search.mjs [--english] [--json FILE]`. Takes two to three minutes. The words are made up, so
// that those which nobody has used look misspelt; with --english, those of English stand first among them.
// Beside mem0: `bench/search-peers.mjs`.
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createMemory } from '../dist/compose.js';
import { analyseQuery } from '../dist/language/terms/analyse.js';
import { stopWords } from '../dist/language/terms/stop-words.js';
import { BuiltInEmbedder } from '../dist/models/built-in-embedder.js';
import { Connection, loadDriver } from '../dist/store/sqlite/driver.js';
import { SqliteVectors } from '../dist/store/sqlite/vectors.js';
import { CubeBlock } from '../dist/vector/resident/cube-block.js';
import {
  batchesOfSessions,
  drawNaturalQuery,
  drawText,
  queryKinds,
  randomFrom,
  userName,
  userSizes,
  useWords,
} from './corpus.mjs';
import { percentile, spread } from './peers/statistics.mjs';

const queriesEach = 200;
/** A search of each kind, of users who are not measured: what a server has been through that has run for some minutes. */
const warmingRounds = 500;
const writesEach = 200;
/** Of each size, at most. */
const measuredUsers = 10;
/** Adds that wait together share a transaction. */
const addsAtOnce = 40;
const embedder = new BuiltInEmbedder();

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, english: { type: 'boolean' } },
});
await main();

async function main() {
  if (options.english) useWords(englishWords());
  const directory = mkdtempSync(join(tmpdir(), 'tulving-bench-'));
  try {
    const results = await measure(directory);
    print(results);
    if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(directory) {
  const filling = await fill(directory);
  const { connection, kernels } = await openKernels(directory);
  // Opened anew: nothing of the store is in this process's memory yet.
  const memory = await open(directory);
  await warmUp(memory);
  const searches = [];
  for (const { size, users } of userSizes) {
    const names = Array.from({ length: Math.min(users, measuredUsers) }, (_, index) =>
      userName(size, index),
    );
    const cold = await measureCold(memory, names);
    for (const [kind, draw] of Object.entries(queryKinds)) {
      const bare = names.map((name) => kernels(name));
      const blocked = await measureBlocks(memory, names, draw);
      searches.push({
        size,
        kind,
        cold,
        blocked,
        ...(await measureUser(memory, names, bare, draw)),
      });
    }
  }
  connection.close();
  const writing = await measureWrites(memory, directory);
  await memory.close();
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  return { machine, filling, searches, writing };
}

/** The most frequent first, without stop words. */
function englishWords() {
  const file = new URL('../dist/models/words/words.txt', import.meta.url);
  const all = readFileSync(file, 'utf8').trimEnd().split('\n');
  return all.filter((word) => /^[a-z]{3,}$/.test(word) && !stopWords.has(word));
}

function open(directory) {
  return createMemory({ data: join(directory, 'data'), timezone: 'UTC' });
}

async function fill(directory) {
  const memory = await open(directory);
  const started = performance.now();
  for (const sessions of batchesOfSessions(userSizes, addsAtOnce)) {
    await Promise.all(sessions.map((session) => memory.add(session)));
  }
  const { memories, bytes } = await memory.status();
  await memory.close();
  const seconds = (performance.now() - started) / 1000;
  return { memories: memories.active, seconds, perSecond: memories.active / seconds, bytes };
}

/** V8 compiles what is hot step by step: the first hundreds of searches take a fifth longer. */
async function warmUp(memory) {
  const random = randomFrom(5);
  const [{ size, users }] = userSizes;
  for (let count = 0; count < warmingRounds; count += 1) {
    const user = userName(size, measuredUsers + (count % (users - measuredUsers)));
    for (const draw of Object.values(queryKinds)) {
      await memory.search({ user_id: user, query: draw(random), limit: 10 });
    }
    // What is noted beside searches is written meanwhile.
    await new Promise(setImmediate);
  }
}

/** The first search of a user reads what ranking needs from the store. */
async function measureCold(memory, names) {
  const random = randomFrom(7);
  const times = [];
  for (const name of names) {
    times.push(
      await timed(() => memory.search({ user_id: name, query: drawNaturalQuery(random) })),
    );
  }
  return percentile(times, 0.5);
}

/** Searches and bare kernels take turns, so that both meet the same moods of the machine. */
async function measureUser(memory, names, bare, draw) {
  const random = randomFrom(11);
  const times = { search: [], fts: [], scan: [] };
  for (let round = -20; round < queriesEach; round += 1) {
    const at = Math.abs(round) % names.length;
    const query = draw(random);
    const search = await timed(() => memory.search({ user_id: names[at], query, limit: 10 }));
    const terms = analyseQuery(query).terms;
    const vector = embedder.embedNow(query, 'query');
    const fts = await timed(() => bare[at].fts(terms));
    const scan = await timed(() => bare[at].scan(vector));
    // The first rounds warm up.
    if (round < 0) continue;
    times.search.push(search);
    times.fts.push(fts);
    times.scan.push(scan);
  }
  const both = times.fts.map((fts, index) => fts + times.scan[index]);
  return {
    search: spread(times.search),
    fts: spread(times.fts),
    scan: spread(times.scan),
    ratio: percentile(times.search, 0.5) / percentile(both, 0.5),
    ratio95: percentile(times.search, 0.95) / percentile(both, 0.95),
  };
}

/** How long the event loop was not served at a stretch, at most, while searches follow each other. */
async function measureBlocks(memory, names, draw) {
  const random = randomFrom(17);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  for (let round = -10; round < 50; round += 1) {
    if (round === 0) delay.enable();
    const name = names[Math.abs(round) % names.length];
    await memory.search({ user_id: name, query: draw(random), limit: 10 });
    await new Promise(setImmediate);
  }
  delay.disable();
  return { p50: delay.percentile(50) / 1e6, p95: delay.percentile(95) / 1e6 };
}

/** One FTS5 query on the same table, and one exact scan of the same int8 rows: no more than that. */
async function openKernels(directory) {
  const { DatabaseSync } = await loadDriver();
  const connection = new Connection(new DatabaseSync(join(directory, 'data', 'tulving.db')));
  connection.exec('PRAGMA cache_size = -65536');
  connection.exec('PRAGMA mmap_size = 268435456');
  const blocks = new Map();
  const vectors = new SqliteVectors(connection);
  const { no: space } = connection.get('SELECT no FROM space');
  for (const { no } of connection.all('SELECT no FROM cube')) {
    const block = new CubeBlock(embedder.identity.dimension);
    block.append(await vectors.block(space, { cube: no, partition: 'live' }, 0, 1_000_000));
    blocks.set(no, block);
  }
  const kernels = (user) => {
    const { no } = connection.get('SELECT no FROM cube WHERE name = ?', `user:${user}`);
    const prefix = `${no.toString(36)}l_`;
    return {
      fts: (terms) =>
        connection.all(
          'SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10',
          terms.map((term) => `"${prefix}${term}"`).join(' OR '),
        ),
      scan: (vector) => blocks.get(no).scan(vector),
    };
  };
  return { connection, kernels };
}

async function measureWrites(memory, directory) {
  const random = randomFrom(13);
  const adds = [];
  for (let count = 0; count < writesEach; count += 1) {
    const note = { user_id: 'writer', text: drawText(random) };
    adds.push(await timed(() => memory.add(note)));
  }
  const fsyncs = [];
  const file = openSync(join(directory, 'fsync'), 'w');
  const page = Buffer.alloc(4096, 1);
  for (let count = 0; count < writesEach; count += 1) {
    fsyncs.push(
      await timed(() => {
        writeSync(file, page);
        fsyncSync(file);
      }),
    );
  }
  closeSync(file);
  const ratio = percentile(adds, 0.5) / percentile(fsyncs, 0.5);
  return { add: spread(adds), fsync: spread(fsyncs), ratio };
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function print({ machine, filling, searches, writing }) {
  const ms = (value) => value.toFixed(2);
  console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; times in ms\n`);
  console.log(
    `${filling.memories} memories added in ${filling.seconds.toFixed(0)} s ` +
      `(${filling.perSecond.toFixed(0)} a second), ${(filling.bytes / 2 ** 20).toFixed(0)} MiB\n`,
  );
  const rows = searches.map(({ size, kind, cold, blocked, search, fts, scan, ratio, ratio95 }) => ({
    memories: size,
    queries: kind,
    'search p50': ms(search.p50),
    'search p95': ms(search.p95),
    'fts5 p50': ms(fts.p50),
    'fts5 p95': ms(fts.p95),
    'scan p50': ms(scan.p50),
    'ratio p50': ms(ratio),
    'ratio p95': ms(ratio95),
    'longest block p95': ms(blocked.p95),
    'first search': ms(cold),
  }));
  console.table(rows);
  const { add, fsync, ratio } = writing;
  console.log(
    `durable add, one by one: p50 ${ms(add.p50)}, p95 ${ms(add.p95)}; ` +
      `bare write and fsync: p50 ${ms(fsync.p50)}, p95 ${ms(fsync.p95)}; ratio ${ms(ratio)}`,
  );
}
