import { z } from 'zod';
import { ownScope, scope } from './fields.js';
import { filterSchema } from './filter.js';

/** What is asked of an export and an import, the same in library, REST, client and command line. */

export const exportFormats = ['jsonl', 'markdown', 'openmemory', 'mem0', 'server-memory'] as const;
export const importFormats = [
  ...exportFormats,
  'mem0-markdown',
  'chatgpt',
  'claude',
  'memos',
] as const;
/** Systems that are read where they are, and not from a file. Not over REST: a server goes to no address for others. */
export const importSources = [
  'mem0-platform',
  'mem0-server',
  'mem0-qdrant',
  'mem0-pgvector',
  'mem0-sqlite',
] as const;
export const exportExtras = ['history', 'rules', 'vectors'] as const;

export type ExportFormat = (typeof exportFormats)[number];
export type ImportFormat = (typeof importFormats)[number];
export type ImportSource = (typeof importSources)[number];
export type ExportExtra = (typeof exportExtras)[number];

export const exportSchema = z
  .strictObject({
    ...scope,
    user_id: scope.user_id.meta({
      description: 'Only what is about this user. Default: all that the key reaches.',
    }),
    format: z.enum(exportFormats).optional().meta({ default: 'jsonl' }),
    filters: filterSchema.optional(),
    with: z
      .array(z.enum(exportExtras))
      .optional()
      .meta({
        default: ['history'],
        description:
          'What goes along in `jsonl`: all versions; access rules, which takes an admin key; vectors that a model has made. Empty: memories as they are.',
      }),
  })
  .meta({ id: 'ExportRequest' });

export const duplicateRules = ['skip', 'new'] as const;

export const importSchema = z
  .strictObject({
    ...ownScope,
    user_id: ownScope.user_id.meta({
      description: 'Whose it becomes. Default: as the file says.',
    }),
    default_user_id: ownScope.user_id.meta({
      description: 'Whose becomes what names neither a user nor a cube.',
    }),
    format: z
      .enum(['auto', ...importFormats])
      .optional()
      .meta({ default: 'auto', description: 'auto: by what is in the file.' }),
    dry_run: z.boolean().optional().meta({ description: 'Tell what it would do, and do nothing.' }),
    on_duplicate: z.enum(duplicateRules).optional().meta({
      default: 'skip',
      description: 'What becomes of a memory whose id is there already; new: it gets another id.',
    }),
    extract: z.boolean().optional().meta({
      default: false,
      description: 'Whether a model draws memories from what is brought in.',
    }),
  })
  .meta({ id: 'ImportRequest' });

/** As a query carries it, beside a file. */
export const importQuerySchema = importSchema.extend({
  dry_run: z.stringbool().optional(),
  extract: z.stringbool().optional(),
});

const count = z.int();

export const importReportSchema = z
  .object({
    format: z.enum(importFormats),
    dry_run: z.boolean(),
    read: z.record(z.string(), count).meta({
      description:
        'What is in the file, by kind: episode, memory, link, graph, category, rule, space.',
    }),
    made: z.record(z.string(), count).meta({ description: 'What was brought in, by kind.' }),
    duplicates: count.meta({ description: 'Memories that are here already, by their ids.' }),
    deleted_here: count.meta({
      description:
        'Of these, those that were deleted here and stay so; `on_duplicate` new brings them back under other ids.',
    }),
    blocked: count.meta({ description: 'Memories whose words were erased here.' }),
    refused: count.meta({ description: 'Lines that could not be brought in.' }),
    errors: z
      .array(z.object({ place: z.string(), code: z.string(), detail: z.string() }))
      .meta({ description: 'Why; the first hundred.' }),
    redacted: z.array(z.string()).meta({ description: 'Kinds of secrets that were taken out.' }),
    not_kept: z
      .array(z.string())
      .meta({ description: 'What is in the file and has no place here.' }),
    batch: z.string().nullable().meta({
      description: 'With what it can be undone; null where nothing was brought in.',
    }),
  })
  .meta({ id: 'ImportReport' });

/** A line of the answer while an import goes on; the last one is the report. */
export const importLineSchema = z
  .union([
    z.object({ progress: z.object({ done: count, total: count.optional() }) }),
    z.object({ report: importReportSchema }),
    z.object({ error: z.object({ code: z.string(), detail: z.string(), remedy: z.string() }) }),
  ])
  .meta({ id: 'ImportLine' });

export type ExportRequest = z.input<typeof exportSchema>;
export type ImportRequest = z.input<typeof importSchema>;
export type ImportReport = z.infer<typeof importReportSchema>;
export type ImportLine = z.infer<typeof importLineSchema>;

/** How far it is; of an import in bytes of the file. */
export interface ExchangeProgress {
  done: number;
  total?: number | undefined;
}
