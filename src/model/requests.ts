import { z } from 'zod';
import { documentTypes, MOST_DOCUMENT_CHARACTERS } from './documents.js';
import { filterSchema } from './filter.js';
import { hitSchema, memoryKinds, memorySchema, memoryStates, roles } from './memory.js';
import { ANY_USER } from './scope.js';
import { traceSchema } from './trace.js';

/** What may be asked, the same in library, REST and client. Limits are in UTF-16 units. */
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

const wellFormed = (value: string) => value.isWellFormed() && !value.includes('\0');
const malformed = 'must not hold NUL characters or lone surrogates; remove them before sending';

/** A text to keep: something other than white space, without characters that no store keeps. */
const text = z
  .string()
  .max(limits.text, `must be at most ${limits.text} characters; split it over several memories`)
  .refine(wellFormed, malformed)
  .refine((value) => value.trim() !== '', 'must not be empty');

const name = z
  .string()
  .max(limits.name)
  .refine(wellFormed, malformed)
  .refine((value) => value.trim() !== '', 'must not be empty; leave the field out instead');

const dateTime = z.string().max(64).meta({
  format: 'date-time',
  description: 'ISO 8601. Without an offset it is read in the configured time zone.',
  example: '2026-03-04T09:30:00Z',
});

const id = z.string().max(64).meta({ format: 'uuid' });

const validity = {
  valid_from: dateTime.optional().meta({
    description:
      'Since when it holds in the world. With `supersedes` the default is when it happened.',
  }),
  valid_to: dateTime.optional().meta({ description: 'Until when it holds, exclusive.' }),
  expires_at: dateTime.optional().meta({
    description: 'When it is deleted by itself; in the future. Default: TULVING_TTL_DAYS.',
  }),
};

const scope = {
  cube: name.optional().meta({ description: 'Container of the memory; see Scope in the README.' }),
  user_id: name.optional().meta({ description: 'Whom the memory is about.' }),
  agent_id: name.optional(),
  app_id: name.optional(),
  run_id: name.optional().meta({ description: 'The session; turns of one run stand in order.' }),
};

/** Of what is written: `*` stands for every user only where memories are read. */
const ownScope = {
  ...scope,
  user_id: name
    .refine((value) => value !== ANY_USER, 'must be one user; * reads all of them')
    .optional()
    .meta({ description: 'Whom the memory is about.' }),
};

const metadata = z
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

const labels = z.array(name).max(limits.labels);

export const messageSchema = z
  .strictObject({
    content: text,
    role: z.enum(roles).optional(),
    speaker: name.optional().meta({ description: 'Name of the person who speaks.' }),
    occurred_at: dateTime.optional(),
  })
  .meta({ id: 'Message' });

export const addSchema = z
  .strictObject({
    ...ownScope,
    text: text.optional().meta({ description: 'A note. Give either `text` or `messages`.' }),
    messages: z.array(messageSchema).min(1).max(limits.messages).optional(),
    kind: z.enum(memoryKinds).optional(),
    metadata: metadata.optional(),
    categories: labels.optional(),
    tags: labels.optional(),
    occurred_at: dateTime.optional(),
    ...validity,
    supersedes: z.array(id).min(1).max(limits.labels).optional().meta({
      description:
        'Ids of older memories that no longer hold because this one does. Goes with `text`.',
    }),
  })
  .refine((input) => (input.text === undefined) !== (input.messages === undefined), {
    message: 'give either `text` or `messages`',
    path: ['text'],
  })
  .refine((input) => input.kind === undefined || input.text !== undefined, {
    message: 'goes with `text` only; each turn of a conversation is kept as a statement',
    path: ['kind'],
  })
  .refine((input) => input.supersedes === undefined || input.text !== undefined, {
    message: 'goes with `text` only',
    path: ['supersedes'],
  })
  .meta({ id: 'AddRequest' });

const documentText = z
  .string()
  .max(limits.document, `must be at most ${limits.document} characters; split it`)
  .refine(wellFormed, malformed)
  .refine((value) => value.trim() !== '', 'must not be empty');

const aboutDocument = {
  ...ownScope,
  name: name.optional().meta({
    description:
      'Of the file. Kept in metadata as `file`; the same file, added again, is evidence.',
    example: 'report.pdf',
  }),
  type: z.enum(documentTypes).optional().meta({
    description: 'Default: by the content and the name; of a text without a name, markdown.',
  }),
  title: name.optional().meta({
    description:
      'Indexed with every piece, and kept in metadata. Default: what the file has, else its name.',
  }),
  metadata: metadata.optional(),
  categories: labels.optional(),
  tags: labels.optional(),
  occurred_at: dateTime.optional().meta({
    description: 'Default: when the file says that it was changed, else now.',
  }),
  valid_from: validity.valid_from,
  valid_to: validity.valid_to,
  expires_at: validity.expires_at,
};

/** What is said of a file that comes beside it. */
export const fileSchema = z.strictObject(aboutDocument);

export const documentSchema = z
  .strictObject({
    ...aboutDocument,
    text: documentText.optional().meta({
      description: 'The document. Give one of `text`, `base64` and `url`.',
    }),
    base64: z.string().optional().meta({ description: 'A file, PDF or another type.' }),
    url: z.string().max(2_048).optional().meta({
      description: 'Where to fetch it; takes TULVING_ALLOW_URLS.',
    }),
  })
  .refine(
    ({ text: given, base64, url }) =>
      [given, base64, url].filter((source) => source !== undefined).length === 1,
    { message: 'give one of `text`, `base64` and `url`', path: ['text'] },
  )
  .meta({
    id: 'DocumentRequest',
    description:
      'Cut into episodes that tile it, each with a memory that repeats a little of the one before.',
  });

export const documentFormSchema = fileSchema
  .extend({ file: z.string().meta({ format: 'binary', description: 'The file itself.' }) })
  .meta({
    id: 'DocumentForm',
    description: '`tags` and `categories` may be repeated; `metadata` is JSON.',
  });

/** What one line of a batch came to. */
export const batchOutcomeSchema = z
  .object({
    line: z.int().meta({ description: 'From 1, blank lines counted.' }),
    status: z.enum(['kept', 'blocked', 'refused']).meta({
      description: 'blocked: an import of what was erased. refused: see `error`.',
    }),
    memories: z.array(z.string()),
    episodes: z.array(z.string()),
    error: z
      .object({
        code: z.string(),
        detail: z.string(),
        remedy: z.string(),
        errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
      })
      .optional(),
  })
  .meta({ id: 'BatchOutcome' });

export const addResultSchema = z
  .object({
    memories: z.array(memorySchema),
    episodes: z.array(z.object({ id: z.string() })),
    redacted: z.array(z.string()).meta({
      description: 'Kinds of secrets that were replaced by a mark such as [REDACTED:github_token].',
    }),
    vectors_pending: z.int().optional().meta({
      description:
        'How many of the memories wait for their vector of the model that is the embedder; they are found without it. Missing where none is configured.',
    }),
  })
  .meta({
    id: 'AddResult',
    description:
      'The memories that now hold the input: new ones, or the one that the same words made before. Small talk makes an episode only.',
  });

const query = z
  .string()
  .max(limits.query, `must be at most ${limits.query} characters; send the question alone`)
  .refine(wellFormed, malformed)
  .refine((value) => value.trim() !== '', 'must not be empty');

export const searchSchema = z
  .strictObject({
    ...scope,
    query,
    limit: z.int().min(1).max(limits.searchResults).optional().meta({ default: 10 }),
    min_score: z.number().min(0).max(1).optional().meta({
      default: 0,
      description: 'Leaves out what scores less; docs/evaluation.md tells what that costs.',
    }),
    diversity: z.number().min(0).max(1).optional().meta({
      default: 0,
      description: 'How much a memory loses for saying what one before it says. 0: nothing.',
    }),
    explain: z.boolean().optional().meta({ description: 'Answer with the trace too.' }),
    filters: filterSchema.optional(),
    as_of: dateTime.optional().meta({
      description: 'What held at that moment, in place of what holds now.',
    }),
    known_at: dateTime.optional().meta({
      description:
        'What the store knew at that moment, and held then unless `as_of` says otherwise.',
    }),
    reference_time: dateTime.optional().meta({
      description:
        'When the question is asked: what "yesterday" or "last May" in it is counted from. Default: now.',
    }),
    include_superseded: z.boolean().optional().meta({
      description: 'Find what held once, too; what holds comes first.',
    }),
    rerank: z.boolean().optional().meta({
      default: true,
      description: 'False leaves out the reranker, where one is configured.',
    }),
  })
  .meta({ id: 'SearchRequest' });

export const contextSchema = searchSchema
  .omit({ explain: true })
  .extend({
    budget_tokens: z.int().min(1).max(limits.budgetTokens).optional().meta({
      default: 1_000,
      description: 'What the block may take, by an estimate that rather counts too much.',
    }),
  })
  .meta({ id: 'ContextRequest' });

/** What a search went on without. */
const warnings = z
  .array(z.object({ code: z.enum(['words_only', 'not_reranked']), detail: z.string() }))
  .optional()
  .meta({
    description:
      'words_only: the model that is the embedder did not answer, so that memories were found by words and the built-in vectors alone. not_reranked: the reranker did not answer, so that the order is the one without it. Missing where nothing is to be told.',
  });

export const contextResultSchema = z
  .object({
    text: z.string().meta({
      description:
        'A block for a prompt: data, escaped so that no memory can end it or pose as instructions. Empty when nothing fits or matches.',
    }),
    tokens: z.int(),
    sources: z
      .record(z.string(), z.object({ memory_id: z.string(), episode_ids: z.array(z.string()) }))
      .meta({ description: 'What m1, m2, … in the block stand for.' }),
    left_out: z.array(
      z.object({ id: z.string(), reason: z.enum(['budget', 'repeats', 'min_score']) }),
    ),
    warnings,
  })
  .meta({ id: 'Context' });

export const statsRequestSchema = z.strictObject(scope).meta({ id: 'StatsRequest' });

export const batchQuerySchema = z
  .strictObject({
    import: z.enum(['true', 'false']).optional().meta({
      description: 'Whether it comes from elsewhere: then what was erased is not brought back.',
    }),
  })
  .meta({ id: 'BatchQuery' });

export const searchResultSchema = z
  .object({ results: z.array(hitSchema), warnings, trace: traceSchema.optional() })
  .meta({ id: 'SearchResult' });

/** In a URL a filter comes as JSON text. */
const filtersInQuery = z
  .preprocess((value, context) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      context.addIssue('is not JSON');
      return z.NEVER;
    }
  }, filterSchema)
  .meta({ description: 'As in search, as JSON text.' });

const flagInQuery = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);

export const listOrders = [
  '-created_at',
  'created_at',
  '-updated_at',
  'updated_at',
  '-occurred_at',
  'occurred_at',
] as const;

export const listSchema = z
  .strictObject({
    ...scope,
    state: z.enum(memoryStates).optional().meta({ default: 'active' }),
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
    cursor: z.string().max(256).optional().meta({
      description: 'The `next_cursor` of the page before; goes with the same `sort`.',
    }),
    filters: filtersInQuery.optional(),
    sort: z.enum(listOrders).optional().meta({
      default: '-created_at',
      description: 'By which date, oldest first; with a minus before it newest first.',
    }),
    text: query.optional().meta({
      description: 'Only what holds these letters; capitals and accents count alike.',
    }),
    total: flagInQuery.optional().meta({
      description: 'Answer with the number of memories on all pages together.',
    }),
  })
  .meta({ id: 'ListRequest' });

export const listResultSchema = z
  .object({
    data: z.array(memorySchema),
    next_cursor: z.string().nullable(),
    total: z.int().optional().meta({ description: 'Where it was asked for.' }),
  })
  .meta({ id: 'MemoryPage' });

export const updateSchema = z
  .strictObject({
    text: text.optional(),
    metadata: metadata.optional().meta({ description: 'Replaces the metadata as a whole.' }),
    categories: labels.optional(),
    tags: labels.optional(),
    occurred_at: dateTime.optional(),
    state: z.enum(['active', 'paused', 'archived']).optional(),
    valid_from: dateTime.nullable().optional(),
    valid_to: dateTime.nullable().optional(),
    expires_at: dateTime.nullable().optional(),
    if_version: z.int().min(1).optional().meta({
      description: 'Refuse the update when the memory has another version by now.',
    }),
  })
  .meta({ id: 'UpdateRequest' });

export const mergeSchema = z
  .strictObject({ into: id.meta({ description: 'The memory that stays.' }) })
  .meta({ id: 'MergeRequest' });

export const deleteScopeSchema = z
  .strictObject({ ...scope, filters: filtersInQuery.optional() })
  .meta({ id: 'DeleteRequest' });

export const deleteReportSchema = z
  .object({ deleted: z.int() })
  .meta({ id: 'DeleteReport', description: 'How many memories were taken out of search.' });

export const eraseScopeSchema = z.strictObject(scope).meta({
  id: 'EraseRequest',
  description: 'Whose memories and episodes go for good. At least one field; `*` is not taken.',
});

export const eraseReportSchema = z
  .object({
    memories: z.int().meta({ description: 'Memories that are gone.' }),
    rebuilt: z.int().meta({ description: 'Memories that lost a part of what they rest on.' }),
    episodes: z.int().meta({ description: 'Episodes that were blanked or removed.' }),
    spans: z.int().meta({ description: 'Quotes that were blanked.' }),
  })
  .meta({ id: 'EraseReport' });

export const scanReportSchema = z
  .object({
    scanned: z.int().meta({ description: 'Episodes and memories that were looked into.' }),
    found: z.array(
      z.object({
        kind: z.enum(['episode', 'memory']),
        id: z.string(),
        secrets: z.array(z.string()).meta({ description: 'Kinds; never the secrets themselves.' }),
      }),
    ),
    redacted: z.boolean().meta({ description: 'Whether they were taken out.' }),
  })
  .meta({ id: 'ScanReport' });

export type Message = z.infer<typeof messageSchema>;
export type AddRequest = z.infer<typeof addSchema>;
export type AddResult = z.infer<typeof addResultSchema>;
export type SearchRequest = z.infer<typeof searchSchema>;
export type SearchResult = z.infer<typeof searchResultSchema>;
export type ListRequest = z.input<typeof listSchema>;
export type ListResult = z.infer<typeof listResultSchema>;
export type UpdateRequest = z.infer<typeof updateSchema>;
export type DocumentRequest = z.infer<typeof documentSchema>;
/** A file in memory, in place of `text`, `base64` or `url`. */
export type FileRequest = z.infer<typeof fileSchema> & { bytes: Uint8Array };
export type DocumentInput = DocumentRequest | FileRequest;
export type BatchOutcome = z.infer<typeof batchOutcomeSchema>;
export type ContextRequest = z.infer<typeof contextSchema>;
export type ContextResult = z.infer<typeof contextResultSchema>;
export type DeleteScopeRequest = z.input<typeof deleteScopeSchema>;
export type DeleteReport = z.infer<typeof deleteReportSchema>;
export type EraseReport = z.infer<typeof eraseReportSchema>;
export type ScanReport = z.infer<typeof scanReportSchema>;
export type MergeRequest = z.infer<typeof mergeSchema>;

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
