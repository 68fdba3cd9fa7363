import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import type { HistoryEntry, Memory as MemoryRecord, MemoryState } from '../src/model/memory.js';
import type { AddRequest } from '../src/model/requests.js';
import type { SetStateRequest } from '../src/model/states.js';
import { randomFrom } from './helpers/random.js';
import {
  fewOnPglite,
  onPglite,
  openMemory,
  temporaryDirectory,
} from './helpers/temporary-memory.js';

const users = ['ada', 'bob'];
const runs = [undefined, 'monday', 'tuesday'];
const nouns = 'kite harbour piano garden sister winter teapot lantern'.split(' ');
const tags = ['red', 'blue'];
const states = ['active', 'paused', 'archived', 'deleted'] as const;
const STEPS = onPglite ? 30 : 80;
const MINUTE = 60_000;

/** From which states each is taken, by a scope or a filter. */
const taken: Readonly<Record<MemoryState, readonly MemoryState[]>> = {
  active: ['paused', 'archived'],
  paused: ['active'],
  archived: ['active', 'paused'],
  deleted: ['active', 'paused', 'archived'],
};

/** One memory, as it is called in each of the two stores. */
interface Pair {
  many: string;
  one: string;
}

/**
 * Two stores, driven by the same random steps: states of many memories are changed together in the one, and
 * one by one in the other. Whatever is asked of them, both answer the same.
 */
class Twins {
  readonly #data = temporaryDirectory();
  readonly #otherData = temporaryDirectory();
  readonly #random: () => number;
  readonly #pairs: Pair[] = [];
  readonly #moments: string[] = [];
  #now = Date.parse('2026-03-04T09:30:00Z');
  #opened: { many: Memory; one: Memory } | undefined;
  #count = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  async run(): Promise<void> {
    await this.#open();
    for (let before = 0; before < 6; before++) await this.#add();
    const steps = [
      this.#add,
      this.#update,
      this.#state,
      this.#many,
      this.#manyOfIds,
      this.#undone,
      this.#supersede,
      this.#merge,
      this.#restore,
      this.#erase,
      this.#reindex,
      this.#wait,
    ];
    for (let step = 0; step < STEPS; step++) {
      const act = this.#pick(steps);
      this.#now += MINUTE;
      await act.call(this);
      this.#moments.push(new Date(this.#now).toISOString());
      await this.#compareSearches();
      if (step % 20 === 19) await this.#compareAll();
      if (step % 40 === 29) await this.#open();
    }
    await this.#compareAll();
    await this.close();
  }

  async close(): Promise<void> {
    await this.#opened?.many.close();
    await this.#opened?.one.close();
    this.#opened = undefined;
  }

  async #open(): Promise<void> {
    await this.close();
    const settings = { timezone: 'UTC', clock: () => this.#now };
    this.#opened = {
      many: await openMemory({ ...settings, data: this.#data }),
      one: await openMemory({ ...settings, data: this.#otherData }),
    };
  }

  get #both(): { many: Memory; one: Memory } {
    if (!this.#opened) throw new Error('not open');
    return this.#opened;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item;
  }

  #text(): string {
    const [one, two] = [this.#pick(nouns), this.#pick(nouns)];
    return `The ${one} and the ${two} of note ${this.#count++}.`;
  }

  /** The same to both. */
  async #each(act: (memory: Memory, id: (pair: Pair) => string) => Promise<unknown>) {
    const { many, one } = this.#both;
    const asked = await Promise.all([
      tried(act(many, (pair) => pair.many)),
      tried(act(one, (pair) => pair.one)),
    ]);
    expect(asked[0]).toEqual(asked[1]);
  }

  #request(): AddRequest {
    const run_id = this.#pick(runs);
    const passes = this.#random() < 0.2;
    return {
      user_id: this.#pick(users),
      ...(run_id !== undefined && { run_id }),
      text: this.#text(),
      tags: [this.#pick(tags)],
      ...(passes && { expires_at: new Date(this.#now + 90 * MINUTE).toISOString() }),
    };
  }

  async #addToBoth(request: AddRequest, older: readonly Pair[] = []): Promise<void> {
    const { many, one } = this.#both;
    const ask = (of: 'many' | 'one'): AddRequest =>
      older.length === 0 ? request : { ...request, supersedes: older.map((pair) => pair[of]) };
    const added = await Promise.all([many.add(ask('many')), one.add(ask('one'))]);
    const [first, second] = added.map(({ memories }) => memories[0]?.id ?? '');
    if (!first || !second) throw new Error('nothing was kept');
    this.#pairs.push({ many: first, one: second });
  }

  async #add(): Promise<void> {
    await this.#addToBoth(this.#request());
  }

  async #update(): Promise<void> {
    const pair = this.#pick(this.#pairs);
    const text = this.#text();
    await this.#each(async (memory, id) => plain(await memory.update(id(pair), { text })));
  }

  async #state(): Promise<void> {
    const pair = this.#pick(this.#pairs);
    const state = this.#pick(['active', 'paused', 'archived'] as const);
    await this.#each(async (memory, id) => plain(await memory.update(id(pair), { state })));
  }

  async #restore(): Promise<void> {
    const pair = this.#pick(this.#pairs);
    await this.#each(async (memory, id) => plain(await memory.restore(id(pair))));
  }

  async #erase(): Promise<void> {
    if (this.#random() < 0.5) return;
    const pair = this.#pick(this.#pairs);
    await this.#each((memory, id) => memory.erase(id(pair)));
  }

  async #supersede(): Promise<void> {
    const { user_id: user, ...request } = this.#request();
    const { data } = await this.#both.one.list({ user_id: user ?? '', limit: 500 });
    const free = data.filter((one) => one.superseded_by === null && one.merged_into === null);
    const older = this.#pick(free);
    const pair = this.#pairs.find(({ one }) => one === older?.id);
    await this.#addToBoth({ ...request, user_id: user }, pair ? [pair] : []);
  }

  async #merge(): Promise<void> {
    const [pair, into] = [this.#pick(this.#pairs), this.#pick(this.#pairs)];
    await this.#each(async (memory, id) => plain(await memory.merge(id(pair), { into: id(into) })));
  }

  async #wait(): Promise<void> {
    this.#now += 30 * MINUTE;
    await this.#each(async (memory) => {
      await memory.runJobs((_, error) => {
        throw error;
      });
    });
  }

  async #reindex(): Promise<void> {
    await this.#both.many.reindex({ all: this.#random() < 0.3 });
  }

  /** By what is asked for, and whom that means in the store where it is done one by one. */
  async #asked(state: MemoryState): Promise<{ request: SetStateRequest; meant: MemoryRecord[] }> {
    const tag = this.#pick(tags);
    const user_id = this.#pick(users);
    const run_id = this.#pick(runs);
    const scope = { user_id, ...(run_id !== undefined && { run_id }) };
    const wanted = this.#pick([
      { ...scope },
      { filters: { tags: { contains: tag } } },
      { ...scope, filters: { tags: { contains: tag } } },
    ]);
    const all: MemoryRecord[] = [];
    for (const from of taken[state]) {
      for (const user of users) {
        const { data } = await this.#both.one.list({ user_id: user, state: from, limit: 500 });
        all.push(...data);
      }
    }
    const meant = all.filter(
      (memory) =>
        (!('user_id' in wanted) || memory.user_id === wanted.user_id) &&
        (!('run_id' in wanted) || memory.run_id === wanted.run_id) &&
        (!('filters' in wanted) || memory.tags.includes(tag)),
    );
    return { request: { state, ...wanted }, meant };
  }

  async #many(): Promise<void> {
    const state = this.#pick(states);
    const { request, meant } = await this.#asked(state);
    expect((await this.#both.many.setState(request)).changed).toBe(meant.length);
    for (const { id } of meant) await give(this.#both.one, id, state);
  }

  async #manyOfIds(): Promise<void> {
    const state = this.#pick(states);
    const chosen = this.#pairs.filter(() => this.#random() < 0.3);
    const kept: { pair: Pair; state: MemoryState }[] = [];
    for (const pair of chosen) {
      const found = await stateOf(this.#both.one, pair.one);
      if (found !== undefined) kept.push({ pair, state: found });
    }
    if (kept.length === 0) return;
    const ids = kept.map(({ pair }) => pair.many);
    const changing = kept.filter((one) => one.state !== state);
    const { changed } = await this.#both.many.setState({ state, ids });
    expect(changed).toBe(changing.length);
    for (const { pair } of changing) await give(this.#both.one, pair.one, state);
  }

  /** Changes of many that are taken back are the same as each taken back. */
  async #undone(): Promise<void> {
    const state = this.#pick(states);
    const { request, meant } = await this.#asked(state);
    const { batch_id: batch } = await this.#both.many.setState(request);
    for (const { id } of meant) await give(this.#both.one, id, state);
    this.#now += MINUTE;
    if (batch === null) return;
    await this.#both.many.undo({ batch });
    for (const { id, state: before } of meant) await give(this.#both.one, id, before);
  }

  async #compareSearches(): Promise<void> {
    const query = `${this.#pick(nouns)} ${this.#pick(nouns)}`;
    const at = this.#pick(this.#moments);
    for (const user_id of users) {
      for (const more of [
        {},
        { include_superseded: true },
        { as_of: at },
        { known_at: at },
        { filters: { tags: { contains: this.#pick(tags) } } },
      ]) {
        await this.#each(async (memory) => {
          const { results } = await memory.search({ user_id, query, limit: 50, ...more });
          return { more, results: results.map(({ text, score }) => [text, score.toFixed(6)]) };
        });
      }
      await this.#each(async (memory) => {
        const { text } = await memory.context({ user_id, query });
        return text;
      });
    }
  }

  async #compareAll(): Promise<void> {
    for (const user_id of users) {
      for (const state of states) {
        await this.#each(async (memory) => {
          const { data } = await memory.list({ user_id, state, limit: 500 });
          return data.map(plain);
        });
      }
      await this.#each((memory) => memory.stats({ user_id }));
    }
    await this.#each(async (memory) => {
      const { memories, episodes } = await memory.status();
      return { memories, episodes };
    });
    for (const pair of this.#pairs) {
      await this.#each(async (memory, id) => told(await memory.history(id(pair))));
    }
    for (const memory of Object.values(this.#both)) {
      expect((await memory.check()).filter(({ ok }) => !ok)).toEqual([]);
    }
  }
}

/** What it answers, or why it does not; ids and numbers in what is said differ. */
async function tried(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    return { code: (error as { code?: string }).code ?? String(error) };
  }
}

async function stateOf(memory: Memory, id: string): Promise<MemoryState | undefined> {
  const history = await memory.history(id).catch(() => []);
  return history.at(-1)?.state;
}

async function give(memory: Memory, id: string, state: MemoryState): Promise<void> {
  if (state === 'deleted') await memory.delete(id);
  else if ((await stateOf(memory, id)) === 'deleted') {
    await memory.restore(id);
    if (state !== 'active') await memory.update(id, { state });
  } else await memory.update(id, { state });
}

/** Of a memory what does not tell by which steps it came there. */
function plain(memory: MemoryRecord): unknown {
  const { text, state, tags: labels, user_id, run_id, sources } = memory;
  const { valid_from, valid_to, expires_at } = memory;
  const times = { valid_from, valid_to, expires_at };
  return { text, state, labels, user_id, run_id, sources: sources.length, ...times };
}

/** What it was after each moment: going from deleted to paused takes two steps one by one. */
function told(history: readonly HistoryEntry[]): unknown[] {
  return [...new Map(history.map(({ at, text, state }) => [at, { at, text, state }])).values()];
}

describe('states of many memories, against each changed by itself (D3, T9)', () => {
  it.each(fewOnPglite([1, 2, 3, 4], 1))('seed %i', async (seed) => {
    const twins = new Twins(seed);
    try {
      await expect(twins.run()).resolves.toBeUndefined();
    } finally {
      await twins.close();
    }
  });
});
