import { describe, expect, it } from 'vitest';
import { estimateTokens } from './tokens.js';

/** Counted with o200k_base. */
const counted: [string, number][] = [
  ['I am moving to Lisbon on the 3rd of May, and my sister Mia will help me carry the boxes.', 24],
  ['Die Besprechung ist auf Donnerstag verschoben, weil der Raum belegt ist.', 17],
  ['我妹妹米娅住在里斯本，她有一只叫莫莫的猫。', 20],
  ['私の妹のミアはリスボンに住んでいます。', 17],
  ['const total = items.reduce((sum, { price }) => sum + price, 0);', 19],
  ['{"user_id": "ada", "limit": 10, "tags": ["travel", "work"]}', 23],
  ['🎉🎉 See you at 12:30! 👩‍🔬', 17],
  ['2026-03-04T09:30:00.000Z 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e', 49],
];

describe('estimateTokens (T6)', () => {
  it.each(counted)('is not below the count of %j, nor far above it', (text, tokens) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens);
    expect(estimateTokens(text)).toBeLessThanOrEqual(tokens * 2);
  });

  it('is 0 for nothing, and grows with the text', () => {
    expect(estimateTokens('')).toBe(0);
    const once = 'Mia will help me carry the boxes. ';
    expect(estimateTokens(once + once)).toBeGreaterThan(estimateTokens(once) * 1.8);
  });
});
