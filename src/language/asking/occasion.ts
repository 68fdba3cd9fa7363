import { fold } from '../terms/fold.js';

/** Which of several occasions a question asks for. */
export interface OccasionAsked {
  which: 'last' | 'first';
  /** The words that say so, folded: no note of the occasion holds them. */
  words: string;
}

/** In UTF-16 units. */
const MOST_QUESTION = 500;

/** What "last" and "letzte" make a time of, not an occasion: "last week". */
const TIME =
  '(?:name|year|month|week|weekend|night|evening|morning|summer|spring|autumn|fall|winter|season|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|\\d|few|two|three|couple|decade|quarter|word|one)';
const TIME_GERMAN =
  '(?:jahr|monat|woche|nacht|sommer|fruhling|fruhjahr|herbst|winter|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember|weihnacht|oster|zwei|drei|paar|wochenende|quartal)';
const TIME_ROMANCE =
  '(?:mois|semaine|annee|nuit|ete|hiver|automne|printemps|mes|semana|ano|noche|verano|invierno|otono|primavera|nom|nombre|apellido)';

const LAST = new RegExp(
  [
    String.raw`\b(?:the )?(?:very )?(?:last|latest|most recent) time\b|\bmost recently\b`,
    String.raw`\b(?:did|was|were|have|has|had) (?:(?:i|we|you|he|she|they)\b|\S+(?: and \S+)?) (?:ever )?last (?=\w+)(?!${TIME})|(?<!\b(?:at|to|did it|long did \S+)) \blast(?=\W*$)`,
    String.raw`\b(?:my|our|the|his|her|their|\w+'s) (?:last|latest|most recent) (?!${TIME})(?=\w)`,
    String.raw`\bzuletzt\b|\b(?:das |zum )?letzten? mal\b|\bletzte[nrsm]? (?!${TIME_GERMAN}|mal\b)(?=\w)`,
    String.raw`\b(?:la |pour la )?derniere fois\b|\bderni(?:er|ere)s? (?!${TIME_ROMANCE}|fois\b)(?=\w)`,
    String.raw`\b(?:la |por )?ultima vez\b|\bultim[oa] (?!${TIME_ROMANCE}|vez\b)(?=\w)`,
    '上次|上一次|最近一次|最后一次|最後一次|前回|最後に|마지막으로|지난번',
  ].join('|'),
  'u',
);
const FIRST = new RegExp(
  [
    String.raw`\b(?:for )?the (?:very )?first time\b`,
    String.raw`\b(?:did|was|were|have|has|had) (?:(?:i|we|you|he|she|they)\b|(?!(?:my|our|your|his|her|their|the)\b)\S+(?: and \S+)?) (?:ever )?first (?=\w+)`,
    String.raw`\b(?:zum |das )erste[ns]? mal\b|\b(?:la |pour la )premiere fois\b|\b(?:la |por )primera vez\b`,
    '第一次|初めて|처음으로',
  ].join('|'),
  'u',
);

/**
 * Whether a question asks for the last or the first of several occasions: "When did I last meet Esra?", 上次, "zum ersten
 * Mal". Notes of each are alike, and none says that it was the last.
 */
export function occasionAsked(text: string): OccasionAsked | undefined {
  const folded = fold(text.slice(0, MOST_QUESTION).toWellFormed());
  const last = LAST.exec(folded)?.[0];
  if (last !== undefined) return { which: 'last', words: last.trim() };
  const first = FIRST.exec(folded)?.[0];
  return first === undefined ? undefined : { which: 'first', words: first.trim() };
}
