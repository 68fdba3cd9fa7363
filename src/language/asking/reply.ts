import { fold } from '../terms/fold.js';

/** Questions are short; what comes later in a longer text does not turn it into one. */
const MOST_TEXT = 2_000;

const TOLD =
  'told|said|mentioned|suggested|recommended|advised|proposed|gave|given|provided|listed|explained|described|shared|showed|shown|sent|wrote|written';

/** Each meets folded text, without accents: English; German; French; Spanish; Chinese; Japanese; Korean. */
const patterns = [
  new RegExp(
    String.raw`\b(?:did you\b|you(?:'ve)?(?: (?:have|had|just|also|once|already|previously|earlier))* (?:${TOLD})\b)`,
  ),
  /\bremind me\b(?! (?:to|at|in)\b)|\byour (?:\w+ )?(?:advice|answer|explanation|list|recommendation|reply|response|suggestion)s?\b/,
  /\b(?:(?:du|sie) (?:hast|hattest|haben|hatten)|hast du|haben sie)\b.{0,60}\b(?:gesagt|erwahnt|vorgeschlagen|empfohlen|geraten|genannt|gegeben|erklart|gezeigt)\b/,
  /\berinner\w* (?:du |sie )?mich (?:an|daran)\b/,
  /\b(?:tu (?:m'|l')?(?:as|avais)|vous (?:m'|l')?(?:avez|aviez)|as-tu|avez-vous)\b.{0,40}\b(?:dit|mentionne|suggere|recommande|conseille|propose|donne|explique|montre|cite)e?s?\b|\brappel\w+[- ]moi\b/,
  /\b(?:dijiste|mencionaste|sugeriste|recomendaste|aconsejaste|propusiste|diste|explicaste|mostraste)\b|\b(?:recuerdame|recordarme)\b/,
  /[你您](?:之前|上次|刚才|剛才|刚刚|剛剛|先前|当时|當時|曾经?|曾經)[^，。？,?]{0,6}?(?:说|說|提|推荐|推薦|建议|建議|告[诉訴]|给|給|列|讲|講|介绍|介紹)/,
  /[你您][^，。？,?]{0,4}?(?:说|說|提|推荐|推薦|建议|建議|告[诉訴]|给|給|列|讲|講|介绍|介紹)[^，。？,?]{0,3}?[过過]|[你您](?:说|說|提到|推荐|推薦|建议|建議|介绍|介紹|列出)的/,
  /(?:教え|勧め|すすめ|言っ|話し|挙げ|提案し|紹介し|説明し)てくれ(?:た|ていた|ました)|と言って(?:いた|た|いました)/,
  /(?:추천|제안|말|설명|소개|언급)(?:해 ?)?(?:줬|주었|준|주신|했던|하셨)|알려 ?(?:줬|주었|준|주신)/,
];

const ASKS = new RegExp(patterns.map(({ source }) => source).join('|'), 'u');

/**
 * Whether it asks what the assistant has said, or to be reminded of what was said by anybody: "the hostel
 * that you recommended", 你上次推荐的餐厅. Not whether advice is wanted: "What do you recommend?"
 */
export const asksForReply = (text: string): boolean =>
  ASKS.test(fold(text.slice(0, MOST_TEXT).toWellFormed()).replaceAll('’', "'"));
