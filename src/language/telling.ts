import { foldKeepingCase, lowerCase } from './terms/fold.js';
import { stopWords } from './terms/stop-words.js';

/**
 * Words, numbers, signs, emoji and ends of sentences. Scripts without spaces make a word of what
 * stands between marks.
 */
const WORDS =
  /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\p{N}+(?:[.,:/-]\p{N}+)*|[+\-−#%$€£¥₽₹&@=<>*/^~]|\p{Extended_Pictographic}|[.!?…;]+(?=\s|$)|[。！？；\n]/gu;
const SENTENCE_END = /^[.!?…;。！？；\n]/;

export interface Word {
  folded: string;
  /** Whether leaving it out may change what is said. */
  tells: boolean;
}

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));
const SENTENCE_BREAK: Word = { folded: '|', tells: false };

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const [word] of foldKeepingCase(text.toWellFormed()).matchAll(WORDS)) {
    const folded = lowerCase(word);
    if (!SENTENCE_END.test(word)) words.push({ folded, tells: tells(word, folded) });
    else if (words.length > 0 && words.at(-1) !== SENTENCE_BREAK) words.push(SENTENCE_BREAK);
  }
  if (words.at(-1) === SENTENCE_BREAK) words.pop();
  return words;
}

/** Negation, doubt, what others say, numbers and days; as they stand after folding. */
const TELLING = set(`
  no not never none nobody nothing neither nor cannot without hardly barely seldom rarely almost
  if unless whether maybe perhaps might may would could should except instead former formerly used
  say says said think thinks thought believe believes hope hopes wish wishes doubt claims claimed
  zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty
  hundred thousand million half twice once
  today tonight yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday
  january february march april june july august september october november december
  kein keine keinen keinem keiner keines nicht nie niemals nichts niemand ohne kaum wenn falls ob
  vielleicht heute gestern morgen pas jamais rien sans si peut hier demain nunca nada sin tal
  ayer manana non mai senza forse ieri domani`);
const TELLING_PARTS =
  /n't$|[不没沒无無非别別未勿否莫]|如果|要是|可能|也许|也許|说|說|觉得|覺得|以为|以為|听|聽|[一二两兩三四五六七八九十百千万萬年月日号號周]|星期|天|ない|ません|なかった|だろう|かも|안|못|없|아니/u;
const SCRIPT_WITH_CASE = /^\p{Lu}/u;
const NO_LETTER = /[^\p{L}\p{M}']/u;

function tells(word: string, folded: string): boolean {
  if (NO_LETTER.test(word) || TELLING.has(folded) || TELLING_PARTS.test(folded)) return true;
  // A capital may be that of a name.
  return SCRIPT_WITH_CASE.test(word) && !stopWords.has(folded.split("'", 1)[0] as string);
}
