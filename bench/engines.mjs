// SQLite beside PostgreSQL: the same memories, adds and queries, in turns. After a build:
// `node bench/engines.mjs --url postgres://user@host/postgres [--memories 200000] [--json FILE]`.
// The server gets a database of its own, which goes at the end.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createMemory } from '../dist/compose.js';
import { drawNaturalQuery, drawText, randomFrom, sessionsOf } from './corpus.mjs';
import { fsyncRate } from './disk.mjs';
import { median, percentile, sum } from './peers/statistics.mjs';

/** Adds that wait together, each a session of 50 turns. */
const addsAtOnce = 40;
const rounds = 12;
const notesARound = 24;
const writers = 8;
const queriesEach = 200;
const tracesEach = 40;
const engines = ['sqlite', 'postgres'];
const each = (valueOf) => Object.fromEntries(engines.map((engine) => [engine, valueOf(engine)]));

const { values: options } = parseArgs({
  options: {
    memories: { type: 'string', default: '200000' },
    url: { type: 'string' },
    json: { type: 'string' },
  },
});
if (!options.url) throw new Error('Name a PostgreSQL server: --url postgres://user@host/postgres');
await main();

async function main() {
  const directory = mkdtempSync(join(tmpdir(), 'tulving-engines-'));
  const database = await ownDatabase(options.url);
  try {
    const results = await measure(directory, database.url);
    print(results);
    if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function ownDatabase(server) {
  const name = `tulving_bench_${process.pid}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await administer(server, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  return {
    url: url.href,
    drop: () => administer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function administer(url, statement) {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

async function measure(directory, url) {
  const load = [loadavg()[0]];
  const open = async () => ({
    sqlite: await createMemory({ data: join(directory, 'sqlite'), timezone: 'UTC' }),
    postgres: await createMemory({
      data: join(directory, 'postgres'),
      databaseUrl: url,
      timezone: 'UTC',
    }),
  });
  const users = usersOf(Number(options.memories));
  const filled = await open();
  const bulk = await fill(filled, users);
  await close(filled);
  // What autovacuum does within a minute or two of such a fill, at a time that is known.
  await administer(url, 'VACUUM ANALYZE');
  load.push(loadavg()[0]);
  const [{ server }] = await administer(url, "SELECT current_setting('server_version') AS server");
  // Opened anew: nothing of the stores is in this process's memory yet.
  const memories = await open();
  const writing = await measureWrites(memories, directory);
  const searches = [];
  for (const { size, count } of users) searches.push(await measureSearch(memories, size, count));
  await close(memories);
  load.push(loadavg()[0]);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, server };
  return { machine, load, users, bulk, writing, searches };
}

async function close(memories) {
  for (const engine of engines) await memories[engine].close();
}

/** Half of the store is one user's, a quarter that of users with 5,000 each. */
function usersOf(memories) {
  const largest = { size: memories / 2, count: 1 };
  const middle = { size: 5_000, count: Math.max(1, Math.floor(memories / 4 / 5_000)) };
  const rest = memories - largest.size - middle.size * middle.count;
  return [{ size: 500, count: Math.max(1, Math.floor(rest / 500)) }, middle, largest];
}

function userName(size, index) {
  return `user-${size}-${index}`;
}

/** Another one begins each time. */
function inTurn(round) {
  return round % 2 === 0 ? engines : engines.toReversed();
}

async function fill(memories, users) {
  const took = each(() => 0);
  let round = 0;
  for (const sessions of portionsOf(users)) {
    for (const engine of inTurn((round += 1))) {
      took[engine] += await timed(() =>
        Promise.all(sessions.map((session) => memories[engine].add(session))),
      );
    }
  }
  const { memories: counts } = await memories.postgres.status();
  return each((engine) => (counts.active / took[engine]) * 1000);
}

function* portionsOf(users) {
  let waiting = [];
  for (const { size, count } of users) {
    for (let index = 0; index < count; index += 1) {
      for (const session of sessionsOf(userName(size, index), size, size + index)) {
        waiting.push(session);
        if (waiting.length < addsAtOnce) continue;
        yield waiting;
        waiting = [];
      }
    }
  }
  if (waiting.length > 0) yield waiting;
}

/** Adds a second: medians of rounds, and how many flushed pages the disk took in the same rounds. */
async function measureWrites(memories, directory) {
  const kinds = {
    'one by one': { at: () => 'writer', writers: 1 },
    [`by ${writers} writers, one user`]: { at: () => 'writer', writers },
    [`by ${writers} writers, a user each`]: { at: (writer) => `writer-${writer}`, writers },
  };
  const rates = Object.keys(kinds).map((kind) => ({ kind, ...each(() => []) }));
  const flushes = [];
  const random = randomFrom(13);
  // The first round warms up.
  for (let round = -1; round < rounds; round += 1) {
    const flushed = fsyncRate(directory, notesARound);
    if (round >= 0) flushes.push(flushed);
    for (const row of rates) {
      for (const engine of inTurn(Math.abs(round))) {
        const rate = await addRate(memories[engine], kinds[row.kind], random);
        if (round >= 0) row[engine].push(rate);
      }
    }
  }
  const adds = rates.map((row) => ({ kind: row.kind, ...each((engine) => median(row[engine])) }));
  return { flushes: median(flushes), adds };
}

async function addRate(memory, { at, writers: together }, random) {
  const notes = Array.from({ length: notesARound }, () => drawText(random));
  const write = async (writer) => {
    for (let note = writer; note < notes.length; note += together) {
      await memory.add({ user_id: at(writer), text: notes[note] });
    }
  };
  const took = await timed(() =>
    Promise.all(Array.from({ length: together }, (_, writer) => write(writer))),
  );
  return (notes.length / took) * 1000;
}

async function measureSearch(memories, size, count) {
  const names = Array.from({ length: Math.min(count, 10) }, (_, index) => userName(size, index));
  const first = each(() => []);
  const times = each(() => []);
  const random = randomFrom(11);
  const run = (engine, name, query) => memories[engine].search({ user_id: name, query, limit: 10 });
  for (const name of names) {
    const query = drawNaturalQuery(random);
    for (const engine of inTurn(first.sqlite.length)) {
      first[engine].push(await timed(() => run(engine, name, query)));
    }
  }
  for (let round = -20; round < queriesEach; round += 1) {
    const query = drawNaturalQuery(random);
    const name = names[Math.abs(round) % names.length];
    for (const engine of inTurn(Math.abs(round))) {
      const took = await timed(() => run(engine, name, query));
      if (round >= 0) times[engine].push(took);
    }
  }
  return {
    size,
    first: each((engine) => median(first[engine])),
    p50: each((engine) => percentile(times[engine], 0.5)),
    p95: each((engine) => percentile(times[engine], 0.95)),
    steps: await measureSteps(memories, names, random),
  };
}

/** Where a warm search spends its time, by its own clock; around it: the states of cubes, reading what is answered, the trace. */
async function measureSteps(memories, names, random) {
  const laps = each(() => ({}));
  for (let round = 0; round < tracesEach; round += 1) {
    const query = drawNaturalQuery(random);
    for (const engine of inTurn(round)) {
      const asked = { user_id: names[round % names.length], query, limit: 10, explain: true };
      const started = performance.now();
      const { trace } = await memories[engine].search(asked);
      const around = performance.now() - started - sum(Object.values(trace.took_ms));
      for (const [step, took] of Object.entries({ ...trace.took_ms, around })) {
        (laps[engine][step] ??= []).push(took);
      }
    }
  }
  return each((engine) =>
    Object.fromEntries(Object.entries(laps[engine]).map(([step, took]) => [step, median(took)])),
  );
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function print({ machine, load, users, bulk, writing, searches }) {
  const total = sum(users.map(({ size, count }) => size * count));
  console.log(
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, PostgreSQL ${machine.server}`,
  );
  console.log(`${total} memories; load average ${load.map((one) => one.toFixed(1)).join(', ')}`);
  console.log(`the disk takes ${writing.flushes.toFixed(0)} flushed pages a second\n`);
  const line = (what, { sqlite, postgres }) =>
    `| ${[what, show(sqlite), show(postgres), (postgres / sqlite).toFixed(2)].join(' | ')} |`;
  console.log('|  | SQLite | PostgreSQL | ratio |\n| --- | --- | --- | --- |');
  console.log(line('add in bulk, a second', bulk));
  for (const { kind, ...rates } of writing.adds) console.log(line(`add ${kind}, a second`, rates));
  for (const { size, first, p50, p95 } of searches) {
    const user = `of ${size.toLocaleString('en')} memories`;
    console.log(line(`search ${user}, p50, ms`, p50));
    console.log(line(`search ${user}, p95, ms`, p95));
    console.log(line(`first search ${user}, ms`, first));
  }
  const steps = Object.keys(searches[0].steps.sqlite);
  console.log(
    `\n| memories | engine | ${steps.join(' | ')} |\n| --- |${' --- |'.repeat(steps.length + 1)}`,
  );
  for (const { size, steps: ofEngines } of searches) {
    for (const engine of engines) {
      const took = steps.map((step) => show(ofEngines[engine][step] ?? 0));
      console.log(`| ${[size.toLocaleString('en'), engine, ...took].join(' | ')} |`);
    }
  }
}

function show(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : 2);
}
