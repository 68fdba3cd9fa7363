import { koreanStem, withoutJapaneseEndings } from './inflections.js';
import {
  hangulGrammar,
  hangulParticle,
  hanGrammar,
  hanQuestions,
  hanWords,
  kanaGrammar,
} from './stop-words.js';

/** For a character class. */
export const SPACELESS_SCRIPTS = String.raw`\p{sc=Han}〆\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const SPACELESS =
  /[\p{Script=Han}〆]+|[\p{Script=Hiragana}\p{Script=Katakana}ー]+|\p{Script=Hangul}+|[\p{Script=Thai}\p{M}]+|[\p{Script=Lao}\p{M}]+|[\p{Script=Khmer}\p{M}]+|[\p{Script=Myanmar}\p{M}]+/gu;
const HAN = /^[\p{Script=Han}〆]/u;
const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const KATAKANA = /[\u30a1-\u30f6]/;
const TO_HIRAGANA = 0x60;
const HANGUL = /^\p{Script=Hangul}/u;

/**
 * Scripts without spaces, and Korean, whose words end in particles: overlapping pairs inside a run
 * of one script. Beside them single Han characters and the first syllable of a Korean word, so that
 * 茶 finds 喝茶 and 집 finds 집에.
 */
export function indexSpaceless(run: string, terms: string[]): void {
  for (const [part] of run.matchAll(SPACELESS)) {
    const characters = Array.from(part);
    if (HAN.test(part)) for (const character of characters) terms.push(character);
    else if (HANGUL.test(part) || characters.length === 1) terms.push(characters[0] ?? part);
    addPairs(characters, terms);
    if (KATAKANA.test(part)) addHiragana(part, terms);
  }
}

/** Many a word is written in either kana: りんご and リンゴ, ごみ and ゴミ. */
function addHiragana(part: string, terms: string[]): void {
  const characters = Array.from(part);
  const plain = characters.map((character) =>
    KATAKANA.test(character)
      ? String.fromCharCode(character.charCodeAt(0) - TO_HIRAGANA)
      : character,
  );
  for (let at = 0; at + 1 < plain.length; at++) {
    const changed = plain[at] !== characters[at] || plain[at + 1] !== characters[at + 1];
    if (changed) terms.push(`${plain[at]}${plain[at + 1]}`);
  }
}

/** Terms of which a text has all that holds the run, also where it is only a part of a longer run there. */
export function sureTerms(run: string): string[] {
  const terms: string[] = [];
  for (const [part] of run.matchAll(SPACELESS)) {
    const characters = Array.from(part);
    if (HAN.test(part)) for (const character of characters) terms.push(character);
    addPairs(characters, terms);
  }
  return terms;
}

/** As the index has it, but without what is only grammar. */
export function querySpaceless(run: string, terms: string[]): void {
  for (const [part] of withoutJapaneseEndings(run).matchAll(SPACELESS)) {
    if (HAN.test(part)) addHanQuery(part, terms);
    else if (HANGUL.test(part)) addHangulQuery(part, terms);
    else {
      const found: string[] = [];
      const characters = Array.from(part);
      if (characters.length === 1) found.push(part);
      addPairs(characters, found);
      if (KATAKANA.test(part)) addHiragana(part, found);
      for (const term of found) if (!KANA.test(term) || !kanaGrammar.has(term)) terms.push(term);
    }
  }
}

/** Pairs between grammar characters; a character that stands alone there is looked for as itself. */
function addHanQuery(part: string, terms: string[]): void {
  for (const [word] of part.matchAll(hanWords)) terms.push(word);
  let segment: string[] = [];
  const flush = () => {
    if (segment.length === 1) terms.push(...segment);
    addPairs(segment, terms);
    segment = [];
  };
  for (const character of part.replaceAll(hanWords, '的').replaceAll(hanQuestions, '的')) {
    if (hanGrammar.has(character)) flush();
    else segment.push(character);
  }
  flush();
}

function addHangulQuery(part: string, terms: string[]): void {
  if (hangulGrammar.has(part)) return;
  const verb = koreanStem(part);
  if (verb !== undefined) {
    terms.push(...stemTerms(verb));
    return;
  }
  const characters = Array.from(part);
  const [first = part, ...rest] = characters;
  if (rest.length === 0 || hangulParticle.test(rest.join(''))) terms.push(first);
  // 팀장은 asks for 팀장; the pair 장은 would prefer who says it with the same particle, and so would 에서 of 방에서.
  const ends = [2, 1].find((length) => {
    return characters.length > length && hangulParticle.test(characters.slice(-length).join(''));
  });
  const stem = characters.slice(0, characters.length - (ends ?? 0));
  addPairs(stem.length > 1 ? stem : characters.slice(0, 2), terms);
}

/** A stem of one syllable as the first of many words, else its pairs. */
function stemTerms(stem: string): string[] {
  const terms = stem.length === 1 ? [stem] : [];
  addPairs(Array.from(stem), terms);
  return terms;
}

function addPairs(characters: readonly string[], terms: string[]): void {
  for (let at = 0; at + 1 < characters.length; at++) {
    terms.push(`${characters[at]}${characters[at + 1]}`);
  }
}
