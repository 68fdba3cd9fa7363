import type { FakeRule } from './fake-replies.js';

/** A line of a window: `[e1] Mia (2024-05-01T10:00Z): We moved to Lisbon.` */
const LINE = /^\[(e\d+)\] (.+?) \(([^()]*)\): (.+)$/gm;
/** What is drawn from; lines before it are there to be understood. */
const NEW = /<window>.*?^New:$(.*?)^<\/window>/ms;
const MOST_OF_A_LINE = 3;
const LONGEST = 400;

/**
 * Plays a model that draws facts, preferences and procedures from a window, without one: each sentence that
 * says something of somebody is an item that quotes it. Deterministic, and wrong only where it is told to be.
 * Answers nothing else: rules that follow do.
 *
 * @example
 * const model = await FakeModel.start({ answers: [fakeExtractor(), [/where/i, 'In Lisbon.']] });
 */
export function fakeExtractor(): FakeRule {
  return (prompt: string) => {
    const [, lines] = NEW.exec(prompt) ?? [];
    if (lines === undefined) return undefined;
    const items = [...lines.matchAll(LINE)].flatMap(
      ([, ref = '', speaker = '', date = '', text = '']) =>
        sentencesOf(text)
          .filter((sentence) => doesSay(sentence))
          .slice(0, MOST_OF_A_LINE)
          .map((sentence) => itemOf(sentence, { ref, speaker, date })),
    );
    return JSON.stringify({ items });
  };
}

function sentencesOf(text: string): string[] {
  return (text.match(/[^.!?。！？⏎]+[.!?。！？]*/gu) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length <= LONGEST);
}

function doesSay(sentence: string): boolean {
  const words = sentence.match(/[\p{L}\p{N}'’]+/gu) ?? [];
  if (/[?？]$/.test(sentence)) return false;
  return words.length >= 4 || /\p{Script=Han}{5}/u.test(sentence);
}

interface Line {
  ref: string;
  speaker: string;
  date: string;
}

function itemOf(sentence: string, { ref, speaker, date }: Line) {
  const [kind, more] = kinds.find(({ sign }) => sign.test(sentence))?.as(sentence) ?? ['fact', {}];
  const names = namesIn(sentence);
  return {
    kind,
    text: `${speaker} (${date.slice(0, 10)}): ${sentence}`,
    quotes: [{ ref, text: sentence }],
    importance: Math.min(1, 0.3 + 0.1 * names.length),
    ...more,
    entities: [
      { name: speaker, kind: 'person' },
      ...names.map((name) => ({ name, kind: 'thing' })),
    ],
    relations: relationsIn(sentence, speaker),
  };
}

const kinds: readonly { sign: RegExp; as(sentence: string): [string, object] }[] = [
  {
    sign: /\b(?:prefer|love|like|enjoy|hate|favou?rite)\b|喜欢|讨厌/i,
    as: (sentence) => [
      'preference',
      { explicit: true, reason: /\bbecause (.+)$/i.exec(sentence)?.[1] ?? null },
    ],
  },
  {
    sign: /\bfirst\b.+\bthen\b/i,
    as: (sentence) => [
      'procedure',
      { title: sentence.slice(0, 60), steps: sentence.split(/,?\s*\bthen\b\s*/i) },
    ],
  },
];

/** Capitals inside of a sentence. */
function namesIn(sentence: string): string[] {
  const names = sentence.match(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}{2,}/gu) ?? [];
  return [...new Set(names)].slice(0, 5);
}

function relationsIn(sentence: string, speaker: string) {
  const [, kind = '', to] =
    /\b(lives? in|works? (?:for|at)|moved to) (\p{Lu}\p{L}+)/u.exec(sentence) ?? [];
  if (to === undefined) return [];
  return [{ from: speaker, kind: /work/.test(kind) ? 'works_for' : 'lives_in', to }];
}
