// Search beside mem0 in a store of 200,000 memories of many users, in turns. The corpus and the users
// are those of `bench/search.mjs`, which sets the same search beside the bare kernels.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareOrExit } from '../scripts/prepare.mjs';
import { batchesOfSessions, queryKinds, randomFrom, userName, userSizes } from './corpus.mjs';
import { loadNow, machine } from './peers/machine.mjs';
import { inTurn } from './peers/measure.mjs';
import { canBeHad, installPeers } from './peers/packages.mjs';
import { subjects } from './peers/plan.mjs';
import { show, table } from './peers/report.mjs';
import { spread, sum } from './peers/statistics.mjs';
import { SubjectProcess } from './peers/subject-process.mjs';

const wholeStore = sum(userSizes.map(({ size, users }) => size * users));
const measuredSizes = [500, 5_000, 100_000];
const measuredKinds = ['natural, 8 terms', 'frequent, 4 terms'];
/** Of each size, at most. */
const measuredUsers = 10;
const sessionsAtOnce = 40;
/** Of users who are not measured: until then V8 compiles what is hot in Tulving. */
const warmingSearches = 1_000;
/** Tulving answers so many while mem0 answers one. */
const oursToOne = 20;
/** Vectors are computed in process, and no model is asked: nothing listens here. */
const nobody = 'http://127.0.0.1:9';

const help = `node bench/search-peers.mjs [options]

Adds the same sessions to Tulving and to mem0ai/oss, each in a process of its own, with the same
embeddings computed there, and asks both the same questions of users with 500, 5,000 and 100,000
memories, in turns. No model, no telemetry, no network. Takes half an hour, nearly all of it mem0.
  --memories N  in the whole store (${wholeStore}); each user has fewer in proportion
  --searches N  of mem0, of each kind at each size (15); Tulving answers ${oursToOne} to each
  --folder F    where the stores are written, 1.5 GB; mem0 waits for a disk twice at each add
  --json FILE   the figures`;

const { values: options } = parseArgs({
  options: {
    memories: { type: 'string', default: String(wholeStore) },
    searches: { type: 'string', default: '15' },
    folder: { type: 'string', default: tmpdir() },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
async function main() {
  await prepareOrExit();
  installPeers();
  if (!canBeHad('mem0ai')) throw new Error('NOT RUN: mem0ai cannot be had');
  const folder = mkdtempSync(join(options.folder, 'tulving-bench-'));
  try {
    const results = await measure(folder);
    print(results);
    if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder) {
  const ran = machine();
  const sizes = userSizes.map(({ size, users }) => ({
    whole: size,
    size: Math.round((size * Number(options.memories)) / wholeStore),
    users,
  }));
  const runs = ['tulving-shared', 'mem0-shared'].map((name) => new Run(name, folder));
  const [tulving] = runs;
  try {
    const filling = await fill(runs, sizes);
    ran.load.push(loadNow());
    // Opened anew: nothing of the stores is in their memory yet.
    for (const run of runs) await run.stop();
    for (const run of runs) await run.start();
    await tulving.ask('search', { items: warmingItems(sizes[0]) });
    const searches = [];
    for (const { whole, size, users } of sizes) {
      if (!measuredSizes.includes(whole)) continue;
      const names = Array.from({ length: Math.min(users, measuredUsers) }, (_, index) =>
        userName(size, index),
      );
      for (const kind of measuredKinds) {
        console.error(`search of ${size}: ${kind}`);
        searches.push({ size, kind, ...(await measureUsers(runs, names, queryKinds[kind])) });
      }
    }
    ran.load.push(loadNow());
    return { machine: ran, filling, searches };
  } finally {
    for (const run of runs) await run.stop();
  }
}

async function fill(runs, sizes) {
  const times = Object.fromEntries(runs.map(({ name }) => [name, 0]));
  let memories = 0;
  for (const run of runs) await run.start();
  for (const [round, sessions] of [...batchesOfSessions(sizes, sessionsAtOnce)].entries()) {
    for (const run of inTurn(runs, round)) {
      times[run.name] += (await run.ask('addSessions', { sessions })) / 1000;
    }
    memories += sum(sessions.map(({ messages }) => messages.length));
    console.error(`added ${memories}`);
  }
  return { memories, seconds: times };
}

function warmingItems({ size, users }) {
  const random = randomFrom(5);
  const kinds = measuredKinds.map((kind) => queryKinds[kind]);
  return Array.from({ length: warmingSearches }, (_, count) => ({
    user: userName(size, measuredUsers + (count % (users - measuredUsers))),
    text: kinds[count % kinds.length](random),
  }));
}

/** Round by round Tulving is asked of one user, and mem0 the first of the same questions. */
async function measureUsers(runs, names, draw) {
  const random = randomFrom(11);
  const [tulving, mem0] = runs;
  // The first search of a user reads what ranking needs from the store.
  await tulving.ask('search', { items: names.map((user) => ({ user, text: draw(random) })) });
  await mem0.ask('search', { items: [{ user: names[0], text: draw(random) }] });
  const times = new Map(runs.map((run) => [run, []]));
  for (let round = 0; round < Number(options.searches); round += 1) {
    const user = names[round % names.length];
    const items = Array.from({ length: oursToOne }, () => ({ user, text: draw(random) }));
    for (const run of inTurn(runs, round)) {
      const asked = run === tulving ? items : items.slice(0, 1);
      times.get(run).push(...(await run.ask('search', { items: asked })));
    }
  }
  const [ours, theirs] = runs.map((run) => spread(times.get(run)));
  return {
    asked: runs.map((run) => times.get(run).length),
    ours,
    theirs,
    ratio: theirs.p50 / ours.p50,
    ratio95: theirs.p95 / ours.p95,
  };
}

/** A subject in a process of its own, which may end and begin again. */
class Run {
  #options;
  #process;

  constructor(name, folder) {
    const { module, vectors } = subjects.find((subject) => subject.name === name);
    this.name = name;
    this.#options = {
      module: new URL(`peers/subjects/${module}.mjs`, import.meta.url).href,
      folder: join(folder, name),
      baseUrl: nobody,
      vectors,
    };
  }

  async start() {
    mkdirSync(this.#options.folder, { recursive: true });
    this.#process = new SubjectProcess();
    await this.ask('open', this.#options);
  }

  async ask(verb, more) {
    return (await this.#process.ask(verb, more)).result;
  }

  async stop() {
    const running = this.#process;
    this.#process = undefined;
    await running?.ask('close');
    await running?.end();
  }
}

function print({ machine: { cpu, cores, node, day, load }, filling, searches }) {
  const { memories, seconds } = filling;
  const filled = Object.entries(seconds).map(([name, took]) => `${name} ${show(took)} s`);
  const rows = searches.map(({ size, kind, asked, ours, theirs, ratio, ratio95 }) => [
    size.toLocaleString('en'),
    kind,
    asked.join(', '),
    ...[ours.p50, ours.p95, theirs.p50, theirs.p95, ratio, ratio95].map(show),
  ]);
  const head = [
    'memories of the user',
    'queries',
    'asked of each',
    'Tulving p50',
    'p95',
    'mem0 p50',
    'p95',
    'ratio p50',
    'ratio p95',
  ];
  console.log(
    `${cpu}, ${cores} cores, Node ${node}, ${day}; load average before, after filling, at the end: ${load.join(', ')}.`,
  );
  console.log(`${memories} memories, added in: ${filled.join('; ')}. Times below in ms.\n`);
  console.log(table(head, rows));
}

if (options.help) console.log(help);
else await main();
