import { describe, expect, it } from 'vitest';
import { countTokens, cutStatement, sentences } from './sentences.js';

const pieces = (text: string) => sentences(text).map(({ start, end }) => text.slice(start, end));

describe('language/sentences', () => {
  it('ends sentences where a reader would', () => {
    expect(pieces('Dr. Lee came at 3.5 p.m. today. She left! Why?\nNobody knows')).toEqual([
      'Dr. Lee came at 3.5 p.m. today.',
      'She left!',
      'Why?',
      'Nobody knows',
    ]);
    expect(pieces('我搬家了。你呢？「好。」他说。')).toEqual([
      '我搬家了。',
      '你呢？',
      '「好。」',
      '他说。',
    ]);
  });

  it('leaves a short text whole, without the space around it', () => {
    expect(cutStatement('  One. Two.\n')).toEqual([{ start: 2, end: 11 }]);
  });

  it('cuts long texts at sentence ends, within the bound', () => {
    const text = 'The quick brown fox jumps over the lazy dog. '.repeat(100);
    const spans = cutStatement(text, 50);
    expect(spans.length).toBeGreaterThan(10);
    for (const { start, end } of spans) {
      expect(countTokens(text.slice(start, end))).toBeLessThanOrEqual(50);
      expect(text.slice(start, end)).toMatch(/^The .*dog\.$/s);
    }
  });

  it.each([
    ['one word', 'x'.repeat(5_000)],
    ['Han without an end', '汉'.repeat(2_000)],
    ['families of emoji', '👩‍👩‍👧‍👦'.repeat(400)],
    ['words without an end', 'word '.repeat(1_000)],
  ])('cuts %s and loses nothing', (_, text) => {
    const spans = cutStatement(text, 50);
    const kept = spans.map(({ start, end }) => text.slice(start, end)).join('');
    expect(kept.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    for (const span of spans) {
      const piece = text.slice(span.start, span.end);
      expect(countTokens(piece)).toBeLessThanOrEqual(50);
      expect(piece.isWellFormed()).toBe(true);
    }
  });

  it('gives spans in order that do not overlap', () => {
    const text = 'A. B! C?\n\nD, e; f… '.repeat(60);
    let last = 0;
    for (const { start, end } of cutStatement(text, 10)) {
      expect(start).toBeGreaterThanOrEqual(last);
      expect(end).toBeGreaterThan(start);
      last = end;
    }
  });
});
