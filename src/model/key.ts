import { z } from 'zod';
import { limits, searchSchema } from './requests.js';
import { ANY_USER } from './scope.js';

/** What a key may do. `admin` implies `write`, `write` implies `read`. */
export const keyScopes = ['read', 'write', 'admin'] as const;
export type KeyScope = (typeof keyScopes)[number];

// The names and dates of a key are those of every other request.
const name = searchSchema.shape.cube.unwrap();
const dateTime = searchSchema.shape.as_of.unwrap();

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });
const fixed = z.string().nullable();
const scopes = z.array(z.enum(keyScopes)).min(1);
const oneUser = name.refine(
  (value) => value !== ANY_USER,
  'must be one user; leave it out for all',
);

export const keySchema = z
  .object({
    id: z.string().meta({ example: 'k3v9c0qm2x7r4t1b' }),
    name: z.string().meta({ description: 'What people call it.' }),
    scopes: scopes.meta({ description: '`admin` implies `write`, `write` implies `read`.' }),
    principal: fixed,
    user_id: fixed,
    agent_id: fixed,
    app_id: fixed,
    cubes: z.array(z.string()).nullable(),
    created_at: instant,
    expires_at: instant.nullable(),
    revoked_at: instant.nullable(),
    last_used_at: instant.nullable().meta({ description: 'Noted at most once an hour.' }),
  })
  .meta({ id: 'Key', description: 'A key without its secret. Null: the key does not fix that.' });

export const newKeySchema = z
  .strictObject({
    name: name.meta({ description: 'What people call it.' }),
    scopes: scopes.default(['read', 'write']),
    principal: name.optional().meta({ description: 'In whose name it acts, for the history.' }),
    user_id: oneUser.optional().meta({
      description:
        'Fixes the user: only memories about this user are written, and read besides them those about nobody that lie in the shared cube or in the one of the user.',
    }),
    agent_id: name.optional().meta({ description: 'Fixes the agent.' }),
    app_id: name.optional().meta({ description: 'Fixes the client program.' }),
    cubes: z.array(name).min(1).max(limits.labels).optional().meta({
      description:
        'Fixes the cubes. Default: all, or for a key that fixes a user the one of the user and the shared one.',
    }),
    expires_at: dateTime.optional().meta({ description: 'In the future. Default: never.' }),
  })
  .meta({ id: 'NewKeyRequest' });

export const newKeyResultSchema = keySchema
  .extend({
    secret: z.string().meta({ description: 'The whole key. It is answered this once.' }),
  })
  .meta({ id: 'NewKeyResult' });

/** A week. */
const LONGEST_GRACE = 604_800;

export const rotateKeySchema = z
  .strictObject({
    grace_seconds: z.int().min(0).max(LONGEST_GRACE).default(0).meta({
      description: 'How long the old key is still taken beside the new one.',
    }),
  })
  .meta({ id: 'RotateKeyRequest' });

export const keyListSchema = z.object({ data: z.array(keySchema) }).meta({ id: 'KeyList' });

export type Key = z.infer<typeof keySchema>;
export type NewKeyRequest = z.input<typeof newKeySchema>;
export type NewKeyResult = z.infer<typeof newKeyResultSchema>;
export type RotateKeyRequest = z.input<typeof rotateKeySchema>;

/** What can be done with keys, the same in library and client. */
export interface KeyVerbs {
  create(request: NewKeyRequest): Promise<NewKeyResult>;
  /** Oldest first, revoked and expired ones included. */
  list(): Promise<Key[]>;
  revoke(id: string): Promise<void>;
  /** Makes a new key that fixes and may the same; the old one ends after the grace. */
  rotate(id: string, request?: RotateKeyRequest): Promise<NewKeyResult>;
}
