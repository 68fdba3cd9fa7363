import { requireScope, requireWhole } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import {
  type Category,
  categoryNameSchema,
  defaultCategories,
  type DescribeCategory,
  describeCategorySchema,
} from '../model/categories.js';
import { validate } from '../model/validate.js';
import type { NoteStore } from '../store/notes.js';

/** The names that memories are filed under. */
export class Categories {
  readonly #notes: Pick<NoteStore, 'categories' | 'describeCategory'>;

  constructor({ notes }: { notes: Pick<NoteStore, 'categories' | 'describeCategory'> }) {
    this.#notes = notes;
  }

  /** The defaults, and those that are in use or were described, by name. */
  async list({ tenant, access }: Caller = LOCAL): Promise<Category[]> {
    requireScope(access, 'read');
    requireWhole(access);
    const all = new Map<string, Category>(
      Object.entries(defaultCategories).map(([name, description]) => [
        name,
        { name, description, memories: 0, is_default: true },
      ]),
    );
    for (const { name, description, memories } of await this.#notes.categories(tenant)) {
      const known = all.get(name);
      const own = { name, description: description ?? known?.description ?? null, memories };
      all.set(name, { ...own, is_default: known !== undefined });
    }
    return [...all.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** Says what belongs to a category, for people and models; null takes it away. */
  async describe(
    given: string,
    request: DescribeCategory,
    caller: Caller = LOCAL,
  ): Promise<Category> {
    requireScope(caller.access, 'write');
    requireWhole(caller.access);
    const { name } = validate(categoryNameSchema, { name: given });
    const { description } = validate(describeCategorySchema, request);
    await this.#notes.describeCategory(caller.tenant, name, description);
    const none = { name, description: null, memories: 0, is_default: false };
    return (await this.list(caller)).find((category) => category.name === name) ?? none;
  }
}
