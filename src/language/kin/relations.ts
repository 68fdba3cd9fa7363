import { timeAsked } from '../asking/time.js';
import { each, either, type Relation, relations } from './relation-words.js';
import { type Subject, subjectOf } from './subjects.js';

export interface RelationAsked {
  relation: Relation;
  /** Whose, where the question tells. */
  whose: Subject | undefined;
  /** What else it says, without words of time and of asking. */
  rest: string;
}

/** In UTF-16 units. Questions and notes are short. */
const MOST_QUESTION = 500;
const MOST_TEXT = 2_000;

/** What it names as having come later is asked for apart. */
const BEFORE =
  /\bbefore\b.*$|\b(?:bevor|avant (?:de|que|mon|ma|le|la)|antes de|prima di)\b.*$|^[^，。,]{0,6}(?:搬|[换換]|[转轉]|跳|[离離]|入)[^，。,]{0,4}(?:之|以)?前|^[^、。]{0,8}?(?:引っ越|転職|転勤|入社|結婚)[^、。]{0,4}前[はにの]?|^(?:\S+ )?(?:이사|이직|퇴사|입사|전근|결혼)\S* 전(?:에|의)?(?=\s)/isu;

/** What tells no more of what is asked for: words of asking and of time, and those who ask. */
const BESIDE = each(
  String.raw`(?<=\p{L})'s\b|\b(?:where|which|what|who|whom|whose|when|in|at|for|with|is|are|am|was|were|do|does|did|have|had|has|be|been|I|me|my|we|us|our|you|your|the|a|an|user|of|to|right|now|nowadays|currently|current|presently|these|days|moment|still|today|new|latest|first|firstly|originally|initially|start|beginning|old|older|previous|previously|former|formerly|last|before|used|ago|back|then|know|tell|please|remember|again|actual|exact)\b`,
  String.raw`\b(?:wo|wer|welche[rsnm]?|was|bei|wem|ich|wir|mein\p{L}*|unser\p{L}*|jetzt|derzeit|aktuell\p{L}*|gerade|zuerst|früher\p{L}*|ist|war|bin|alte[rsnm]?|vorherige\p{L}*|ehemalige\p{L}*|erste[rsnm]?|der|die|das|ein|eine|dónde|donde|qué|que|cuál|cual|es|era|yo|mi|mis|nuestr\p{L}*|ahora|actual\p{L}*|antes|où|quelle?|quel|est-ce|je|j|mon|ma|mes|notre|maintenant|actuel\p{L}*|avant|hoje|agora|atual\p{L}*|aujourd'hui|onde|aonde|qual|eu|meu|minha|noss\p{L}*|dove|adesso|attual\p{L}*|io|mio|la mia|prima|prev\p{L}*|anterior\p{L}*|ancien\p{L}*|vorher|para|pra|o|il|dans|nous|que|qu)\b`,
  String.raw`(?<!\p{L})[éè](?!\p{L})|[我你您咱][们們]?|[的在了是吗嗎呢啊家哪儿兒里裡吧]|什[么麼]|[谁誰]|[现現]在|目前|[当當]前|如今|最[新早初]|第一[辆輛份任家个個台部套间間所]?|旧|舊|上一[个個任份家]?|以前|之前|原[来來]|[请請]|[告诉訴]+|私|僕|俺|あなた|[はのがをにでへと、]|今|現在|どこ|誰|何|です\S*|ます\S*|だった\S*|でした\S*|たっけ|っけ|た|てる|か|以前|最初|もともと|前|나는?|저는?|내|제|우리|지금|현재|어디\S*|누구\S*|무엇\S*|예전\S*|원래|처음\S*|이전\S*|전|있\S*|요`,
);

/** What one means to do, or what was long ago, does not hold. */
const NOT_SO = either(
  String.raw`\b(?:will|would|going to|gonna|plan(?:s|ned|ning)? to|want(?:s|ed)? to|might|may (?:be|move|get|buy|go|switch|start)|could|maybe|perhaps|hop(?:e|es|ing) to|thinking (?:of|about)|considering|almost|nearly|never|if|wish|dream\w*|used to|formerly|former|previous|previously|originally|grew up|as a (?:child|kid|student)|when i was|back then|(?<!(?:have|has|'ve|'s) (?:\p{L}+ )?)(?:lived|worked)|years ago|until)\b`,
  String.raw`\b(?:werde|möchte|will|wollte|vielleicht|würde|früher\p{L}*|ehemalige\p{L}*|damals|als kind|quiero|quizás|antes|voy a|veux|peut-être|avant|voudrais)\b`,
  String.raw`想|打算|[计計][划劃]|可能|也[许許]|如果|希望|曾[经經]?|以前|先前|[前上]一?任|原[本来來先]|[从從]前|小[时時]候|たい|かも|つもり|予定|昔|以前|かった頃|싶|계획|예정|아마|예전|옛날`,
);

const SENTENCE = /[^.!?。！？\n]+(?:\.(?=\S)[^.!?。！？\n]+)*/gu;

const straightened = (text: string) => text.replaceAll('’', "'");

/** The relation that a question asks for, if it does. */
export function relationAsked(query: string): RelationAsked | undefined {
  const question = straightened(query.slice(0, MOST_QUESTION).toWellFormed());
  const relation = relations.find(({ asks }) => asks.test(question));
  if (!relation) return undefined;
  const others = question.replace(BEFORE, '').replaceAll(relation.words, ' ');
  const rest = others
    .replaceAll(BESIDE, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (relation.ofThings) return rest === '' ? undefined : { relation, whose: undefined, rest };
  const whose = subjectOf(others) ?? (rest === '' ? 'self' : undefined);
  return { relation, whose, rest };
}

/** Of whom a text tells what holds of the relation, or has changed; nobody where it tells nothing of it. */
export function toldOf({ tells }: Relation, text: string): ReadonlySet<Subject> {
  const told = new Set<Subject>();
  for (const [sentence] of straightened(text.slice(0, MOST_TEXT)).matchAll(SENTENCE)) {
    const before = beforeTold(tells, sentence);
    if (before === undefined || NOT_SO.test(sentence)) continue;
    told.add(subjectOf(before) ?? 'self');
  }
  return told;
}

/** What a sentence says before it tells anything, if it does. */
function beforeTold(tells: readonly RegExp[], sentence: string): string | undefined {
  for (const pattern of tells) {
    for (const { index, groups } of sentence.matchAll(pattern)) {
      const named = groups?.['named'];
      if (named === undefined || isName(named, sentence)) return sentence.slice(0, index);
    }
  }
  return undefined;
}

const CAPITAL = /\p{Lu}/u;
/** By its capital; of who writes without any, by its place alone. */
const isName = (word: string, sentence: string) =>
  /^[\p{Lu}\p{Lo}\p{N}]/u.test(word) || !CAPITAL.test(sentence);

/** Whether a text calls it the first itself: "My first car was a Fiat". */
export function isToldAsFirst({ relation, whose }: RelationAsked, text: string): boolean {
  const told = text.slice(0, MOST_TEXT);
  if (told.search(relation.words) < 0 || !timeAsked(told).first) return false;
  return whose === undefined || (subjectOf(told) ?? 'self') === whose;
}
