import { describe, expect, it } from 'vitest';
import { compareKeys, SORTED, sortKeyOf } from './sort-key.js';

describe('what texts are put in order by', () => {
  it.each([
    [null, ''],
    ['Tea at FIVE', 'tea at five'],
    ['ÉCLAIR', 'Éclair'],
    ['İK', 'İk'],
  ])('of %s', (text, key) => {
    expect(sortKeyOf(text)).toBe(key);
  });

  it('counts characters, and cuts none in two', () => {
    expect(sortKeyOf('x'.repeat(100_000))).toHaveLength(SORTED);
    expect(sortKeyOf('🐦'.repeat(100))).toBe('🐦'.repeat(SORTED));
    expect(sortKeyOf(`a${'🐦'.repeat(100)}`)).toBe(`a${'🐦'.repeat(SORTED - 1)}`);
  });

  it('compares as bytes of UTF-8 do', () => {
    const texts = ['', 'a', 'B', 'b', 'Z', '_', 'é', '東', '\uffee', '🐦'];
    const sorted = texts.toSorted(compareKeys);
    const asBytes = texts.toSorted((a, b) =>
      Buffer.compare(Buffer.from(sortKeyOf(a)), Buffer.from(sortKeyOf(b))),
    );
    expect(sorted).toEqual(asBytes);
    expect(sorted).toEqual(['', '_', 'a', 'B', 'b', 'Z', 'é', '東', '\uffee', '🐦']);
  });
});
