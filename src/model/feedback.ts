import { z } from 'zod';
import { addSchema, fileSchema, limits } from './requests.js';

/** What people say of what was recalled: useful or not, wrong, or to be replaced everywhere. */

export const feedbackLimits = {
  actions: 20,
  /** UTF-16 units. */
  correction: 10_000,
  said: 4_000,
  reason: 500,
  replaced: 500,
  /** Memories that one replacement may change. */
  changes: 500,
  shown: 50,
} as const;

const words = (most: number) => addSchema.shape.text.unwrap().max(most);
const id = z.string().max(64).meta({ format: 'uuid' });
const memory_id = id.meta({ description: 'The memory that it is about.' });
const reason = words(feedbackLimits.reason).optional().meta({ description: 'Why, in own words.' });

const judgedSchema = z.strictObject({
  action: z.enum(['useful', 'not_useful']),
  memory_id,
  reason,
});

const wrongSchema = z.strictObject({
  action: z.literal('wrong'),
  memory_id,
  reason,
  correction: words(feedbackLimits.correction).optional().meta({
    description:
      'What is right: a new memory, which supersedes the wrong one. Without it that one is archived.',
  }),
});

const rightSchema = z.strictObject({ action: z.literal('right'), memory_id, reason });

const replaceSchema = z.strictObject({
  action: z.literal('replace'),
  from: words(feedbackLimits.replaced),
  to: words(feedbackLimits.replaced),
  whole_words: z.boolean().optional().meta({ default: true }),
  match_case: z.boolean().optional().meta({ default: false }),
});

export const feedbackActionSchema = z
  .discriminatedUnion('action', [judgedSchema, wrongSchema, rightSchema, replaceSchema])
  .meta({ id: 'FeedbackAction' });

const { cube, user_id, agent_id, app_id, run_id } = fileSchema.shape;

const fields = {
  cube,
  user_id: user_id.meta({ description: 'Whose memories `replace` goes through.' }),
  agent_id,
  app_id,
  run_id,
  actions: z.array(feedbackActionSchema).min(1).max(feedbackLimits.actions),
  said: words(feedbackLimits.said).optional().meta({
    description: 'What was said in own words. Kept as the source of what it leads to.',
  }),
  trace_id: id.optional().meta({ description: 'The search that it is about.' }),
};

export const feedbackSchema = z
  .strictObject({
    ...fields,
    preview_token: z.string().max(64).optional().meta({
      description:
        'Of the preview that was looked at; what has changed since refuses it. `replace` takes one.',
    }),
  })
  .meta({ id: 'FeedbackRequest' });

export const feedbackPreviewSchema = z
  .strictObject({
    ...fields,
    actions: fields.actions.optional().meta({ description: 'Give `actions`, or `said` alone.' }),
    said: fields.said.meta({
      description: 'In own words; without `actions` the language model makes these of it.',
    }),
    memory_ids: z.array(id).max(feedbackLimits.shown).optional().meta({
      description:
        'What `said` may be about. Default: the memories of the trace, else what a search for it finds.',
    }),
  })
  .refine(({ actions, said }) => actions !== undefined || said !== undefined, {
    message: 'give `actions`, or `said`',
    path: ['actions'],
  })
  .meta({ id: 'FeedbackPreviewRequest' });

export const feedbackChangeSchema = z
  .object({
    change: z.enum(['archived', 'superseded', 'updated', 'verified']),
    memory_id: z.string(),
    before: z.string(),
    after: z.string().nullable().meta({ description: 'Null where no words change.' }),
  })
  .meta({
    id: 'FeedbackChange',
    description:
      'superseded: the memory stays as it was said, and a new one holds in its place. updated: a new version of the same memory. verified: a person has looked at it and agreed.',
  });

export const feedbackPreviewResultSchema = z
  .object({
    actions: z.array(feedbackActionSchema).meta({ description: 'To be sent when they are right.' }),
    changes: z.array(feedbackChangeSchema),
    preview_token: z.string(),
    refused: z.int().meta({
      description:
        'What the model made of it and was not understood, or was about something it was not shown.',
    }),
  })
  .meta({ id: 'FeedbackPreview' });

export const feedbackResultSchema = z
  .object({
    batch_id: z.string().nullable().meta({
      description: 'By which all of it can be undone; null where no memory changed.',
    }),
    changes: z.array(
      feedbackChangeSchema.extend({
        new_memory_id: z.string().nullable().meta({ description: 'That supersedes it.' }),
      }),
    ),
    recorded: z.int().meta({ description: 'Verdicts that were written down.' }),
  })
  .meta({ id: 'FeedbackResult' });

export const feedbackVerdicts = ['useful', 'not_useful', 'wrong', 'right', 'replaced'] as const;

export const feedbackEntrySchema = z
  .object({
    id: z.string(),
    memory_id: z.string(),
    verdict: z.enum(feedbackVerdicts),
    reason: z.string().nullable(),
    trace_id: z.string().nullable(),
    actor: z.string().nullable(),
    app: z.string().nullable(),
    at: z.string().meta({ format: 'date-time' }),
  })
  .meta({ id: 'FeedbackEntry' });

export const feedbackListSchema = z
  .object({ data: z.array(feedbackEntrySchema).max(limits.page) })
  .meta({ id: 'FeedbackList', description: 'Newest first.' });

export type FeedbackAction = z.infer<typeof feedbackActionSchema>;
export type FeedbackRequest = z.infer<typeof feedbackSchema>;
export type FeedbackPreviewRequest = z.infer<typeof feedbackPreviewSchema>;
export type FeedbackPreview = z.infer<typeof feedbackPreviewResultSchema>;
export type FeedbackChange = z.infer<typeof feedbackChangeSchema>;
export type FeedbackResult = z.infer<typeof feedbackResultSchema>;
export type FeedbackVerdict = (typeof feedbackVerdicts)[number];
export type FeedbackEntry = z.infer<typeof feedbackEntrySchema>;

/** Each but `list` sees to one thing; `give` takes several, and `preview` changes nothing. */
export interface FeedbackVerbs {
  preview(request: FeedbackPreviewRequest): Promise<FeedbackPreview>;
  give(request: FeedbackRequest): Promise<FeedbackResult>;
  list(memoryId: string): Promise<FeedbackEntry[]>;
}
