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
    /现在|現在|目前|当前|當前|最新|如今|眼下|此刻|[后後][来來]|最[终終后後]/,
    /今(?![年月週日朝夜晩度回後])|いま(?:の|は|も|、)|最新|結局/,
    /지금|현재|요즘|최신|아직|결국|최종/,
  ]),
  past: anyOf([
    /\b(?:originally|initially|formerly|former|previously|previous|at first|back then|no longer|in the beginning(?! of))\b/,
    /(?<!\b(?:get|gets|got|be|am|is|are|was|were|been|getting|becoming)(?: \w+)? |'(?:m|re|s) )\bused to\b/,
    /\b(?:fruher|ursprunglich|anfangs|zuerst|damals|ehemals|vorher)\b/,
    /\b(?:autrefois|jadis|auparavant|initialement|a l'origine|au debut)\b|\bavant\s*[?.!]*$/,
    /\b(?:originalmente|antiguamente|inicialmente|al principio|solia)\b|\bantes(?! de\b| del\b)/,
    /(?<![年月日号號天周週])(?:以前|之前)|原[来來本先订訂定计計]|本[来來]|最[初早先]|起[初先]|先前|[刚剛一]开始|[剛一]開始|[当當][初时時]|[从從]前|曾[经經]|第一次/,
    // Before it was changed: 搬家前, 漲價前; not 改到目前.
    /[改换換变變调調涨漲升搬转轉](?!到|[为為])[^，。？,?目眼面之提]{0,2}前/,
    /昔|元々|もともと|かつて|初めは|はじめは|(?<!\p{Script=Han})(?:前は|元[はの])/u,
    /예전|옛날|원래|처음|당초|애초|과거|전에는/,
  ]),
  /** Words of the past that ask as often whether something ever was, or was said: "Have I run a marathon before?" */
  ever: anyOf([
    /\bin the past\b|\bearlier\b|\bbefore(?: (?:that|this|then|now)\b|\s*[?.!]*$)/,
    /(?<![年月日号號天周週])(?:以前|之前)有/,
  ]),
};

/** Whether it asks for what holds now: currently, the latest, 现在, 今, 지금. */
export const asksForNow = (text: string): boolean => meets(patterns.now, text);

/** Whether it asks for what held once: originally, used to, 以前, もともと, 예전. */
export const asksForPast = (text: string): boolean =>
  meets(patterns.past, text) || meets(patterns.ever, text);

/** Whether it is sure to ask for what was before a change: originally, 原本, not "Have I … before?". */
export const asksForFirst = (text: string): boolean =>
  meets(patterns.past, text) && !meets(patterns.ever, text) && !asksForNow(text);

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

/** Whether it is in a language whose verbs would not say whether it asks for what holds or what happened. */
export const isWithoutTense = (text: string): boolean => WITHOUT_TENSE.test(text);

function anyOf(alternatives: readonly RegExp[]): RegExp {
  return new RegExp(alternatives.map(({ source }) => source).join('|'), 'u');
}

const meets = (pattern: RegExp, text: string) =>
  pattern.test(fold(text.slice(0, MOST_TEXT).toWellFormed()).trim());
