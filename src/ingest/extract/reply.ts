import { z } from 'zod';
import { estimateTokens } from '../../language/tokens.js';

const text = z.string().trim().min(1).max(2_000);
const name = z.string().trim().min(1).max(200);
const date = z.string().max(64).nullish();

const entitySchema = z.object({
  name,
  kind: z.string().max(50).nullish().describe('person, place, organisation, thing or event'),
  aliases: z.array(name).max(10).nullish(),
});

const relationSchema = z.object({
  from: name,
  kind: name.describe('such as lives_in, works_for, sister_of'),
  to: name,
  valid_from: date,
  valid_to: date,
});

/** One thing that a model has drawn. What it says of ids, quotes, dates and numbers is checked by `draw.ts`. */
export const itemSchema = z.object({
  kind: z.enum(['fact', 'preference', 'procedure']),
  text,
  quotes: z
    .array(z.object({ ref: z.string().max(20), text: z.string().min(1).max(2_000) }))
    .min(1)
    .max(20),
  importance: z.number().nullish(),
  categories: z.array(z.string()).max(20).nullish(),
  valid_from: date,
  valid_to: date,
  explicit: z.boolean().nullish().describe('of a preference: whether it was said so'),
  reason: z.string().max(500).nullish().describe('of a preference: why'),
  title: z.string().max(200).nullish().describe('of a procedure'),
  steps: z.array(text).max(50).nullish().describe('of a procedure'),
  entities: z.array(entitySchema).max(30).nullish(),
  relations: z.array(relationSchema).max(30).nullish(),
});

/** Any number: a limit here would refuse the whole reply of a window with much to draw. */
export const replySchema = z.object({ items: z.array(itemSchema) });

/** What small models manage: they lose themselves in many fields. */
const briefItemSchema = itemSchema.pick({
  kind: true,
  text: true,
  quotes: true,
  importance: true,
  categories: true,
  reason: true,
  steps: true,
});

export const briefReplySchema = z.object({ items: z.array(briefItemSchema) });

export type ReplyItem = z.infer<typeof itemSchema>;

/** About how many tokens its shape takes, said in words. */
export function shapeTokens(compact: boolean): number {
  const schema = compact ? briefReplySchema : replySchema;
  return estimateTokens(JSON.stringify(z.toJSONSchema(schema, { io: 'input' })));
}
