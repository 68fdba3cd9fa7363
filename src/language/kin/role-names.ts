import { hanWordsIn } from '../han-words.js';
import { callingsOf, foldRoles, type Role, rolesIn } from './roles.js';

/** Sentences begin with a capital, too, and German nouns. */
const NO_NAME =
  /^(?:|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|I|I'[a-z]+|We|He|She|It|They|You|The|This|That|And|But|So|My|Our|His|Her|In|On|At|No|Yes|Anfang|Ende|Mitte|Weihnachten|Ostern|Geburtstag|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Januar|Februar|Marz|Mai|Juni|Juli|Oktober|Dezember|Und|Aber|Er|Sie|Es|Ich|Wir|Der|Die|Das|Il|Elle|Nous|El|Ella)$/u;
const TITLE = String.raw`(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|Monsieur|Madame|Sra?|Don|Dona)\.? )?`;
const GIVEN = String.raw`${TITLE}\p{Lu}[\p{L}'-]*\p{L}`;
const NAME = String.raw`${GIVEN}(?: \p{Lu}\p{Ll}+)?`;
const CALLED = String.raw`(?:'s (?:\p{Ll}+ )?name(?:s are| is|:)|,? (?:who (?:is|are) )?(?:(?:is|are) )?(?:now )?(?:called|named|namens|heisst|heissen|s'appelle|appelee?s?|se llaman?|llamad[oa]s?)|[,:]| \(| (?:is|ist|est|es)(?= ${GIVEN}[.,;]?(?:\s|$))(?! \p{L}+(?:ish|ese|[iern]an|ench|utch|reek)\b))?`;
const AFTER = new RegExp(
  String.raw`^${CALLED}\s*(?<names>${NAME}(?:(?:, ${NAME})* (?:and|und|et|y|&) ${NAME})?)`,
  'u',
);
const SEPARATOR = / (?:and|und|et|y|&) |, /u;
const BEFORE = new RegExp(
  String.raw`(?:^|[\s("])(?<names>${GIVEN})(?<verb>,| \(| (?:is|was|ist|est|es))\s*$`,
  'u',
);
/** After "Dev, my flatmate", where no verb tells that both are one. */
const ENDS = /^(?:[,.:;)!]|$)/u;
/** "Tran the apprentice". */
const BEFORE_THE = new RegExp(String.raw`(?:^|[\s("])(?<names>${GIVEN}) the (?:\p{Ll}+ )?$`, 'u');
/** Without a possessive a title: "Frau Müller". */
const OFTEN_TITLE = new Set(['frau', 'mann', 'femme', 'mujer']);

/** Who told whom they married needs no word for them. */
const MARRIED = new RegExp(
  String.raw`\b(?:(?:married|engaged) to|verheiratet mit|verlobt mit|mariee? (?:a|avec)|casad[oa] con) (?<name>${GIVEN})`,
  'gu',
);
const SPOUSES = ['husband', 'wife', 'partner', 'fiance', 'fiancee'];
const OTHERS =
  /\b(?:he|she|they|his|her|their|er|sie|il|elle|el|ella)\b|\p{Lu}\p{L}+ (?:is|was|got|ist|war|est|era) $/u;

const CALLED_EASTERN = /^(?:的名字|名字)?(?:名?叫|是|:|,|，|\s)?/u;
const HAN = /^\p{Script=Han}+$/u;
const FAMILIAR = /^[小阿老]$/u;
/** What stands alone beside a word is grammar, unless a name goes on. */
const GRAMMAR =
  /[的了在是有就也和跟说想去来把被给要不都已刚今明昨会能又再还最很太每从对于与或但上下里外前后中多少一二三四五六七八九十两几这那我你您他她它们叫住做吃喝买卖带送到过着得地让向为因所以没别只才将请问爱生病忙]/u;
const KNOWN_TO_US =
  /(?:^|[，。；！？,.;!?\s])(?<name>\p{Script=Han}{2,3}?)(?:是|,|，)(?:我们?|咱们?|俺)(?:家|的)*$/u;
const KANA_NAME = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]{1,5}?`;
const HONORIFIC = '(?:さん|ちゃん|くん|君|様)';
/** Without an honorific 妹の誕生日 would be a name. */
const JAPANESE = new RegExp(
  `^の(?<name>${KANA_NAME})${HONORIFIC}|^(?:の名前)?は(?<said>${KANA_NAME})${HONORIFIC}?(?:という|と言|です|だよ)`,
  'u',
);
const KOREAN =
  /^(?:의 이름은|\s이름은|[은는])?\s(?<name>\p{sc=Hangul}{2,4}?)(?:이가|이는|이랑|이를|이의|이도|이한테|이에게|이?야|이?에요|예요|입니다|씨)(?=[\s,.!?]|$)/u;

const LATIN = /^[\p{sc=Latin}'-]+$/u;

/**
 * How a text names those who are to somebody what the role says: Bríd of "My sister Bríd rings on Sundays", 桂兰 of
 * 妹妹桂兰在大连.
 *
 * @returns names as they stand in the folded text
 */
export function namesTold(text: string, { word, of }: Pick<Role, 'word' | 'of'>): string[] {
  const folded = foldRoles(text);
  const meant = callingsOf(word);
  const told = rolesIn(folded).filter((role) => role.of === of && meant.has(role.word));
  const married =
    of === undefined && SPOUSES.some((one) => meant.has(one)) ? marriedIn(folded) : [];
  const named = told.flatMap((role) => {
    const isWestern = LATIN.test(role.word);
    return isWestern ? western(folded, role) : eastern(folded, role);
  });
  return [...named, ...married];
}

/** The user's own: not whom somebody else is told to have married. */
function marriedIn(folded: string): string[] {
  return Array.from(folded.matchAll(MARRIED)).flatMap(({ index, groups }) => {
    const clause =
      folded
        .slice(0, index)
        .split(/[.!?;\n]/u)
        .at(-1) ?? '';
    const isOthers = OTHERS.test(clause.replace(/^\s*(?:the )?user is /iu, ''));
    return isOthers || groups?.['name'] === undefined ? [] : [groups['name']];
  });
}

function western(folded: string, { word, from, start, end }: Role): string[] {
  if (from === start && OFTEN_TITLE.has(word)) return [];
  const after = folded.slice(end);
  const { names, verb = '' } = BEFORE.exec(from < start ? folded.slice(0, from) : '')?.groups ?? {};
  const isSame = names !== undefined && (/\p{L}/u.test(verb) || ENDS.test(after));
  const earlier = isSame ? names : BEFORE_THE.exec(folded.slice(0, start))?.groups?.['names'];
  const found = earlier ?? AFTER.exec(after)?.groups?.['names'] ?? '';
  return found.split(SEPARATOR).filter((name) => !NO_NAME.test(name.split(' ')[0] as string));
}

function eastern(folded: string, { from, end }: Role): string[] {
  const before = folded.slice(0, from);
  const after = folded.slice(end);
  const japanese = JAPANESE.exec(after)?.groups;
  const found = [
    japanese?.['name'] ?? japanese?.['said'],
    KOREAN.exec(after)?.groups?.['name'],
    hanName(after.replace(CALLED_EASTERN, '')),
    hanName(KNOWN_TO_US.exec(before)?.groups?.['name'] ?? ''),
  ];
  return found.filter((name) => name !== undefined);
}

/**
 * The name that a Chinese text begins with: what no dictionary knows falls into single characters (苏敏在医院: 苏, 敏, 在),
 * and many a call name is one character twice (糖糖).
 */
function hanName(text: string): string | undefined {
  const [first = '', second = '', third = ''] = hanWordsIn(text.slice(0, 8));
  if (!HAN.test(first)) return undefined;
  if (first.length === 2) {
    return first[0] === first[1] || FAMILIAR.test(first[0] as string) ? first : undefined;
  }
  if (first.length > 2 || !HAN.test(second)) return undefined;
  if (FAMILIAR.test(first)) return second.length === 1 ? first + second : undefined;
  if (GRAMMAR.test(first)) return undefined;
  if (second.length === 2) return second[0] === second[1] ? first + second : undefined;
  if (second.length > 2 || GRAMMAR.test(second)) return undefined;
  const isLonger = third.length === 1 && HAN.test(third) && !GRAMMAR.test(third);
  return isLonger ? first + second + third : first + second;
}
