import { describe, expect, it } from 'vitest';
import { withDates } from '../../src/ingest/extract/absolute-dates.js';
import { findQuote, tellsSomething } from '../../src/ingest/extract/quotes.js';

describe('quotes are found in their source (T3)', () => {
  it.each([
    ['word for word', 'I moved to Lisbon in May.', 'moved to Lisbon', 'moved to Lisbon'],
    ['other capitals', 'I moved to Lisbon in May.', 'MOVED TO lisbon', 'moved to Lisbon'],
    ['typographic marks', 'It’s “home” — now.', 'It\'s "home" - now', 'It’s “home” — now'],
    ['line ends as spaces', 'one\n\n  two three', 'one two', 'one\n\n  two'],
    ['the mark for a line end', 'one\ntwo three', 'one⏎ two', 'one\ntwo'],
    ['full width', 'Ｉ ｌｉｖｅ here', 'i live', 'Ｉ ｌｉｖｅ'],
    ['hidden characters left out', 'Lis\u200bbon is far', 'lisbon is', 'Lis\u200bbon is'],
    ['marks around it', 'She likes tea a lot.', '"She likes tea…"', 'She likes tea'],
    ['Chinese', '我上周搬到了里斯本。', '搬到了里斯本', '搬到了里斯本'],
    ['emoji before it', '🙂🙂 then we left', 'Then we left', 'then we left'],
  ])('%s', (_, text, quote, expected) => {
    const found = findQuote(text, quote);
    expect(text.slice(found?.start, found?.end)).toBe(expected);
  });

  it.each([
    ['other words', 'I moved to Lisbon.', 'I moved to Porto.'],
    ['another number', 'It costs 15 euros.', 'It costs 16 euros'],
    ['a word left out', 'I do not like tea.', 'I do like tea'],
    ['nothing', 'I moved.', '  '],
  ])('not: %s', (_, text, quote) => {
    expect(findQuote(text, quote)).toBeUndefined();
  });

  it('takes a letter or two for no evidence', () => {
    expect(['I', 'a.', '…'].map(tellsSomething)).toEqual([false, false, false]);
    expect(['tea', '里斯本', '15 May'].map(tellsSomething)).toEqual([true, true, true]);
  });
});

describe('dates counted from the day of speaking', () => {
  const at = Date.parse('2024-05-08T10:00:00Z');

  it.each([
    ['We moved yesterday.', 'We moved yesterday (2024-05-07).'],
    ['昨天我去了里斯本', '昨天 (2024-05-07)我去了里斯本'],
    ['Last week we sailed.', 'Last week (2024-04-29 – 2024-05-05) we sailed.'],
    ['Born in 1990, we met every Monday.', 'Born in 1990, we met every Monday.'],
    ['We moved yesterday (2024-05-07).', 'We moved yesterday (2024-05-07).'],
  ])('%s', (text, dated) => {
    expect(withDates(text, at, 'UTC')).toBe(dated);
  });
});
