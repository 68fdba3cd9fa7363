/**
 * What kind of sentence a text is, as bits kept with a memory: recall weighs them without reading
 * the text again.
 */
export const cue = {
  /** It ends in a question. */
  asks: 1,
  /** The speaker speaks of himself or herself. */
  firstPerson: 2,
  /** The speaker speaks of the one who listens. */
  secondPerson: 4,
  /** It says when: last year, in May, 昨天. */
  dated: 8,
} as const;

const ASKS = /[?？]["'”’)\]]*\s*$/;
const FIRST_PERSON =
  /\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|our|us)\b|我|咱|俺|私|僕|俺|나는|내가|저는|제가/i;
const SECOND_PERSON =
  /\b(?:you|you're|you've|you'd|you'll|your|yours|yourself)\b|你|您|あなた|당신/i;

/** Words of time that tell when something was, rather than how often or how long. */
const DATED = new RegExp(
  [
    String.raw`\b(?:yesterday|today|tonight|tomorrow|last|next|ago|recently|weekend|week|month|year|morning|summer|winter|spring|autumn|fall)\b`,
    String.raw`\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december)\b`,
    String.raw`\b(?:gestern|heute|morgen|vorgestern|letzte[nrs]?|nächste[nrs]?|woche|monat|jahr|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b`,
    String.raw`\b(?:hier|aujourd'hui|demain|dernière?|prochaine?|semaine|mois|année|ayer|hoy|mañana|pasad[oa]|próxim[oa]|semana|mes|año)\b`,
    String.raw`[昨今明前後后去]天|[昨今明]日|[上下][个個]?(?:周|週|月|星期|礼拜|禮拜)|[去今明前]年|[上下]旬|先週|先月|来週|来月|星期|周末|週末|曜日`,
    String.raw`어제|오늘|내일|지난|다음 ?[주달해]|작년|올해|내년|요일`,
    String.raw`\b(?:19|20)\d\d\b|\d{1,2}月|\d{4}年|\d{1,2}월`,
  ].join('|'),
  'iu',
);

export function cuesOf(text: string): number {
  const plain = text.replaceAll('’', "'");
  return (
    (ASKS.test(plain) ? cue.asks : 0) |
    (FIRST_PERSON.test(plain) ? cue.firstPerson : 0) |
    (SECOND_PERSON.test(plain) ? cue.secondPerson : 0) |
    (DATED.test(plain) ? cue.dated : 0)
  );
}
