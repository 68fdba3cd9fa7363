import { foldScripts } from '../terms/fold-scripts.js';

/** A time that is told by what happened: "two weeks before the trip", 旅行前两周. */
export interface AskedEvent {
  /** What happened, in the words of the question. */
  event: string;
  /** Where these words begin in the question. */
  at: number;
  /** The words that tell the time. */
  text: string;
  /** The time in words that `spansIn` reads, once the day is known: "2025-06-28". */
  on: (day: string) => string;
}

type Parts = Readonly<Record<string, string | undefined>>;

interface Row {
  /** Has the group `event`. */
  pattern: RegExp;
  /** Where it matches more than what tells a time by what happened. */
  happens?: (event: string, parts: Parts) => boolean;
  on: (parts: Parts, day: string) => string;
}

/** Questions are short; what comes later in a longer text tells no time of it. */
const MOST_TEXT = 500;

const western: Row['on'] = ({ count = '', unit, side }, day) => `${count}${unit} ${side} ${day}`;

/** Words that point to what was said, or to no event: "the week before last". */
const POINTING = /^(?:last|that|this|it|then|now|jetzt|damals|heute|ça|cela|eso|esto)$/iu;

/** Who is no event, in simplified characters: 妈妈前两天 are the last two days. Also the first part of 目前 and 之前. */
const CHINESE_PERSON =
  /^(?:[我你您他她它咱]们?|自己|大家|谁)$|^(?:[我你您他她咱]们?的?)?[小老阿]?(?:[爸妈爷奶哥弟姐妹叔姨舅姑公婆]{1,2}|[父母]亲|老板|老师|同[事学]|朋友|[儿女孩]子|女儿|妻子|丈夫|经理)$|^[小老阿]\p{Script=Han}$|^\p{Script=Han}{1,3}(?:先生|女士|小姐|太太|总|老师|医生|经理|[哥姐叔姨])$|[在之以的目眼从最然今随此]$/u;

/** What people tell other times by, in simplified characters. */
const CHINESE_OCCASION = endingIn(
  '旅行 旅游 度假 放假 蜜月 出发 出差 出国 出院 出生 出嫁 搬家 搬迁 结婚 离婚 订婚 再婚 婚礼 葬礼 典礼',
  '手术 住院 体检 怀孕 分娩 去世 分手 考试 面试 笔试 口试 高考 答辩 毕业 开学 入学 入职 离职 辞职',
  '会议 开会 大会 年会 晚会 聚会 约会 演唱会 音乐会 运动会 派对 聚餐 比赛 决赛 马拉松 演出 展览 活动 上线 上任 上市 开始 结束',
  '生日 节 除夕 元旦',
  // Not 去年, 回答, 提到, 到底.
  '去(?!年)HAN 回(?![答复头])HAN (?<![提得收遇见看听感想说直])到(?![底了])HAN 搬HAN 离开HAN',
);

/** Somebody's things of two years ago are no time that is told by what happened: 田中さんの2年前の仕事. */
const JAPANESE_PERSON =
  /(?:さん|君|くん|氏|様|さま|ちゃん|先生|社長|部長|課長|[私僕俺彼母父妻夫姉兄妹弟娘]|彼女|息子|自分|あなた|わたし|ぼく|たち|達)$/u;

/** Korean occasions, as CHINESE_OCCASION, and what is about to be done: 떠나기. Not 감기 (a cold). */
const KOREAN_OCCASION =
  /(?:여행|출장|휴가|이사|결혼|이혼|약혼|신혼|결혼식|졸업식|장례식|수술|입원|퇴원|출산|생일|시험|면접|발표|회의|졸업|입학|개학|입사|퇴사|퇴직|이직|출발|출국|귀국|대회|마라톤|경기|콘서트|공연|전시회|파티|모임|축제|개업|출시|(?:가|오|떠나|하|되|만나|태어나|먹|사|보|타)기)의?$/u;

/** English, German, French, Spanish; Chinese; Japanese; Korean. A count of what is not told ("how many days before") is none. */
const ROWS: readonly Row[] = [
  {
    pattern:
      /(?<!\b(?:how|many|few|several|every|each|per|once|twice|times|of(?=\sthe\b))\s)(?<!\p{L})(?:(?<count>(?:the|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,3})\s+)|(?=weekend))(?<unit>days?|weeks?|months?|years?|weekend)\s+(?<side>before|after)\s+(?<event>[^?.!,;\n]{2,100})/iu,
    on: western,
  },
  {
    pattern:
      /(?<!\b(?:jeden|jede|jedes|pro|viele)\s|mal\s)(?<!\p{L})(?:(?<count>(?:eine[nmr]?|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|\d{1,3})\s+)|(?<=(?:am|der|dem|den|die|das)\s)(?<!mal\sam\s))(?<unit>Tag(?:en?)?|Wochen?|Wochenende|Monat(?:en?)?|Jahr(?:en?)?)\s+(?<side>vor|nach)\s+(?:(?:de[rmn]|die|das|(?:[mds]?ein|unser|ihr)e?[rmn]?)\s+)?(?<event>[^?.!,;\n]{2,100})/iu,
    on: western,
  },
  {
    pattern:
      /(?<!\btou(?:te)?s\sles\s)(?<!\p{L})(?<count>(?:une?|deux|trois|quatre|cinq|six|\d{1,3})\s+)(?<unit>jours?|semaines?|mois|ans?)\s+(?<side>avant|après)\s+(?<event>[^?.!,;\n]{2,100})/iu,
    on: western,
  },
  {
    pattern:
      /(?<!\bcada\s)(?<!\p{L})(?<count>(?:una?|dos|tres|cuatro|cinco|seis|\d{1,3})\s+)(?<unit>d[ií]as?|semanas?|mes(?:es)?|años?)\s+(?<side>antes|despu[eé]s)\s+del?\s+(?<event>[^?.!,;\n]{2,100})/iu,
    on: ({ count, unit, side }, day) => `${count}${unit} ${side} de ${day}`,
  },
  {
    pattern:
      /(?<event>[^，。？！；,?!;\s]{2,30}?)(?<joined>[之以])?(?<side>[前后後])(?<of>的)?(?<count>[\d一二两兩三四五六七八九十]{1,3})(?<unit>天|周|週|个?星期|個星期|个?礼拜|个月|個月|年)/u,
    happens: (event, { joined, of }) => {
      const folded = foldScripts(event);
      return (joined ?? of) ? !CHINESE_PERSON.test(folded) : CHINESE_OCCASION.test(folded);
    },
    on: ({ count, unit, side }, day) => `${day}${count}${unit}${side}`,
  },
  {
    pattern:
      /(?<event>[^，。？！；,?!;\s]{2,30}?)的?(?<count>[\d一二两兩三四五六七八九十]{1,3})(?<unit>天|周|週|个?星期|個星期|个?礼拜|个月|個月|年)[之以]?(?<side>[前后後])/u,
    happens: (event) => CHINESE_OCCASION.test(foldScripts(event)),
    on: ({ count, unit, side }, day) => `${day}${count}${unit}${side}`,
  },
  {
    pattern:
      /(?<event>[^、。？！?!\s]{2,30}?)の(?<count>[\d一二三四五六七八九十]{1,3})(?<unit>日|週間|[かヶカケ]月|年)(?<side>[前後])/u,
    happens: (event) => !JAPANESE_PERSON.test(event),
    on: ({ count, unit, side }, day) => `${day}の${count}${unit}${side}`,
  },
  {
    pattern:
      /(?<event>[^、。,?!;\n]{2,30}?)\s+(?<count>\d{1,3}|[한두세네]|다섯|여섯|(?=이틀|사흘|나흘|일주일|열흘))\s?(?<unit>일|주일?|달|개월|년|이틀|사흘|나흘|일주일|열흘)\s?(?<side>전|후|뒤)(?!\p{Script=Hangul}{3})/u,
    happens: (event) => KOREAN_OCCASION.test(event),
    on: ({ count, unit, side }, day) => `${day} ${count}${unit} ${side}`,
  },
];

/** Of a question that tells its time by what happened, and by how long before or after. */
export function eventAsked(question: string): AskedEvent | undefined {
  if (question.length > MOST_TEXT) return undefined;
  for (const { pattern, happens, on } of ROWS) {
    const match = pattern.exec(question);
    const { event: words, ...parts } = match?.groups ?? {};
    const event = words?.trim();
    if (!match || !event || POINTING.test(event) || happens?.(event, parts) === false) continue;
    const at = match.index + match[0].lastIndexOf(event);
    return { event, at, text: match[0].trim(), on: (day) => on(parts, day) };
  }
  return undefined;
}

/** Words and parts of patterns, parted by spaces; HAN: what one goes to or comes from. */
function endingIn(...words: readonly string[]): RegExp {
  const alternatives = words.join(' ').replaceAll('HAN', '\\p{Script=Han}{1,8}').split(' ');
  // 去北京的前两天 are the first two days there.
  return new RegExp(`(?:${alternatives.join('|')})(?<!的)$`, 'u');
}
