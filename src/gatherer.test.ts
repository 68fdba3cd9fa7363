import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TulvingError } from './errors.js';
import { Gatherer } from './gatherer.js';

interface Options {
  slice?: number;
  most?: number;
  after?: () => Promise<void>;
}

function gathering(write: (some: readonly number[]) => Promise<void>, options: Options = {}) {
  const told: string[] = [];
  const lost = (count: number) => `${count} were lost`;
  const gatherer = new Gatherer<number>({ write, slice: 2, most: 100, lost, ...options });
  gatherer.onError = ({ message }) => told.push(message);
  return { gatherer, told };
}

describe('gathering what may wait', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('writes in order and in slices what came within a second', async () => {
    const written: number[][] = [];
    const { gatherer } = gathering(async (some) => void written.push([...some]));
    for (const one of [1, 2, 3, 4, 5]) gatherer.add(one);
    await vi.advanceTimersByTimeAsync(999);
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await gatherer.flush();
    expect(written).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('leaves what comes while it writes for the next time', async () => {
    const written: number[][] = [];
    const { gatherer } = gathering(async (some) => {
      written.push([...some]);
      if (written.length < 3) gatherer.add(10 + written.length);
      await new Promise(setImmediate);
    });
    gatherer.add(1);
    const first = gatherer.flush();
    await first;
    expect(written).toEqual([[1]]);
    // Nothing but the clock asks for it.
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => expect(written).toEqual([[1], [11]]));
  });

  it('waits, when flushed, for what was added while it wrote', async () => {
    const written: number[] = [];
    const { gatherer } = gathering(async (some) => {
      await new Promise(setImmediate);
      written.push(...some);
    });
    gatherer.add(1);
    const first = gatherer.flush();
    gatherer.add(2);
    await gatherer.flush();
    expect(written).toEqual([1, 2]);
    await first;
  });

  it('does not wait for the clock with half of what may wait, and lets the oldest go', async () => {
    const written: number[] = [];
    let open = () => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    const { gatherer, told } = gathering(
      async (some) => {
        await opened;
        written.push(...some);
      },
      { slice: 10, most: 4 },
    );
    for (const one of [1, 2, 3, 4, 5, 6, 7]) gatherer.add(one);
    open();
    await gatherer.flush();
    // 1 and 2 were being written; of the others four may wait.
    expect(written).toEqual([1, 2, 4, 5, 6, 7]);
    expect(told).toEqual(['1 were lost: more came than could be written']);
  });

  it('tells what was lost, once, and goes on with the next slice', async () => {
    const written: number[] = [];
    const { gatherer, told } = gathering(async (some) => {
      if (some.includes(2)) throw new Error('full');
      written.push(...some);
    });
    for (const one of [2, 1, 4, 5, 2, 3]) gatherer.add(one);
    await gatherer.flush();
    expect(written).toEqual([4, 5]);
    expect(told).toEqual(['4 were lost: full']);
  });

  it('does not wait slice by slice for a store that another process keeps busy', async () => {
    let tries = 0;
    let ended = 0;
    const { gatherer, told } = gathering(
      async () => {
        tries += 1;
        throw new TulvingError('store_busy', 'busy');
      },
      { after: async () => void (ended += 1) },
    );
    for (const one of [1, 2, 3, 4, 5]) gatherer.add(one);
    await gatherer.flush();
    expect({ tries, ended, told }).toEqual({ tries: 1, ended: 1, told: ['5 were lost: busy'] });
  });
});
