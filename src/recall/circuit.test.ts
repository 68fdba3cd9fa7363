import { describe, expect, it } from 'vitest';
import { Circuit } from './circuit.js';

function circuit() {
  let now = 0;
  const made = new Circuit({ failures: 3, restMs: 100, longestMs: 300, now: () => now });
  const fail = (times: number) => {
    for (let at = 0; at < times; at++) if (made.tries()) made.ended(false);
  };
  return { made, fail, pass: (ms: number) => (now += ms) };
}

describe('recall/circuit', () => {
  it('rests after three failures one after another', () => {
    const { made, fail } = circuit();
    fail(2);
    made.ended(true);
    fail(2);
    expect(made.tries()).toBe(true);
    made.ended(false);
    expect(made.tries()).toBe(false);
  });

  it('lets one try after the rest, while the others rest on', () => {
    const { made, fail, pass } = circuit();
    fail(3);
    pass(100);
    expect([made.tries(), made.tries()]).toEqual([true, false]);
    made.ended(true);
    expect([made.tries(), made.tries()]).toEqual([true, true]);
  });

  it('rests twice as long each time, up to the longest', () => {
    const { made, fail, pass } = circuit();
    fail(3);
    for (const rest of [100, 200, 300, 300]) {
      pass(rest - 1);
      expect(made.tries()).toBe(false);
      pass(1);
      expect(made.tries()).toBe(true);
      made.ended(false);
    }
  });
});
