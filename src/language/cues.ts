import { endsAsking } from './asking.js';

/**
 * What kind of sentence a text is, as bits kept with a memory: recall weighs them without reading
 * the text again.
 */
export const cue = {
  /** It ends in a question, with its mark or without. */
  asks: 1,
  /** The speaker speaks of himself or herself. */
  firstPerson: 2,
  /** The speaker speaks of the one who listens. */
  secondPerson: 4,
  /** It says when: last year, in May, 昨天. */
  dated: 8,
  /** It tells of a change: no longer, moved to, 改成, 引っ越し. */
  changes: 16,
} as const;

const FIRST_PERSON =
  /\b(?:i|i'm|i've|i'd|i'll|im|ive|(?:id|ill)(?= (?:be|have|go|get|like|love|say|rather|never|always|probably|try|see|let|do|send|call|take|make|tell|bring)\b)|me|my|mine|myself|we|our|us)\b|我|咱|俺|私|僕|俺|나는|내가|저는|제가/i;
const SECOND_PERSON =
  /\b(?:you|you're|you've|you'd|you'll|your|yours|yourself|u|ur|youre|youve|youd|youll|y'?all)\b|你|您|あなた|당신/i;

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

/** What people say when something is otherwise than before. */
const CHANGES = new RegExp(
  [
    String.raw`\b(?:now|no longer|any ?more|instead|moved|changed|switched|replaced|renamed|upgraded|became|rescheduled|postponed|promoted|from now on|sold|quit|broke up|turned into|different)\b`,
    String.raw`\b(?:jetzt|nun|inzwischen|mittlerweile|umgezogen|gewechselt|nicht mehr|stattdessen|geändert|verschoben|verkauft|gekündigt)\b`,
    String.raw`\b(?:maintenant|désormais|déménagé|changé|à la place|reporté|vendu|quitté)(?![\p{L}])|\bplus (?:de|du)\b`,
    String.raw`\b(?:ahora|mudado|cambiado|ya no|en lugar|en vez|aplazado|vendí|vendido|dejé)(?![\p{L}])|\b(?:mud|cambi)é(?![\p{L}])`,
    String.raw`搬[到去家]|[换換]|改(?:[到成去用名为為期]|时间|時間)|[变變]成|升[上为為职職]|(?<![重创創更])新(?![闻聞竹北年鲜鮮疆加])|以[后後]是|[现現]在|目前|不再|[已]?[经經]不|延[期到]|取消|又|分手|[离離][职職]|跳槽|[转轉][到去职職]|戒|更新|其[实實]`,
    String.raw`引っ越|変わ|変え|変更|にな(?:った|りました)|新しい|今[はの]|やめ|辞め|転職|延期|買い替え|代わりに|別れ`,
    String.raw`이사|바뀌|바꿨|바꾸|변경|새로|이제|지금은|더 이상|그만두|이직|옮겼|대신|됐|되었|헤어`,
  ].join('|'),
  'iu',
);

/** Not New Zealand, nor Neue Straße. */
const NEW = /\b(?:new|neue[mnrs]?|nouve(?:au|l|lle)|nuev[oa])\b/;

export function cuesOf(text: string): number {
  const plain = text.replaceAll('’', "'");
  return (
    (endsAsking(plain) ? cue.asks : 0) |
    (FIRST_PERSON.test(plain) ? cue.firstPerson : 0) |
    (SECOND_PERSON.test(plain) ? cue.secondPerson : 0) |
    (DATED.test(plain) ? cue.dated : 0) |
    (CHANGES.test(plain) || NEW.test(plain) ? cue.changes : 0)
  );
}
