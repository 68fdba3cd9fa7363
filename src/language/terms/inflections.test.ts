import { describe, expect, it } from 'vitest';
import { analyse, analyseQuery } from './analyse.js';
import { koreanForms, koreanStem } from './inflections.js';

const query = (text: string) => analyseQuery(text).terms;

describe('language/terms/inflections', () => {
  it.each([
    ['どこに住んでいますか？', '今は大阪に住んでいる。'],
    ['どこで働いていましたか？', '病院で働きます。'],
    ['何が食べられませんか？', 'ピーナッツが食べられない。'],
    ['毎朝何を食べますか', '毎朝パンを食べた。'],
    ['いつ泳ぐ？', '火曜日に泳ぎに行きます。'],
    ['鍵はどこ？', '鍵は植木鉢の下です。'],
    ['新しい車は何ですか', '新しく車を買った。'],
  ])('looks for the words of %s, not for their endings (T7)', (asked, text) => {
    const held = new Set(analyse(text));
    expect(query(asked).filter((term) => !held.has(term))).toEqual([]);
    expect(query(asked)).not.toEqual([]);
  });

  it('keeps what Japanese writes in kana alone, behind a particle too (T7)', () => {
    expect(query('犬のえさ')).toEqual(['犬', 'えさ']);
    expect(query('寿司がすき')).toEqual(['寿司', 'すき']);
    expect(query('りんごとみかん')).toContain('りん');
  });

  it.each([
    ['살아요', '살'],
    ['먹었습니까', '먹'],
    ['마시나요', '마시'],
    ['갑니까', '갑'],
    ['수영해요', '수영'],
    ['일하세요', '일하'],
    ['있나요', ''],
    ['강아지', undefined],
    ['어머니', undefined],
    ['바나나', undefined],
    ['화분', undefined],
    ['달러', undefined],
    ['보일러', undefined],
    ['먹으러', '먹'],
    ['운동하러', '운동'],
  ])('takes %s for a form of %s (T7)', (word, stem) => expect(koreanStem(word)).toBe(stem));

  it.each([
    ['살', '산'],
    ['살', '삽'],
    ['마시', '마셔'],
    ['마셔', '마십'],
    ['배우', '배웠'],
    ['오', '왔'],
  ])('knows that %s may be written %s (T7)', (stem, form) =>
    expect(koreanForms(stem)).toContain(form),
  );

  it('bends no stem that ends in another consonant (T7)', () => {
    expect(koreanForms('먹')).toEqual([]);
  });
});
