import { z } from 'zod';
import { id, name } from './fields.js';
import { memoryKinds } from './memory.js';

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });
const days = z.int().min(1).max(36_500);

export const policyActions = ['archive', 'delete'] as const;

export const policyCriteriaSchema = z
  .strictObject({
    created_days: days.optional().meta({ description: 'Added so many days ago, or longer.' }),
    updated_days: days.optional().meta({ description: 'Not changed for so many days.' }),
    recalled_days: days.optional().meta({
      description: 'Found by no search for so many days, and added before then.',
    }),
    category: name.optional().meta({ description: 'That bear this category.' }),
    app_id: name.optional().meta({ description: 'That this app has written.' }),
    kind: z.enum(memoryKinds).optional(),
  })
  .refine(
    ({ created_days: created, updated_days: updated, recalled_days: recalled }) =>
      (created ?? updated ?? recalled) !== undefined,
    'give one of created_days, updated_days and recalled_days: a policy is about age',
  )
  .meta({ id: 'PolicyCriteria', description: 'All that is given must hold.' });

export const newPolicySchema = z
  .strictObject({
    name,
    criteria: policyCriteriaSchema,
    action: z.enum(policyActions).optional().meta({ default: 'archive' }),
    enabled: z.boolean().optional().meta({ default: true }),
  })
  .meta({ id: 'NewPolicyRequest' });

export const changePolicySchema = newPolicySchema.partial().meta({ id: 'ChangePolicyRequest' });

export const policySchema = z
  .object({
    id,
    name: z.string(),
    criteria: policyCriteriaSchema,
    action: z.enum(policyActions),
    enabled: z.boolean(),
    created_at: instant,
    last_run: z
      .object({
        at: instant,
        changed: z.int(),
        batch_id: id.nullable().meta({ description: 'Undoes it; null: nothing changed.' }),
      })
      .nullable(),
  })
  .meta({ id: 'Policy', description: 'Archives or deletes by itself, once a day.' });

export const policyListSchema = z
  .object({ data: z.array(policySchema) })
  .meta({ id: 'PolicyList' });

export const runPoliciesSchema = z
  .strictObject({
    dry_run: z.boolean().optional().meta({ description: 'Count, and change nothing.' }),
    id: id.optional().meta({ description: 'This policy, also when it is not enabled.' }),
  })
  .meta({ id: 'RunPoliciesRequest' });

export const policyRunSchema = z
  .object({
    id,
    name: z.string(),
    action: z.enum(policyActions),
    changed: z.int().meta({ description: 'With dry_run: how many it would change.' }),
    batch_id: id.nullable(),
  })
  .meta({ id: 'PolicyRun' });

export const policyRunListSchema = z
  .object({ data: z.array(policyRunSchema), dry_run: z.boolean() })
  .meta({ id: 'PolicyRunList' });

export type PolicyAction = (typeof policyActions)[number];
export type PolicyCriteria = z.infer<typeof policyCriteriaSchema>;
export type NewPolicyRequest = z.input<typeof newPolicySchema>;
export type ChangePolicyRequest = z.input<typeof changePolicySchema>;
export type Policy = z.infer<typeof policySchema>;
export type PolicyRun = z.infer<typeof policyRunSchema>;
export type RunPoliciesRequest = z.input<typeof runPoliciesSchema>;
export type RunPoliciesResult = z.infer<typeof policyRunListSchema>;

/** What can be done with policies, the same in library and client. */
export interface PolicyVerbs {
  list(): Promise<Policy[]>;
  add(request: NewPolicyRequest): Promise<Policy>;
  update(id: string, request: ChangePolicyRequest): Promise<Policy>;
  remove(id: string): Promise<void>;
  /** All that are enabled, or one; with `dry_run` only counted. */
  run(request?: RunPoliciesRequest): Promise<RunPoliciesResult>;
}
