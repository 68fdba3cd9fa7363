import { describe, expect, it } from 'vitest';
import { holdsPhrase, phrasesIn } from './phrases.js';

const phrases = (query: string) => phrasesIn(query).map(({ text }) => text);
const holds = (query: string, text: string) =>
  phrasesIn(query).every((phrase) => holdsPhrase(text, phrase));

describe('language/phrases', () => {
  it.each([
    ['who said "to the moon" first', ['to the moon']],
    ['“red kayak” or «canoë bleu»', ['red kayak', 'canoë bleu']],
    ['das Wort „Fernweh“ und »Heimat«', ['Fernweh', 'Heimat']],
    ['他说过"不要放弃"吗', ['不要放弃']],
    ['「紅樓夢」和《三体》', ['紅樓夢', '三体']],
    ['『吾輩は猫である』｢坊っちゃん｣', ['吾輩は猫である', '坊っちゃん']],
    ['＂full width＂', ['full width']],
  ])('reads the phrases of %s', (query, expected) => expect(phrases(query)).toEqual(expected));

  it.each([
    "it's Mia's dog, isn't it",
    'a lone " mark',
    'the 6" pan and the 8" pan',
    `a 30" film of 5'10" people`,
    '“never closed',
    '"" and " "',
    '"!?"',
    'plain words',
  ])('sees no phrase in %s', (query) => expect(phrases(query)).toEqual([]));

  it('wants the words side by side and in order, stop words too', () => {
    expect(holds('"the who"', 'We saw The Who in Leeds.')).toBe(true);
    expect(holds('"the who"', 'Who is the man?')).toBe(false);
    expect(holds('"red kayak"', 'A red, wide kayak')).toBe(false);
    expect(holds('"kayak red"', 'A red kayak')).toBe(false);
    expect(holds('"hello world"', 'She wrote: Hello, World!')).toBe(true);
    expect(holds('"don\'t panic"', 'It says DON’T PANIC on the cover')).toBe(true);
  });

  it('folds as the index does', () => {
    expect(holds('「臺灣啤酒」', '我喜欢台湾啤酒')).toBe(true);
    expect(holds('"cafe creme"', 'un café crème')).toBe(true);
    expect(holds('「东京塔」', '昨天去了京东的塔')).toBe(false);
    expect(holds('"서울 타워"', '어제 서울 타워에 갔어요')).toBe(true);
  });
});
