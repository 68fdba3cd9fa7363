import type { CubeCategory, CubeSettingsPatch } from '../../../model/cube-settings.js';
import { EVERY_CUBE } from '../../../model/scope.js';
import type { Caller } from '../../../model/caller.js';
import type { Call, Json } from './call.js';
import { badRequest } from './refusal.js';

/**
 * mem0's project is Tulving's tenant: which one it is, the key says, so that ids of projects in a path
 * choose nothing. Its settings hold in every cube that has none of its own.
 */

const ORGANISATION = 'tulving';

/** What is kept of a project; other fields are left out, and the answer says so. */
const served = ['custom_instructions', 'custom_categories'];

export function projectIds({ tenant }: Caller): { org_id: string; project_id: string } {
  return { org_id: ORGANISATION, project_id: `tenant-${tenant}` };
}

/** No address of a person: mem0's clients send it to their own telemetry unless that is switched off. */
export async function ping({ caller }: Call): Promise<Json> {
  return { status: 'ok', ...projectIds(caller), user_email: 'tulving@localhost' };
}

export async function getProject(call: Call): Promise<Json> {
  const { memory, caller } = call;
  const { custom_instructions, categories } = await memory.cubes.settings(EVERY_CUBE, caller);
  const project: Json = {
    id: projectIds(caller).project_id,
    name: projectIds(caller).project_id,
    custom_instructions,
    custom_categories: categories?.map(({ name, description = '' }) => ({ [name]: description })),
  };
  project['custom_categories'] ??= null;
  const fields = call.all('fields');
  if (fields.length === 0) return project;
  return Object.fromEntries(fields.map((field) => [field, project[field] ?? null]));
}

export async function updateProject(call: Call): Promise<Json> {
  const { memory, caller, body } = call;
  const { custom_instructions: instructions, custom_categories: categories } = body;
  const patch: CubeSettingsPatch = {
    ...(instructions !== undefined && { custom_instructions: (instructions || null) as string }),
    ...(categories !== undefined && { categories: categoriesOf(categories) }),
  };
  await memory.cubes.set(EVERY_CUBE, patch, caller);
  const left = Object.keys(body).filter((field) => !served.includes(field));
  const message = 'Project updated successfully';
  if (left.length === 0) return { message };
  return { message: `${message}; not served by Tulving, and left out: ${left.join(', ')}` };
}

/** From `[{name: description}]`, or from bare names. */
function categoriesOf(given: unknown): CubeCategory[] | null {
  if (given === null) return null;
  if (!Array.isArray(given)) throw badRequest('custom_categories must be a list.');
  const categories = given.flatMap((one: unknown) => {
    if (typeof one === 'string') return [{ name: one }];
    return Object.entries((one ?? {}) as Record<string, unknown>).map(([name, told]) => {
      return typeof told === 'string' && told.trim() !== ''
        ? { name, description: told }
        : { name };
    });
  });
  return categories.length === 0 ? null : categories;
}
