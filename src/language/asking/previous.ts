/** What one has one of at a time, so that the old one is the one before: not "my old friend", "the old town". */
const HAD =
  '(?:(?:e-?mail |home |postal |street |ip |web )?address|(?:\\S+ )?(?:code|pin|password|passcode|number|plan|contract|rent|salary|price|tariff|deadline|date|schedule|version|name|nickname|username|handle|logo|recipe|route|time|slot)|flat|apartment|place|office|desk|job|boss|manager|team|company|employer|firm|school|university|gym|bank|doctor|dentist|vet|landlord|flatmate|roommate|teacher|coach|partner|girlfriend|boyfriend|provider|supplier|insurance|wi-?fi)';
const HAD_GERMAN =
  '(?:\\w*(?:adresse|anschrift|wohnung|nummer|passwort|code|chef|chefin|job|stelle|firma|auto|handy|schule|name|arzt|arztin|vertrag|tarif|preis|termin|buro|bank|lehrer|lehrerin))';
const OLD = String.raw`old(?:er)? (?:\S+ )?${HAD}`;
const OWNERS = '(?:my|our|your|his|her|their|the)';
const OWNERS_GERMAN = '(?:mein|dein|unser|sein|ihr|der|die|das)\\w*';

/** Whoever is called so: not "Ex Machina". */
const EX = String.raw`(?:(?:\b(?:my|our|your|his|her|their|the|mon|ma|ton|ta|son|sa|l'|mi|tu|su|${OWNERS_GERMAN}) |\p{L}+'s )ex(?:[- ]\p{L}+)?|\bex-\p{L}+)`;
/** Of the one that is called so in what was told, only who it is lies in the past: not where they live, nor their number. */
const WHO_WAS = [
  String.raw`^(?:who|wer|qui|quien)(?:'s| is| was| ist| war| est| etait| es| era| fue) ${EX}(?: (?:at|from|in|bei|aus|chez|en|de) .*)?\W*$`,
  String.raw`${EX}(?:'s)?(?: \S+)? (?:names?|called|named)\b|\bnames? of ${EX}`,
  String.raw`\b(?:heisst|hiess|appell?\w+|llama\w*) ${EX}`,
  String.raw`^${EX}\W*$|^ex\W*$`,
];
/** 前妻, 前任: likewise. */
const IS_WHO = String.raw`(?=\p{Script=Han}{0,4}?(?:是谁|是誰|是哪|叫|姓|名字|$|[?。，,]))`;
/** Whose predecessor is meant, not an ex: 前任房东; as a verb 上任 is to take office. */
const ROLE =
  '(?=[经經]理|老[板闆師师]|主[管任]|[总總领領]|校[长長]|店[长長]|房[东東]|租|助|秘|上司|教[练練]|室友)';
/** A place or a time of the day, on which 上 ends the word: 网上, 晚上, 桌上. */
const NOT_ON =
  '(?<![晚早网網线線路街桌床手身心世马馬以楼樓山船车車地天海会會课課场場面市社书書报報基实實事头頭边邊墙牆纸紙台臺历歷际際江河湖岛島村镇鎮城架])';
/** Where no noun can stand before it. */
const AT_START = String.raw`(?<![^\s，,。?!、我你您他她们們咱的在从從是和跟与與\p{Script=Latin}])`;

/** Not what one did "previously", nor "antes": what was before is asked for as a thing of its own. */
const THE_PREVIOUS = joined([
  /\b(?:former|previous|ehemalige[nrs]?|vorherige[nrs]?|fruhere[nrs]?)\b/,
  ...WHO_WAS,
  String.raw`(?:\b${OWNERS}|'s) ${OLD}\b`,
  String.raw`^(?:who|what|which|where)\b.*\b(?:(?:was|were) ${OWNERS}|did .*\b(?:live|work|drive|own|use))\b.*\bbefore (?:i|we|he|she|they)(?:'d| had)? (?:moved|changed|switched|relocated)\b`,
  // Not "Where is my old phone?"
  /^(?:what|which)\b.*\b(?:my|our|your|his|her|their) old (?:car|bike|phone|mobile|laptop|computer)\b/,
  String.raw`\b${OWNERS_GERMAN} alte[nrsm]? (?:\S+ )?${HAD_GERMAN}\b`,
  /\b(?:mon|ma|mes|notre|nos|son|sa|l')\s?anciens?\b|\b(?:mon|ma|mes|notre|nos|son|sa|l')\s?anciennes?\b/,
  /\b(?:mi|mis|nuestr[oa]s?|su|el|la) (?:antigu[oa]s?\b|(?:\w+ )anterior\b)/,
  /旧的?(?:地址|住址|密[码碼]|[号號][码碼]|手机|[电電][话話]|公司|[车車]|房子|[门門]禁|方案|版本|合同|名字)|舊的?(?:地址|住址|密碼|號碼|手機|電話|公司|車|房子|門禁|方案|版本|合約|名字)/,
  // A measure word of its own stands before what it counts: 上家公司, not 上家里; 上任 is also to take office.
  /上一任(?![务務何])/,
  String.raw`${NOT_ON}上一(?:份|家(?!人)|[辆輛]|[间間]|所)`,
  String.raw`${NOT_ON}上一?[个個](?=密[码碼]|地址|住|工作|老[板師师]|公司|房|[号號]|手[机機])`,
  String.raw`${AT_START}上(?:份(?=工作|[职職]|合|保)|家(?=公司|[单單]位|店|餐|[银銀]|医|醫|健)|[辆輛](?=[车車])|[间間](?=房|公寓|屋)|所(?=学校|學校|大学|大學))`,
  String.raw`${AT_START}上任(?:(?=是[谁誰])|${ROLE})`,
  /(?<![目以之从從面跟眼往前当當提门門楼樓店课課会會赛賽])前(?:公司|[东東]家|地址)/,
  String.raw`(?<![目以之从從面跟眼往前当當提课課会會赛賽])前(?:任${ROLE}|(?:任(?![务務何])|老[板公婆]|女友|男友|妻|夫)${IS_WHO})`,
  // Before the house, but not before me: 家の前の車, 私の前の車.
  /(?:(?<![\p{Script=Han}の])|(?<=(?:私|僕|俺|自分|彼|女|さん|くん|ちゃん|氏|父|母|妻|夫|兄|姉|弟|妹|息子|娘|友達)の))前の(?:住所|会社|仕事|車|番号|電話|上司|学校|先生|名前|パスワード|家|職場)/u,
  /(?<!\p{Script=Han})以前の(?:住所|会社|仕事|車|番号|電話|上司|学校|先生|名前|パスワード|家|職場)|旧(?:住所|姓|番号)|古い(?:住所|番号|パスワード|暗証)/u,
  // Not 대전, 오전; of persons only who they are.
  /(?:이전|예전|옛) ?(?:주소|직장|회사|번호|차|집|비밀번호|상사)|(?<!\p{Script=Hangul})전 ?직장/u,
  /(?<!\p{Script=Hangul})(?:이?전|예전)에 (?:다니|살|쓰|타|일하|사귀|근무하|이용하)던/u,
  /(?<!\p{Script=Hangul})전 ?(?:남편|아내|여자친구|남자친구)(?=[은는이가의]? ?(?:누구|이름|성함|[\s?.!]*$))/u,
]);

/** What the old one is or does now, asked in the present: "When is our old bank branch open?", "my old boss's number". */
const OF_THE_OLD = joined([
  String.raw`\bdo(?:es)? (?:${OWNERS}|\p{L}+'s) old\b`,
  String.raw`\b${OLD}'s? (?!(?:\S+ )?names?\b)`,
  String.raw`(?:\b(?:is|are)|'s) (?:${OWNERS}|\p{L}+'s) ${OLD} (?!(?:\S+ ){0,2}${HAD}\b)(?!(?:in|at|for|of|from|to|with|on|called|named|again|before)\b)\p{L}`,
  /(?<!\bnames?) of (?:my|our|your|his|her|their) old (?:\S+ )?(?:boss|manager|doctor|dentist|vet|landlord|landlady|flatmate|roommate|teacher|coach|partner|girlfriend|boyfriend)\b/,
  /(?<!\bname) (?:(?:mein|dein|unser|sein|ihr)e[rs]|von (?:mein|dein|unser|sein|ihr)e[rm]) alten \w*(?:chef|arzt|lehrer)(?:in)?\b/,
  /(?<!\bnom) de (?:mon|ma|notre|son|sa) ancien(?:ne)? (?:patron(?:ne)?|chef|cheffe|medecin|dentiste|voisine?|proprietaire|colocataire|professeure?|collegue)\b/,
  /(?<!\bnombre) de (?:mi|nuestr[oa]|su) antigu[oa] (?:jef[ea]|medic[oa]|dentista|vecin[oa]|caser[oa]|profesora?|companer[oa])\b/,
  String.raw`\b(?:wohnt|lebt|arbeitet|hat|macht|kostet|offnet|schliesst) ${OWNERS_GERMAN} alte`,
  /\b(?:habite|vit|travaille|ouvre|coute) (?:mon|ma|notre|son|sa|l')\s?ancien/,
  /\b(?:vive|trabaja|abre|cuesta) (?:mi|nuestr[oa]|su|el|la) antigu/,
]);
const IN_THE_PAST = /\b(?:did|was|were|had|war|waren|hatte\w?|etait|etaient|avait|era|eran|fue)\b/;

/**
 * Whether it asks for the one that was before: "my previous manager", "our old address", 上一家公司. What is told of
 * somebody who is called so asks for what holds: "Where does my ex-husband live?"
 *
 * @param folded the question, folded
 */
export function asksForPrevious(folded: string): boolean {
  if (!THE_PREVIOUS.test(folded)) return false;
  return IN_THE_PAST.test(folded) || !OF_THE_OLD.test(folded);
}

function joined(alternatives: readonly (RegExp | string)[]): RegExp {
  const sources = alternatives.map((one) => (typeof one === 'string' ? one : one.source));
  return new RegExp(sources.join('|'), 'u');
}
