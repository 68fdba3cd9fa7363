import { foldForTerms } from '../terms/fold-scripts.js';
import { lowerCase } from '../terms/fold.js';

/**
 * What people are to each other, a role a row: words for the same one, then `:` and words of the rows that it covers.
 */
const ROWS = `
mother mum mom mam mama mummy mommy mutter mutti maman mère madre mamá 妈妈 母亲 老妈 妈 母 엄마 어머니
father dad daddy papa vater vati père padre papá 爸爸 父亲 老爸 爸 父 아빠 아버지
wife missus ehefrau frau femme épouse mujer esposa 老婆 妻子 媳妇 太太 爱人 妻 家内 嫁 아내 와이프
husband hubby ehemann mann mari époux marido esposo 老公 丈夫 先生 爱人 夫 旦那 남편
girlfriend freundin copine novia 女朋友 女友 彼女 여자친구
boyfriend freund copain novio 男朋友 男友 彼氏 남자친구
fiancée fiancé verlobte verlobter prometida prometido 未婚妻 未婚夫 婚約者 약혼자
partner partnerin partenaire compañera compañero 对象 伴侣 另一半 孩子她妈 孩子他爸 : wife husband girlfriend boyfriend fiancée
sister sis schwester soeur sœur hermana 妹妹 姐姐 妹 姐 姉 여동생 누나 언니
brother bro bruder frère hermano 弟弟 哥哥 弟 哥 兄 남동생 형 오빠
sibling siblings geschwister : sister brother
daughter tochter fille hija 女儿 闺女 丫头 娘 딸
son sohn fils hijo 儿子 息子 아들
kid kids child children enfant hijos kind kinder 孩子 小孩 娃 子供 아이 : daughter son
parents eltern parents padres 父母 爸妈 両親 부모님 : mother father
grandmother grandma gran granny nan oma grossmutter grand-mère mamie abuela 奶奶 外婆 姥姥 祖母 할머니
grandfather grandpa granddad grandad opa grossvater grand-père papi abuelo 爷爷 外公 姥爷 祖父 할아버지
granddaughter enkelin petite-fille nieta 孙女 外孙女 孫娘 손녀
grandson enkel petit-fils nieto 孙子 外孙 손자
grandchild grandchildren grandkids enkelkinder petits-enfants nietos : granddaughter grandson
aunt auntie aunty tante tía 阿姨 姑姑 姨妈 舅妈 おば 이모 고모
uncle onkel oncle tío 叔叔 舅舅 伯伯 おじ 삼촌
cousin cousine prima primo 表哥 表姐 表弟 表妹 堂哥 堂姐 堂弟 堂妹 いとこ 사촌
niece nichte nièce sobrina 侄女 外甥女 姪 조카
nephew neffe neveu sobrino 侄子 外甥 甥
mother-in-law schwiegermutter belle-mère suegra 婆婆 岳母 丈母娘 義母 시어머니 장모님
father-in-law schwiegervater beau-père suegro 公公 岳父 丈人 義父 시아버지 장인
daughter-in-law schwiegertochter belle-fille nuera 儿媳 儿媳妇
son-in-law schwiegersohn gendre yerno 女婿
sister-in-law schwägerin belle-soeur cuñada 嫂子 弟妹 小姑子
brother-in-law schwager beau-frère cuñado 姐夫 妹夫 小舅子
friend buddy mate bestie freundin freund amie ami amiga amigo 朋友 闺蜜 哥们 友達 친구
flatmate roommate housemate mitbewohner mitbewohnerin colocataire compañera 室友 舍友 룸메이트
neighbour neighbor nachbar nachbarin voisin voisine vecino vecina 邻居 隣人 이웃
boss manager supervisor chef chefin patron patronne jefe jefa 老板 上司 领导 经理 組長 部長 課長 팀장님 상사
colleague coworker co-worker workmate teammate kollege kollegin collègue compañero 同事 搭档 同僚 동료
apprentice intern trainee lehrling azubi praktikant praktikantin apprenti becario 徒弟 实习生
assistant assistentin assistent 助理 助手
landlord landlady vermieter vermieterin propriétaire casero casera 房东 大家 집주인
tenant lodger mieter mieterin locataire inquilino 租客 房客
doctor gp physician hausarzt hausärztin ärztin arzt médecin médica médico 医生 大夫 主治
dentist zahnarzt zahnärztin dentiste dentista 牙医
vet veterinarian tierarzt tierärztin vétérinaire veterinario veterinaria 兽医
therapist psychologist physio therapeut therapeutin psychologue psicóloga psicólogo 咨询师
teacher tutor lehrer lehrerin professeur maîtresse profesora profesor 老师 家教 先生 선생님
coach trainer trainerin entraîneur entrenador entrenadora 教练 コーチ 코치
nanny babysitter childminder tagesmutter nounou niñera 保姆 月嫂 阿姨
cleaner putzfrau 保洁
dog puppy hund chien perro perra 狗狗 小狗 狗 犬 강아지
cat kitten katze kater chatte gata gato 猫咪 小猫 猫 고양이
horse pony pferd cheval caballo 马
rabbit bunny kaninchen lapin conejo 兔子
pet pets haustier mascota animal 宠物 ペット : dog cat horse rabbit
`;

/** In UTF-16 units: questions and notes are short. */
const MOST_TEXT = 2_000;

const WORD = /[\p{L}\p{M}'-]+/gu;
const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
/** Of a script without spaces a single character is a word only beside what tells so. */
const OURS = '(?<=[我咱俺]|[私俺僕]の|うちの)';
const GOES_ON = '(?=[のはがもに])';
/** A cousin, an in-law or an ex is somebody else: 表妹, 岳父, 前妻. */
const NOT_AFTER = '(?<![表堂干岳前师学大姑新継元])';

const POSSESSIVE =
  /(?:^|[\s("])(?<whose>my|our|mein\p{L}*|unser\p{L}*|mon|ma|mes|notre|nos|mis?|nuestr[oa]s?|his|her|their|your|dein\p{L}*|ihr\p{L}*|sein\p{L}*|sus?|ses|sa|son|leurs?|votre|tus?|(?:the )?[\p{L}-]+'s)\s+(?<more>(?:[\p{Ll}-]+\s+){0,3})$/iu;
const MINE = /^(?:my|our|mein.*|unser.*|mon|ma|mes|notre|nos|mis?|nuestr[oa]s?|(?:the )?user's)$/u;
/** "Where's the vet?" */
const NOBODY = /^(?:the )?(?:who|what|where|when|how|it|that|there|here|he|she|let)'s$/u;
const NAMED = /^(?:the )?(?<name>[\p{L}-]+)'s$/u;
const OF = /^ (?:of|de|d'|von) ?(?<name>\p{Lu}[\p{L}-]+)/u;
const EX = /\bex\b|\bformer\b|\bprevious\b/u;
const OTHERS_EASTERN =
  /(?:[他她它](?:们)?的?|(?<![我咱俺家们])的|(?<![私僕俺]|うち|自分)の|의 ?)$/u;

/** What somebody is to the one who tells or asks, or to a person with a name. */
export interface Role {
  /** Folded. */
  word: string;
  /** Folded name of whose; undefined: of the one who tells or asks. */
  of: string | undefined;
  /** Where its words stand in the folded text: with what says whose, and without. */
  from: number;
  start: number;
  end: number;
}

/** What a word calls is called by these, too; and where such words stand in a text. */
interface Callings {
  wordsOf: ReadonlyMap<string, ReadonlySet<string>>;
  pattern: RegExp;
}

let read: Callings | undefined;

/** Read when first asked for: most processes never are. */
function callings(): Callings {
  read ??= readCallings();
  return read;
}

function readCallings(): Callings {
  const wordsOf = new Map<string, Set<string>>();
  for (const row of ROWS.trim().split('\n')) {
    const [same = [], covered = []] = row
      .split(' :')
      .map((part) => foldRoles(part).trim().split(' '));
    const told = [...same, ...covered.flatMap((word) => [...(wordsOf.get(word) ?? [])])];
    for (const word of same) {
      wordsOf.set(word, new Set([...(wordsOf.get(word) ?? []), ...told]));
    }
  }
  return { wordsOf, pattern: patternOf([...wordsOf.keys()]) };
}

/** The form in which roles and names are looked for: as words become terms, capitals kept. */
export function foldRoles(text: string): string {
  return foldForTerms(text.slice(0, MOST_TEXT).toWellFormed());
}

/** All words by which one may be called whom a word calls so, folded: of "kid" those for a son and a daughter, too. */
export function callingsOf(word: string): ReadonlySet<string> {
  return callings().wordsOf.get(word) ?? new Set([word]);
}

/** Whether a word calls somebody by what they are, folded. */
export function isRole(word: string): boolean {
  return callings().wordsOf.has(word);
}

/** The people whom a text calls by what they are to somebody: "my sister", "Conor's girlfriend", 我妹. */
export function rolesIn(folded: string): Role[] {
  const { wordsOf, pattern } = callings();
  if (!mayHoldRole(folded, wordsOf)) return [];
  return Array.from(folded.matchAll(pattern)).flatMap(({ 0: found, index: start }): Role[] => {
    const end = start + found.length;
    const lower = lowerCase(found);
    const word = wordsOf.has(lower) ? lower : lower.replace(/s$/u, '');
    const owner = ownerOf(folded.slice(0, start), folded.slice(end), SPACELESS.test(word));
    return owner ? [{ word, ...owner, start, end }] : [];
  });
}

/** The pattern takes time to compile, and few questions have a word of it. */
function mayHoldRole(folded: string, wordsOf: Callings['wordsOf']): boolean {
  if (SPACELESS.test(folded)) return true;
  const words = lowerCase(folded).match(WORD) ?? [];
  return words.some((word) => wordsOf.has(word) || wordsOf.has(word.replace(/(?:'s|s)$/u, '')));
}

function ownerOf(
  before: string,
  after: string,
  isSpaceless: boolean,
): Pick<Role, 'of' | 'from'> | undefined {
  const from = before.length;
  if (isSpaceless) return OTHERS_EASTERN.test(before) ? undefined : { of: undefined, from };
  const later = OF.exec(after)?.groups?.['name'];
  if (later !== undefined) return { of: lowerCase(later), from };
  const found = POSSESSIVE.exec(before);
  const whose = lowerCase(found?.groups?.['whose'] ?? '');
  if (!found || NOBODY.test(whose)) return { of: undefined, from };
  if (EX.test(found.groups?.['more'] ?? '')) return undefined;
  const at = found.index + found[0].search(/[\p{L}]/u);
  if (MINE.test(whose)) return { of: undefined, from: at };
  const name = NAMED.exec(whose)?.groups?.['name'];
  return name === undefined ? undefined : { of: name, from: at };
}

function patternOf(words: readonly string[]): RegExp {
  const longestFirst = words.toSorted((one, other) => other.length - one.length);
  const spaceless = longestFirst.filter((word) => SPACELESS.test(word));
  const several = spaceless.filter((word) => word.length > 1);
  const single = spaceless.filter((word) => word.length === 1).join('');
  const western = longestFirst.filter((word) => !SPACELESS.test(word));
  const sources = [
    String.raw`(?<![\p{L}\p{M}-])(?:${western.join('|')})s?(?![\p{L}\p{M}-])`,
    `${NOT_AFTER}(?:${several.join('|')})`,
    `${OURS}[${single}]`,
    `${NOT_AFTER}[${single}]${GOES_ON}`,
  ];
  return new RegExp(sources.join('|'), 'giu');
}
