import { z } from 'zod';
import { keySchema, keyScopes } from './key.js';

/** Who uses the dashboard, and what that one may. */

/** Of any value: no page of another site can send it along, and no form can. */
export const CSRF_HEADER = 'X-Tulving-Csrf';

export const signInSchema = z
  .strictObject({
    key: z.string().max(256).optional().meta({ description: 'A key: `tlv_…`.' }),
    link: z.string().max(256).optional().meta({
      description: 'What stands behind the # of the link that `tulving serve` prints.',
    }),
  })
  .refine((input) => (input.key === undefined) !== (input.link === undefined), {
    message: 'give either `key` or `link`',
    path: ['key'],
  })
  .meta({ id: 'SignInRequest' });

export const sessionSchema = z
  .object({
    by: z.enum(['keyless', 'link', 'key']).meta({
      description: 'keyless: there is no key yet, and whoever is on this machine is served.',
    }),
    session: z.boolean().meta({ description: 'Whether a cookie says who it is.' }),
    scopes: z.array(z.enum(keyScopes)).meta({ description: 'With those that others imply.' }),
    whole: z.boolean().meta({ description: 'Whether it reaches everything, or a part only.' }),
    key: keySchema
      .pick({
        id: true,
        name: true,
        principal: true,
        user_id: true,
        agent_id: true,
        app_id: true,
        cubes: true,
        expires_at: true,
      })
      .nullable(),
    expires_at: z.string().nullable().meta({
      format: 'date-time',
      description: 'When the session ends unless it is used before then.',
    }),
    default_user: z.string().meta({ description: 'Stands in for a missing user_id.' }),
    version: z.string(),
  })
  .meta({ id: 'Session', description: 'Who asks, and what that one may.' });

export type SignInRequest = z.infer<typeof signInSchema>;
export type Session = z.infer<typeof sessionSchema>;

/** What can be done with the session of a browser. */
export interface SessionVerbs {
  get(): Promise<Session>;
  begin(request: SignInRequest): Promise<Session>;
  end(): Promise<void>;
}
