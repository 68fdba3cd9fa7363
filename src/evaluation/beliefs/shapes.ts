import { z } from 'zod';

const ids = z.array(z.string()).optional();

/** A belief of `beliefs.seed.json`. What measures nothing here is left unread. */
export const beliefSchema = z.object({
  _id: z.string(),
  user_id: z.string(),
  type: z.string(),
  canonical_name: z.string(),
  aliases: z.array(z.string()).default([]),
  content: z.string(),
  why_it_matters: z.string().default(''),
  scope: z.array(z.string()),
  pinned: z.boolean().default(false),
  superseded_by: z.string().nullish(),
  resolved_at: z.string().nullish(),
  /** Of a relation: what it brings along when it is found. */
  participants: z.array(z.string()).default([]),
});

const expectSchema = z.object({
  relevantBeliefs: z
    .object({
      mustInclude: ids,
      mustExclude: ids,
      shouldInclude: ids,
      shouldOnlyInclude: ids,
      orderedBefore: z.array(z.tuple([z.string(), z.string()])).optional(),
      maxCount: z.int().nullish(),
      minCount: z.int().nullish(),
    })
    .default({}),
  pinnedFacts: z.object({ mustInclude: ids, mustExclude: ids }).default({}),
  openQuestions: z.object({ mustInclude: ids, mustExclude: ids }).default({}),
  noiseCheck: z.object({ mustNotSurface: z.array(z.string()) }).optional(),
});

const budgetSchema = z.object({ maxBeliefs: z.int().optional(), maxQuestions: z.int().optional() });

/** `retrieval.cases.json` */
export const casesSchema = z
  .array(
    z.object({
      caseId: z.string(),
      category: z.string(),
      userId: z.string().optional(),
      scope: z.array(z.string()),
      query: z.string(),
      budget: budgetSchema.optional(),
      expect: expectSchema,
    }),
  )
  .min(1);

const changeSchema = z.object({
  beliefId: z.string(),
  addAliases: z.array(z.string()).optional(),
  setContent: z.string().optional(),
  setCanonicalName: z.string().optional(),
});

/** `session-retrieval.cases.json` */
export const sessionsSchema = z.array(
  z.object({
    caseId: z.string(),
    turns: z.array(
      z.object({
        turnIndex: z.int(),
        scope: z.array(z.string()),
        userMessage: z.string(),
        createBeliefAtTurn: beliefSchema.optional(),
        updateBeliefAtTurn: changeSchema.optional(),
        expect: expectSchema,
      }),
    ),
  }),
);

export type Belief = z.output<typeof beliefSchema>;
export type BeliefChange = z.output<typeof changeSchema>;
export type Expectations = z.output<typeof expectSchema>;

/** One query, and what may come of it. */
export interface Probe {
  id: string;
  category: string;
  user: string;
  scope: readonly string[];
  query: string;
  /** How many beliefs, pinned ones included. */
  places: number;
  questions: number;
  expect: Expectations;
  /** What becomes known after it. */
  after: { create?: Belief | undefined; change?: BeliefChange | undefined };
}
