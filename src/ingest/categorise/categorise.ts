import { fold } from '../../language/terms/fold.js';
import type { DefaultCategory } from '../../model/categories.js';
import { categoryWords } from './category-words.js';

/** Categories of a text that came without any; none where nothing tells. */
export type Categorise = (text: string) => string[];

/** More would say nothing. */
const MOST = 3;
/** In UTF-16 units: what a text is about shows in its beginning. */
const LOOKED_AT = 2_000;

const rows = Object.entries(categoryWords) as [
  DefaultCategory,
  { words: string; eastern: string },
][];
const phrases = rows.map(([name, { words }]) => [name, words.split('|')] as const);

/** By the first word of what tells: the rest of it, and the category. */
const byFirstWord = new Map<string, { rest: string; category: DefaultCategory }[]>();
for (const [category, all] of phrases) {
  for (const phrase of all) {
    const [first = '', ...others] = phrase.split(' ');
    const known = byFirstWord.get(first) ?? [];
    byFirstWord.set(first, [...known, { rest: others.join(' '), category }]);
  }
}
const beginnings = phrases.flatMap(([category, all]) =>
  all.filter((word) => word.endsWith('-')).map((word) => ({ start: word.slice(0, -1), category })),
);
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const eastern = rows.map(([category, row]) => ({
  category,
  pattern: new RegExp(row.eastern, 'gu'),
}));

/** The categories whose words a text holds, those with most words first. */
export const categoriesOf: Categorise = (text) => {
  const folded = fold(text.slice(0, LOOKED_AT).toWellFormed());
  const counts = new Map<string, number>();
  const count = (category: string) => counts.set(category, (counts.get(category) ?? 0) + 1);
  for (const category of westernIn(folded)) count(category);
  if (EASTERN.test(folded)) {
    for (const { category, pattern } of eastern) {
      for (const _ of folded.match(pattern) ?? []) count(category);
    }
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST)
    .map(([category]) => category);
};

function* westernIn(folded: string): Generator<DefaultCategory> {
  for (const { 0: word, index } of folded.matchAll(/[a-z]+(?:['-][a-z]+)*/gu)) {
    for (const { start, category } of beginnings) if (word.startsWith(start)) yield category;
    const known = byFirstWord.get(word) ?? byFirstWord.get(singular(word));
    for (const { rest, category } of known ?? []) {
      if (rest === '' || follows(folded, index + word.length, rest)) yield category;
    }
  }
}

/** The plural of English, French and Spanish. */
function singular(word: string): string {
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function follows(folded: string, at: number, rest: string): boolean {
  const end = at + 1 + rest.length;
  return folded.startsWith(` ${rest}`, at) && !/[a-z]/u.test(folded[end] ?? '');
}
