import { describe, expect, it } from 'vitest';
import { type Difference, differencesOf } from './differences.js';

const reference = Date.parse('2026-05-20T12:00:00Z');
const kinds = (one: string, other: string) =>
  differencesOf(
    { text: one, reference, timezone: 'UTC' },
    { text: other, reference, timezone: 'UTC' },
  ).map(({ kind }: Difference) => kind);

describe('texts that are never the same (T4, T8)', () => {
  it.each([
    ['date', 'The exam is on 3 May 2026.', 'The exam is on 4 May 2026.'],
    ['date', 'Mia moved to Porto.', 'Mia moved to Porto in May 2026.'],
    ['date', '考试在2026年5月3日。', '考试在2026年5月4日。'],
    ['date', '試験は2026年5月3日です。', '試験は2026年5月4日です。'],
    ['number', 'Mia has two cats.', 'Mia has three cats.'],
    ['number', 'Mia paid 30 euros for it.', 'Mia paid 300 euros for it.'],
    ['number', '小王有两个孩子。', '小王有三个孩子。'],
    ['negation', 'Mia eats meat.', 'Mia does not eat meat.'],
    ['negation', "Mia can't swim.", 'Mia can swim.'],
    ['negation', '她喜欢喝茶。', '她不喜欢喝茶。'],
    ['negation', '彼女は肉を食べます。', '彼女は肉を食べません。'],
    ['name', 'Mia lives in Lisbon.', 'Mia lives in Porto.'],
    ['name', 'Anna lives in Porto.', 'Maria lives in Porto.'],
    ['name', 'マリアはリスボンに住んでいる。', 'マリアはポルトに住んでいる。'],
    ['name', '小王住在北京。', '小李住在北京。'],
    ['name', '민지는 서울에 살아요.', '민지는 부산에 살아요.'],
  ])('%s: %s / %s', (kind, one, other) => {
    expect(kinds(one, other)).toContain(kind);
    expect(kinds(other, one)).toContain(kind);
  });

  it.each([
    ['Mia lives in Lisbon.', "Mia's home is in Lisbon."],
    ['The user prefers tea to coffee.', 'User likes tea better than coffee.'],
    ['The exam is on 3 May 2026.', 'On May 3, 2026 is the exam.'],
    ['Mia paid 30 euros.', 'Mia paid 30.00 euros.'],
    ['Mia has two cats.', 'Mia owns 2 cats.'],
    ['她非常喜欢喝茶。', '她特别爱好饮茶这件事情，天天如此。'],
    ['Mia lives in Lisbon', 'mia lives in lisbon'],
  ])('nothing of the kind: %s / %s', (one, other) => {
    expect(kinds(one, other)).toEqual([]);
  });

  it('tells a swap from what only says more', () => {
    const swaps = (one: string, other: string) =>
      differencesOf(
        { text: one, reference, timezone: 'UTC' },
        { text: other, reference, timezone: 'UTC' },
      ).map(({ swapped }) => swapped);
    expect(swaps('The exam is on 3 May 2026.', 'The exam is on 4 May 2026.')).toEqual([true]);
    expect(swaps('Mia is 30.', 'Mia is 30 and has 2 cats.')).toEqual([false]);
  });
});
