import { z } from 'zod';

/** What a query may ask of time. */
export const timesAsked = ['now', 'past', 'first', 'previous', 'whether'] as const;

/** Why a search answered as it did: what `explain` returns. Times in milliseconds. */
export const channelTraceSchema = z.object({
  channel: z.string(),
  weight: z.number().meta({ description: 'Share in the fused score for this kind of source.' }),
  rank: z
    .int()
    .nullable()
    .meta({ description: 'Place among the candidates of the channel, from 1.' }),
  score: z.number().meta({ description: 'Raw score, before it is divided by the highest.' }),
  share: z.number().meta({ description: 'What the channel adds to the fused score.' }),
  lent: z
    .object({ score: z.number(), share: z.number(), by: z.array(z.string()) })
    .optional()
    .meta({
      description:
        'Of this, what words of other memories gave, and ids of the three that gave most; its own words gave the rest. Missing where they gave all.',
    }),
});

const channelBestsSchema = z.object({
  channel: z.string(),
  found: z.int().meta({ description: 'Candidates that it gave a score.' }),
  divided_by: z.number().meta({
    description: 'What a raw score is divided by before it is weighed: mostly the highest of all.',
  }),
  weights: z.record(z.string(), z.number()).meta({
    description: 'By kind of source of the candidates. None: other channels are divided by it.',
  }),
  best: z
    .array(z.object({ memory_id: z.string(), rank: z.int(), score: z.number() }))
    .meta({ description: 'The ten best by raw score, whether they are in the answer or not.' }),
});

export const rerankNoteSchema = z.object({
  model: z.string(),
  outcome: z.enum(['done', 'deadline', 'failed', 'resting']).meta({
    description:
      'If it is not done, the order is the one before. resting: not asked, because it failed several times.',
  }),
  took_ms: z.number(),
  candidates: z.int().meta({ description: 'How many it was shown.' }),
  moved: z.int().meta({ description: 'How many of them it put elsewhere.' }),
  reason: z.string().nullable().meta({ description: 'Why it failed.' }),
});

export const traceSchema = z
  .object({
    query: z.object({
      text: z.string(),
      terms: z.array(
        z.object({
          term: z.string(),
          documents: z.int().nullable().meta({
            description: 'Memories of the searched cubes that hold the term.',
          }),
          idf: z.number().nullable(),
          word: z.string().optional().meta({
            description: 'The word of the query that it was made of, as it is written there.',
          }),
          stands_for: z.string().optional().meta({
            description:
              'The term of the query that this one stands for: who moved to Porto is asked where they live; Biscuit is meant by Biscut.',
          }),
        }),
      ),
      phrases: z
        .array(z.string())
        .meta({ description: 'What the query has in quotation marks: who holds it comes first.' }),
      times: z
        .array(
          z.object({
            text: z.string(),
            from: z.string().nullable(),
            to: z
              .string()
              .nullable()
              .meta({ description: 'Where it ends: that moment is not in it.' }),
            first_day: z.string().nullable().optional().meta({
              description: 'Its first day in the time zone of the question: 2026-05-01.',
            }),
            last_day: z
              .string()
              .nullable()
              .optional()
              .meta({ description: 'Its last day, which belongs to it: 2026-05-31.' }),
            event: z.string().optional().meta({
              description:
                'Id of the memory that told when it was: of "two weeks before the trip".',
            }),
          }),
        )
        .meta({ description: 'The times that the query names; null: open.' }),
      asks: z.array(z.enum(timesAsked)).optional().meta({
        description:
          'Which time its words ask about. now: what holds now; past: what held once; first: what held first; previous: what held directly before something else; whether: whether it ever was, so that what holds stays first. Empty: none. Missing where an older version kept the trace.',
      }),
      before: z.string().optional().meta({
        description: 'Before what, where the query names it: "Porto".',
      }),
      as_of: z.string().nullable(),
      known_at: z.string().nullable(),
    }),
    cubes: z.array(
      z.object({
        name: z.string(),
        memories: z.int().meta({ description: 'That hold.' }),
        past: z.int().optional().meta({
          description: 'That held once, where they were read too.',
        }),
      }),
    ),
    candidates: z.int(),
    filtered: z.int().nullable().meta({
      description: 'Memories that the scope, their validity or the filter left out.',
    }),
    filtered_by: z.object({ scope: z.int(), validity: z.int(), filter: z.int() }).nullable().meta({
      description: 'The same by reason, each counted once; the scope is also that of the key.',
    }),
    coverage: z
      .number()
      .meta({ description: 'Part of the query, by weight, that the best match holds.' }),
    hits: z.array(
      z.object({
        memory_id: z.string(),
        score: z.number(),
        fused: z.number().meta({
          description:
            'The sum of its channels as a part of full marks, of which the score is made.',
        }),
        source: z.string().meta({ description: 'Kind of source; it has weights of its own.' }),
        via: z.enum(['channels', 'order', 'hop', 'rerank', 'diversity']).meta({
          description:
            'What put it here: the sum of the channels; the order of time among those that say another thing of the same; a hop from the best hit; the reranker; that it says what those before it do not.',
        }),
        put: z
          .object({
            first: z.enum(['newest', 'oldest', 'previous']).optional().meta({
              description:
                'Which of those that say another thing of the same comes first; previous: what held directly before another.',
            }),
            before: z.string().optional(),
            after: z.string().optional(),
            from: z.string().optional().meta({ description: 'The memory that led here.' }),
          })
          .optional()
          .meta({ description: 'Of an order or a hop: ids of the memories that decided it.' }),
        boosts: z
          .array(z.object({ reason: z.enum(['ended']), factor: z.number() }))
          .optional()
          .meta({
            description:
              'What the sum was multiplied by. ended: it does not hold at the time that is asked about, and what does comes first.',
          }),
        channels: z.array(channelTraceSchema),
      }),
    ),
    channels: z.array(channelBestsSchema).optional().meta({
      description:
        'Each channel that found anything, with what it would put first. Missing where an older version kept the trace, as `closed` is.',
    }),
    meaning: z
      .object({
        model: z.string(),
        outcome: z.enum(['done', 'building', 'deadline', 'failed', 'resting']).meta({
          description:
            'Not done: found by words and the built-in vectors alone. building: not every memory has a vector of the model yet; resting: not asked, because it failed several times.',
        }),
        took_ms: z.number().meta({ description: 'The vector of the query; 0: it was kept.' }),
        vectors_pending: z.int().nullable().meta({
          description:
            'Memories of the searched cubes that wait for their vector, at most 1,000 a cube; they are judged by the built-in one.',
        }),
        reason: z.string().nullable().meta({ description: 'Why it failed.' }),
      })
      .optional()
      .meta({ description: 'Missing where no model is configured as the embedder.' }),
    rerank: rerankNoteSchema
      .optional()
      .meta({ description: 'Missing where no reranker was asked.' }),
    drops: z
      .array(
        z.object({
          memory_id: z.string(),
          score: z.number(),
          reason: z.enum(['min_score', 'limit', 'covered']).meta({
            description:
              'covered: what ranks before it was drawn from the same words, or is these.',
          }),
        }),
      )
      .meta({ description: 'Of the best 50, those that are not in the answer.' }),
    closed: z
      .array(
        z.object({
          memory_id: z.string(),
          words: z.number().meta({ description: 'As the channel `words` scores it.' }),
          reason: z.enum(['ended', 'not_yet', 'expired', 'filter']),
          superseded_by: z.string().optional().meta({
            description: 'The memory of the answer that took its place.',
          }),
        }),
      )
      .optional()
      .meta({
        description:
          'The best 20 by their words, at most, that their validity or the filter left out, the superseded among them. Only of what the scope and the key reach.',
      }),
    took_ms: z.record(z.string(), z.number()),
  })
  .meta({ id: 'Trace' });

export type RerankNote = z.infer<typeof rerankNoteSchema>;
export type ChannelTrace = z.infer<typeof channelTraceSchema>;
export type Trace = z.infer<typeof traceSchema>;

/** Ids of all memories that a trace names. */
export function memoriesNamed(trace: Trace): string[] {
  const { query, hits, channels = [], drops, closed = [] } = trace;
  const ids = [
    ...query.times.map(({ event }) => event),
    ...hits.flatMap(({ memory_id, put, channels: own }) => [
      memory_id,
      put?.before,
      put?.after,
      put?.from,
      ...own.flatMap(({ lent }) => lent?.by ?? []),
    ]),
    ...channels.flatMap(({ best }) => best.map(({ memory_id }) => memory_id)),
    ...drops.map(({ memory_id }) => memory_id),
    ...closed.flatMap(({ memory_id, superseded_by }) => [memory_id, superseded_by]),
  ];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/**
 * For a caller who sees a part only: without what counts memories that lie outside of it. The scores
 * of a cube rest on its statistics, whoever asks.
 */
export function withoutCounts(trace: Trace): Trace {
  return {
    ...trace,
    query: {
      ...trace.query,
      // What stands for another is there only where some memory holds it.
      terms: trace.query.terms
        .filter((one) => one.stands_for === undefined)
        .map(({ term, word }) => ({
          term,
          documents: null,
          idf: null,
          ...(word !== undefined && { word }),
        })),
    },
    cubes: [],
    filtered: null,
    // Why it failed tells of the server's own set-up.
    ...(trace.rerank && { rerank: { ...trace.rerank, reason: null } }),
    ...(trace.meaning && { meaning: { ...trace.meaning, reason: null, vectors_pending: null } }),
    filtered_by: null,
    took_ms: {},
  };
}
