import { fold } from '../terms/fold.js';

/** In UTF-16 units. Questions are short, and a text that says so late tells much else. */
const MOST_TEXT = 2_000;

/** How much of what a question asks for a text has, from 0 to 1. */
export type QuantityIn = (text: string) => number;

interface QuantityKind {
  asks: RegExp;
  /** Folded texts that name one. */
  named: RegExp;
  /** Those that may: people leave out what is counted. */
  perhaps?: RegExp;
}

const NUMBER_WORDS =
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|hundred|thousand|half|twice|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|deux|trois|quatre|cinq|sept|huit|neuf|dix|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez';

/**
 * The numeric classes of Li & Roth 2002 ("Learning Question Classifiers") that were measured to help; the first that
 * fits. Each line meets folded text, without accents: English; German; French; Spanish; Chinese; Japanese; Korean.
 */
const kinds: readonly QuantityKind[] = [
  {
    // Money.
    asks: anyOf([
      /\b(?:how much|what|which)\b.*\b(?:costs?|price[sd]?|pay|pays|paid|paying|spend|spent|rent|salary|wage|earn|earns|earned|owe[sd]?|fees?|budget|charge[sd]?|amount|refund|discount|loan|premium|deposit|worth)\b|\bhow (?:much money|expensive|cheap)\b/,
      /\b(?:wie ?viel|was|wie hoch)\b.*\b(?:koste\w*|preis\w*|zahl\w*|bezahl\w*|miete|gehalt|gebuhr\w*|verdien\w*|schulde\w*|ausgegeben|rabatt)\b|\bwie teuer\b/,
      /\bcombien\b.*\b(?:cout\w*|pay\w*|depens\w*|gagn\w*|doi[ts])\b|\bquel\w* .*\b(?:prix|loyer|salaire|cout)\b/,
      /\bcuanto\b.*\b(?:cuesta|cost\w*|pag\w*|gast\w*|gan\w*|deb\w*|vale)\b|\bque .*\b(?:precio|alquiler|sueldo|salario)\b/,
      /多少[钱錢]|[价價][格钱錢]|房租|工[资資]|[月年]薪|[费費]用|[预預]算|[花付交][了过過]?多少|多少.{0,2}[费費]/,
      /いくら|値段|家賃|給料|料金|予算|費用/,
      /얼마(?! ?(?:나 ?)?(?:오래|자주|걸))|가격|월세|연봉|월급|요금|비용/,
    ]),
    // Two digits behind a mark are a price.
    named:
      /\p{Sc} ?\d|(?<![\d.,])\d+[.,]\d\d(?![\d.,]*\d)|\d ?(?:\p{Sc}|%|(?:k|eur|usd|gbp|chf|euros?|dollars?|pounds?|bucks|quid|cents?|kr|francs?|yen|yuan|rmb|pesos?|reais)\b|[元块塊万萬円圓]|원|만 ?원)|\d ?(?:\/|a |per |pro |par |por )(?:mo|month|monat|mois|mes|yr|year|jahr|week|day|hour|user|seat)\b/u,
    perhaps: /\d[\d.,]*\d/,
  },
  {
    // How often.
    asks: anyOf([
      /\bhow often\b|\bwie oft\b|\bcon que frecuencia\b/,
      /多久一次|多常/,
      /얼마나 ?자주/,
    ]),
    named: new RegExp(
      String.raw`\d|\b(?:${NUMBER_WORDS})\b|\b(?:once|every|each|daily|weekly|monthly|yearly|always|jede[nrs]?|taglich|wochentlich|immer|cada|todos|siempre)\b|[每一二三四五六七八九十两兩]|매[일주달년]|마다`,
    ),
  },
  {
    // A span of time.
    asks: anyOf([
      /\bhow long\b|\bhow many (?:minutes|hours|days|nights|weeks|months|years)\b|\bhow much time\b/,
      /\bwie lange?\b|\bwie ?viele? (?:minuten|stunden|tage|wochen|monate|jahre)\b/,
      /\bcombien de (?:temps|minutes|heures|jours|semaines|mois|ans|annees)\b|\bdepuis quand\b/,
      /\bcuanto tiempo\b|\bcuant[oa]s (?:minutos|horas|dias|semanas|meses|anos)\b/,
      /多[久长長]|[几幾](?:年|天|周|週|分[钟鐘]|[个個]?(?:月|星期|[钟鐘][头頭]|小[时時]))/,
      /どのくらい|何(?:年間|ヶ月|か月|日間|時間|分間)/,
      /얼마나 ?(?:오래|걸)|몇 ?(?:년|달|개월|주|일|시간|분)/,
    ]),
    named: new RegExp(
      String.raw`\b(?:\d+|an?|one|${NUMBER_WORDS}|couple of|ein\w*|une?|una)[- ](?:and a half )?(?:min(?:ute)?s?|hours?|days?|nights?|weeks?|months?|years?|decades?|minuten|stunden?|tage?|wochen?|monate?|jahre?|heures?|jours?|semaines?|mois|ans?|horas?|dias?|semanas?|mes(?:es)?|anos?)\b|\b(?:since|until|till|seit|bis|depuis|desde|hasta)\b|[\d一二三四五六七八九十百半两兩几幾数數]\s?(?:分|小[时時]|[时時][间間]|天|日|周|週|[个個]?(?:月|星期)|[ヶか]月|年)|\d ?(?:분|시간|일|주|달|개월|년)`,
    ),
  },
  {
    // Any other number.
    asks: anyOf([
      /\bhow (?:many|old|far|tall|big|high|heavy|large|wide|deep|fast)\b|\bwhat(?:'s| is| was| are| were)?\b.*\b(?:number|size|weight|height|age|percentage|score|temperature|code|pin|dose|distance|length)\b/,
      /\bwie ?(?:viele?|alt|weit|gross|hoch|schwer|breit|tief|schnell)\b/,
      /\bcombien\b|\bquel age\b|\bquelle (?:taille|distance|hauteur)\b/,
      /\bcuant[oa]s?\b|\bque (?:edad|talla|altura|tan)\b/,
      /多少|[几幾](?!乎)|多[大高重远遠]/,
      /何(?:人|個|本|枚|回|台|匹|歳|冊|杯|キロ)|いくつ/,
      /몇|얼마나/,
    ]),
    named: new RegExp(
      String.raw`\d|\b(?:${NUMBER_WORDS})\b|[一二三四五六七八九十百千万萬两兩半]|(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)|(?:한|두|세|네) `,
    ),
  },
];

/**
 * What tells whether a text says how much, how many or how long, if the question asks so: "What does the Team plan
 * cost?" is seldom answered by a text without a number.
 */
export function quantityAsked(question: string): QuantityIn | undefined {
  const folded = plain(question);
  const kind = kinds.find(({ asks }) => asks.test(folded));
  if (!kind) return undefined;
  const { named, perhaps } = kind;
  return (text) => {
    const told = plain(text);
    if (named.test(told)) return 1;
    return perhaps?.test(told) ? 0.5 : 0;
  };
}

function plain(text: string): string {
  return fold(text.slice(0, MOST_TEXT).toWellFormed()).replaceAll('’', "'");
}

function anyOf(alternatives: readonly RegExp[]): RegExp {
  return new RegExp(alternatives.map(({ source }) => source).join('|'), 'u');
}
