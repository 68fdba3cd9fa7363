import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BuiltInEmbedder } from './built-in-embedder.js';

const embedder = new BuiltInEmbedder();
const embed = (text: string) => embedder.embedNow(text);
const cosine = (a: string, b: string) => {
  const [left, right] = [embed(a), embed(b)];
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
};

describe('models/built-in-embedder (T4)', () => {
  it.each([
    ['Which vehicle did we get?', 'We bought a blue car last week.', 'We bought a blue vase.'],
    ['Who plays an instrument?', 'Tom plays the cello.', 'Tom plays with his dog.'],
    ['What food must I avoid?', 'I am allergic to peanuts.', 'I am late for the train.'],
    ['medical visits', 'The dentist moved my appointment.', 'The plumber sent his bill.'],
  ])('finds by meaning: %s → %s', (query, near, far) => {
    expect(cosine(query, near)).toBeGreaterThan(cosine(query, far));
    expect(cosine(query, near)).toBeGreaterThan(embedder.identity.floor);
  });

  it.each([
    ['headphnes', 'headphones', 'telephone'],
    ['Sonnenschein', 'Sonne', 'Regen'],
    ['喝茶', '她喜欢喝茶', '她喜欢跑步'],
    ['커피를', '커피 한 잔', '녹차 한 잔'],
  ])('finds by spelling where no meaning is known: %s → %s', (word, near, far) => {
    expect(cosine(word, near)).toBeGreaterThan(cosine(word, far));
  });

  it('leaves names their letters: a capital inside a sentence has no meaning', () => {
    expect(cosine('my friend Rose', 'tulips and violets')).toBeLessThan(
      cosine('my friend’s rose', 'tulips and violets'),
    );
  });

  it('gives unit length, and zeros for a text without words', () => {
    for (const text of [
      'My sister Mia lives in Lisbon.',
      '我喜欢喝茶',
      'cellar door 喝茶',
      'the',
    ]) {
      const squares = embed(text).reduce((sum, value) => sum + value * value, 0);
      expect(squares).toBeCloseTo(1, 5);
    }
    expect(embed('…!').every((value) => value === 0)).toBe(true);
  });

  it('keeps what has nothing in common under the floor', () => {
    const { floor } = embedder.identity;
    expect(cosine('zxqvk jwpf', 'My sister Mia lives in Lisbon.')).toBeLessThan(floor);
    expect(cosine('quantum chromodynamics', 'My sister Mia lives in Lisbon.')).toBeLessThan(floor);
    expect(cosine('volcano eruption', 'The auditors meet on Friday.')).toBeLessThan(floor);
  });

  it('gives the same vectors on every machine', () => {
    const texts = ['My sister Mia lives in Lisbon.', '我喜欢喝茶', 'Ünïcödé', '🎉 42'];
    const hash = createHash('sha256');
    for (const text of texts) for (const value of embed(text)) hash.update(value.toFixed(4));
    expect(hash.digest('hex').slice(0, 16)).toMatchInlineSnapshot(`"c308bd799a6b12a6"`);
  });
});
