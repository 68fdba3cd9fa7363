import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { drawNaturalQuery, drawText, randomFrom } from '../corpus.mjs';
import { fsyncRate } from '../disk.mjs';
import { listed, searchBudget, writers } from './plan.mjs';
import { median, percentile, sum } from './statistics.mjs';
import { SubjectProcess } from './subject-process.mjs';

/**
 * Measures all subjects at one shape, in turns: round by round each does a slice of the same work, so that
 * all meet the same moods of the machine.
 */
export async function measureShape({ shape, subjects, amounts, folder, baseUrl, tell }) {
  const runs = subjects.map((subject) => new Run(subject, join(folder, subject.name), baseUrl));
  const work = drawWork(shape, amounts);
  const fsyncs = [];
  try {
    for (const run of runs) await run.start();
    for (const [round, slice] of work.entries()) {
      tell(`add ${round + 1}/${work.length}`);
      fsyncs.push(fsyncRate(folder, slice.singles.length));
      for (const run of inTurn(runs, round)) await run.add(slice);
    }
    for (const [round, { queries }] of work.entries()) {
      tell(`search ${round + 1}/${work.length}`);
      for (const run of inTurn(runs, round)) await run.read(queries, amounts);
    }
    for (const run of runs) await run.settle(shape);
    for (let round = 0; round < amounts.colds; round += 1) {
      tell(`cold start ${round + 1}/${amounts.colds}`);
      for (const run of inTurn(runs, round)) await run.startCold(work[0].queries[0]);
    }
    for (const [round, { deletes }] of work.entries()) {
      tell(`delete ${round + 1}/${work.length}`);
      for (const run of inTurn(runs, round)) await run.delete(deletes);
    }
    tell('delete all');
    for (const run of runs) await run.deleteAll(namesOf(shape));
  } finally {
    for (const run of runs) await run.stop();
  }
  const results = Object.fromEntries(runs.map((run) => [run.name, run.results(amounts)]));
  return { name: shape.name, fsync: median(fsyncs), subjects: results };
}

/** One subject at one shape: its process, and what was measured of it. */
class Run {
  #subject;
  #options;
  #process;
  #rounds = {
    addEach: [],
    addByWriters: [],
    addMany: [],
    addEachCpu: [],
    addManyCpu: [],
    searchTogether: [],
    listTogether: [],
  };
  #times = { add: [], search: [], list: [], delete: [], cold: [] };
  #searches = 0;
  #searchCpu = 0;
  #once = {};

  constructor(subject, folder, baseUrl) {
    const module = new URL(`subjects/${subject.module}.mjs`, import.meta.url).href;
    this.#subject = subject;
    this.#options = { module, folder, baseUrl, vectors: subject.vectors };
  }

  get name() {
    return this.#subject.name;
  }

  async start() {
    mkdirSync(this.#options.folder, { recursive: true });
    this.#process = new SubjectProcess();
    await this.#process.ask('open', this.#options);
  }

  async add({ bulk, singles, together }) {
    const many = await this.#process.ask('addMany', { items: bulk });
    const each = await this.#process.ask('addEach', { items: singles });
    const byWriters = await this.#process.ask('addByWriters', { items: together, writers });
    const rounds = this.#rounds;
    rounds.addMany.push((bulk.length / many.result) * 1000);
    rounds.addManyCpu.push(many.cpu / bulk.length);
    this.#times.add.push(...each.result);
    rounds.addEach.push((singles.length / sum(each.result)) * 1000);
    rounds.addEachCpu.push(each.cpu / singles.length);
    rounds.addByWriters.push((together.length / byWriters.result) * 1000);
  }

  async read(queries, { lists, together }) {
    const warm = await this.#process.ask('search', { items: queries.slice(0, 3) });
    const most = Math.max(5, Math.floor(searchBudget / median(warm.result)));
    const items = queries.slice(0, most);
    const { result, cpu, memory } = await this.#process.ask('search', { items });
    this.#times.search.push(...result);
    this.#searches += items.length;
    this.#searchCpu += cpu;
    this.#once.memory = memory / 2 ** 20;
    const listing = { items: queries.slice(0, lists), limit: listed };
    this.#times.list.push(...(await this.#process.ask('list', listing)).result);
    if (together) await this.#readTogether(items, listing);
  }

  async #readTogether(items, listing) {
    const searches = await this.#process.ask('searchTogether', { items, writers });
    this.#rounds.searchTogether.push((items.length / searches.result) * 1000);
    const lists = await this.#process.ask('listTogether', { ...listing, writers });
    this.#rounds.listTogether.push((listing.items.length / lists.result) * 1000);
  }

  /** What stays is on the disk, and is asked from there from now on. */
  async settle({ users, each }) {
    if (this.#subject.volatile) return;
    await this.stop();
    this.#once.disk = bytesIn(this.#options.folder) / (users * each);
  }

  async startCold(query) {
    if (this.#subject.volatile) return;
    await this.stop();
    const started = performance.now();
    await this.start();
    await this.#process.ask('search', { items: [query] });
    this.#times.cold.push(performance.now() - started);
  }

  async delete(items) {
    this.#times.delete.push(...(await this.#process.ask('delete', { items })).result);
  }

  async deleteAll(users) {
    this.#once.deleteAll = (await this.#process.ask('deleteAll', { users })).result;
  }

  /** Also a subject that has a process of its own must end. */
  async stop() {
    const running = this.#process;
    this.#process = undefined;
    await running?.ask('close');
    await running?.end();
  }

  results() {
    const { add, search, list, delete: deletes, cold } = this.#times;
    return {
      ...Object.fromEntries(
        Object.entries(this.#rounds).map(([key, values]) => [key, median(values)]),
      ),
      add50: median(add),
      add95: percentile(add, 0.95),
      search50: median(search),
      search95: percentile(search, 0.95),
      searchCpu: this.#searchCpu / this.#searches,
      list50: median(list),
      list95: percentile(list, 0.95),
      delete50: median(deletes),
      cold: median(cold),
      ...this.#once,
    };
  }
}

/** The work of each round: the same for all subjects. */
function drawWork({ users, each }, { rounds, adds, searches, deletes }) {
  const random = randomFrom(users * each);
  const names = namesOf({ users });
  let next = 0;
  const item = () => ({ user: names[next++ % users], text: drawText(random) });
  const items = (count, draw = item) => Array.from({ length: count }, draw);
  const bulk = Math.floor((users * each) / rounds) - 2 * adds;
  const question = () => ({ user: names[next++ % users], text: drawNaturalQuery(random) });
  return items(rounds, () => ({
    bulk: items(bulk),
    singles: items(adds),
    together: items(adds),
    queries: items(searches, question),
    deletes: items(deletes),
  }));
}

function namesOf({ users }) {
  return Array.from({ length: users }, (_, index) => `user-${index}`);
}

/** Another one begins each time. */
export function inTurn(runs, round) {
  const first = round % runs.length;
  return [...runs.slice(first), ...runs.slice(0, first)];
}

function bytesIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return sum(
    files
      .filter((file) => file.isFile())
      .map((file) => statSync(join(file.parentPath ?? file.path, file.name)).size),
  );
}
