// Typos by rule, the same at every run.

/** Keys that stand side by side on a keyboard. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** A word of five letters and more, of letters alone. */
const WORD = /(?<![\p{L}\p{N}'_-])[A-Za-z][a-z]{4,}(?!['_-]?[\p{L}\p{N}](?<!'s))/gu;

/** Swaps, drops, doubles or replaces by a key beside it one letter of a word; not the first. */
export function misspelt(text, isOne, random) {
  const words = [...text.matchAll(WORD)]
    .map(({ 0: word, index: at }) => ({ word, at }))
    .filter(isOne);
  if (words.length === 0) return undefined;
  const { word, at } = words[Math.floor(random() * words.length)];
  const place = 1 + Math.floor(random() * (word.length - 2));
  const [letter, next] = [word[place], word[place + 1]];
  const ways = [next + letter, next, letter + letter + next, beside(letter, random) + next];
  const wrong =
    word.slice(0, place) + ways[Math.floor(random() * ways.length)] + word.slice(place + 2);
  return wrong === word ? undefined : text.slice(0, at) + wrong + text.slice(at + word.length);
}

function beside(letter, random) {
  const row = rows.find((keys) => keys.includes(letter));
  const place = row.indexOf(letter);
  return row[place + (random() < 0.5 ? -1 : 1)] ?? row[place === 0 ? 1 : place - 1];
}

/** A generator that gives the same for the same text (mulberry32). */
export function randomOf(text) {
  let state = [...text].reduce(
    (hash, character) => Math.imul(hash ^ character.codePointAt(0), 16777619),
    2166136261,
  );
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
