import { z } from 'zod';
import { budgetTokens } from './fields.js';
import { contextResultSchema, fileSchema, messageSchema, searchSchema } from './requests.js';

/** Answers that rest on what is remembered: what is asked, and what comes back. */

export const chatLimits = {
  /** UTF-16 units of one message, and of instructions. */
  message: 100_000,
  system: 8_000,
  messages: 500,
  historyTokens: 100_000,
  answerTokens: 32_768,
  suggestions: 5,
  parts: 4,
} as const;

const said = messageSchema.shape.content.max(
  chatLimits.message,
  `must be at most ${chatLimits.message} characters`,
);

const { cube, user_id, agent_id, app_id, run_id } = fileSchema.shape;
const { filters, as_of, limit, rerank } = searchSchema.shape;

export const chatMessageSchema = z
  .strictObject({ role: z.enum(['user', 'assistant']), content: said })
  .meta({ id: 'ChatMessage' });

export const chatSchema = z
  .strictObject({
    cube,
    user_id,
    agent_id,
    app_id: app_id.meta({ description: 'Labels what is remembered; narrows nothing.' }),
    run_id: run_id.meta({
      description:
        'The session: what is remembered stands in it. With `message` its last turns are the history. Narrows nothing.',
    }),
    message: said.optional().meta({ description: 'Give either `message` or `messages`.' }),
    messages: z.array(chatMessageSchema).min(1).max(chatLimits.messages).optional().meta({
      description: 'The conversation so far; the last one is the user’s, and is answered.',
    }),
    mode: z.enum(['plain', 'pro']).optional().meta({
      default: 'plain',
      description:
        'pro: a question of several parts is taken apart, each part answered from memory, and the answers put together.',
    }),
    remember: z.boolean().optional().meta({
      default: true,
      description: 'Whether the message and the answer are kept. Then it takes the scope write.',
    }),
    general: z.boolean().optional().meta({
      default: false,
      description: 'Whether the model may say what it knows itself where memory tells nothing.',
    }),
    system: said.max(chatLimits.system).optional().meta({
      description: 'More instructions for the model, such as a tone.',
    }),
    history_tokens: z.int().min(0).max(chatLimits.historyTokens).optional().meta({
      default: 2_000,
      description: 'What earlier turns may take of the prompt; the last ones go first.',
    }),
    budget_tokens: budgetTokens.optional().meta({
      default: 2_000,
      description: 'What memories may take of the prompt; in mode pro for each part.',
    }),
    max_tokens: z.int().min(16).max(chatLimits.answerTokens).optional().meta({
      description: 'What the answer may take. Default: as the model has it.',
    }),
    limit,
    filters: filters.optional(),
    as_of,
    rerank,
    suggestions: z.int().min(0).max(chatLimits.suggestions).optional().meta({
      default: 0,
      description: 'How many next questions are proposed; takes a call of its own.',
    }),
    stream: z.boolean().optional().meta({
      description: 'Over REST: answers server-sent events, each a `ChatEvent`.',
    }),
  })
  .refine((input) => (input.message === undefined) !== (input.messages === undefined), {
    message: 'give either `message` or `messages`',
    path: ['message'],
  })
  .refine((input) => input.messages === undefined || input.messages.at(-1)?.role === 'user', {
    message: 'must end with a message of the user',
    path: ['messages'],
  })
  .meta({ id: 'ChatRequest' });

export const citationSchema = z
  .object({
    mark: z.string().meta({ description: 'As it stands in the answer, without brackets: m1.' }),
    memory_id: z.string(),
    quote: z.string().meta({ description: 'The words that the memory rests on.' }),
  })
  .meta({ id: 'Citation' });

const marks = z.array(z.string());

export const chatPartSchema = z
  .object({
    question: z.string(),
    answer: z.string(),
    found: z.boolean(),
    citations: marks.meta({ description: 'Marks.' }),
  })
  .meta({ id: 'ChatPart', description: 'One part of a question that was taken apart.' });

const usageSchema = z
  .object({
    calls: z.int().meta({ description: 'How often the model was asked.' }),
    input_tokens: z.int().nullable(),
    output_tokens: z.int().nullable(),
  })
  .meta({ description: 'As the provider counts; null where it does not say.' });

export const chatWarnings = [
  'citations_dropped',
  'not_decomposed',
  'part_unanswered',
  'no_suggestions',
  'not_remembered',
  'cut_off',
  'words_only',
  'not_reranked',
] as const;

const warningsSchema = z.array(z.object({ code: z.enum(chatWarnings), detail: z.string() })).meta({
  description:
    'citations_dropped: the model cited what it was not shown; those marks were taken out. not_decomposed: the question could not be taken apart, and was answered as a whole. part_unanswered: a part failed. no_suggestions: none could be made. not_remembered: the turn, or its answer, could not be kept. cut_off: the answer ended in the middle, by `max_tokens` or the model’s own limit. The others are those of search.',
});

const contextSchema = z.object({
  tokens: contextResultSchema.shape.tokens.meta({ description: 'That the memories took.' }),
  memories: z.record(z.string(), z.string()).meta({
    description: 'The memory behind each mark that the model was shown.',
  }),
  trace_ids: z.array(z.string()).meta({
    description: 'The searches, as they can be read at /v1/traces. None where none are kept.',
  }),
});

const rememberedSchema = z
  .object({
    episodes: z.array(z.string()),
    memories: z.array(z.string()),
    job_id: z.string().optional().meta({ description: 'Draws facts from it.' }),
  })
  .nullable()
  .meta({ description: 'Ids of what was kept of this turn; null with `remember: false`.' });

export const chatResultSchema = z
  .object({
    answer: z.string().meta({ description: 'With marks such as [m1] behind what they prove.' }),
    citations: z.array(citationSchema).meta({ description: 'In the order of the answer.' }),
    found: z.boolean().meta({ description: 'Whether memory held anything to answer from.' }),
    context: contextSchema,
    parts: z.array(chatPartSchema).meta({
      description: 'In mode pro. Empty where the question was simple, and answered as a whole.',
    }),
    suggestions: z.array(z.string()),
    remembered: rememberedSchema,
    usage: usageSchema,
    warnings: warningsSchema,
  })
  .meta({ id: 'ChatResult' });

const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), ...shape });

export const chatEventSchema = z
  .discriminatedUnion('type', [
    event('context', { found: z.boolean(), context: contextSchema }),
    event('part', { part: chatPartSchema }),
    event('delta', { text: z.string() }),
    event('citations', { citations: z.array(citationSchema) }),
    event('suggestions', { suggestions: z.array(z.string()) }),
    event('done', { result: chatResultSchema }),
    event('error', { code: z.string(), detail: z.string(), remedy: z.string() }),
  ])
  .meta({
    id: 'ChatEvent',
    description:
      'In this order: context, part (mode pro), delta as often as it takes, citations, suggestions where they were asked for, done. The deltas together are the answer. error ends it.',
  });

/** `signal` ends it: the model is not waited for, and what the user said is kept nevertheless. */
export type ChatRequest = Omit<z.input<typeof chatSchema>, 'stream'> & {
  signal?: AbortSignal | undefined;
};
export type ChatInput = z.output<typeof chatSchema>;
export type ChatMessage = z.infer<typeof chatMessageSchema>;
export type ChatResult = z.infer<typeof chatResultSchema>;
export type ChatPart = z.infer<typeof chatPartSchema>;
export type ChatEvent = z.infer<typeof chatEventSchema>;
export type ChatWarning = ChatResult['warnings'][number];
export type Citation = z.infer<typeof citationSchema>;
