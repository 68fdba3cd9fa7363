import { describe, expect, it } from 'vitest';
import { fewOnPglite } from '../helpers/temporary-memory.js';
import { type Work, World } from './world.js';

const seeds = fewOnPglite(
  Array.from({ length: 30 }, (_, seed) => seed + 1),
  1,
);

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed * 0x9e3779b9;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const subjects = ['tea', 'cats', 'Lisbon', 'violins', 'chess', 'trains', 'poems', 'figs'];

/** Does things at random, by hand and by batches. */
class Chance {
  readonly #world: World;
  readonly #below: (below: number) => number;
  #said = 0;

  constructor(world: World, seed: number) {
    this.#world = world;
    this.#below = randomOf(seed);
  }

  one<Item>(among: readonly Item[]): Item {
    return among[this.#below(among.length)] as Item;
  }

  text(): string {
    this.#said += 1;
    return `Mia told of ${this.one(subjects)} for the ${this.#said}th time.`;
  }

  /** Some memories that stand for themselves and hold, each once. */
  async #free(count: number): Promise<string[]> {
    const { data } = await this.#world.memory.list({ user_id: 'ada', limit: 500 });
    const free = data.filter(
      ({ superseded_by, merged_into }) => superseded_by === null && merged_into === null,
    );
    const taken: string[] = [];
    for (let left = count; left > 0 && free.length > 0; left--) {
      const [memory] = free.splice(this.#below(free.length), 1);
      if (memory) taken.push(memory.id);
    }
    return taken;
  }

  /** Each memory is met by one kind of work only, as when a job decides about it. */
  async work(): Promise<Work> {
    const [ended, duplicate, into, reworded, from, to, said] = await this.#free(7);
    const again = said === undefined ? [] : [(await this.#world.get(said)).text];
    return {
      facts: [this.text(), ...(this.#below(2) === 0 ? again : [])],
      ...(ended && this.#below(2) === 0 && { supersede: [[this.text(), ended]] }),
      ...(duplicate && into && this.#below(2) === 0 && { merge: [[duplicate, into]] }),
      ...(reworded && this.#below(3) === 0 && { reword: [[reworded, this.text()]] }),
      ...(from && to && this.#below(3) === 0 && { link: [[from, to, 'contradicts']] }),
    };
  }

  async byHand(): Promise<void> {
    const { memory } = this.#world;
    const [id = '', other = ''] = await this.#free(2);
    const acts = [
      () => this.#world.add(this.text()),
      async () => this.#world.add((await this.#world.get(id)).text),
      () => memory.update(id, { text: this.text() }),
      () => memory.update(id, { tags: [this.one(subjects)] }),
      () => memory.delete(id),
      () => memory.merge(id, { into: other }),
      () => this.#world.add(this.text(), id),
    ];
    await this.one(acts)();
  }
}

function differing(
  one: ReadonlyMap<string, unknown>,
  other: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (id) => JSON.stringify(one.get(id)) !== JSON.stringify(other.get(id)),
  );
}

describe('undo of any batch, whatever happened before and after (T4)', () => {
  it.each(seeds)('leaves what nobody touched as if it had not been (seed %i)', async (seed) => {
    const world = await World.open();
    const chance = new Chance(world, seed);
    for (let at = 0; at < 6; at++) await world.add(chance.text());
    for (let at = 0; at < 4; at++) {
      if (chance.one([true, false])) await world.batch(await chance.work());
      else await chance.byHand();
    }
    const before = await world.state();
    const { id, made } = await world.batch(await chance.work());
    const done = await world.state();
    for (let at = 0; at < 3; at++) {
      if (chance.one([true, false])) await world.batch(await chance.work());
      else await chance.byHand();
    }
    const now = await world.state();
    const touched = new Set(differing(done, now));
    const preview = await world.memory.undo({ batch: id, preview: true });
    const result = await world.memory.undo({ batch: id });
    expect(preview.counts).toEqual(result.counts);
    const after = await world.state();

    const told = new Set(result.kept.map(({ memory_id }) => memory_id));
    const untouched = [...before.keys()].filter((one) => !touched.has(one) && !told.has(one));
    for (const one of untouched) expect(after.get(one)).toEqual(before.get(one));
    for (const one of made) {
      if (before.has(one) || touched.has(one) || told.has(one)) continue;
      expect(after.get(one)).toMatchObject({ state: 'deleted' });
    }
    // What the batch had nothing to do with is as it was.
    const bystanders = [...now.keys()].filter(
      (one) =>
        !made.includes(one) &&
        before.has(one) === done.has(one) &&
        !differing(before, done).includes(one),
    );
    for (const one of bystanders) expect(after.get(one)).toEqual(now.get(one));

    const undoId = result.batches[0]?.undone_by ?? null;
    if (undoId === null) return;
    await world.memory.undo({ batch: undoId });
    expect(await world.state()).toEqual(now);
  });

  it.each(seeds.slice(0, 10))('undo of all since is the state of then (seed %i)', async (seed) => {
    const world = await World.open();
    const chance = new Chance(world, seed + 1_000);
    for (let at = 0; at < 6; at++) await world.add(chance.text());
    await world.batch(await chance.work());
    const before = await world.state();
    const since = new Date(world.clock()).toISOString();
    for (let at = 0; at < 4; at++) await world.batch(await chance.work());
    const { kept } = await world.memory.undo({ since });
    expect(kept).toEqual([]);
    const after = await world.state();
    for (const [id, state] of before) expect(after.get(id)).toEqual(state);
    const { data } = await world.memory.list({ user_id: 'ada', limit: 500 });
    expect(data.filter(({ id }) => !before.has(id))).toEqual([]);
  });
});
