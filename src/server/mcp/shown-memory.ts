import { z } from 'zod';
import { memoryKinds, type Memory, memoryStates } from '../../model/memory.js';
import { ANSWER_TOKENS, beginning, costOf, fitting, whole } from './fit.js';

/** In UTF-16 units: what one field of a memory takes in a list; `memory_get` gives all of it. */
const LISTED = 1_000;
/** Tokens of a text that is read whole, and of each other field. */
const TEXT_TOKENS = ANSWER_TOKENS / 2;
const FIELD_TOKENS = ANSWER_TOKENS / 8;

/** A memory as REST has it, where fields that say nothing are left out. */
export const shownMemorySchema = z
  .looseObject({
    id: z.string(),
    text: z.string(),
    cut: z.array(z.string()).optional().describe('Fields shortened or left out; see memory_get.'),
    score: z.number().optional().describe('0 to 1; below 0.3 it is hardly about the query.'),
    speaker: z.string().optional(),
    occurred_at: z.string().describe('When it happened or was said.'),
    kind: z.enum(memoryKinds).optional().describe('Left out for a statement.'),
    state: z.enum(memoryStates).optional().describe('Left out when active.'),
    version: z.int().optional().describe('Left out for the first.'),
    valid_to: z.string().optional().describe('Until when it held.'),
    superseded_by: z.string().optional().describe('Id of the memory that took its place.'),
  })
  .meta({ additionalProperties: true });

export type ShownMemory = z.infer<typeof shownMemorySchema>;

export const responseFormats = ['concise', 'detailed'] as const;
export type ResponseFormat = (typeof responseFormats)[number];

/** `score` where it was searched for. */
interface Shown extends Memory {
  score?: number;
}

type Fields = Record<string, unknown>;

/** One of a list. Short unless asked for more: what a model needs to use it, not a program to keep it. */
export function shownMemory(memory: Shown, format: ResponseFormat): ShownMemory {
  const text = whole(memory.text, LISTED);
  const { kept, cut } = fieldsThatFit(fieldsOf(memory, format), (value) => {
    return JSON.stringify(value).length <= LISTED;
  });
  if (text !== memory.text) cut.unshift('text');
  return shownOf(memory, text, kept, cut);
}

/** One that is read by itself, from `offset` on: as much of it as one answer takes. */
export function wholeMemory(
  memory: Memory,
  format: ResponseFormat,
  offset = 0,
): ShownMemory & { next_offset?: number } {
  const text = beginning(memory.text.slice(offset), TEXT_TOKENS);
  const end = offset + text.length;
  const { kept, cut } = fieldsThatFit(
    fieldsOf(memory, format),
    (value) => costOf(value) <= FIELD_TOKENS,
  );
  return {
    ...shownOf(memory, text, kept, cut),
    ...(end < memory.text.length && { next_offset: end }),
  };
}

function shownOf(memory: Memory, text: string, fields: Fields, cut: readonly string[]) {
  const { id, occurred_at } = memory;
  const marks = cut.length > 0 ? { cut: [...cut] } : {};
  return { id, text, ...marks, occurred_at: seconds(occurred_at), ...fields };
}

function fieldsOf(memory: Shown, format: ResponseFormat): Fields {
  const fields = format === 'concise' ? concise(memory) : { ...concise(memory), ...more(memory) };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

/** Of a list that is too long the beginning stays. */
function fieldsThatFit(fields: Fields, fits: (value: unknown) => boolean) {
  const kept: Fields = {};
  const cut: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (fits(value)) {
      kept[name] = value;
      continue;
    }
    cut.push(name);
    const start = Array.isArray(value) ? startThatFits(value, fits) : [];
    if (start.length > 0) kept[name] = start;
  }
  return { kept, cut };
}

function startThatFits(values: readonly unknown[], fits: (value: unknown) => boolean): unknown[] {
  const { kept } = fitting(values, FIELD_TOKENS);
  while (kept.length > 0 && !fits(kept)) kept.pop();
  return kept;
}

function concise(memory: Shown): Fields {
  const { score, kind, state, version, tags, categories, sources } = memory;
  const { valid_from, valid_to, expires_at, superseded_by, merged_into } = memory;
  return {
    score: score === undefined ? null : Math.round(score * 100) / 100,
    speaker: sources[0]?.speaker,
    kind: kind === 'statement' ? null : kind,
    state: state === 'active' ? null : state,
    version: version === 1 ? null : version,
    tags,
    categories,
    valid_from,
    valid_to,
    expires_at,
    superseded_by,
    merged_into,
  };
}

function more(memory: Shown): Fields {
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
      quote: whole(quote, LISTED / 2),
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
