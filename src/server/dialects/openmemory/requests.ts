import { z } from 'zod';
import { limits, metadata, name, ownScope, text } from '../../../model/fields.js';
import { memoryStates } from '../../../model/memory.js';

/** What OpenMemory takes. Fields that it does not know it drops without a word, and so do these. */

const user_id = ownScope.user_id.unwrap();
/** A UUID of theirs, one of ours, or the name itself. */
const reference = name;
const ids = z.array(z.string().max(64)).max(10_000);
const epoch = z.coerce.number().int().min(0).max(8_640_000_000_000);
const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/** The largest page of fastapi-pagination. */
const page = z.coerce.number().int().min(1).default(1);
const size = z.coerce.number().int().min(1).max(100);
const found = z.string().max(limits.query);

const narrowing = {
  user_id,
  search_query: orNull(found),
  from_date: orNull(epoch),
  to_date: orNull(epoch),
  sort_column: orNull(z.enum(['memory', 'content', 'app_name', 'created_at'])),
  sort_direction: orNull(z.enum(['asc', 'desc'])),
  page,
};

export const listQuery = z.object({
  ...narrowing,
  app_id: orNull(reference),
  categories: orNull(z.string().max(4_096)),
  size: size.default(50),
});

export const filterBody = z.object({
  ...narrowing,
  app_ids: orNull(z.array(reference).max(limits.page)),
  category_ids: orNull(z.array(reference).max(limits.page)),
  show_archived: orNull(z.boolean()),
  size: size.default(10),
});

export const createBody = z.object({
  user_id,
  text,
  metadata: orNull(metadata),
  infer: z.boolean().default(true),
  app: orNull(name),
});

export const exportBody = z.object({
  user_id,
  app_id: orNull(reference),
  from_date: orNull(epoch),
  to_date: orNull(epoch),
});

export const updateBody = z.object({ memory_content: text, user_id });
export const deleteBody = z.object({ memory_ids: ids.min(1), user_id });
export const archiveBody = ids.min(1);
export const userQuery = z.object({ user_id });

export const stateBody = z.object({
  user_id,
  memory_ids: orNull(ids),
  category_ids: orNull(z.array(reference)),
  app_id: orNull(reference),
  all_for_app: z.boolean().default(false),
  global_pause: z.boolean().default(false),
  state: orNull(z.enum(memoryStates)),
});

export const pageQuery = z.object({ page, page_size: size.default(10) });

const yesOrNo = z.enum(['true', 'false', 'True', 'False', '1', '0']);

export const activeQuery = z.object({ is_active: yesOrNo });

export const appsQuery = pageQuery.extend({
  name: orNull(z.string().max(limits.name)),
  is_active: yesOrNo.optional(),
  sort_by: z.enum(['name', 'memories', 'memories_accessed']).default('name'),
  sort_direction: z.enum(['asc', 'desc']).default('asc'),
});
