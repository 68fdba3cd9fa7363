import { z } from 'zod';
import { addSchema } from './requests.js';

/**
 * Who gives categories to what comes without any. `rules`: the words of the text, also without a model, and
 * the model for what it draws; `model`: that alone.
 */
export const categoryPolicies = ['rules', 'model', 'off'] as const;

export type CategoryPolicy = (typeof categoryPolicies)[number];

/**
 * The fifteen that mem0's platform has by default, under its names, so that filters written for it go on
 * finding. A cube may have others in their place.
 */
export const defaultCategories = {
  personal_details: 'Name, age, birthday, address, languages, origin.',
  family: 'Parents, children, partners and other relatives.',
  professional_details: 'Job, employer, colleagues, career, studies that lead to it.',
  sports: 'Sports that are done or followed.',
  travel: 'Journeys, flights, hotels, places that were or will be visited.',
  food: 'Dishes, drinks, cooking, restaurants, diets.',
  music: 'Songs, bands, concerts, instruments.',
  health: 'Illnesses, treatments, medicines, allergies, sleep, fitness as medicine sees it.',
  technology: 'Software, devices, programming, networks.',
  hobbies: 'What is done for pleasure: gardening, painting, games, collecting.',
  fashion: 'Clothes, shoes, jewellery, styles.',
  entertainment: 'Films, series, books, shows, video games.',
  milestones: 'What happens once or seldom: weddings, births, graduations, moves, new jobs.',
  user_preferences: 'What somebody likes, dislikes or wants to have done in a certain way.',
  misc: 'What belongs to none of the others.',
} as const;

export type DefaultCategory = keyof typeof defaultCategories;

const name = addSchema.shape.cube.unwrap();

export const categorySchema = z
  .object({
    name: z.string(),
    description: z.string().nullable(),
    memories: z.int().meta({ description: 'How many bear it, deleted ones left out.' }),
    is_default: z.boolean(),
  })
  .meta({ id: 'Category' });

export const categoryListSchema = z
  .object({ data: z.array(categorySchema) })
  .meta({ id: 'CategoryList' });

export const describeCategorySchema = z
  .strictObject({
    description: z
      .string()
      .max(500)
      .refine((text) => text.isWellFormed() && !text.includes('\0'))
      .nullable(),
  })
  .meta({ id: 'DescribeCategory', description: 'null takes the description away.' });

export const categoryNameSchema = z.strictObject({ name });

export type Category = z.infer<typeof categorySchema>;
export type DescribeCategory = z.infer<typeof describeCategorySchema>;

/** What can be done with categories, the same in library and client. */
export interface CategoryVerbs {
  /** The defaults, and those that are in use or were described. */
  list(): Promise<Category[]>;
  describe(name: string, request: DescribeCategory): Promise<Category>;
}
