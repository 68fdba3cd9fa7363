import { fold } from '../../language/fold.js';
import { type FieldValue, flattenMetadata } from '../../model/filter.js';
import type { Metadata } from '../../model/memory.js';
import type { Connection } from './driver.js';

/** Before the path of a value of metadata; lists stand under their own names. */
export const METADATA = 'metadata.';

export const typeLetters: Readonly<Record<FieldValue['type'], string>> = {
  string: 's',
  number: 'n',
  boolean: 'b',
  null: 'z',
  marker: 'o',
};

/** What filters look up besides columns: given parts replace what was indexed of them. */
export interface Fields {
  metadata?: Metadata | undefined;
  categories?: readonly string[] | undefined;
  tags?: readonly string[] | undefined;
}

interface Place {
  memory: number;
  cube: number;
}

export function indexFields(db: Connection, place: Place, fields: Fields): void {
  if (fields.metadata) {
    db.run(`DELETE FROM field WHERE memory = ? AND path GLOB '${METADATA}*'`, place.memory);
    for (const value of flattenMetadata(fields.metadata)) {
      insert(db, place, { ...value, path: METADATA + value.path });
    }
  }
  for (const path of ['categories', 'tags'] as const) {
    const list = fields[path];
    if (!list) continue;
    db.run('DELETE FROM field WHERE memory = ? AND path = ?', place.memory, path);
    for (const value of new Set(list)) insert(db, place, { path, type: 'string', value });
  }
}

/** Indexes what was kept before filters were; by memory, so that it can go on where it stopped. */
export function indexAllFields(db: Connection): void {
  const rows = db.all<{ no: number; cube: number; metadata: string }>(
    'SELECT no, cube, metadata FROM memory WHERE no NOT IN (SELECT memory FROM field)',
  );
  for (const { no, cube, metadata } of rows) {
    const labels = (sql: string) => db.all<{ name: string }>(sql, no).map(({ name }) => name);
    indexFields(
      db,
      { memory: no, cube },
      {
        metadata: JSON.parse(metadata) as Metadata,
        tags: labels('SELECT tag AS name FROM tag WHERE memory = ?'),
        categories: labels(
          `SELECT c.name FROM memory_category mc JOIN category c ON c.no = mc.category
           WHERE mc.memory = ?`,
        ),
      },
    );
  }
}

function insert(db: Connection, { memory, cube }: Place, { path, type, value }: FieldValue): void {
  const isText = typeof value === 'string';
  db.run(
    `INSERT INTO field (cube, path, type, num, text, folded, memory)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    cube,
    path,
    typeLetters[type],
    typeof value === 'number' || typeof value === 'boolean' ? Number(value) : null,
    isText ? value : null,
    isText ? fold(value) : null,
    memory,
  );
}
