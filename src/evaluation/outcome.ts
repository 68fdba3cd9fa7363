import { z } from 'zod';
import { answerSchema } from './answering/answer.js';
import { beliefVerdictSchema } from './beliefs/verdict.js';

const ids = z.array(z.string());

/** How one question went, a line of what `--out` writes. The report is made of nothing else. */
export const outcomeSchema = z.object({
  question: z.string(),
  category: z.string(),
  gold: ids,
  /** Turns or notes by their best memory, best first. */
  ranked: ids,
  /** Place of each gold one, from 1; null when it was not found. */
  ranks: z.array(z.int().nullable()),
  gold_sessions: ids,
  /** A session stands where its best turn does. */
  ranked_sessions: ids,
  /** Of the gold, what holds now; only where others held before. */
  newest: ids.optional(),
  /** Of the first hit; 0 where nothing was found. Left out for a case that is judged as a whole. */
  first_score: z.number().optional(),
  /** Of the search; 0 where there was nothing to search for. */
  ms: z.number(),
  /** Of the block that `context` packs. */
  tokens: z.int().optional(),
  /** How many memories are in it. */
  packed: z.int().optional(),
  /** By budget of tokens, the part of the gold that stands in the block. */
  held: z.record(z.string(), z.number()).optional(),
  /** Of a case that is judged as a whole. */
  beliefs: beliefVerdictSchema.optional(),
  answer: answerSchema.optional(),
});

export type Outcome = z.output<typeof outcomeSchema>;
