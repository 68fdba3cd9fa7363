// A made-up corpus with the word frequencies of natural text, the same at every run.

export const userSizes = [
  { size: 500, users: 70 },
  { size: 5_000, users: 10 },
  { size: 15_000, users: 1 },
  { size: 100_000, users: 1 },
];
const turnsPerSession = 50;
const speakers = ['Ada', 'Ben'];

const vocabulary = 30_000;
// Zipf-Mandelbrot. The shift stands for the stop words that an analyser drops: the most frequent
// word that is left stands in one of six texts.
const shift = 10;
const commonest = 10;
const consonants = 'bdfghklmnprstvz';
const vowels = 'aeiou';

/** Mulberry32: a seeded generator of numbers from 0 to 1. */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A word for each rank: three or four syllables, so that it is no word of any language's stop list. */
function wordOf(rank) {
  const syllables = consonants.length * vowels.length;
  let word = '';
  let rest = rank;
  do {
    const syllable = rest % syllables;
    word += consonants[Math.floor(syllable / vowels.length)] + vowels[syllable % vowels.length];
    rest = Math.floor(rest / syllables);
  } while (rest > 0);
  return `${word}nok`;
}

const words = Array.from({ length: vocabulary }, (_, rank) => wordOf(rank));
const upTo = new Float64Array(vocabulary);
for (let rank = 0, sum = 0; rank < vocabulary; rank += 1) {
  sum += 1 / (rank + 1 + shift);
  upTo[rank] = sum;
}

/** Has texts and questions use these words from now on, the most frequent first; made-up ones stay behind them. */
export function useWords(list) {
  words.splice(0, Math.min(list.length, vocabulary), ...list.slice(0, vocabulary));
}

/** Frequent words come often. */
export function drawWord(random) {
  const wanted = random() * upTo[vocabulary - 1];
  let low = 0;
  let high = vocabulary - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (upTo[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return words[low];
}

export function drawText(random) {
  const length = 10 + Math.floor(random() * 14);
  const text = Array.from({ length }, () => drawWord(random)).join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** The sessions of one user, each ready to be added. */
export function* sessionsOf(user, size, seed) {
  const random = randomFrom(seed);
  for (let first = 0; first < size; first += turnsPerSession) {
    const turns = Math.min(turnsPerSession, size - first);
    yield {
      user_id: user,
      run_id: `session-${first / turnsPerSession}`,
      messages: Array.from({ length: turns }, (_, index) => ({
        speaker: speakers[index % speakers.length],
        content: drawText(random),
      })),
    };
  }
}

export function userName(size, index) {
  return `user-${size}-${index}`;
}

/** The sessions of all users, as many in a batch as may wait together. */
export function* batchesOfSessions(sizes, atOnce) {
  let batch = [];
  for (const { size, users } of sizes) {
    for (let user = 0; user < users; user += 1) {
      for (const session of sessionsOf(userName(size, user), size, size + user)) {
        batch.push(session);
        if (batch.length < atOnce) continue;
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}

/** Four words, the frequent ones most often. */
export function drawFrequentQuery(random) {
  return Array.from({ length: 4 }, () => drawWord(random)).join(' ');
}

/** Four of the most frequent words: each stands in one of six to one of ten texts. */
export function drawCommonestQuery(random) {
  return Array.from({ length: 4 }, () => words[Math.floor(random() * commonest)]).join(' ');
}

/** A question with eight terms: a speaker, five words of one text and two of others. */
export function drawNaturalQuery(random) {
  const text = drawText(random).toLowerCase().slice(0, -1).split(' ').slice(0, 5).join(' ');
  const speaker = speakers[Math.floor(random() * speakers.length)];
  return `What was it that ${speaker} had about ${text} and the ${drawWord(random)} ${drawWord(random)}?`;
}

export const queryKinds = {
  'frequent, 4 terms': drawFrequentQuery,
  'natural, 8 terms': drawNaturalQuery,
  'the most frequent, 4 terms': drawCommonestQuery,
};
