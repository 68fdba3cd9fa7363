import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import { randomFrom } from './helpers/random.js';
import {
  fewOnPglite,
  onPglite,
  openMemory,
  temporaryDirectory,
} from './helpers/temporary-memory.js';

/** What a memory should be, kept as plainly as can be. */
interface Expected {
  id: string;
  user: string;
  run: string | null;
  texts: string[];
  tags: string[];
  evidence: number;
  deleted: boolean;
}

const users = ['ada', 'bob'];
const runs = [null, 'monday', 'tuesday'];
const nouns = 'kite harbour piano garden sister winter teapot lantern violin compass'.split(' ');
const STEPS = onPglite ? 50 : 150;

/** Tulving and a plain array, driven by the same random steps. */
class Machine {
  readonly #data = temporaryDirectory();
  readonly #random: () => number;
  readonly #expected: Expected[] = [];
  #memory: Memory | undefined;
  #episodes = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  async run(): Promise<void> {
    await this.#open();
    const steps = [this.#add, this.#add, this.#add, this.#update, this.#delete, this.#search];
    for (let step = 0; step < STEPS; step++) {
      await this.#pick(steps).call(this);
      if (step % 50 === 49) await this.#open();
      if (step % 25 === 24) await this.#compareAll();
    }
    await this.#memory?.close();
  }

  async #open(): Promise<void> {
    await this.#memory?.close();
    this.#memory = await openMemory({ data: this.#data, timezone: 'UTC' });
  }

  get #opened(): Memory {
    if (!this.#memory) throw new Error('not open');
    return this.#memory;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item;
  }

  #text(): string {
    return `The ${this.#pick(nouns)} and the ${this.#pick(nouns)} of ${this.#pick(nouns)}.`;
  }

  async #add(): Promise<void> {
    const user = this.#pick(users);
    const run = this.#pick(runs);
    const texts = Array.from({ length: 1 + Math.floor(this.#random() * 3) }, () => this.#text());
    const { memories, episodes } = await this.#opened.add({
      user_id: user,
      ...(run !== null && { run_id: run }),
      messages: texts.map((content) => ({ content, speaker: 'Ada' })),
    });
    expect(episodes).toHaveLength(texts.length);
    this.#episodes += texts.length;
    const ids: string[] = [];
    for (const text of texts) {
      const same = this.#expected.find(
        (one) => !one.deleted && one.user === user && one.run === run && one.texts.at(-1) === text,
      );
      if (same) {
        same.evidence += 1;
        ids.push(same.id);
        continue;
      }
      const made = memories.find((one) => one.text === text && one.version === 1);
      const id = made?.id ?? '';
      ids.push(id);
      this.#expected.push({ id, user, run, texts: [text], tags: [], evidence: 1, deleted: false });
    }
    expect(memories.map(({ id }) => id)).toEqual([...new Set(ids)]);
  }

  async #update(): Promise<void> {
    const one = this.#pick(this.#expected);
    if (!one) return;
    const text = this.#text();
    const tags = [this.#pick(nouns)];
    const update = this.#opened.update(one.id, { text, tags });
    if (one.deleted) {
      await expect(update).rejects.toMatchObject({ code: 'not_found' });
      return;
    }
    one.texts.push(text);
    one.tags = tags;
    expect(await update).toMatchObject({ text, tags, version: one.texts.length });
  }

  async #delete(): Promise<void> {
    const one = this.#pick(this.#expected);
    if (!one || one.deleted) return;
    await this.#opened.delete(one.id);
    one.deleted = true;
  }

  /** All that hold every word of the query are found, and nothing that was deleted or is another's. */
  async #search(): Promise<void> {
    const user = this.#pick(users);
    const noun = this.#pick(nouns);
    const { results } = await this.#opened.search({ user_id: user, query: noun, limit: 200 });
    const holders = this.#expected.filter(
      (one) => !one.deleted && one.user === user && one.texts.at(-1)?.includes(noun),
    );
    const found = new Set(results.map(({ id }) => id));
    for (const { id } of holders) expect(found).toContain(id);
    const live = new Set(this.#live(user).map(({ id }) => id));
    for (const id of found) expect(live).toContain(id);
  }

  #live(user: string): Expected[] {
    return this.#expected.filter((one) => one.user === user && !one.deleted);
  }

  async #compareAll(): Promise<void> {
    for (const user of users) {
      const { data } = await this.#opened.list({ user_id: user, limit: 500 });
      const seen = data.map(({ id, text, version, tags, run_id, sources }) => {
        return { id, text, version, tags, run: run_id, evidence: sources.length };
      });
      const wanted = this.#live(user).map(({ id, texts, tags, run, evidence }) => {
        return { id, text: texts.at(-1), version: texts.length, tags, run, evidence };
      });
      expect(seen).toEqual(wanted.toReversed());
    }
    for (const { id, texts, evidence, deleted } of this.#expected) {
      const history = await this.#opened.history(id);
      expect(history).toHaveLength(texts.length + evidence - 1 + (deleted ? 1 : 0));
      expect(history[0]).toMatchObject({ event: 'created', text: texts[0] });
      expect(history.at(-1)?.text).toBe(texts.at(-1));
    }
    const { episodes, memories } = await this.#opened.status();
    const deleted = this.#expected.filter((one) => one.deleted).length;
    expect(episodes).toBe(this.#episodes);
    expect(memories).toMatchObject({ active: this.#expected.length - deleted, deleted });
  }
}

describe('random steps against a plain model, opened anew in the middle (T9)', () => {
  it.each(fewOnPglite([1, 2, 3, 4, 5, 6], 1))('seed %i', async (seed) => {
    const machine = new Machine(seed);
    await expect(machine.run()).resolves.toBeUndefined();
  });
});
