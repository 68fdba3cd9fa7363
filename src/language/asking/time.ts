import { fold } from '../terms/fold.js';
import { asksForFirst } from './first.js';
import { asksForPrevious } from './previous.js';

/** Which time a question asks about, as far as its words tell. */
export interface TimeAsked {
  /** What holds now: currently, the latest, 现在, 今, 지금. */
  now: boolean;
  /** As far as one can tell: not what happened ("did", "went"), nor what held once. */
  mayBeNow: boolean;
  /** What held once: originally, used to, previous, 以前, もともと, 예전. */
  past: boolean;
  /** What held directly before something else did: "my previous manager", "where did Mia live before Porto?" */
  previous: boolean;
  /** The words by which it names what came after, if it does: "Porto". */
  before?: string;
  /** What was first, to be sure: originally, 原本; not "previous", nor "Have I … before?". */
  first: boolean;
  /**
   * Whether something was or was said at all: "Have I told you where Mia lives before?" wants to hear where she
   * lives. "Did Mia originally live in Berlin?" asks for what was first.
   */
  whether: boolean;
}

/** In UTF-16 units. Questions are short; what comes later in a longer text does not turn it into one. */
const MOST_TEXT = 2_000;
/** Likewise: what asks whether says so at once. */
const MOST_OPENING = 500;

/** Not "is used to the cold", "got used to it". */
const USED = String.raw`(?<!\b(?:get|gets|got|gotten|be|am|is|are|was|were|been|getting|becoming)(?: \w+)? |'(?:m|re|s) )used to`;
/** What a person does or a thing is, while no thing is used for it. */
const STATES =
  '(?:be|live|have|own|belong|like|love|hate|know|think|believe|want|eat|drink|sleep|smoke)';
const UP_TO_THREE = String.raw`(?: (?!(?:am|is|are|was|were|be|been|has|have|had|the|an?)\b)\S+){1,3}`;

/** Told or asked of somebody: "what I used to drink", "where Mia used to dance", not "the key used to open the shed". */
const USED_TO = new RegExp(
  [
    String.raw`\b(?:i|we|you|he|she|they|it|there|that|who|what|which)(?: (?:all|both|always|often|never))? ${USED}\b`,
    String.raw`\b(?:my|our|your|his|her|their)(?: \S+){1,2} ${USED}\b`,
    String.raw`\b(?:what|where|who|whom|which|when|how|why|did)${UP_TO_THREE} ${USED}\b`,
    String.raw`\bdid${UP_TO_THREE} use to (?:${STATES}|work|go|teach|study|play|dance)\b`,
    String.raw`\b${USED} (?:${STATES}|work (?:at|for|as))\b`,
  ].join('|'),
);

/** Each pattern meets folded text, without accents: English; German, French, Spanish; Chinese; Japanese; Korean. */
const patterns = {
  now: anyOf([
    /\b(?:now|nowadays|currently|current|presently|latest|newest|most recent|up to date|these days|any ?more|still)\b/,
    /\bat (?:the moment|present)\b|\bso far\b|\b(?:is|was) the final\b/,
    /\b(?:jetzt|derzeit|aktuell\w{0,2}|momentan|zurzeit|heutzutage|neueste[nrs]?|noch immer|immer noch)\b/,
    /\b(?:maintenant|actuellement|actuel(?:le)?|en ce moment|toujours)\b/,
    /\b(?:ahora|actualmente|actual|hoy en dia|todavia)\b/,
    /现在|現在|目前|当前|當前|最新|如今|眼下|此刻|[后後][来來]|最[终終后後]/,
    /今(?![年月週日朝夜晩度回後])|いま(?:の|は|も|、)|最新|結局/,
    /지금|현재|요즘|최신|아직|결국|최종/,
  ]),
  past: anyOf([
    /\b(?:originally|initially|at first|back then|in the beginning(?! of))\b/,
    USED_TO,
    /\b(?:fruher|ursprunglich|anfangs|damals)\b|\bau depart\b/,
    /\b(?:autrefois|jadis|initialement|a l'origine|au debut)\b/,
    /\b(?:originalmente|antiguamente|inicialmente|al principio|solia)\b/,
    /(?<![年月日号號天周週])(?:以前|之前)|最初|最先(?![进進])|(?<!一)起[初先]|[当當][初时時]|曾[经經]|第一次/,
    // Not 日本 + 来, 样本 + 来自, 太原 + 来的.
    /原[本先订訂定计計]|(?<![太草高平中])原[来來]|(?<![日样樣成資资基根版剧劇书書课課文副脚腳记記])本[来來]/,
    /[刚剛][开開]始|(?<![周週期拜])一[开開]始|[从從]前(?![台臺门門端面往])/,
    // A measure word stands before what it counts: 第一部手机, not 第一部分, 第一台阶, 第一套方案, 第一任务.
    /第一(?:[辆輛]|份(?=工作|工[资資]|薪|[职職]|兼|合|[实實]|offer)|台(?![阶階])|部(?![分长長门門委队隊])|套(?=房|公寓|住|西|衣))(?!前)|第一(?:家公司|任(?![务務何]))|最早[住搬用学學养養读讀教管玩吃喝穿做]/,
    // The first of what was said; not the earliest flight.
    /最早(?:[叫想约約订訂定排说說选選报報量开開买買打计計]|[的是在](?![^，。？,?]{0,3}[班航车車船机機铁鐵票场場次时時几幾]))/,
    // Before it was changed: 搬家前, 漲價前; not 改到目前, 升级前端, 换前轮, 改札前.
    /(?:改(?!札)|[换換变變调調涨漲升搬转轉])(?!到|[为為])[^，。？,?目眼面之提]{0,2}前(?![台臺端往景轮輪挡擋门門面沿途])/,
    /昔|元々|もともと|かつて|初めは|はじめは|(?<!\p{Script=Han})(?:前は|元[はの])|初代|初めての(?:車|仕事|家|会社)/u,
    /예전|옛날|원래|처음|당초|애초|과거|전에는/,
    // 첫차 is also the first train of the day, and what is asked in the past ends in -었-.
    /첫 ?(?:직장|집|회사)|첫 차|(?:내|나의|제|저의|우리) 첫차|첫 ?(?:차|번째).*[였었았했]/,
  ]),
  /** What was before another, which need not have been the first: of three managers the previous one. */
  previous: anyOf([
    /\b(?:formerly|former|previously|previous|no longer)\b/,
    /\bbefore (?:i|we|he|she|they|you)(?:'d| had)? (?:moved|changed|switched|relocated)\b/,
    /\b(?:ehemals|vorher|auparavant|anteriormente|precedentemente)\b|\b(?:avant|prima)\s*[?.!]*$/,
    /(?:引っ越|転職|転勤)[^、。]{0,4}前|(?:이사|이직|퇴사|전근)\S* 전(?:에|의)/u,
    /(?<!\b(?:lo|cuanto) )\bantes(?! (?:de|del|posible)\b)/,
    /先前(?![往进進])/,
  ]),
  /** Words of the past that ask as often whether something ever was, or was said: "Have I run a marathon before?" */
  ever: anyOf([
    /\bin the past\b|\bearlier\b|\bbefore(?: (?:that|this|then|now)\b|\s*[?.!]*$)/,
    /(?<![年月日号號天周週])(?:以前|之前)有/,
  ]),
};

/**
 * "Which city did Mia live in before Porto?", "What did I drive before the current car?" Before a name or the present
 * one alone: not "before I left", "before Mia arrived", "before leaving", "before the marathon", "before Monday".
 */
const BEFORE =
  /^(?:[Ww]ho|[Ww]hose|[Ww]hat|[Ww]hich|[Ww]here)\b.*\b(?:did|was|were|had)\b.*\bbefore (?<after>(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|Thanksgiving|Halloween|New Year|Ramadan|Eid|Diwali|Hanukkah|Passover|Lent\b|I['’]|(?:This|That|It|He|She|We|You|They|The|My|Our)\b)\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*(?![\p{L}'’-]| \p{L})|(?:the|this) (?:current|present|new|latest|last)\b(?: \p{L}+)?|(?:my|our|his|her|their) (?:current|present|new)\b(?: \p{L}+)?)/u;
/** "Which gym did I go to before the climbing hall?": before anything, where a thing is asked for that one has for long. */
const BEFORE_ANOTHER =
  /^(?:which|what) [\w'-]+(?: [\w'-]+)? (?:did|had|was|were) .*\b(?:have|own|drive|use|wear|read|watch|take|attend|go to|live in|(?<=\b(?:was|were) \S+ )(?:in|at|with|on)|work (?:at|for)|play|study|learn)\b.*\bbefore (?<after>(?:that|this)(?: one)?\W*$|the (?!\w+ing\W*$)[^?.!,;]+)/;

/** "Where did I work before the hospice?" */
const BEFORE_PLACE =
  /^where (?:did|had|was|were) .*\b(?:live|living|work|working|employed|study|studying)\b.*\bbefore (?<after>(?:that|this)\W*$|the (?!\w+ing\W*$)[^?.!,;]+)/;

/** What happened, rather than what holds. */
const PAST_TENSE =
  /\b(?:did|was|were|had|has|have|been|happened|became|ago|last|when(?!'s\b| (?:is|are|do|does|will|must|should|can)\b)|how (?:long|many|often)(?! (?:\S+ )?(?:is|are|do|does|will|must|should|can)\b)|hat|hatte|war|waren|wann)\b/;
const VERB_FIRST =
  /^(?:have|has|had|did|do|does|is|are|was|were|can|could|habe|hast|haben|hat|war|as-tu|avez-vous)\b/;
const WAS_SAID = /[说說提讲講聊讨討谈談]过|[说說提讲講聊討談]過|告[诉訴][过過]/;

export function timeAsked(text: string): TimeAsked {
  const folded = fold(text.slice(0, MOST_TEXT).toWellFormed()).trim();
  const named =
    BEFORE.exec(text.slice(0, MOST_TEXT)) ??
    BEFORE_ANOTHER.exec(folded) ??
    BEFORE_PLACE.exec(folded);
  const before = named?.groups?.['after'];
  // "Before the current car" names what holds now, and asks for what did before.
  const now = patterns.now.test(before === undefined ? folded : folded.replace(fold(before), ''));
  const once = patterns.past.test(folded) || asksForFirst(folded);
  const ever = patterns.ever.test(folded);
  const isPrevious = patterns.previous.test(folded);
  const previous = before !== undefined || (asksForPrevious(folded) && !now);
  const past = once || ever || isPrevious || previous;
  const opening = folded.slice(0, MOST_OPENING);
  const wasSaid = WAS_SAID.test(opening);
  const first = once && !ever && !now && !wasSaid;
  return {
    now,
    mayBeNow: now || !(past || PAST_TENSE.test(folded)),
    past,
    previous,
    ...(before !== undefined && { before }),
    first,
    whether: wasSaid || (VERB_FIRST.test(opening) && !first),
  };
}

const WITHOUT_TENSE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]/u;

/** Whether it is in a language whose verbs would not say whether it asks for what holds or what happened. */
export const isWithoutTense = (text: string): boolean => WITHOUT_TENSE.test(text);

function anyOf(alternatives: readonly RegExp[]): RegExp {
  return new RegExp(alternatives.map(({ source }) => source).join('|'), 'u');
}
