import { stopWords } from './stop-words.js';

/**
 * Words of grammar of languages other than English, folded: articles, pronouns, prepositions, words
 * that ask, that point, forms of be and have. Left out of queries only, so that they change no index; numbers and
 * negations are not among them.
 */
const LISTS = {
  // German
  de: `der die das den dem des ein eine einen einem einer eines und oder in im an am auf aus bei mit von
  vom zu zum zur fur uber um ich du er sie es wir ihr mich mir dich dir uns euch mein meine meinen
  meinem meiner dein deine deinen sein seine ihre unser unsere unseren unserem unserer ist sind war
  waren bin hat habe haben hatte hatten wird werden wer was wie wo wann warum welche welcher welches
  welchen welchem wieviel woher wohin wofur womit weshalb wieso denn eigentlich noch auch dass bist hast
  habt hattest wurde wurden sich dieser diese dieses diesem diesen`,
  // French
  fr: `le la les l un une des du de d au aux et ou en dans sur pour par avec chez a je j tu il elle on nous
  vous ils elles me m te t se s mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet
  cette ces est sont etait ai as avons avez ont sera qui que qu quoi quel quelle quels quelles ou quand
  comment pourquoi combien y suis es sommes etes etais etaient avais avait avez moi toi lui eux ca cela dont ne`,
  // Spanish
  es: `el la los las un una unos unas de del al a y o en con por para sobre yo tu el ella nosotros me te se
  nos le les lo mi mis tu tus su sus nuestro nuestra nuestros nuestras es son era soy esta estan estoy
  hay he has ha hemos han tengo tiene que quien quienes cual cuales como cuando donde cuanto cuanta
  cuantos cuantas adonde eres somos eran fui fue fueron estaba estabas estaban tienes tenemos tienen tenia tenias
  este estos estas ese esa eso esto usted ustedes ellos ellas ti desde hasta`,
  // Italian
  it: `il lo la i gli le l un uno una di del della dei delle dello a al alla ai da dal dalla in nel nella
  con su sul sulla per e o io tu lui lei noi voi mi ti si ci vi mio mia miei mie tuo tua suo sua nostro
  nostra nostri e sono era ho hai ha abbiamo hanno che chi cosa quale quali come quando dove quanto
  quanta quanti quante perche sei siamo siete eri erano avevo avevi aveva ne ed ad all dall dell nell sull quel
  quest questo questa questi queste quello quella dov cos com qual`,
  // Portuguese
  pt: `o a os as um uma uns umas de do da dos das em no na nos nas com por para e ou eu tu ele ela nos voce
  me te se meu minha meus minhas teu tua seu sua nosso nossa nossos nossas e sao era sou esta estao
  tenho tem temos que quem qual quais como quando onde quanto quanta quantos quantas porque
  aonde somos estava fui foi foram tinha tens ao aos pelo pela num numa lhe lhes eles elas voces isto isso este
  esse essa`,
  // Dutch
  nl: `de het een en of in op aan bij met van voor naar te ik je jij hij zij wij we jullie mij me ons mijn
  jouw zijn haar onze is was waren ben heb hebt heeft hebben had wie wat waar wanneer waarom hoe welk
  welke hoeveel er dat die dit bent hadden werd wordt hun hen u uw waarheen waarvoor`,
  // Russian
  ru: `я ты он она оно мы вы они меня мне мной тебя тебе его ее нас нам вас вам их мой моя мое мои моего
  моей мою твой твоя наш наша наше наши нашу нашего нашей свой свои в во на с со к ко у о об от до из
  за по для и или а но же ли бы что кто где когда как какой какая какое какие каком какую сколько
  почему зачем куда это этот эта есть был была было`,
  // Arabic
  ar: `ما ماذا من متي اين كيف كم هل لماذا اي في علي الي عن مع هو هي انا انت نحن هم هذا هذه ذلك تلك التي
  الذي كان كانت عندي لي`,
  // Hindi
  hi: `मैं मैने मैंने मुझे मेरा मेरी मेरे हम हमें हमारा हमारी हमारे तुम आप वह वे यह ये उस इस का की के को में से पर ने और या
  है हैं था थी थे हूँ क्या कौन कब कहाँ कैसे क्यों किस किन किसने कितना कितने कितनी रहा रही रहे`,
} as const;

/** Those that ask and are no word of English: by one of them a query of two words tells what it is in. */
const ASKING: ReadonlySet<string> = new Set(
  `wo wann warum wer wen wem woher wohin wieviel welche welcher welches welchen welchem wie
  ou qui que quoi quel quelle quels quelles quand pourquoi combien
  donde adonde cuando quien quienes cual cuales cuanto cuanta cuantos cuantas
  dove chi quando quanto quanta quanti quante quale quali perche dov
  onde aonde quem qual quais quantos quantas
  waar wanneer waarom waarheen hoeveel welk welke
  где кто когда куда сколько почему зачем какой какая какое какие`.split(/\s+/),
);

const languages = Object.entries(LISTS).map(([language, list]) => ({
  language,
  words: new Set(list.split(/\s+/)) as ReadonlySet<string>,
}));

/**
 * A query with one of these, at any place, is in that language: "Vertrage ich Nüsse?" They are words of no other, and no
 * names: not "Notre Dame", "Nous Research".
 */
const ONE_IS_ENOUGH: ReadonlySet<string> = new Set(
  `ich wir meine meinen meinem meiner unser unsere unseren je nuestro nuestra nuestros nuestras nosotros
  meu meus minha minhas nosso nossa abbiamo nostro nostra mijn onze`.split(/\s+/),
);

/** One may be a word of another language: "die" in an English query. */
const LEAST_KNOWN = 2;

export interface Grammar {
  /**
   * What a query seems to be in, as ISO 639-1 has it; none where nothing tells. English beside another where it has a stop word that the
   * other does not know: "the job of Ana de la Cruz".
   */
  languages: readonly string[];
  /** The grammar words of that other language. */
  words: ReadonlySet<string>;
}

/**
 * Reads of its words of grammar what a query is in: the languages of which it holds most of them, and at least two, or
 * one that it begins with and that asks: "¿Dónde vivo?", or one that no other has. None but English where English stop words are as many; none
 * at all where these are in another language too, as in "Bank in Köln".
 *
 * @param words of the query, folded and in lower case
 * @param mayAsk whether it may begin with a word that asks; "Chi phone number" begins with a name
 */
export function grammarIn(words: readonly string[], { mayAsk = false } = {}): Grammar {
  const english = words.filter((word) => stopWords.has(word));
  const asks = mayAsk ? words.find((word) => word !== '') : undefined;
  const counted = languages.map((one) => ({
    ...one,
    known:
      words.filter((word) => one.words.has(word)).length +
      (asks !== undefined && ASKING.has(asks) && one.words.has(asks) ? 1 : 0) +
      (words.some((word) => ONE_IS_ENOUGH.has(word) && one.words.has(word)) ? 1 : 0),
  }));
  const most = Math.max(...counted.map(({ known }) => known));
  if (most > Math.max(english.length, LEAST_KNOWN - 1)) {
    // "¿Qué …?" and "Que …?" may be any of three.
    const best = counted.filter(({ known }) => known === most);
    const words = new Set(best.flatMap((one) => [...one.words]));
    const isEnglishToo = english.some((word) => !words.has(word));
    return {
      languages: [...best.map(({ language }) => language), ...(isEnglishToo ? ['en'] : [])],
      words,
    };
  }
  return { languages: english.length > most ? ['en'] : [], words: new Set() };
}
