type Rule = readonly [one: RegExp, other: string];

/** Of one word in Britain and in America, and of one sound: both ways. */
const ANY: readonly Rule[] = [
  [/our/g, 'or'],
  [/(?<=[bdilmnv])or/g, 'our'],
  [/(?<=[iy])s(?=e|i|a)/g, 'z'],
  [/(?<=[iy])z(?=e|i|a)/g, 's'],
  [/re(?=s?$)/g, 'er'],
  [/(?<=[bt])er(?=s?$)/g, 're'],
  [/(?<=en)c(?=es?$)/g, 's'],
  [/(?<=en)s(?=es?$)/g, 'c'],
  [/(?<=[aeiou])ll(?=ed$|ing$|ers?$)/g, 'l'],
  [/(?<=[aeiou])l(?=ed$|ing$|ers?$)/g, 'll'],
  [/ogue(?=s?$)/g, 'og'],
  [/og(?=s?$)/g, 'ogue'],
  [/amme(?=s?$)/g, 'am'],
  [/[ao]e/g, 'e'],
  [/ey/g, 'ay'],
  [/ay/g, 'ey'],
  [/c(?![ehiy])/g, 'k'],
  [/k/g, 'c'],
  [/ph/g, 'f'],
  [/f/g, 'ph'],
  [/y/g, 'i'],
  [/i/g, 'y'],
];

/** Not in all words: what is planed is not planned, nor is a threat a treat. */
const IN_NAMES: readonly Rule[] = [
  [/ph/g, 'v'],
  [/v/g, 'ph'],
  [/z/g, 's'],
  [/s/g, 'z'],
  [/([bcdfglmnprst])\1/g, '$1'],
  [/(?<=[aeiou])([bcdfglmnprst])(?![bcdfglmnprsth])/g, '$1$1'],
  [/(?<=[tgr])h/g, ''],
  [/(?<=a)h$/g, ''],
  [/(?<=[rn]a)$/g, 'h'],
];

/**
 * How a word may be spelt as well, with one place or more written otherwise: colour and color, Katherine and
 * Catherine. Some are no words; whoever asks looks for those that are there.
 *
 * @param word folded and in lower case
 */
export function otherSpellings(word: string, isName: boolean): string[] {
  const rules = isName ? [...ANY, ...IN_NAMES] : ANY;
  const others = rules.map(([one, other]) => word.replace(one, other));
  return [...new Set(others)].filter((other) => other !== word);
}
