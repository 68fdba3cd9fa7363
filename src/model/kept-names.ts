import { z } from 'zod';

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

export const keptUserListSchema = z.object({ data: z.array(keptUserSchema) });
export const keptCubeListSchema = z.object({ data: z.array(keptCubeSchema) });

export type KeptUser = z.infer<typeof keptUserSchema>;
export type KeptCube = z.infer<typeof keptCubeSchema>;

/** What library and client have in common. */
export interface UserVerbs {
  /** Whom memories are about, the last changed first. */
  list(): Promise<KeptUser[]>;
}
