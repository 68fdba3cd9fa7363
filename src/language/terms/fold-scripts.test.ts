import { describe, expect, it } from 'vitest';
import { hanPairs as made } from '../../../scripts/build-han-folds.mjs';
import { foldForTerms } from './fold-scripts.js';
import { hanPairs } from './han-folds.js';

describe('language/terms/fold-scripts', () => {
  it('has the table that its script makes', () => expect(hanPairs).toBe(made()));

  it('folds no character to one that folds on', () => {
    const pairs = hanPairs.match(/.{2}/gsu) ?? [];
    const from = new Set(pairs.map(([character]) => character));
    expect(pairs.filter((pair) => from.has(pair[1]))).toEqual([]);
  });

  it.each([
    ['traditional', '臺灣的颱風讓我過敏', '台湾的台风让我过敏'],
    ['of Taiwan', '軟體、裡面、著', '软体、里面、着'],
    ['of Hong Kong', '衞生、温泉、枱', '卫生、温泉、台'],
    ['Japanese', '発売、駅、沢田、広島、気', '发卖、驿、泽田、广岛、气'],
    ['compatibility ideographs', '\uf9f4\ufa1e', '林羽'],
    ['a repeat mark', '佐々木、人々', '佐佐木、人人'],
    ['repeat marks of kana', 'いすゞ、学問のすゝめ', 'いすず、学问のすすめ'],
    ['half width kana', 'ﾊﾝｶｸ ｶﾞｷﾞ ﾊﾟｰﾃｨｰ', 'ハンカク ガギ パーティー'],
    ['full width Latin', 'ＡＢＣ１２３', 'ABC123'],
    ['Hangul in parts', '한글'.normalize('NFD'), '한글'],
    ['half width Hangul', 'ﾡ', 'ᄀ'],
    ['a variation selector', '葛\u{e0100}城', '葛城'],
    ['Arabic letters and vowel signs', 'كِتَابٌ أُخْتِي عـــلى', 'كتاب اختي علي'],
    ['Persian letters', 'کتاب یک', 'كتاب يك'],
    ['Hebrew vowel signs', 'שָׁלוֹם', 'שלום'],
  ])('folds %s', (_, text, expected) => expect(foldForTerms(text)).toBe(expected));

  it('keeps what tells words apart', () => {
    expect(foldForTerms('芸 欠 沪 予 가 か が')).toBe('芸 欠 沪 予 가 か が');
    expect(foldForTerms('мой Йога мо\u0438\u0306 ёлка')).toBe('мой Йога мой елка');
  });
});
