import { z } from 'zod';
import { drawing } from './drawing.js';
import { documentTypes } from './documents.js';
import {
  limits,
  wellFormed,
  malformed,
  text,
  name,
  budgetTokens,
  dateTime,
  id,
  validity,
  scope,
  ownScope,
  metadata,
  labels,
  reason,
} from './fields.js';
import { filterSchema } from './filter.js';
import { hitSchema, memoryKinds, memorySchema, memoryStates, roles } from './memory.js';
import { traceSchema } from './trace.js';

/** What may be asked, the same in library, REST and client. */

export { limits };

const trustSchema = z.enum(['user', 'agent', 'outside']);

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
    trust: trustSchema.optional().meta({
      description:
        'Where the words come from, where that is less than their role tells: outside (a tool, a page), agent, user.',
    }),
    metadata: metadata.optional(),
    categories: labels.optional(),
    tags: labels.optional(),
    occurred_at: dateTime.optional(),
    ...validity,
    ...drawing,
    supersedes: z.array(id).min(1).max(limits.labels).optional().meta({
      description:
        'Ids of older memories that no longer hold because this one does. Goes with `text`.',
    }),
  })
  .refine((input) => (input.text === undefined) !== (input.messages === undefined), {
    message: 'give either `text` or `messages`',
    path: ['text'],
    // Whoever misspelt one of the two, or left it empty, is told of that.
    when: ({ issues }) => issues.length === 0,
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
  trust: trustSchema.optional().meta({
    default: 'outside',
    description:
      'Whose words it holds: `user` for what the user wrote. What is fetched from an address is `outside`, whatever is said here.',
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
  ...drawing,
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
    job_id: z.string().optional().meta({ description: 'Of the job that draws from it.' }),
    batch: z.string().optional().meta({
      description: 'The import that the line is a part of: undo takes it back whole.',
    }),
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
    job_id: z.string().optional().meta({
      description: 'Of the job that draws memories from it; missing where no model does.',
    }),
    pending: z.boolean().optional().meta({
      description: 'With sync: the job is not done yet, or has failed; see it by its id.',
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
      description:
        'Leaves out what scores less; docs/evaluation.md tells what that costs, in a search and in a block.',
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
      description:
        'Find what held once, too. What holds comes first, unless the question asks for the past ("before", "used to", "in March"), which is the default for finding it.',
    }),
    rerank: z.boolean().optional().meta({
      default: true,
      description: 'False leaves out the reranker, where one is configured.',
    }),
  })
  .meta({ id: 'SearchRequest' });

export const contextSchema = searchSchema
  .extend({
    budget_tokens: budgetTokens.optional().meta({
      default: 1_000,
      description: 'What the block may take, by an estimate that rather counts too much.',
    }),
  })
  .meta({ id: 'ContextRequest' });

/** Of a search that was asked to explain itself. */
const explanation = {
  trace: traceSchema.optional(),
  trace_id: z.string().optional().meta({
    description: 'With `explain`: by which feedback names this search.',
  }),
};

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
    ...explanation,
  })
  .meta({ id: 'Context' });

export const statsRequestSchema = z.strictObject(scope).meta({ id: 'StatsRequest' });

export const batchQuerySchema = z
  .strictObject({
    import: z.enum(['true', 'false']).optional().meta({
      description: 'Whether it comes from elsewhere: then what was erased is not brought back.',
    }),
    batch: id.optional().meta({
      description: 'The import that it goes on with: `batch` of an earlier answer.',
    }),
  })
  .meta({ id: 'BatchQuery' });

export const searchResultSchema = z
  .object({
    results: z.array(hitSchema),
    warnings,
    ...explanation,
  })
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

export const getSchema = z
  .strictObject({
    include_deleted: flagInQuery.optional().meta({
      default: false,
      description: 'Also what was deleted or has expired, until it is erased.',
    }),
  })
  .meta({ id: 'GetRequest' });

export const listOrders = [
  '-created_at',
  'created_at',
  '-updated_at',
  'updated_at',
  '-occurred_at',
  'occurred_at',
  'text',
  '-text',
  'app_id',
  '-app_id',
] as const;

export const listSchema = z
  .strictObject({
    ...scope,
    state: z.enum(memoryStates).optional().meta({ default: 'active' }),
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
    cursor: z.string().max(512).optional().meta({
      description: 'The `next_cursor` of the page before; goes with the same `sort`.',
    }),
    filters: filtersInQuery.optional(),
    sort: z
      .enum(listOrders)
      .optional()
      .meta({
        default: '-created_at',
        description:
          'By which date, oldest first, or by what it says or which app it comes from, from A on; with a ' +
          'minus before it the other way. Letters are compared by code point, `A` as `a`.',
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
    reason: reason.optional(),
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
    rules: z.int().optional().meta({
      description:
        'Access rules that do not name the user any more, where all of a user was erased.',
    }),
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
export type GetRequest = z.input<typeof getSchema>;
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
