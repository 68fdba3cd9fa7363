import { foldScripts } from '../terms/fold-scripts.js';
import { fold } from '../terms/fold.js';

/** Words that only ask what there was: what, happened, I did, was habe ich gemacht, qué pasó. Folded. */
const GENERIC = new Set(
  `what s which whats did do does done doing i ive we my our me us you the a an of in on at during for was were is are
  been there have has had happen happens happened happening occur occurred occurs go goes going went wrong changed on up to and or
  anything everything something all any thing things stuff event events news new else tell show list give about from
  that know remember recall summary summarize summarise recap review diary log notes note memories memory made day days
  was ist sind waren passiert geschehen los habe haben hab hatte hatten ich wir uns mir mich gemacht getan erlebt alles schief schiefgegangen schiefgelaufen gelaufen gegangen geandert
  ereignis ereignisse es gab gibt war im am der die das den so zeig zeige mir uber von und
  que qu quoi ai avons j nous je s est se passe passes mal change fait fais faire tout evenement evenements quels quel quelles etait ce c il y a eu en au le la les
  hice hicimos hizo he hemos hecho ocurrio sucedio salio mal cambio paso pasado evento eventos todo cosas hubo el los las lo yo nosotros de`.split(
    /\s+/,
  ),
);

/** Characters that such questions are made of in Chinese, simplified. */
const HAN = /[我咱你们都有没发生做干忙过了的在里那这什么啥哪些事情大吗呢啊呀是怎样况记录下一]/gu;
const KANA =
  /何をし(?:ていました|ました|ていた|た)か?|何が(?:あ|起き|起こ)(?:りました|った|っていた|ました|た)か?|(?:出来事|イベント)(?:は何|は|が)?|どんなことが|(?:私|僕|俺)(?:たち|達)?|[はがにのをでもか]|教えて/gu;
const HANGUL =
  /무슨|무엇을?|뭐를?|뭘|어떤|있었(?:어요|습니까|나요|던|어|지|니)?|했(?:어요|습니까|나요|던|어|지|니)?|하고|지냈어요?|일(?:들)?(?:이|은|을)?|사건(?:이|은)?|나는|내가|난|우리(?:는|가)?|저는|제가|에는|에|은|는|의|요/gu;

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** Questions are short; a longer one names something. */
const MOST_TEXT = 200;

/**
 * Whether a question asks for whatever there was at the times that it names: "What happened in May?", 上周我做了什么.
 *
 * @param times the words of these times
 */
export function asksForAll(question: string, times: readonly string[]): boolean {
  if (times.length === 0 || question.length > MOST_TEXT) return false;
  const rest = times.reduce((text, time) => text.replace(time, ' '), question);
  return (rest.match(WORD) ?? []).every((word) =>
    EASTERN.test(word) ? isAllGeneric(word) : GENERIC.has(fold(word)),
  );
}

const isAllGeneric = (word: string) =>
  [HAN, KANA, HANGUL].some((generic) => foldScripts(word).replace(generic, '') === '');
