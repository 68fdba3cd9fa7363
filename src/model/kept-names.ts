import { z } from 'zod';
import { limits } from './fields.js';

/** A user or a cube, and how much is kept under that name. */
const kept = {
  memories: z.int().meta({ description: 'In any state but deleted.' }),
  active: z.int(),
  first_at: z.string().nullable().meta({ format: 'date-time' }),
  last_at: z
    .string()
    .nullable()
    .meta({ format: 'date-time', description: 'When any of them was changed last.' }),
};

export const keptUserSchema = z.object({ user_id: z.string(), ...kept }).meta({ id: 'KeptUser' });
export const keptCubeSchema = z.object({ cube: z.string(), ...kept }).meta({ id: 'KeptCube' });

export const listNamesSchema = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
    cursor: z.string().max(2_048).optional(),
    text: z.string().max(limits.name).optional().meta({
      description: 'Only names that hold these letters; capitals and accents count alike.',
    }),
  })
  .meta({ id: 'ListNamesRequest' });

const next_cursor = z.string().nullable();
export const keptUserPageSchema = z
  .object({ data: z.array(keptUserSchema), next_cursor })
  .meta({ id: 'KeptUserPage' });
export const keptCubePageSchema = z
  .object({ data: z.array(keptCubeSchema), next_cursor })
  .meta({ id: 'KeptCubePage' });

export type KeptUser = z.infer<typeof keptUserSchema>;
export type KeptCube = z.infer<typeof keptCubeSchema>;
export type ListNamesRequest = z.input<typeof listNamesSchema>;
export type KeptUserPage = z.infer<typeof keptUserPageSchema>;
export type KeptCubePage = z.infer<typeof keptCubePageSchema>;

/** What library and client have in common. */
export interface UserVerbs {
  /** Whom memories are about, the last changed first, in pages. */
  list(request?: ListNamesRequest): Promise<KeptUserPage>;
}
