import { fold } from './fold.js';

/** Questions are short; what comes later in a longer text does not turn it into one. */
const MOST_TEXT = 2_000;

/** Each pattern meets folded text, without accents: English; German, French, Spanish; Chinese; Japanese; Korean. */
const patterns = {
  when: anyOf([
    /\b(?:since|until|from) when\b/,
    /\bwhen(?:'s| (?:is|was|are|were|do|does|did|will|would|has|have|had|can|could|should|exactly)\b)/,
    /\b(?:tell me|know|say|said|recall|remember|find out|guess) when\b/,
    /^when(?:\b[^,.]*\?)?$/,
    /\b(?:what|which)(?: exact| calendar)? (?:date|day|week|weekend|month|year|season|time|weekday)\b/,
    /\b(?:what's|what is|what was|give me) the (?:exact )?(?:date|day|year|month)\b/,
    /\bhow (?:long|many (?:days|weeks|months|years)) (?:ago|before|after|since)\b/,
    /\bhow recently\b/,
    /\bwann\b|\bwelche[mnrs]? (?:tag|datum|woche|monat|jahr)\b|\bwie lange (?:ist das |ist es )?her\b/,
    /(?:\bdepuis |\best )quand\b|^quand\b[^.]*\?|\bquand\s*\?|\bquel(?:le)? (?:date|jour|semaine|mois|annee)\b|\bcombien de temps (?=que|depuis)/,
    /(?:¿\s*|\bdesde )cuando\b|^cuando\b[^.]*\?|\bque (?:dia|fecha|semana|mes|ano)\b|\bcuanto (?:tiempo )?hace\b|\bhace cuanto\b/,
    /什么时候|什麼時候|何时|何時|几时|幾時|哪一?[年天日月周週]|哪个(?:月|星期)|哪個(?:月|星期)|[几幾][月号號点點]|多久[以之]?前|(?:星期|周|週|礼拜)[几幾]/,
    /いつ(?!も|でも|か(?!ら)|の間)|何年(?!も|間)|何月|何日(?!も|間)|何曜日|ど(?:の|れ)くらい前|どの[年月日週]/,
    /언제(?!나|든|까지나)|몇 ?[월년시](?! ?동안|간)|며칠(?=이|인|에)|무슨 요일|어느 ?(?:해|달|날)|얼마나 전/,
  ]),
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

/** Whether the question asks for a time: when, what date, 什么时候, いつ, 언제. */
export const asksWhen = (text: string): boolean => meets(patterns.when, text);

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
