import { endsAsking } from './asking/asking.js';

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
  /\b(?:i|i'm|i've|i'd|i'll|ive|(?:id|ill)(?= (?:be|have|go|get|like|love|say|rather|never|always|probably|try|see|let|do|send|call|take|make|tell|bring)\b)|me|my|mine|myself|we|our|us)\b|我|咱|俺|私|僕|俺|나는|내가|저는|제가/i;
/** I'm without its mark; not German "im Büro", "im 3. Stock", "im nächsten Jahr". */
const IM = /\b[iI]m\b(?! (?:\p{Lu}|\d+\.|\p{L}+en\b))/u;
const SECOND_PERSON =
  /\b(?:you|you're|you've|you'd|you'll|your|yours|yourself|(?<!\w\.)u(?![.-]\w)|ur|youre|youve|youd|youll|y'?all)\b|你|您|あなた|당신/i;

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

const DAY_OR_MONTH =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter';

/** What people say when something is otherwise than before. */
const CHANGES = new RegExp(
  [
    String.raw`\b(?:now|no (?:longer|more(?! than))|any ?more|any longer|instead|in place of|these days|for (?:good|now|the time being)|after all|as of|from (?:here|(?:this|next) \w+) on)\b`,
    String.raw`\b(?:moved|moving (?:to|over|out|in)|changed|switch(?:ed|ing)|swapped|replaced|renamed|upgraded|updated|revised|migrat(?:ed|ing)|became|promoted|turned into|different|sold|traded in|got rid of|scratch that|make that|\p{L}{1,20} it is!)`,
    String.raw`\b(?:rescheduled|postponed|extended(?! famil)|delayed|slipped(?! (?:on|in|into|out|off|down|away|and))|shifted|cancell?ed|called off|abolished|scrapped|(?:pushed|moved) (?:back|forward)|brought forward|put (?:off|aside|on hold))\b`,
    String.raw`\b(?:quit|retire[sd]|resigned|laid off|joined|hired(?! car)|signed (?:up|with)|started(?! (?:to|at \d))|stopped(?! (?:by|at|in|for|off|over))|g[ai]ve(?:n|s)? up|giving up|ended up|broke up|split up|divorced|got (?:married|engaged))\b`,
    String.raw`\b(?:(?:took|taken|takes|taking) over(?! (?:an?|two|three|\d))|handed over|taken? a job|doubled|halved|lowered|increased|reduced|raised (?:to|from|by|the|my|our))\b`,
    String.raw`\b(?:down|(?:goes|went|gone|is|are) up) (?:to|from) \p{Sc}?\d|\b(?:is|are|was|were) (?:closed|gone|over)\b(?! (?:on|at|from|to|the|there|here)\b)`,
    // Not the left shoe, nor the back garden.
    String.raw`\bleft (?=(?:my|the|his|her|our|their) (?:job|company|firm|team|band|club|church)\b|\p{L}{3,}ing\b)|(?:^|[.!?;,] |\b(?:am|is|are|went|gone|going) |'[mrs]e? )back to\b(?! back)`,
    String.raw`\bsince (?:then|last|the|\d{4}|christmas|easter|new year|${DAY_OR_MONTH})\b|\b(?:starting|beginning) (?:next|this|${DAY_OR_MONTH})\b|\b(?:until|till) (?:next|further|then)\b|\bon (?:an? |parental |sick )?(?:break|leave|hold)\b`,
    String.raw`\b(?:jetzt|nun|inzwischen|mittlerweile|umgezogen|gewechselt|nicht mehr|stattdessen|geändert|verschoben|verkauft|gekündigt)\b`,
    String.raw`\b(?:maintenant|désormais|déménagé|changé|à la place|reporté|vendu|quitté)(?![\p{L}])|\bplus (?:de|du)\b`,
    String.raw`\b(?:ahora|mudado|cambiado|ya no|en lugar|en vez|aplazado|vendí|vendido|dejé)(?![\p{L}])|\b(?:mud|cambi)é(?![\p{L}])`,
    // Another day, place, amount or person; not 改天 (some day), 改善 (improve), 修改 (edit).
    String.raw`(?<![修批涂塗悔])改(?![善良进進革造编編版稿装裝建天日正观觀])|[换換]|[变變](?:成|[为為]|更)|更[改新]|[搬移挪喬][到去至]|搬家|移[师師]|往[前后後][挪移延推]`,
    String.raw`延(?:[期到至后後长長迟遲])|[顺順]延|推[迟遲]|提[前早]|[暂暫][缓緩停]|取消|停[扣用租办辦]|退[租掉订訂]|重[约約排订訂选選抽签簽]|重新(?![启啟开開])|放[弃棄]|婉拒`,
    String.raw`(?:[调調升降涨漲加减減增]|[调調提升]高|追加|[缩縮][减減短])(?:到|至|成|[为為])|[调調][涨漲升降整]|[涨漲降][价價]`,
    String.raw`升[上职職任]|[离離][职職]|跳槽|[调調](?:去|任|派|[职職])|[转轉][到去给給任职職]|接[手任替]|分手`,
    String.raw`(?<![重创創更])新(?![闻聞竹北年鲜鮮疆加])|(?<![年月天日周週个個])以[后後]|[从從]此|[现現]在|目前|不再|[经經]不|又|戒|其[实實]|而是|原[本先]|本[来來]|[后後][来來]|最[终終]|最[后後](?![一的期])|[记記搞弄][错錯]`,
    String.raw`引っ越|変わ|変え|変更|にな(?:った|りました)|新しい|今[はの]|やめ|辞め|転職|延期|買い替え|代わりに|別れ|ずら[しさ]|前倒し|先送り|中止|キャンセル|結局|やっぱり|やはり|に移[動しっり]|切り替え|引き継|(?:増え|減っ|上がっ|下がっ)た`,
    String.raw`이사|바뀌|바꿨|바꾸|변경|새로|이제|지금은|더 이상|그만두|이직|옮[겼겨긴]|대신|됐|되었|헤어|연기|미[뤘뤄루]|앞당|취소|결국|역시|교체|늘었|줄었|올랐|내렸`,
  ].join('|'),
  'iu',
);

/** Not New Zealand, nor Neue Straße. */
const NEW = /\b(?:new|neue[mnrs]?|nouve(?:au|l|lle)|nuev[oa])\b/;

export function cuesOf(text: string): number {
  const plain = text.replaceAll('’', "'");
  return (
    (endsAsking(plain) ? cue.asks : 0) |
    (FIRST_PERSON.test(plain) || IM.test(plain) ? cue.firstPerson : 0) |
    (SECOND_PERSON.test(plain) ? cue.secondPerson : 0) |
    (DATED.test(plain) ? cue.dated : 0) |
    (CHANGES.test(plain) || NEW.test(plain) ? cue.changes : 0)
  );
}
