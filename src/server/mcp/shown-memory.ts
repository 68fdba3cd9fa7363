import { z } from 'zod';
import { memoryKinds, type Memory, memorySchema, memoryStates } from '../../model/memory.js';
import { whole } from './fit.js';

/** UTF-16 units of one memory in a list; `memory_get` gives all of it. */
const LISTED_TEXT = 1_000;
/** UTF-16 units of JSON that another field may take. */
const LISTED_FIELD = 1_000;

const full = memorySchema.shape;

/** A memory as REST has it, where fields that say nothing are left out. */
export const shownMemorySchema = z.object({
  id: z.string(),
  text: z.string(),
  cut: z
    .array(z.string())
    .optional()
    .describe('Fields that are shortened or left out here; memory_get has all of the text.'),
  score: z.number().optional().describe('0 to 1; below 0.3 it is hardly about the query.'),
  speaker: z.string().optional().describe('Who said it.'),
  occurred_at: z.string().describe('When it happened or was said.'),
  kind: z.enum(memoryKinds).optional().describe('Left out for a statement, word for word.'),
  state: z.enum(memoryStates).optional().describe('Left out when active.'),
  tags: full.tags.optional(),
  categories: full.categories.optional(),
  valid_from: z.string().optional(),
  valid_to: z.string().optional().describe('Until when it held. It no longer holds after that.'),
  expires_at: z.string().optional(),
  superseded_by: z.string().optional().describe('Id of the memory that took its place.'),
  merged_into: z.string().optional(),
  cube: z.string().optional(),
  user_id: z.string().optional(),
  agent_id: z.string().optional(),
  app_id: z.string().optional(),
  run_id: z.string().optional(),
  version: z.int().optional(),
  metadata: full.metadata.optional().meta({ additionalProperties: true }),
  supersedes: full.supersedes.optional(),
  created_at: z.string().optional(),
  updated_at: z.string().optional(),
  sources: z
    .array(z.object({ episode_id: z.string(), quote: z.string(), occurred_at: z.string() }))
    .optional()
    .describe('The verbatim words that it rests on.'),
});

export type ShownMemory = z.infer<typeof shownMemorySchema>;

export const responseFormats = ['concise', 'detailed'] as const;
export type ResponseFormat = (typeof responseFormats)[number];

/** `score` where it was searched for; `text` where a part of it is shown on purpose. */
interface Shown extends Memory {
  score?: number;
}

/** Short unless asked for more: what a model needs to use it, not what a program needs to keep it. */
export function shownMemory(memory: Shown, format: ResponseFormat): ShownMemory {
  const text = whole(memory.text, LISTED_TEXT);
  const cut = text === memory.text ? [] : ['text'];
  const fields = format === 'concise' ? concise(memory) : { ...concise(memory), ...more(memory) };
  const kept = Object.entries(fields).filter(([name, value]) => {
    if (isEmpty(value)) return false;
    const fits = JSON.stringify(value).length <= LISTED_FIELD;
    if (!fits) cut.push(name);
    return fits;
  });
  return {
    id: memory.id,
    text,
    ...(cut.length > 0 && { cut }),
    ...(Object.fromEntries(kept) as Omit<ShownMemory, 'id' | 'text'>),
  };
}

function concise(memory: Shown) {
  const { score, kind, state, tags, categories, sources } = memory;
  const { valid_from, valid_to, expires_at, superseded_by, merged_into } = memory;
  return {
    score: score === undefined ? null : Math.round(score * 100) / 100,
    speaker: sources[0]?.speaker,
    occurred_at: seconds(memory.occurred_at),
    kind: kind === 'statement' ? null : kind,
    state: state === 'active' ? null : state,
    tags,
    categories,
    valid_from,
    valid_to,
    expires_at,
    superseded_by,
    merged_into,
  };
}

function more(memory: Shown) {
  const { kind, state, cube, user_id, agent_id, app_id, run_id, version, metadata } = memory;
  const { supersedes, created_at, updated_at, sources } = memory;
  return {
    kind,
    state,
    cube,
    user_id,
    agent_id,
    app_id,
    run_id,
    version,
    metadata,
    supersedes,
    created_at,
    updated_at,
    sources: sources.map(({ episode_id, quote, occurred_at }) => ({
      episode_id,
      quote: whole(quote, LISTED_FIELD / 2),
      occurred_at,
    })),
  };
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Milliseconds tell a reader nothing. */
function seconds(instant: string): string {
  return instant.replace(/\.\d+(?=Z)/, '');
}
