import { describe, expect, it } from 'vitest';
import { categoriesOf } from '../../src/ingest/categorise/categorise.js';
import { categoryWords } from '../../src/ingest/categorise/category-words.js';
import { fold } from '../../src/language/terms/fold.js';
import { defaultCategories } from '../../src/model/categories.js';

/** Our own sentences and what a person would file them under; empty: nothing that is sure. */
const labelled: readonly [text: string, categories: string[]][] = [
  ['My sister Mia lives in Lisbon.', ['family', 'personal_details']],
  ['Ada was born in Ghent, her birthday is on 3 May.', ['personal_details']],
  ['He works as a nurse at night.', ['professional_details']],
  ['She got promoted and has a new boss.', ['professional_details']],
  ['They play tennis every Sunday.', ['sports']],
  ['The flight to Tokyo leaves at nine, the hotel is booked.', ['travel']],
  ['I prefer green tea over coffee.', ['food', 'user_preferences']],
  ['Our pasta recipe is vegetarian.', ['food']],
  ['She plays the cello in an orchestra.', ['music']],
  ['I am allergic to peanuts.', ['health']],
  ['The dentist found nothing.', ['health']],
  ['The server runs Linux and PostgreSQL.', ['technology']],
  ['He took up pottery and gardening.', ['hobbies']],
  ['She bought a red dress and sneakers.', ['fashion']],
  ['We watched a documentary on Netflix.', ['entertainment']],
  ['They got married in June.', ['milestones']],
  ['My favourite colour is green.', ['user_preferences']],
  ['Meine Mutter hat eine Bäckerei.', ['family']],
  ['Ich mag lieber Züge.', ['user_preferences']],
  ['Der Zahnarzt hat am Freitag zu.', ['health']],
  ['Mon frère habite à Lyon.', ['family']],
  ['Je préfère le vélo.', ['user_preferences']],
  ['Mi hermana toca el violonchelo.', ['family']],
  ['El vuelo sale a las nueve.', ['travel']],
  ['我对花生过敏。', ['health']],
  ['她周末喜欢游泳。', ['sports', 'user_preferences']],
  ['我妹妹在银行上班。', ['family']],
  ['他们去年结婚了。', ['milestones']],
  ['毎朝ジョギングをします。', ['sports']],
  ['娘がピアノを習っている。', ['family', 'music']],
  ['The bank is closed on Monday.', []],
  ['Please send the invoice before Friday.', []],
  ['The key is under the blue pot.', []],
  ['He runs the shop alone.', []],
  ['The meeting was set for ten.', []],
  ['A match was found for the screw.', []],
  ['Der Zug kommt um zehn.', []],
  ['La puerta está cerrada.', []],
  ['会议改到周五。', []],
  ['鍵は机の上にある。', []],
];

describe('categories by rules (D4)', () => {
  it('of 40 sentences in six languages gives 95 % rightly and finds 90 %', () => {
    const given = labelled.flatMap(([text, right]) =>
      categoriesOf(text).map((category) => ({ text, category, right: right.includes(category) })),
    );
    const wanted = labelled.flatMap(([text, right]) =>
      right.map((category) => ({ text, category })),
    );
    const missed = wanted.filter(({ text, category }) => !categoriesOf(text).includes(category));
    const wrong = given.filter(({ right }) => !right);
    expect(wrong.slice(Math.floor(given.length * 0.05))).toEqual([]);
    expect(missed.slice(Math.floor(wanted.length * 0.1))).toEqual([]);
  });

  it('gives three at most, and misc never', () => {
    const all =
      'My sister the nurse plays tennis, cello and chess, likes to cook, has a flight and a dress.';
    expect(categoriesOf(all)).toHaveLength(3);
    expect(Object.keys(defaultCategories)).toHaveLength(15);
    expect(Object.keys(categoryWords)).toEqual(
      Object.keys(defaultCategories).filter((name) => name !== 'misc'),
    );
  });

  it('looks for words as they are folded', () => {
    for (const { words, eastern } of Object.values(categoryWords)) {
      expect(fold(words)).toBe(words);
      expect(fold(eastern)).toBe(eastern);
    }
  });
});
