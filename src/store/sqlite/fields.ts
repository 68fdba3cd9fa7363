import type { Metadata } from '../../model/memory.js';
import { fieldRows, type Fields, LISTS, METADATA } from '../sql/fields.js';
import type { Connection } from './driver.js';

interface Place {
  memory: number;
  cube: number;
}

/** Of a memory that is new: there is nothing to replace. */
export function addFields(db: Connection, place: Place, fields: Fields): void {
  for (const row of fieldRows(place, fields)) db.insert('field', row);
}

export function indexFields(db: Connection, place: Place, fields: Fields): void {
  if (fields.metadata) {
    db.run(`DELETE FROM field WHERE memory = ? AND path GLOB '${METADATA}*'`, place.memory);
  }
  for (const path of LISTS.filter((list) => fields[list])) {
    db.run('DELETE FROM field WHERE memory = ? AND path = ?', place.memory, path);
  }
  addFields(db, place, fields);
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
