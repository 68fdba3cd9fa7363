import { z } from 'zod';
import type { Ask, Question } from './ask.js';
import type { Pair } from './nearness.js';
import { DATA_NOTE, Shown } from './shown.js';

/** Pairs in one call. */
export const PAIRS = 20;

const replySchema = z.object({
  same: z.array(z.int()).describe('numbers of the pairs that say the same'),
});

const SYSTEM = `You compare memories of an assistant, two at a time.
${DATA_NOTE}
Two memories say the same only when whoever knows the one learns nothing from the other: same people, things, times, amounts, and nothing denied or doubted in one of them alone. When in doubt they do not.
Answer with JSON alone: {"same":[1,4]}, the numbers of the pairs that say the same; {"same":[]} when none does.`;

export function pairQuestion(
  pairs: readonly Pair[],
  timezone: string,
): Omit<Question<typeof replySchema>, 'signal'> {
  const { block } = new Shown(
    pairs.flatMap(({ one, other }) => [one, other]),
    timezone,
  );
  const list = pairs.map((_, at) => `pair ${at + 1}: m${at * 2 + 1} and m${at * 2 + 2}`);
  const prompt = [block, ...list].join('\n');
  return { name: 'duplicates', system: SYSTEM, prompt, schema: replySchema, lenient: true };
}

/** Those of at most `PAIRS` pairs that a model takes for the same. */
export async function askForSame(
  pairs: readonly Pair[],
  { ask, timezone, signal }: { ask: Ask; timezone: string; signal?: AbortSignal | undefined },
): Promise<Pair[]> {
  const { value } = await ask({ ...pairQuestion(pairs, timezone), signal });
  const same = new Set(value.same);
  return pairs.filter((_, at) => same.has(at + 1));
}
