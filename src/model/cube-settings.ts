import { z } from 'zod';
import type { KeptCubePage, ListNamesRequest } from './kept-names.js';
import { addSchema } from './requests.js';

/** What holds in one cube. Limits are in UTF-16 units; all of it goes to the model with each window. */
const instructions = 4_000;
const described = 500;
const mostCategories = 50;

const words = (most: number) =>
  z
    .string()
    .max(most, `must be at most ${most} characters`)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'must be plain text')
    .refine((value) => value.trim() !== '', 'must not be empty; send null to take it away');

const cubeCategorySchema = z
  .strictObject({
    name: words(100),
    description: words(described).optional().meta({ description: 'What belongs to it.' }),
  })
  .meta({ id: 'CubeCategory' });

const fields = {
  custom_instructions: words(instructions).nullable().meta({
    description: 'What a model is told, beside its own instructions, before it draws memories.',
  }),
  includes: words(instructions).nullable().meta({ description: 'What is worth remembering here.' }),
  excludes: words(instructions).nullable().meta({
    description: 'What must not be drawn from what is said. The words themselves are kept.',
  }),
  categories: z
    .array(cubeCategorySchema)
    .max(mostCategories)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
      message: 'must not name the same category twice',
    })
    .nullable()
    .meta({ description: 'In place of the default categories; null: those.' }),
  extract: z.boolean().meta({ description: 'Whether a model draws memories from what is added.' }),
  access_log: z.boolean().meta({ description: 'Whether it is noted who reads its memories.' }),
};

export const cubeSettingsSchema = z
  .object({ cube: addSchema.shape.cube.unwrap(), ...fields })
  .meta({ id: 'CubeSettings' });

export const cubeSettingsPatchSchema = z
  .strictObject({
    ...fields,
    extract: fields.extract.nullable(),
    access_log: fields.access_log.nullable(),
  })
  .partial()
  .meta({ id: 'CubeSettingsPatch', description: 'null gives a field back its default.' });

export type CubeCategory = z.infer<typeof cubeCategorySchema>;
export type CubeSettings = z.infer<typeof cubeSettingsSchema>;
export type CubeSettingsPatch = z.infer<typeof cubeSettingsPatchSchema>;

/** What holds where nothing was set. */
export const plainCubeSettings: Omit<CubeSettings, 'cube'> = {
  custom_instructions: null,
  includes: null,
  excludes: null,
  categories: null,
  extract: true,
  access_log: true,
};

/** What can be done with the settings of a cube, the same in library and client. */
export interface CubeVerbs {
  /** Those that hold something, the last changed first; then empty ones. In pages. */
  list(request?: ListNamesRequest): Promise<KeptCubePage>;
  settings(cube: string): Promise<CubeSettings>;
  /** Changes what is given; null gives a field back its default. */
  set(cube: string, patch: CubeSettingsPatch): Promise<CubeSettings>;
}
