import { foldKeepingCase } from './fold.js';
import { hanPairs } from './han-folds.js';

const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;

/** What each Han character of one unit folds to, from the first on. */
const han = Uint16Array.from({ length: LAST_HAN - FIRST_HAN + 1 }, (_, at) => FIRST_HAN + at);
for (let at = 0; at < hanPairs.length; at += 2) {
  han[hanPairs.charCodeAt(at) - FIRST_HAN] = hanPairs.charCodeAt(at + 1);
}

const HAN = /[\u3400-\u9fff]/;
const REPEAT = /[々ゝヽゞヾ]/;
/** Repeats the character before it: 人々, 佐々木; in kana いすゞ, 学問のすゝめ. */
const REPEATED = /([\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])([々ゝヽゞヾ])/gu;
const VOICED_REPEAT = /[ゞヾ]/;
const VOICED_MARK = '\u3099';

const SEMITIC = /[\u0591-\u06ff]/;
/** Vowel signs of Hebrew and Arabic, and the stroke that only makes an Arabic word longer. */
const UNWRITTEN =
  /[\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
/** As Lucene's normalisers of Arabic and Persian: letters that people type one for the other. */
const ARABIC: Readonly<Record<string, string>> = {
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
};
const ARABIC_VARIANT = /[آأإٱىیک]/g;
const ELSEWHERE = /[\u0591-\u06ff\u3005\u309d\u309e\u30fd\u30fe\u3400-\u9fff]/;

const SHORT_I = /[йЙ]|[иИ]\u0306/g;
/** A letter of the Kola Sami that Unicode does not take apart: stands in for й while accents are taken off. */
const TAILED: Readonly<Record<string, string>> = { й: 'ҋ', Й: 'Ҋ' };
const UNTAILED: Readonly<Record<string, string>> = { ҋ: 'й', Ҋ: 'Й' };

/**
 * The form in which words become terms: `foldKeepingCase`, and one form for what readers of a script
 * take for the same word. Han characters in their traditional, simplified and Japanese forms are one,
 * repeat marks are written out, Hebrew and Arabic lose their vowel signs. й stays: endings hang on it.
 *
 * @example foldForTerms('臺灣') // '台湾'
 */
export function foldForTerms(text: string): string {
  if (text.search(SHORT_I) < 0) return foldScripts(foldKeepingCase(text));
  const kept = text.replace(SHORT_I, (letter) => TAILED[letter.normalize('NFC')] ?? letter);
  return foldScripts(foldKeepingCase(kept)).replace(
    /[ҋҊ]/g,
    (letter) => UNTAILED[letter] ?? letter,
  );
}

/** Of a text that is folded already: one form for what readers of a script take for the same word. */
export function foldScripts(folded: string): string {
  if (!ELSEWHERE.test(folded)) return folded;
  const repeated = REPEAT.test(folded) ? folded.replace(REPEATED, repeat) : folded;
  const semitic = SEMITIC.test(repeated) ? foldSemitic(repeated) : repeated;
  return HAN.test(semitic) ? foldHan(semitic) : semitic;
}

function repeat(_: string, before: string, mark: string): string {
  if (!VOICED_REPEAT.test(mark)) return before + before;
  return before + `${before}${VOICED_MARK}`.normalize('NFC');
}

function foldSemitic(text: string): string {
  return text.replace(UNWRITTEN, '').replace(ARABIC_VARIANT, (letter) => ARABIC[letter] ?? letter);
}

function foldHan(text: string): string {
  let out = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < FIRST_HAN || unit > LAST_HAN) continue;
    const to = han[unit - FIRST_HAN] as number;
    if (to === unit) continue;
    out += text.slice(from, at) + String.fromCharCode(to);
    from = at + 1;
  }
  return from === 0 ? text : out + text.slice(from);
}
