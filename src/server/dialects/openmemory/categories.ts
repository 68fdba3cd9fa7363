import { isWhole } from '../../../model/access.js';
import { defaultCategories } from '../../../model/categories.js';
import type { Asked } from './route.js';
import { countedStates } from './app-book.js';
import { idOfName, means } from './ids.js';

/** Stats tell so many, those with most memories. */
const TOLD = 20;

/** The names that memories of a user are filed under. */
export async function categoriesOf(asked: Asked, user: string): Promise<string[]> {
  const { categories } = await asked.memory.stats({ user_id: user }, asked.caller);
  const names = new Set(categories.map(({ name }) => name));
  if (categories.length >= TOLD) {
    const wanted = { user_id: user, states: countedStates };
    for await (const memory of asked.walk.all(wanted)) {
      for (const name of memory.categories) names.add(name);
    }
  }
  return [...names].toSorted();
}

/** The names that are meant by these ids or names. */
export async function categoriesMeant(
  asked: Asked,
  user: string,
  given: readonly string[],
): Promise<string[]> {
  const names = await categoriesOf(asked, user);
  return names.filter((name) => given.some((one) => means(one, asked.tenant, 'category', name)));
}

/** With what is said of them. When they were made is kept nowhere. */
export async function shownCategories(asked: Asked, user: string) {
  const names = await categoriesOf(asked, user);
  const described = new Map<string, string | null>(Object.entries(defaultCategories));
  if (isWhole(asked.caller.access)) {
    for (const { name, description } of await asked.memory.categories.list(asked.caller)) {
      described.set(name, description);
    }
  }
  return names.map((name) => ({
    id: idOfName(asked.tenant, 'category', name),
    name,
    description: described.get(name) ?? null,
    created_at: null,
    updated_at: null,
  }));
}
