import { foldForTerms } from './terms/fold-scripts.js';

let segmenter: Intl.Segmenter | undefined;

/** The words of a Chinese text, by the dictionary of ICU: what it does not know falls into single characters. */
export function hanWordsIn(text: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(segmenter.segment(foldForTerms(text)), ({ segment }) => segment);
}

/** What one asks to do with a thing of one character, at the end: 狗叫什么, 车用什么油. */
const VERB_LAST = /^.[叫用吃喝住开姓养穿坐买]$/u;
const ASKS = /什么|哪|谁|几|多少/u;

/** Whether two characters are one word of a text, or inside of one: 护照, not 狗叫 of 我的狗叫什么. */
export function isWordIn(pair: string, text: string): boolean {
  const isAskedTo = VERB_LAST.test(pair) && ASKS.test(foldForTerms(text));
  return !isAskedTo && hanWordsIn(text).some((word) => word.includes(pair));
}
