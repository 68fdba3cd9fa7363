/** A time that is told by what happened: "two weeks before the trip", 旅行前两周. */
export interface AskedEvent {
  /** What happened, in the words of the question. */
  event: string;
  /** The words that tell the time. */
  text: string;
  /** The time in words that `spansIn` reads, once the day is known: "2025-06-28". */
  on: (day: string) => string;
}

interface Row {
  pattern: RegExp;
  on: (parts: Readonly<Record<string, string | undefined>>, day: string) => string;
}

/** Questions are short; what comes later in a longer text tells no time of it. */
const MOST_TEXT = 500;

const western: Row['on'] = ({ count = '', unit, side }, day) => `${count}${unit} ${side} ${day}`;

/** English, French, Spanish; Chinese; Japanese. A count of what is not told ("how many days before") is none. */
const ROWS: readonly Row[] = [
  {
    pattern:
      /(?<!\b(?:how|many|few|several)\s)(?<!\p{L})(?<count>(?:the|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,3})\s+)?(?<unit>days?|weeks?|months?|years?|weekend)\s+(?<side>before|after)\s+(?<event>[^?.!,;\n]{2,100})/iu,
    on: western,
  },
  {
    pattern:
      /(?<!\p{L})(?<count>(?:une?|deux|trois|quatre|cinq|six|\d{1,3})\s+)(?<unit>jours?|semaines?|mois|ans?)\s+(?<side>avant|après)\s+(?<event>[^?.!,;\n]{2,100})/iu,
    on: western,
  },
  {
    pattern:
      /(?<!\p{L})(?<count>(?:una?|dos|tres|cuatro|cinco|seis|\d{1,3})\s+)(?<unit>d[ií]as?|semanas?|mes(?:es)?|años?)\s+(?<side>antes|despu[eé]s)\s+del?\s+(?<event>[^?.!,;\n]{2,100})/iu,
    on: ({ count, unit, side }, day) => `${count}${unit} ${side} de ${day}`,
  },
  {
    pattern:
      /(?<event>[^，。？！；,?!;\s]{2,30}?)(?:之|以)?(?<side>[前后後])的?(?<count>[\d一二两兩三四五六七八九十]{1,3})(?<unit>天|周|週|个?星期|個星期|个?礼拜|个月|個月|年)/u,
    on: ({ count, unit, side }, day) => `${day}${count}${unit}${side}`,
  },
  {
    pattern:
      /(?<event>[^、。？！?!\s]{2,30}?)の(?<count>[\d一二三四五六七八九十]{1,3})(?<unit>日|週間|[かヶカケ]月|年)(?<side>[前後])/u,
    on: ({ count, unit, side }, day) => `${day}の${count}${unit}${side}`,
  },
];

/** Of a question that tells its time by what happened, and by how long before or after. */
export function eventAsked(question: string): AskedEvent | undefined {
  if (question.length > MOST_TEXT) return undefined;
  for (const { pattern, on } of ROWS) {
    const match = pattern.exec(question);
    const { event, ...parts } = match?.groups ?? {};
    if (!match || event === undefined) continue;
    return { event: event.trim(), text: match[0].trim(), on: (day) => on(parts, day) };
  }
  return undefined;
}
