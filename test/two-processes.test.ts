import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { randomFrom } from '../bench/corpus.mjs';
import type { MemoryOptions } from '../src/compose.js';
import type { Memory } from '../src/memory.js';
import { placeOf, temporaryDirectory } from './helpers/temporary-memory.js';

const program = fileURLToPath(new URL('helpers/memory-process.mjs', import.meta.url));
const STEPS = 40;
const users = ['ada', 'bob'];
const nouns = 'kite harbour piano garden sister winter'.split(' ');

type Verb = 'add' | 'update' | 'delete' | 'restore' | 'erase' | 'search';

interface Answer {
  no: number;
  result?: unknown;
  error?: unknown;
}

/** A memory that another process has open. */
class Remote {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (answer: Answer) => this.#waiting.get(answer.no)?.(answer));
  }

  static async open(options: MemoryOptions): Promise<Remote> {
    const child = fork(program, [JSON.stringify({ timezone: 'UTC', ...options })]);
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'message');
    return new Remote(child);
  }

  async call<Name extends Verb>(
    verb: Name,
    ...parameters: Parameters<Memory[Name]>
  ): Promise<Awaited<ReturnType<Memory[Name]>>> {
    const no = ++this.#last;
    const answered = new Promise<Answer>((resolve) => {
      this.#waiting.set(no, resolve);
    });
    this.#child.send({ no, verb, parameters });
    const { result, error } = await answered;
    if (error) throw new Error(`${verb}: ${JSON.stringify(error)}`);
    return result as Awaited<ReturnType<Memory[Name]>>;
  }
}

interface Kept {
  id: string;
  user: string;
  text: string;
  state: 'live' | 'deleted';
}

/** Two processes and a plain list of what must be kept. */
class Schedule {
  readonly #both: readonly Remote[];
  readonly #random: () => number;
  #kept: Kept[] = [];
  #count = 0;

  constructor(both: readonly Remote[], seed: number) {
    this.#both = both;
    this.#random = randomFrom(seed);
  }

  async run(): Promise<void> {
    const steps = [this.#add, this.#add, this.#update, this.#delete, this.#restore, this.#erase];
    for (let step = 0; step < STEPS; step++) {
      // At times both write at once, each to a memory that the other leaves alone.
      const [one, other] = this.#random() < 0.5 ? this.#both : this.#both.toReversed();
      const writes = [this.#pick(steps).call(this, one as Remote)];
      if (this.#random() < 0.5) writes.push(this.#add(other as Remote));
      await Promise.all(writes);
      await Promise.all(this.#both.map((process) => this.#look(process)));
    }
  }

  /** What has been acknowledged to anybody is found, and nothing that went. */
  async #look(process: Remote): Promise<void> {
    for (const user of users) {
      const noun = this.#pick(nouns);
      const { results } = await process.call('search', {
        user_id: user,
        query: noun,
        limit: 200,
        diversity: 0,
      });
      const live = this.#kept.filter((one) => one.user === user && one.state === 'live');
      const texts = new Map(live.map(({ id, text }) => [id, text]));
      for (const { id, text } of results) expect(text).toBe(texts.get(id));
      const found = results.map(({ id }) => id);
      const holders = live.filter(({ text }) => text.includes(noun)).map(({ id }) => id);
      expect(found).toEqual(expect.arrayContaining(holders));
    }
  }

  async #add(process: Remote): Promise<void> {
    const [user, text] = [this.#pick(users), this.#text()];
    const { memories } = await process.call('add', { user_id: user, text });
    this.#kept.push({ id: memories[0]?.id ?? '', user, text, state: 'live' });
  }

  async #update(process: Remote): Promise<void> {
    const one = this.#pick(this.#kept.filter(({ state }) => state === 'live'));
    if (!one) return;
    one.text = this.#text();
    await process.call('update', one.id, { text: one.text });
  }

  async #delete(process: Remote): Promise<void> {
    const one = this.#pick(this.#kept.filter(({ state }) => state === 'live'));
    if (!one) return;
    one.state = 'deleted';
    await process.call('delete', one.id);
  }

  async #restore(process: Remote): Promise<void> {
    const one = this.#pick(this.#kept.filter(({ state }) => state === 'deleted'));
    if (!one) return;
    one.state = 'live';
    await process.call('restore', one.id);
  }

  async #erase(process: Remote): Promise<void> {
    const one = this.#pick(this.#kept);
    if (!one) return;
    this.#kept = this.#kept.filter((other) => other !== one);
    await process.call('erase', one.id);
  }

  /** No two are the same, so that none becomes evidence of another. */
  #text(): string {
    const word = [...String(this.#count++)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('a');
    return `The ${this.#pick(nouns)} and the ${this.#pick(nouns)} of ${word}or.`;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item;
  }
}

describe('two processes on one store, by a random schedule (D9, T9)', () => {
  it.each([1, 2, 3])(
    'neither has a stale answer: seed %i',
    async (seed) => {
      const place = await placeOf(temporaryDirectory());
      const both = await Promise.all([Remote.open(place), Remote.open(place)]);
      const schedule = new Schedule(both, seed);
      await expect(schedule.run()).resolves.toBeUndefined();
    },
    120_000,
  );
});
