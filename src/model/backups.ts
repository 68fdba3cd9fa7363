import { z } from 'zod';
import type { Job } from './job.js';

/** Rows of tables; those without any are left out. */
const countsSchema = z.record(z.string(), z.int().nonnegative());

/** What stands first in an archive. */
export const manifestSchema = z.object({
  format: z.literal('tulving-backup'),
  /** Of this description. */
  version: z.int(),
  made_at: z.iso.datetime(),
  /** The version of Tulving that made it. */
  tulving: z.string(),
  engine: z.enum(['sqlite', 'postgres']),
  /** The name that the store has given itself: whose archive it is. */
  node: z.string(),
  schema: z.int().positive(),
  rows: countsSchema,
  parts: z.array(
    z.object({
      name: z.string().regex(/^(?:tulving\.db|tulving\.yaml|attachments\/[0-9a-f]{64})$/),
      bytes: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;

export const backupSchema = z
  .object({
    name: z.string().meta({ description: 'Of the file, in the backup directory.' }),
    made_at: z.string(),
    bytes: z.int(),
    encrypted: z.boolean(),
    own: z.boolean().meta({ description: 'Whether this store made it.' }),
  })
  .meta({ id: 'Backup' });

export type Backup = z.infer<typeof backupSchema>;

export const madeBackupSchema = backupSchema
  .extend({
    path: z.string().meta({ description: 'On the machine of the server.' }),
    rows: countsSchema,
    files: z.int().meta({ description: 'Files of attachments in it.' }),
    schema: z.int(),
    tulving: z.string().meta({ description: 'The version that made it.' }),
  })
  .meta({ id: 'MadeBackup' });

/** One that was made, or verified. */
export type MadeBackup = z.infer<typeof madeBackupSchema>;

export const createBackupSchema = z.strictObject({});
export const pruneBackupsSchema = z.strictObject({
  dry_run: z.boolean().optional(),
});
export type PruneBackupsRequest = z.infer<typeof pruneBackupsSchema>;

export const restoreRequestSchema = z
  .object({
    name: z.string().meta({ description: 'Of the backup.' }),
    asked_at: z.string(),
    failed: z.string().nullable().meta({
      description: 'Why the start after that went on with what was there; it is not tried again.',
    }),
  })
  .meta({ id: 'RestoreRequest', description: 'What the next start of the server restores.' });
export type RestoreRequest = z.infer<typeof restoreRequestSchema>;

export const listBackupsResultSchema = z
  .object({
    directory: z.string(),
    data: z.array(backupSchema),
    next_at: z.string().nullable().meta({ description: 'When the next one is due, if any is.' }),
    every_hours: z.number().meta({ description: 'How often one is made by itself; 0: never.' }),
    keep: z.record(z.string(), z.int()).meta({ description: 'Of how many periods one stays.' }),
    encrypts: z.boolean().meta({ description: 'Whether what is made is encrypted.' }),
    restore: restoreRequestSchema.nullable(),
  })
  .meta({ id: 'BackupList' });
export type ListBackupsResult = z.infer<typeof listBackupsResultSchema>;

export const prunedBackupsSchema = z
  .object({ kept: z.array(z.string()), removed: z.array(z.string()) })
  .meta({ id: 'PrunedBackups' });
export type PrunedBackups = z.infer<typeof prunedBackupsSchema>;

/** What a restore would do; nothing is changed. */
export const restorePreviewSchema = z
  .object({
    name: z.string(),
    made_at: z.string(),
    tulving: z.string().meta({ description: 'The version that made it.' }),
    schema: z.int(),
    into: z.string(),
    rows: countsSchema,
    files: z.int(),
    foreign: z.boolean().meta({ description: 'Whether another store made it.' }),
    left_out: countsSchema.meta({ description: 'What is taken over only when it is asked for.' }),
    taken: z.boolean().meta({ description: 'Whether something is kept there already.' }),
    at_start: z.boolean().meta({ description: 'Whether the next start can do it.' }),
    command: z.string().meta({ description: 'What restores it, once the server has stopped.' }),
  })
  .meta({ id: 'RestorePreview' });
export type RestorePreview = z.infer<typeof restorePreviewSchema>;

/** The same in the library and over HTTP. */
export interface BackupVerbs {
  create(): Promise<MadeBackup>;
  /** Has one made in the background. */
  request(): Promise<Job>;
  /** What restoring it would do; it is read to its end, and nothing is changed. */
  preview(name: string): Promise<RestorePreview>;
  list(): Promise<ListBackupsResult>;
  verify(name: string): Promise<MadeBackup>;
  /** Has the next start of the server restore it, in place of what is there then. */
  restoreAtStart(name: string): Promise<RestoreRequest>;
  /** Takes that back. */
  keepAtStart(name: string): Promise<void>;
  prune(request?: PruneBackupsRequest): Promise<PrunedBackups>;
}
