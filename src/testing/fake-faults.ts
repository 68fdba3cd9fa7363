import { createHash } from 'node:crypto';

/** What a model may answer in place of what it should. */
export const fakeFaults = [
  /** JSON in the manner of JavaScript, with prose and a fence around it: it can be understood. */
  'malformed',
  /** Words without any JSON in them. */
  'garbage',
  /** The answer ends in the middle, with `finish_reason: length`. */
  'truncated',
  /** JSON of another shape. */
  'wrong_schema',
  'empty',
  /** The first quote in it is something that nobody said. */
  'hallucinated_quote',
  /** Repeats what it was asked. */
  'echo',
  /** Will not answer, as OpenAI and Anthropic say it. */
  'refusal',
  /** Will not answer, in words. */
  'refusal_in_words',
  '429',
  '500',
  /** Never answers; a stream stops in the middle. */
  'hang',
  /** The answer comes in small pieces, `slowMs` in all. */
  'slow',
] as const;

export type FakeFault = (typeof fakeFaults)[number];

/** Faults of chats. Which request meets which one follows from the seed, what is asked, and how often it was. */
export interface FakeFaults {
  kinds: readonly FakeFault[];
  /** The part of the requests that meets one, from 0 to 1. Default: 1. */
  rate?: number;
  /** Default: 0. */
  seed?: number;
  /** Only so many, then none. Default: any number. */
  times?: number;
  /** How long `slow` takes, in ms. Default: 200. */
  slowMs?: number;
}

/** Says which request meets which fault. */
export class FaultDraw {
  readonly #faults: FakeFaults;
  /** How often each prompt was asked. */
  readonly #asked = new Map<string, number>();
  #left: number;

  constructor(faults: FakeFaults) {
    this.#faults = faults;
    this.#left = faults.times ?? Number.POSITIVE_INFINITY;
  }

  get slowMs(): number {
    return this.#faults.slowMs ?? 200;
  }

  next(prompt: string): FakeFault | undefined {
    const { kinds, rate = 1, seed = 0 } = this.#faults;
    const time = this.#asked.get(prompt) ?? 0;
    this.#asked.set(prompt, time + 1);
    const hash = createHash('sha256').update(`${seed}\n${time}\n${prompt}`).digest();
    const isMet = hash.readUInt32LE(0) / 2 ** 32 < rate && this.#left > 0;
    if (!isMet || kinds.length === 0) return undefined;
    this.#left -= 1;
    return kinds[hash.readUInt32LE(4) % kinds.length];
  }
}

/** What stands in place of an answer. Faults of the way there leave it as it is. */
export function faulty(answer: string, fault: FakeFault | undefined, prompt: string): string {
  const spoil = fault && spoilers[fault];
  return spoil ? spoil(answer, prompt) : answer;
}

export const REFUSAL = 'I cannot help with that.';

const spoilers: Partial<Record<FakeFault, (answer: string, prompt: string) => string>> = {
  malformed: (answer) =>
    `Sure! Here is what you asked for:\n\`\`\`json\n${asJavaScript(answer)}\n\`\`\`\nAnything else?`,
  garbage: () => 'I have read all of it, and there is much to say about every line.',
  truncated: (answer) => answer.slice(0, Math.floor(answer.length * 0.6)).toWellFormed(),
  wrong_schema: () => '{"hello": "world"}',
  empty: () => '',
  hallucinated_quote: withoutQuote,
  echo: (_, prompt) => prompt,
  refusal_in_words: () => `I'm sorry, but ${REFUSAL}`,
};

/** Bare names, and a comma too many. */
function asJavaScript(answer: string): string {
  return answer
    .replaceAll(/"([a-z_]+)":/g, '$1:')
    .replaceAll(': null', ': None')
    .replace(/([\]}])\s*$/, ',$1');
}

function withoutQuote(answer: string): string {
  return answer.replace(
    /("quotes?":\s*(?:\[\s*)?(?:\{.*?"text":\s*)?)"(?:[^"\\]|\\.)*"/s,
    '$1"Nobody has ever said anything like this."',
  );
}
