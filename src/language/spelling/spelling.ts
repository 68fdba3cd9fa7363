/** From so many letters on, two may be wrong. */
const LONG = 9;

/** Letters that begin words of one sound: Catherine and Katherine, Zara and Sara. */
const SOUNDS_LIKE: Readonly<Record<string, readonly string[]>> = {
  c: ['k', 's'],
  k: ['c', 'q'],
  q: ['k'],
  s: ['c', 'z'],
  z: ['s'],
  g: ['j'],
  j: ['g', 'y'],
  i: ['y', 'e'],
  y: ['i', 'j'],
  e: ['i'],
  f: ['ph'],
  ph: ['f'],
  v: ['w'],
  w: ['v'],
};

/** How many letters of a term may be wrong, left out, too much or in the wrong order. */
export function mostApart(term: string): number {
  return term.length < LONG ? 1 : 2;
}

/** What `beginningsOf` gives first: a word begins with no more than one of them. */
export function firstLetter(word: string): string {
  const [first = ''] = word;
  return first;
}

/**
 * How what is meant may begin: people seldom mistype the first letter, so that it stays, is swapped with the
 * next, or is another one of the same sound.
 *
 * @returns of one or two letters each
 */
export function beginningsOf(term: string): string[] {
  const [first = '', second = '', third = ''] = term;
  const alikeWith = (start: string, next: string) =>
    (SOUNDS_LIKE[start] ?? []).map((other) => (other.length < 2 ? other + next : other));
  const alike = [...alikeWith(first, second), ...alikeWith(first + second, third)];
  return [first, ...(first === second ? [] : [second + first]), ...alike];
}

/**
 * Letters that must be changed, put in, taken out or swapped with the next to make one word of the other
 * (optimal string alignment: Boytsov 2011, "Indexing Methods for Approximate Dictionary Searching"). Where
 * two words part, each of the four is tried: most of thousands of words are done after three letters.
 *
 * @param most at most 2; every one more takes four times as long
 * @returns more than `most` where it is more than that
 */
export function lettersApart(one: string, other: string, most: number): number {
  return apartFrom(one, 0, other, 0, most);
}

function apartFrom(one: string, from: number, other: string, at: number, most: number): number {
  const ahead = Math.abs(one.length - from - (other.length - at));
  if (ahead > most) return most + 1;
  while (from < one.length && one.charCodeAt(from) === other.charCodeAt(at)) {
    from += 1;
    at += 1;
  }
  if (from === one.length || at === other.length) return one.length - from + other.length - at;
  if (most === 0) return 1;
  let least = apartFrom(one, from + 1, other, at + 1, most - 1);
  least = Math.min(least, apartFrom(one, from + 1, other, at, most - 1));
  least = Math.min(least, apartFrom(one, from, other, at + 1, most - 1));
  const isSwapped = one[from] === other[at + 1] && one[from + 1] === other[at];
  if (isSwapped) least = Math.min(least, apartFrom(one, from + 2, other, at + 2, most - 1));
  return least + 1;
}

const VOWEL = /^[aeiouаеёиоуыэюя]$/u;
/** What a word of the other gender may have and the other lack. */
const ADDED = /^[aа]$/u;
const PLURAL = /s$/;

/**
 * Whether two words differ in their last vowel alone, as forms of one word do that are both right: hermana and
 * hermano, vecinas and vecinos, doctor and doctora, Zbigniewski and Zbigniewska.
 */
export function isOtherForm(one: string, other: string): boolean {
  const [short, long] = [one, other]
    .map((word) => word.replace(PLURAL, ''))
    .toSorted((a, b) => a.length - b.length) as [string, string];
  const begins = short.slice(0, long.length - 1);
  if (short === long || !long.startsWith(begins)) return false;
  const last = long.slice(-1);
  if (short.length < long.length) return ADDED.test(last) && !VOWEL.test(short.slice(-1));
  return VOWEL.test(last) && VOWEL.test(short.slice(-1));
}
