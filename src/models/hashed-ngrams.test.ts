import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashedNgrams as embed } from './hashed-ngrams.js';

const cosine = (a: string, b: string) => {
  const [left, right] = [embed(a), embed(b)];
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
};

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
});
