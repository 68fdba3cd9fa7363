import type { Cell, CopyTable, Range } from './port.js';

/** A range as SQL, the same in both engines; names are quoted because `from` and `end` are words of SQL. */
export function whereOf(table: CopyTable, { after, upto }: Range): { sql: string; values: Cell[] } {
  const key = keyOf(table);
  const marks = `(${table.key.map(() => '?').join(', ')})`;
  const parts = [
    ...(after === undefined ? [] : [`${key} > ${marks}`]),
    ...(upto === undefined ? [] : [`${key} <= ${marks}`]),
  ];
  const sql = parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`;
  return { sql, values: [...(after ?? []), ...(upto ?? [])] };
}

export function keyOf(table: CopyTable): string {
  return `(${namesOf(table.key)})`;
}

export function namesOf(columns: readonly string[]): string {
  return columns.map((name) => `"${name}"`).join(', ');
}
