import { describe, expect, it, onTestFinished } from 'vitest';
import { Outlines } from '../src/recall/outline/outlines.js';
import { openSqliteStore } from '../src/store/sqlite/store.js';
import { noteOf, scopeOf, testSpace } from '../src/testing/change-sets.js';
import { temporaryDirectory } from './helpers/temporary-memory.js';

const TENANT = 1;
const cubes = ['one', 'two', 'three'];

/** Three cubes of one note each, and which of them were read. */
async function threeCubes(limitBytes: number) {
  const store = await openSqliteStore({ directory: temporaryDirectory() });
  onTestFinished(() => store.close());
  const space = await store.space(testSpace);
  for (const cube of cubes) {
    await store.commit(noteOf(`kite of ${cube}`, space, { scope: scopeOf({ cube }) }));
  }
  const states = await store.cubes.states(TENANT, cubes);
  const reads: string[] = [];
  const outlines = new Outlines(
    {
      states: store.cubes.states.bind(store.cubes),
      outline: (no, ...rest) => {
        reads.push(states.find((state) => state.no === no)?.name ?? '');
        return store.cubes.outline(no, ...rest);
      },
    },
    limitBytes,
  );
  const ask = async (name: string) => {
    const state = states.find((one) => one.name === name);
    if (!state) throw new Error(`no cube ${name}`);
    return outlines.of(state, 'live');
  };
  return { outlines, ask, reads };
}

describe('outlines in memory (T4)', () => {
  it('stay while they are within the limit', async () => {
    const { outlines, ask, reads } = await threeCubes(1_000_000);
    for (const name of [...cubes, ...cubes]) {
      await ask(name);
      outlines.trim();
    }
    expect(reads).toEqual(cubes);
  });

  it('go when those used since have grown beyond it, the one used longest ago first', async () => {
    const { outlines, ask, reads } = await threeCubes(100_000);
    for (const name of cubes) await ask(name);
    outlines.trim();
    const one = await ask('one');
    for (let count = 0; count < 20; count++) one.keptTexts.keep(count, 'x'.repeat(2_400));
    outlines.trim();
    expect(reads).toEqual(cubes);
    const three = await ask('three');
    for (let count = 0; count < 3; count++) three.keptTexts.keep(count, 'x'.repeat(1_000));
    outlines.trim();
    reads.length = 0;
    for (const name of ['three', 'one', 'two']) await ask(name);
    expect(reads).toEqual(['one', 'two']);
  });

  it('are measured once they are read, also where another search has ended meanwhile', async () => {
    const { outlines, ask, reads } = await threeCubes(1);
    const reading = ask('one');
    outlines.trim();
    await reading;
    await ask('two');
    outlines.trim();
    await ask('one');
    expect(reads).toEqual(['one', 'two', 'one']);
  });
});
