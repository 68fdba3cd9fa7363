import { fieldRows, type Fields, LISTS, METADATA } from '../sql/fields.js';
import { jsonRows } from './batch.js';
import type { Ledger } from './ledger.js';

/** What a memory is found by besides its text: given parts replace what it had of them. */
export interface LabelChange extends Fields {
  memory: number;
  cube: number;
  /** It had nothing before. */
  isNew?: boolean;
}

/** Labels and fields of any number of memories. */
export async function setLabels(ledger: Ledger, changes: readonly LabelChange[]): Promise<void> {
  const before = changes.filter(({ isNew }) => !isNew);
  if (before.length > 0) await removeReplaced(ledger, before);
  for (const change of changes) {
    ledger.batch.add('field', ...fieldRows(change, change));
    for (const tag of new Set(change.tags)) {
      ledger.batch.add('tag', { memory: change.memory, tag });
    }
  }
  if (changes.some(({ categories }) => categories !== undefined && categories.length > 0)) {
    // They refer to the memories.
    await ledger.batch.flush();
  }
  await setCategories(ledger, changes);
}

async function removeReplaced({ sql }: Ledger, changes: readonly LabelChange[]): Promise<void> {
  const having = (part: keyof Fields) =>
    changes.filter((change) => change[part] !== undefined).map(({ memory }) => memory);
  const [metadata, tags] = [having('metadata'), having('tags')];
  if (metadata.length > 0) {
    await sql.run(
      `DELETE FROM field WHERE memory = ANY(?) AND starts_with(path, '${METADATA}')`,
      metadata,
    );
  }
  for (const list of LISTS) {
    const memories = having(list);
    if (memories.length === 0) continue;
    await sql.run('DELETE FROM field WHERE memory = ANY(?) AND path = ?', memories, list);
  }
  if (tags.length > 0) await sql.run('DELETE FROM tag WHERE memory = ANY(?)', tags);
}

async function setCategories(
  { sql, changes: { tenant } }: Ledger,
  changes: readonly LabelChange[],
): Promise<void> {
  const rows = changes.flatMap(({ memory, categories }) =>
    Array.from(new Set(categories), (name) => ({ memory, name })),
  );
  const replaced = changes.filter(({ categories, isNew }) => categories && !isNew);
  const before =
    replaced.length === 0
      ? []
      : await sql.all<{ category: number }>(
          'DELETE FROM memory_category WHERE memory = ANY(?) RETURNING category',
          replaced.map(({ memory }) => memory),
        );
  if (rows.length > 0) {
    // In one order, so that no two commits wait for each other.
    await sql.run(
      `INSERT INTO category (tenant, name)
       SELECT ?::bigint, name FROM json_array_elements_text(?::json) AS n (name) ORDER BY name
       ON CONFLICT DO NOTHING`,
      tenant,
      JSON.stringify([...new Set(rows.map(({ name }) => name))]),
    );
    await sql.run(
      `INSERT INTO memory_category (memory, category)
       SELECT r.memory, c.no FROM json_to_recordset(?) AS r (memory bigint, name text)
       JOIN category c ON c.tenant = ? AND c.name = r.name`,
      jsonRows(rows),
      tenant,
    );
  }
  await forgetCategories(
    sql,
    before.map(({ category }) => category),
  );
}

/** A name that nobody described goes with the last memory that has it. */
export async function forgetCategories(
  sql: Ledger['sql'],
  categories: readonly number[],
): Promise<void> {
  if (categories.length === 0) return;
  await sql.run(
    `DELETE FROM category WHERE no = ANY(?) AND description IS NULL
       AND NOT EXISTS (SELECT 1 FROM memory_category mc WHERE mc.category = category.no)`,
    categories,
  );
}

/** What memories have so far. */
export async function labelsOf(
  { sql }: Ledger,
  memories: readonly number[],
): Promise<Map<number, { tags: string[]; categories: string[] }>> {
  const rows = await sql.all<{ memory: number; tags: string[]; categories: string[] }>(
    `SELECT m.no AS memory,
       (SELECT coalesce(json_agg(tag), '[]') FROM tag WHERE memory = m.no) AS tags,
       (SELECT coalesce(json_agg(c.name), '[]')
         FROM memory_category mc JOIN category c ON c.no = mc.category
         WHERE mc.memory = m.no) AS categories
     FROM memory m WHERE m.no = ANY(?)`,
    memories,
  );
  return new Map(rows.map(({ memory, ...labels }) => [memory, labels]));
}
