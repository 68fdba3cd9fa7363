import { z } from 'zod';
import { MOST_DOCUMENT_CHARACTERS } from './documents.js';
import { ANY_USER } from './scope.js';

/** The fields that requests are made of. Limits are in UTF-16 units. */

export const limits = {
  text: 1_000_000,
  document: MOST_DOCUMENT_CHARACTERS,
  query: 16_384,
  name: 256,
  messages: 2_000,
  labels: 64,
  metadataDepth: 32,
  metadataBytes: 65_536,
  searchResults: 200,
  page: 500,
  budgetTokens: 200_000,
} as const;

export const wellFormed = (value: string) => value.isWellFormed() && !value.includes('\0');
export const malformed =
  'must not hold NUL characters or lone surrogates; remove them before sending';

/** A text to keep: something other than white space, without characters that no store keeps. */
export const text = z
  .string()
  .max(limits.text, `must be at most ${limits.text} characters; split it over several memories`)
  .refine(wellFormed, malformed)
  .refine((value) => value.trim() !== '', 'must not be empty');

export const name = z
  .string()
  .max(limits.name)
  .refine(wellFormed, malformed)
  .refine((value) => value.trim() !== '', 'must not be empty; leave the field out instead');

/** What a block of memories may take. A memory takes fifteen and more; less gives an empty block. */
export const budgetTokens = z.int().min(1).max(limits.budgetTokens);

export const dateTime = z.string().max(64).meta({
  format: 'date-time',
  description: 'ISO 8601. Without an offset it is read in the configured time zone.',
  example: '2026-03-04T09:30:00Z',
});

/** Why a state changed. */
export const reason = z
  .string()
  .max(500)
  .refine(wellFormed, malformed)
  .refine((value) => value.trim() !== '', 'must not be empty; leave it out instead')
  .meta({ description: 'Why, in a few words: kept in the history.' });

export const id = z.string().max(64).meta({ format: 'uuid' });

export const validity = {
  valid_from: dateTime.optional().meta({
    description:
      'Since when it holds in the world. With `supersedes` the default is when it happened.',
  }),
  valid_to: dateTime.optional().meta({ description: 'Until when it holds, exclusive.' }),
  expires_at: dateTime.optional().meta({
    description: 'When it is deleted by itself; in the future. Default: TULVING_TTL_DAYS.',
  }),
};

export const scope = {
  cube: name.optional().meta({ description: 'Container of the memory; see Scope in the README.' }),
  user_id: name.optional().meta({ description: 'Whom the memory is about.' }),
  agent_id: name.optional(),
  app_id: name.optional(),
  run_id: name.optional().meta({ description: 'The session; turns of one run stand in order.' }),
};

/** Of what is written: `*` stands for every user only where memories are read. */
export const ownScope = {
  ...scope,
  user_id: name
    .refine((value) => value !== ANY_USER, 'must be one user; * reads all of them')
    .optional()
    .meta({ description: 'Whom the memory is about.' }),
};

export const metadata = z
  .record(z.string(), z.unknown())
  .refine((value) => depthWithin(value, limits.metadataDepth), {
    message: `must not be nested deeper than ${limits.metadataDepth} levels`,
    abort: true,
  })
  .refine(
    (value) => JSON.stringify(value).length <= limits.metadataBytes,
    `must be at most ${limits.metadataBytes} characters as JSON`,
  )
  .refine((value) => stringsWithin(value, wellFormed), malformed);

export const labels = z.array(name).max(limits.labels);

/** `verified` is for a person to say of a memory that there is. */
/** Walks with a stack of its own: input nested thousands deep must not end the process. */
function depthWithin(value: unknown, most: number): boolean {
  const rest: [unknown, number][] = [[value, 1]];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const [item, depth] = next;
    if (typeof item !== 'object' || item === null) continue;
    if (depth > most) return false;
    for (const child of Object.values(item)) rest.push([child, depth + 1]);
  }
  return true;
}

function stringsWithin(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => test(key) && stringsWithin(item, test));
}
