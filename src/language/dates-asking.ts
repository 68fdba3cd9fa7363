import { fold } from './fold.js';

/** Questions are short; what comes later in a longer text does not turn it into one. */
const MOST_TEXT = 2_000;

/** Each pattern meets folded text, without accents: English; German, French, Spanish; Chinese; Japanese; Korean. */
const patterns = {
  now: anyOf([
    /\b(?:now|nowadays|currently|current|presently|latest|newest|most recent|up to date|these days|any ?more|still)\b/,
    /\bat (?:the moment|present)\b|\bso far\b/,
    /\b(?:jetzt|derzeit|aktuell\w{0,2}|momentan|zurzeit|heutzutage|neueste[nrs]?|noch immer|immer noch)\b/,
    /\b(?:maintenant|actuellement|actuel(?:le)?|en ce moment|toujours)\b/,
    /\b(?:ahora|actualmente|actual|hoy en dia|todavia)\b/,
    /现在|現在|目前|当前|當前|最新|如今|眼下|此刻/,
    /今(?![年月週日朝夜晩度回後])|いま(?:の|は|も|、)|最新/,
    /지금|현재|요즘|최신|아직/,
  ]),
  past: anyOf([
    /\b(?:originally|initially|formerly|former|previously|previous|at first|in the past|back then|no longer|in the beginning(?! of)|earlier)\b/,
    /(?<!\b(?:get|gets|got|be|am|is|are|was|were|been|getting|becoming)(?: \w+)? |'(?:m|re|s) )\bused to\b/,
    /\bbefore(?: (?:that|this|then|now)\b|\s*[?.!]*$)/,
    /\b(?:fruher|ursprunglich|anfangs|zuerst|damals|ehemals|vorher)\b/,
    /\b(?:autrefois|jadis|auparavant|initialement|a l'origine|au debut)\b|\bavant\s*[?.!]*$/,
    /\b(?:originalmente|antiguamente|inicialmente|al principio|solia)\b|\bantes(?! de\b| del\b)/,
    /(?<![年月日号號天周週])(?:以前|之前)|原来|原來|原本|最初|起初|当初|當初|从前|從前|曾经|曾經/,
    /昔|元々|もともと|かつて|前は/,
    /예전|옛날|원래|처음|과거|전에는/,
  ]),
};

/** Whether it asks for what holds now: currently, the latest, 现在, 今, 지금. */
export const asksForNow = (text: string): boolean => meets(patterns.now, text);

/** Whether it asks for what held once: originally, used to, 以前, もともと, 예전. */
export const asksForPast = (text: string): boolean => meets(patterns.past, text);

/** What happened, rather than what holds. */
const PAST_TENSE =
  /\b(?:did|was|were|had|has|have|been|ago|last|when|how (?:long|many|often)|hat|hatte|war|waren|wann)\b/i;

/**
 * Whether it asks for what holds now as far as one can tell: not for what happened ("did", "went"), nor
 * for what held once.
 */
export const mayAskForNow = (text: string): boolean =>
  asksForNow(text) || !(asksForPast(text) || PAST_TENSE.test(text));

const WITHOUT_TENSE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]/u;

/** Whether `mayAskForNow` is sure: it says so, or is in a language whose verbs would not say. */
export const tellsNoTense = (text: string): boolean => asksForNow(text) || WITHOUT_TENSE.test(text);

function anyOf(alternatives: readonly RegExp[]): RegExp {
  return new RegExp(alternatives.map(({ source }) => source).join('|'), 'u');
}

const meets = (pattern: RegExp, text: string) =>
  pattern.test(fold(text.slice(0, MOST_TEXT).toWellFormed()).trim());
