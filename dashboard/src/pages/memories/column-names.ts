/** What a memory can be shown with beside its text, in the order of the table. */
export const columnNames = [
  'user_id',
  'app_id',
  'agent_id',
  'run_id',
  'cube',
  'kind',
  'categories',
  'tags',
  'trust',
  'importance',
  'version',
  'occurred_at',
  'valid_from',
  'valid_to',
  'expires_at',
  'updated_at',
  'created_at',
] as const;

export type ColumnName = (typeof columnNames)[number];

export const usualColumns: readonly ColumnName[] = ['user_id', 'app_id', 'created_at'];

/** What an address names; in the order of the table, and without what there is none of. */
export function chosenColumns(cols: string | undefined): readonly ColumnName[] {
  if (cols === undefined) return usualColumns;
  const named = new Set(cols.split(','));
  return columnNames.filter((name) => named.has(name));
}

/** As an address names them; `-` is none at all. */
export function colsOf(chosen: readonly ColumnName[]): string | undefined {
  const cols = columnNames.filter((name) => chosen.includes(name)).join(',');
  return cols === usualColumns.join(',') ? undefined : cols || '-';
}
