/** Who a sentence tells or asks of: the one who speaks, or somebody else. */
export type Subject = 'self' | 'other';

/** What stands before it may be about somebody else: "I heard that Tom moved". */
const BREAK =
  /[,;:，；：、–—]|\b(?:that|because|heard|says?|said|told me|knows?|thinks?|while|dass|weil|sagt|que|parce que)\b|听说|聽說|(?:说|說)(?!明)/giu;

const PERSON =
  '(?:(?:grand|step)?(?:mother|father|mum|mom|dad|ma|pa|son|daughter|child)|children|parents|sister|brother|sibling|twin|aunt|uncle|cousin|niece|nephew|wife|husband|partner|girlfriend|boyfriend|fiancée?|ex|friend|buddy|flatmate|roommate|neighbou?rs?|colleague|coworker|boss|manager|teacher|kids?|baby|in-laws|mutter|vater|mama|papa|eltern|sohn|tochter|schwester|bruder|tante|onkel|cousine?|frau|mann|freund(?:in)?|kolleg(?:e|in)|chef(?:in)?|nachbar(?:in)?|oma|opa|madre|padre|hij[oa]|herman[oa]|espos[oa]|amig[oa]|novi[oa]|jefe|jefa|mère|père|fils|fille|sœur|soeur|frère|femme|mari|amie?|collègue|copine|copain|mãe|pai|filh[oa]|irmã|irmão|sogr[oa]|marido|namorad[oa]|padre|figli[oa]|sorella|fratello|moglie|marito|fidanzat[oa])';
/** Without its article, and without somebody of the family, "Mia" is a name. */
const POSSESSIVE =
  "(?:my|our|mein(?:e[mnrs]?)?|unser(?:e[mnrs]?)?|mis?|nuestr[oa]s?|mon|ma|mes|notre|nos|meus?|minhas?|noss[oa]s?|mio|(?<=\\b(?:la|una|alla|della) )mia|nostr[oa]|the user's)";
const WESTERN_OTHER = new RegExp(
  String.raw`\b${POSSESSIVE} (?:\p{L}+ ){0,2}?${PERSON}(?!\p{L})|\b(?:he|she|they|his|their|er|ihr|él|ella|ellos|elle|ils?(?! (?:mio|tuo|suo|nostro|vostro|primo|nuovo|vecchio)\b)|elles|ele|ela|eles|elas|lui|lei|loro)\b|\bmia (?:madre|sorella|moglie|figlia|nonna|zia|cugina)\b|\b(?!(?:what|who|where|when|how|which|it|that|there|here|let)')\p{L}+'s(?= \p{L}|[^\p{L}]*$)`,
  'iu',
);
/** "The office has", where the sentence goes on with what it tells. */
const THING =
  /\b(?:the|der|die|das|el|la|le) (?!user|new|old)\p{L}+(?: (?:is|has|was|were|have|now|just|also|ist|hat|ha|est))*\s*$|(?<![到在去进進入于於]\p{Script=Han}{0,6})(?:公司|[办辦]公室|部[门門]|[学學]校|店)(?:已[经經]|[现現]在|[刚剛]|上[个個]月|[终終]于|於)*$/iu;
const WESTERN_SELF =
  /\b(?:i|i'm|i've|we|we've|we're|us|my|our|me|user|ich|wir|mein\w*|unser\w*|mich|mir|yo|mi|nosotr[oa]s|nuestr[oa]|je|nous|mon|ma|notre|(?<!\bthe )eu|meus?|minhas?|noss[oa]|(?<![./])io|mio|(?<=\b(?:la|una|alla|della) )mia|miei|nostr[oa])\b|\bj'/iu;
/** A name, not after a preposition or an article, nor a day or month. */
const NAME =
  /(?<![\p{L}'’])(?<!\b(?:in|to|at|on|from|near|of|with|for|by|as|an?|the|since|until|nach|bei|von|zu|aus|im|am|seit|der|die|das|den|dem|einen?|en|à|de|du|chez|del?|el|la|le|les|un|una|une|letzte[nrs]?|last|next|this)\s)\p{Lu}[\p{Ll}\p{L}'’-]+/gu;
/** Sentences begin with a capital, and these are no names. */
const NO_NAME =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|[Uu]ser|I|We|My|Our|The|This|That|It|Its|In|At|On|As|Of|To|From|Since|After|Before|Last|Next|Yesterday|Today|Now|New|News|Finally|Just|Also|And|So|But|Then|Yes|No|Got|Have|Had|Am|Is|Are|Was|Were|Do|Does|Did|Where|Which|What|Who|Whom|Whose|When|How|Why|Can|Could|Tell|Moved|Moving|Sold|Bought|Picked|Started|Joined|Left|Hired|Switched|Changed|Became|Living|Working|Driving|Drive|Drives|Lives|Works|Phone|Mobile|Address|Email|Number|Letzte[nrs]?|Seit|Jetzt|Ich|Wir|Mein\w*|Unser\w*|Wo|Wer|Welche[rsnm]?|Was|Woche|Monat|Jahr|Gestern|Heute|Neue[rs]?|Yo|Mi|Nos|Me|Se|Hemos|Vivo|Ahora|Ayer|El|La|Los|Hace|Dónde|Donde|Qué|Je|J|Nous|Mon|Ma|Où|Quelle?|Maintenant|Hier|Le|Les|Depuis|Eu|Meu|Minha|Moro|Mudei|Comecei|Comprei|Vendi|Trabalho|Onde|Qual|Hoje|Agora|Io|Mio|Abito|Lavoro|Mi|Dove|Adesso|Oggi|Abbiamo|Habe|Bin|Arbeite|Neuer|Empecé|Trabajo|Nouvelle?|Nouveau|J'ai|Der|Die|Das|Eine?|Unser\w*|Une?|Il|Lo|Les?|Las|Uno|O|A|Os|As|Sono|Sto|Sei|Siamo|Soy|Estoy|Estamos|Somos|Sou|Estou|Estive|Fui|Foi|Era|Acabo|Desde|Hoy|Ontem|Ieri|Seitdem|Nun|Nach)$/u;

/** A name has such letters: not a flat of 2LDK, an MRI. */
const SMALL = /\p{Ll}/u;

const HAN_PERSON =
  '爸爸?|妈妈?|媽媽?|父[亲親]|母[亲親]|父母|爷爷|爺爺|奶奶|外公|外婆|阿公|阿嬤|哥哥?|姐姐?|姊姊?|弟弟?|妹妹?|[儿兒]子|女[儿兒]|[孩小]子|老[公婆板师師]|丈夫|妻子|太太|先生|女士|朋友|同[事学學]|室友|[邻鄰]居|[经經]理|主管|叔叔?|阿姨|舅舅?|姑姑?|表[哥姐弟妹]|堂[哥姐弟妹]';
const EASTERN_OTHER = new RegExp(
  String.raw`[他她]|(?:我[们們]?的?)?(?:${HAN_PERSON})|(?:^|[，。\s])[小阿老]\p{Script=Han}(?!子)|(?:^|[，。\s])[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫朱胡郭何林罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾蕭萧田董潘袁蔡蒋蔣余杜葉叶程魏苏蘇吕呂丁沈任姚卢盧姜崔钟鐘谭譚陆陸汪范廖石金韦韋贾賈夏付方邹鄒熊白孟秦邱侯江尹薛闫阎雷龙龍史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常](?:\p{Script=Han}{1,2}?)(?=$|在|住|搬|[开開]|[换換]|[买買]|上|[现現]|的)`,
  'u',
);
const JAPANESE_OTHER =
  /[彼]女?(?=[はがもの])|(?:母|父|姉|兄|妹|弟|妻|夫|息子|娘|友[人達だち]*|同僚|上司|祖[父母])[はがもの]|(?:さん|くん|君|ちゃん|先生|氏)[はがもの]/u;
const KOREAN_OTHER =
  /(?:엄마|아빠|어머니|아버지|형|누나|언니|오빠|동생|친구|남편|아내|아들|딸|동료|상사|할머니|할아버지|[가-힣]+ ?씨|그|그녀)(?:는|은|가|이|의|도)(?=\s)/u;
const EASTERN_SELF = /我|咱|俺|私|僕|うち|나는|저는|내가|제가|우리|제 |내 /u;

/** Nearest to its end: in what a sentence says before it tells what it tells. */
export function subjectOf(text: string): Subject | undefined {
  const clauses = text.split(BREAK).filter((clause) => clause.trim() !== '');
  for (const clause of clauses.toReversed()) {
    const subject = subjectIn(clause);
    if (subject) return subject;
  }
  return undefined;
}

function subjectIn(clause: string): Subject | undefined {
  const others = [THING, WESTERN_OTHER, EASTERN_OTHER, JAPANESE_OTHER, KOREAN_OTHER];
  if (others.some((other) => other.test(clause))) return 'other';
  if (WESTERN_SELF.test(clause) || EASTERN_SELF.test(clause)) return 'self';
  const names = clause.match(NAME) ?? [];
  return names.some((name) => SMALL.test(name) && !NO_NAME.test(name)) ? 'other' : undefined;
}

/** In UTF-16 units. */
const MOST_BEGINNING = 80;
const MOST_SAID = 400;
const TELLING_VERB =
  '(?:is|was|are|were|has|had|have|now|just|also|still|got|gets|will|can|does|did|went|goes|came|moved|changed|switched|started|stopped|lives|works|likes|loves|hates|prefers|wants|needs|plays|drives|eats|drinks|takes|uses|sleeps|hat|ist|war|sind|wohnt|arbeitet|mag|isst|fährt|nimmt|jetzt|a|est|était|habite|travaille|aime|mange|es|está|era|tiene|vive|trabaja|come|ahora|prefiere|toma)';
/** Begins with a capital as sentences do, and is no verb: "Moved", "Renting". */
const BEGINNING_NAME = new RegExp(
  String.raw`^(?<name>\p{Lu}[\p{L}-]*\p{L})(?: \p{Lu}[\p{L}-]+)?(?:'s (?=\p{L})| ${TELLING_VERB}(?!\p{L}))(?! (?:now |jetzt |ahora )?${POSSESSIVE} )`,
  'u',
);
const NO_SUBJECT = /(?:ed|ing)$/u;
const BEGINNING_PERSON = new RegExp(
  String.raw`^(?:${POSSESSIVE} |the )(?:(?!${TELLING_VERB} )\p{L}+ ){0,2}?(?<person>${PERSON}|dog|cat|hund|katze|perr[oa]|gat[oa]|chien|chat)(?:s|es|n|en)?(?:'s?)?(?!\p{L})`,
  'iu',
);
const OF_PERSON = new RegExp(
  String.raw`^(?:\p{L}+ ){1,4}(?:of|von|de) (?:${POSSESSIVE} (?:\p{L}+ )?(?<person>${PERSON})(?!\p{L})|(?<name>(?:\p{Lu})[\p{L}-]+)(?= ${TELLING_VERB}(?!\p{L})))`,
  'u',
);
const BEGINNING_HAN = new RegExp(
  String.raw`^(?:我[们們]?的?)?(?<person>${HAN_PERSON})|^(?<name>[小阿老](?![子楼樓家房区區学學时時孩公婆板闆师師人友年乡鄉街号號店车車狗猫貓吃说說费費心组組红紅姐鎮镇城外实實])\p{Script=Han}(?!子))|^(?<they>[他她][们們]?)`,
  'u',
);
const BEGINNING_OTHER =
  /^(?<person>母|父|姉|兄|妹|弟|妻|夫|息子|娘|友達|同僚|上司|祖母|祖父|엄마|아빠|어머니|아버지|형|누나|언니|오빠|동생|친구|남편|아내|아들|딸|동료|상사)|^(?<they>he|she|they|er|sie|él|ella|ellos|elle|ils?|his|her|their)(?!\p{L})/iu;

const MY_THING = new RegExp(
  String.raw`\b${POSSESSIVE} (?!(?:\p{L}+ ){0,2}?${PERSON}(?!\p{L}))\p{L}|我[们們]?的(?!${HAN_PERSON})`,
  'iu',
);
/** "Malachy has retired, and we start on the dot now": of oneself as well. */
const BUT_SELF =
  /[,;.，；。][^.。]*(?:\b(?:i|i'm|we|my|our|ich|wir|mein\w*|unser\w*|mi|nuestr[oa]|mon|ma|notre)\b[^.。]*\b(?:now|jetzt|ahora|maintenant)\b|我[们們]?[^。]*(?:现在|現在|改))/iu;

/**
 * Whom a note is about that begins with somebody else: Mila of "Mila is now allergic to bees", sister of "My sister's new
 * number". Undefined where it begins with the one who tells, or with a thing, or where it is of theirs: "Ken moved my car".
 *
 * @returns in lower case
 */
export function begunWith(text: string): string | undefined {
  const beginning = text.slice(0, MOST_BEGINNING).replaceAll('’', "'").trimStart();
  const said = text.slice(0, MOST_SAID);
  if (BUT_SELF.test(said) || MY_THING.test(said)) return undefined;
  const found = [BEGINNING_PERSON, OF_PERSON, BEGINNING_HAN, BEGINNING_OTHER]
    .map((pattern) => pattern.exec(beginning)?.groups)
    .find((groups) => groups !== undefined);
  const person = found?.['person'] ?? found?.['name'] ?? found?.['they'];
  if (person !== undefined) return person.toLowerCase();
  const name = BEGINNING_NAME.exec(beginning)?.groups?.['name'];
  if (name === undefined || NO_NAME.test(name) || NO_SUBJECT.test(name)) return undefined;
  return name.toLowerCase();
}

/** Whether a question asks about the one who asks: "What am I allergic to?", 我的. */
export function asksOfSelf(question: string): boolean {
  return WESTERN_SELF.test(question) || EASTERN_SELF.test(question);
}
