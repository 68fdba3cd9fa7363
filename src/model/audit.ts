import { z } from 'zod';
import { limits } from './requests.js';

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });
const name = z.string().nullable();

/** What is noted: how an action begins tells what it is about. */
export const auditGroups = [
  'access',
  'app',
  'backup',
  'category',
  'cube',
  'export',
  'import',
  'job',
  'key',
  'memories',
  'policy',
  'reindex',
  'settings',
  'undo',
  'webhook',
] as const;

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: instant,
    action: z.string().meta({ description: 'What was done, such as key.create.' }),
    subject: name.meta({ description: 'Id or name of what it was done to.' }),
    detail: z.record(z.string(), z.unknown()).meta({
      description: 'Numbers and names of settings; nothing of what is remembered.',
    }),
    outcome: z.string().meta({
      description: 'done; begun: it goes on, or the process ended; else the code of the error.',
    }),
    principal: name.meta({ description: 'Who; null: whoever has the data directory.' }),
    app: name,
    key: name.meta({ description: 'Id of the key that was shown.' }),
  })
  .meta({ id: 'AuditEntry' });

export const listAuditSchema = z
  .strictObject({
    group: z.enum(auditGroups).optional(),
    principal: z.string().max(limits.name).optional(),
    key: z.string().max(limits.name).optional(),
    since: z.string().max(64).optional().meta({ format: 'date-time' }),
    until: z.string().max(64).optional().meta({ format: 'date-time' }),
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
    cursor: z
      .string()
      .regex(/^\d{1,16}$/)
      .optional(),
  })
  .meta({ id: 'ListAuditRequest' });

export const listAuditResultSchema = z
  .object({ data: z.array(auditEntrySchema), next_cursor: name })
  .meta({ id: 'AuditPage', description: 'Newest first.' });

export type AuditGroup = (typeof auditGroups)[number];
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type ListAuditRequest = z.input<typeof listAuditSchema>;
export type ListAuditResult = z.infer<typeof listAuditResultSchema>;

/** Who has changed how Tulving is run, the same in library and client. */
export interface AuditVerbs {
  list(request?: ListAuditRequest): Promise<ListAuditResult>;
}
