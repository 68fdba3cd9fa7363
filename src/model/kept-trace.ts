import { z } from 'zod';
import { memoryStates } from './memory.js';
import { limits } from './requests.js';
import { traceSchema, withoutCounts } from './trace.js';

/** A search that was kept with its answer, and what asking it again comes to. */
export const tracedKinds = ['search', 'context'] as const;

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });
const id = z.string().max(64).meta({ format: 'uuid' });
const name = z.string().max(limits.name).nullable();

export const tracedHitSchema = z
  .object({
    memory_id: id,
    score: z.number(),
    version: z.int().meta({ description: 'Of the memory, when it was answered.' }),
    text: z.string().max(limits.text).optional().meta({
      description:
        'In what a replay answers: finds the memory again where it was added anew under another id.',
    }),
  })
  .meta({ id: 'TracedHit' });

const reachSchema = z
  .object({ user_id: name, agent_id: name, app_id: name, cubes: z.array(z.string()).nullable() })
  .meta({ description: 'What the key fixed that asked; null where it reached the whole tenant.' });

const cubesSchema = z
  .array(z.object({ name: z.string(), memories: z.int(), changes: z.int() }))
  .meta({
    description:
      'The searched cubes; `changes` grows with every write, so that equal means unchanged.',
  });

/** A request and its answer: what a replay starts from. */
const askedFields = {
  kind: z.enum(tracedKinds),
  at: instant.meta({ description: 'The moment that was now.' }),
  request: z.record(z.string(), z.unknown()).meta({
    description: 'As it was understood: with its scope and its reference_time; secrets redacted.',
  }),
  within: reachSchema.nullable(),
  results: z.array(tracedHitSchema).max(limits.searchResults).meta({
    description: 'Best first. Of a context: those that are in the block.',
  }),
  cubes: cubesSchema,
};

export const tracedAnswerSchema = z
  .object({ id: id.nullable().optional(), ...askedFields })
  .meta({ id: 'TracedAnswer' });

export const keptTraceSchema = z
  .object({
    id,
    ...askedFields,
    principal: name,
    app: name,
    candidates: z.int(),
    coverage: z
      .number()
      .meta({ description: 'Part of the query, by weight, that the best match holds.' }),
    took_ms: z.number().nullable(),
    redacted: z.array(z.string()).meta({
      description: 'Kinds of secrets that the request held. Without them it cannot be asked again.',
    }),
    trace: traceSchema.nullable().meta({ description: 'Where the request asked to explain.' }),
  })
  .meta({ id: 'KeptTrace' });

export const listTracesSchema = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
    cursor: z.string().max(256).optional(),
  })
  .meta({ id: 'ListTracesRequest' });

export const listTracesResultSchema = z
  .object({ data: z.array(keptTraceSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'TracePage' });

/** How many searches one replay runs. */
export const MOST_REPLAYED = 200;

export const replaySchema = z
  .strictObject({
    ids: z.array(id).min(1).max(MOST_REPLAYED).optional().meta({
      description: 'Of kept traces. Default: the newest, each request once.',
    }),
    answers: z.array(tracedAnswerSchema).min(1).max(MOST_REPLAYED).optional().meta({
      description: 'Requests with the answers to compare with, in place of kept traces.',
    }),
    limit: z.int().min(1).max(MOST_REPLAYED).optional().meta({ default: 50 }),
  })
  .refine(({ ids, answers }) => ids === undefined || answers === undefined, {
    message: 'give either `ids` or `answers`',
    path: ['ids'],
  })
  .meta({ id: 'ReplayRequest' });

/** Why a memory is in one answer and not in the other. `ranking`: nothing of the memory has changed. */
export const reasons = [
  'ranking',
  'added',
  'changed',
  'merged',
  ...memoryStates.filter((state) => state !== 'active'),
  'not_found',
] as const;

const movedSchema = z.object({
  memory_id: id,
  rank: z.int(),
  because: z.enum(reasons),
  text: z.string().optional(),
});

export const verdicts = ['same', 'scores', 'order', 'changed', 'failed'] as const;

export const replayOutcomeSchema = z
  .object({
    ...tracedAnswerSchema.shape,
    id: id.nullable(),
    results: z.array(tracedHitSchema).meta({ description: 'The answer as it is now, best first.' }),
    verdict: z.enum(verdicts).meta({
      description:
        'scores: the same memories in the same order, with other scores. order: the same memories in another order. changed: other memories. failed: see `error`.',
    }),
    data: z.enum(['same', 'changed', 'unknown']).meta({
      description:
        'Whether anything was written to the searched cubes since. same: what differs is due to the program or its settings.',
    }),
    overlap: z.number().meta({ description: 'Part of the longer answer that both have.' }),
    rbo: z.number().meta({
      description:
        'Rank-biased overlap, extrapolated, p = 0.9 (Webber, Moffat, Zobel 2010): 1 for the same order; the first places count most.',
    }),
    gone: z.array(movedSchema).meta({ description: 'Answered then, and not now; places of then.' }),
    new: z.array(movedSchema).meta({ description: 'Answered now, and not then; places of now.' }),
    moved: z.array(z.object({ memory_id: id, from: z.int(), to: z.int() })),
    score_change: z.number().meta({ description: 'The largest, of those that both answers have.' }),
    error: z.object({ code: z.string(), detail: z.string() }).optional(),
  })
  .meta({ id: 'ReplayOutcome' });

export const replayReportSchema = z
  .object({
    replayed: z.int(),
    counts: z.object({
      same: z.int(),
      scores: z.int(),
      order: z.int(),
      changed: z.int(),
      failed: z.int(),
    }),
    overlap: z.number().meta({ description: 'Mean.' }),
    rbo: z.number().meta({ description: 'Mean.' }),
    outcomes: z.array(replayOutcomeSchema),
  })
  .meta({ id: 'ReplayReport' });

export type TracedKind = (typeof tracedKinds)[number];
export type TracedHit = z.infer<typeof tracedHitSchema>;
export type TracedAnswer = z.infer<typeof tracedAnswerSchema>;
export type KeptTrace = z.infer<typeof keptTraceSchema>;
export type ListTracesRequest = z.input<typeof listTracesSchema>;
export type ListTracesResult = z.infer<typeof listTracesResultSchema>;
export type ReplayRequest = z.infer<typeof replaySchema>;
export type ReplayReason = (typeof reasons)[number];
export type ReplayOutcome = z.infer<typeof replayOutcomeSchema>;
export type ReplayReport = z.infer<typeof replayReportSchema>;

/** What can be done with searches that were kept, the same in library and client. */
export interface TraceVerbs {
  /** Newest first, in pages. */
  list(request?: ListTracesRequest): Promise<ListTracesResult>;
  get(id: string): Promise<KeptTrace>;
  /** Asks again, and tells what is answered otherwise. Changes nothing, and is not kept itself. */
  replay(request?: ReplayRequest): Promise<ReplayReport>;
}

/** Sums up; what failed has no part in the means. */
export function reportOf(outcomes: ReplayOutcome[]): ReplayReport {
  const counts = { same: 0, scores: 0, order: 0, changed: 0, failed: 0 };
  for (const { verdict } of outcomes) counts[verdict] += 1;
  const compared = outcomes.filter(({ verdict }) => verdict !== 'failed');
  const mean = (of: (outcome: ReplayOutcome) => number) =>
    compared.reduce((sum, outcome) => sum + of(outcome), 0) / Math.max(1, compared.length);
  return {
    replayed: outcomes.length,
    counts,
    overlap: mean(({ overlap }) => overlap),
    rbo: mean(({ rbo }) => rbo),
    outcomes,
  };
}

/** For a caller who sees a part only; see `withoutCounts`. */
export function withoutCubes(kept: KeptTrace): KeptTrace {
  const { trace } = kept;
  return { ...kept, cubes: [], took_ms: null, trace: trace && withoutCounts(trace) };
}
