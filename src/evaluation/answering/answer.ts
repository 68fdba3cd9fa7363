import { z } from 'zod';

const verdictSchema = z.object({ correct: z.boolean(), reason: z.string() });

export type Verdict = z.output<typeof verdictSchema>;

/** What the calls for one question took. */
const spentSchema = z.object({
  calls: z.int(),
  /** Tries that came to nothing, those that were tried again included. */
  failed_calls: z.int(),
  input: z.int(),
  output: z.int(),
  /** Whether the model did not say what some of its calls took. */
  estimated: z.boolean(),
});

export type Spent = z.output<typeof spentSchema>;

/** Error codes of what a model does wrong. Any other fault is ours, and ends the evaluation. */
export const modelFaults = [
  'model_unavailable',
  'model_refused',
  'model_busy',
  'model_unusable',
] as const;

const failedParts = ['answer', 'lenient', 'strict'] as const;

/** What a model made of a question, as a line of `--out` has it. */
export const answerSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('judged'),
    text: z.string(),
    lenient: verdictSchema,
    strict: verdictSchema,
    spent: spentSchema,
  }),
  /** The model did not reply, or not in a way that can be read: neither right nor wrong. */
  z.object({
    status: z.literal('failed'),
    part: z.enum(failedParts),
    code: z.enum(modelFaults),
    error: z.string(),
    remedy: z.string(),
    text: z.string().optional(),
    spent: spentSchema,
  }),
]);

export type Answer = z.output<typeof answerSchema>;
export type Part = (typeof failedParts)[number];
