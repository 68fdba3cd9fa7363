import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { foldScripts } from '../language/terms/fold-scripts.js';
import { fold } from '../language/terms/fold.js';
import { stopWords } from '../language/terms/stop-words.js';
import { HASHED_DIMENSION, hashedNgrams as embed } from './hashed-ngrams.js';

const cosine = (a: string, b: string) => {
  const [left, right] = [embed(a), embed(b)];
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
};

describe('scripts', () => {
  it.each([
    ['烏龍茶', '乌龙茶'],
    ['腳踏車', '脚踏车'],
    ['佐々木', '佐佐木'],
    ['كِتَاب', 'كتاب'],
  ])('%s and %s are one', (one, other) => {
    expect(embed(one)).toEqual(embed(other));
  });
});

describe('models/hashed-ngrams', () => {
  it('gives unit length, and zeros for a text without words', () => {
    const squares = embed('My sister Mia lives in Lisbon.').reduce((sum, v) => sum + v * v, 0);
    expect(squares).toBeCloseTo(1, 5);
    expect(embed('…!').every((value) => value === 0)).toBe(true);
  });

  it('gives the same vectors on every machine', () => {
    const texts = ['My sister Mia lives in Lisbon.', '我喜欢喝茶', 'Ünïcödé', '🎉 42'];
    const hash = createHash('sha256');
    for (const text of texts) for (const value of embed(text)) hash.update(value.toFixed(4));
    expect(hash.digest('hex').slice(0, 16)).toMatchInlineSnapshot(`"d741b469498f26bc"`);
  });

  it.each([
    ['headphones', 'headphone', 'telephone'],
    ['birthdays', 'birthday', 'birth certificate'],
    ['Sonnenschein', 'Sonne', 'Regen'],
    ['喝茶', '她喜欢喝茶', '她喜欢跑步'],
  ])('finds %s nearer to %s than to %s', (word, near, far) => {
    expect(cosine(word, near)).toBeGreaterThan(cosine(word, far));
  });

  it('keeps what shares nothing apart', () => {
    expect(cosine('zxqvk jwpf', 'My sister Mia lives in Lisbon.')).toBeLessThan(0.2);
  });

  it.each([
    'She told her sister that the sister of Mia had told Mia.',
    'aaaa aaaaaa aaaa, a b c',
    '我喜欢喝茶我喜欢 東京タワー 커피를 커피',
    '𠮷野家 👩‍👩‍👧 42',
    Array.from({ length: 4_000 }, (_, at) => `word${at * 7} ${at}th`).join(' '),
    'My sister Mia lives in Lisbon.',
  ])('is the sum of named features, to the last bit: %#', (text) => {
    expect([...embed(text)]).toEqual([...sumOfFeatures(text)]);
  });
});

/** The same with a map of strings: slow, and easy to follow. */
function sumOfFeatures(text: string): Float32Array {
  const features = new Map<string, number>();
  const add = (feature: string, weight: number) => {
    const before = features.get(feature);
    features.set(feature, before === undefined ? weight : before + weight / 4);
  };
  for (const word of foldScripts(fold(text.toWellFormed())).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
    if (/[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)) {
      const characters = [...word];
      for (const [at, character] of characters.entries()) {
        add(`c${character}`, 0.5);
        if (at > 0) add(`b${characters[at - 1]}${character}`, 1);
      }
      continue;
    }
    const weight = stopWords.has(word) ? 0.1 : 1;
    const marked = `<${word}>`;
    const grams = [3, 4, 5].flatMap((length) =>
      Array.from({ length: Math.max(0, marked.length - length + 1) }, (_, at) =>
        marked.slice(at, at + length),
      ),
    );
    add(`w${word}`, weight * Math.sqrt(0.4));
    for (const gram of grams) add(`g${gram}`, weight * Math.sqrt((1 - 0.4) / grams.length));
  }
  const vector = new Float32Array(HASHED_DIMENSION);
  for (const [feature, weight] of features) {
    const hash = hashOf(feature);
    const place = (hash >>> 1) % HASHED_DIMENSION;
    vector[place] = (vector[place] as number) + (hash & 1 ? weight : -weight);
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const unit of text.split('')) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
