import { fold } from '../../language/terms/fold.js';
import type {
  Filter,
  FilterField,
  FilterLeaf,
  FilterName,
  FilterValue,
} from '../../model/filter.js';
import type { Bindable, Condition } from './condition.js';
import { METADATA, typeLetters } from './fields.js';
import type { FilterDialect } from './statements.js';

const orders = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** Who asks, and in which engine. */
interface Asked {
  table: string;
  cube: number | null;
  dialect: FilterDialect;
}

/**
 * A filter as a condition on memory `m`, with the meaning of docs/filters.md. Every part is true or
 * false, never null, so that NOT turns it round.
 *
 * @param cube number of the one cube that is asked, which lets an index answer; null for several
 * @param table another one than `m`, for columns that it has, too
 */
export function compileFilter(
  filter: Filter,
  cube: number | null,
  dialect: FilterDialect,
  table = 'm',
): Condition {
  return compile(filter, { table, cube, dialect });
}

function compile(filter: Filter, asked: Asked): Condition {
  if ('field' in filter) return compileLeaf(filter, asked);
  if (filter.op === 'not') {
    const { sql, parameters } = compile(filter.of, asked);
    return { sql: `NOT (${sql})`, parameters };
  }
  const parts = filter.of.map((part) => compile(part, asked));
  return balanced(parts, filter.op === 'and' ? ['AND', 'TRUE'] : ['OR', 'FALSE']);
}

/** SQLite limits the depth of an expression, and reads `a AND b AND c` as one level for each. */
function balanced(parts: readonly Condition[], [word, nothing]: [string, string]): Condition {
  if (parts.length === 0) return { sql: nothing, parameters: [] };
  if (parts.length === 1) return parts[0] as Condition;
  const middle = parts.length >> 1;
  const left = balanced(parts.slice(0, middle), [word, nothing]);
  const right = balanced(parts.slice(middle), [word, nothing]);
  return {
    sql: `((${left.sql}) ${word} (${right.sql}))`,
    parameters: [...left.parameters, ...right.parameters],
  };
}

function compileLeaf(leaf: FilterLeaf, asked: Asked): Condition {
  const { field } = leaf;
  if (field.kind === 'metadata') return compileIndexed(leaf, METADATA + field.path, asked);
  if (field.kind === 'list') return compileIndexed(leaf, field.name, asked);
  return compileColumn(leaf, field, asked);
}

type ColumnField = Exclude<FilterField, { kind: 'metadata' | 'list' }>;

function columnOf(field: ColumnField, table: string): string {
  if (field.name === 'merged_into') {
    return `(SELECT o.id FROM memory o WHERE o.no = ${table}.merged_into)`;
  }
  if (field.name === 'cube') return `(SELECT name FROM cube WHERE no = ${table}.cube)`;
  return `${table}.${field.name}`;
}

function compileColumn(
  leaf: FilterLeaf,
  field: ColumnField,
  { table, dialect: { position, folded, textHolds } }: Asked,
): Condition {
  const column = columnOf(field, table);
  const present = `${column} IS NOT NULL`;
  const test = (sql: string, ...parameters: Bindable[]): Condition => ({
    sql: `(${present} AND ${sql})`,
    parameters,
  });
  switch (leaf.op) {
    case 'exists':
      return { sql: leaf.value ? present : `${column} IS NULL`, parameters: [] };
    case 'eq':
      return test(`${column} = ?`, leaf.value as Bindable);
    case 'ne':
      return test(`${column} <> ?`, leaf.value as Bindable);
    case 'in':
      return test(`${column} IN (${marks(leaf.values)})`, ...(leaf.values as Bindable[]));
    case 'nin':
      return test(`${column} NOT IN (${marks(leaf.values)})`, ...(leaf.values as Bindable[]));
    case 'contains':
      return test(`${position}(${column}, ?) > 0`, leaf.text);
    case 'icontains':
      if (field.kind === 'text') return textHolds(fold(leaf.text));
      // Of what is left, only names hold text of which a part can be asked for.
      return test(`${position}(${folded(field.name as FilterName)}, ?) > 0`, fold(leaf.text));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return test(`${column} ${orders[leaf.op]} ?`, leaf.value);
  }
}

/** Against the table of values by path. */
function compileIndexed(leaf: FilterLeaf, path: string, { cube, dialect }: Asked): Condition {
  const some = ({ sql, parameters }: Condition): Condition =>
    cube === null
      ? {
          sql: `EXISTS (SELECT 1 FROM field WHERE memory = m.no AND path = ? AND ${sql})`,
          parameters: [path, ...parameters],
        }
      : {
          sql: `m.no IN (SELECT memory FROM field WHERE cube = ? AND path = ? AND ${sql})`,
          parameters: [cube, path, ...parameters],
        };
  const none = (condition: Condition): Condition => {
    const { sql, parameters } = some(condition);
    return { sql: `NOT ${sql}`, parameters };
  };
  const both = (left: Condition, right: Condition): Condition => ({
    sql: `(${left.sql} AND ${right.sql})`,
    parameters: [...left.parameters, ...right.parameters],
  });
  const anything: Condition = { sql: 'TRUE', parameters: [] };
  switch (leaf.op) {
    case 'exists':
      return leaf.value ? some(anything) : none(anything);
    case 'eq':
      return some(isValue(leaf.value, dialect));
    case 'ne':
      return both(some(anything), none(isValue(leaf.value, dialect)));
    case 'in':
      return some(isOneOf(leaf.values, dialect));
    case 'nin':
      return both(some(anything), none(isOneOf(leaf.values, dialect)));
    case 'contains':
      return some(text(`${dialect.position}(text, ?) > 0`, leaf.text));
    case 'icontains':
      return some(text(`${dialect.position}(folded, ?) > 0`, fold(leaf.text)));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return some(
        typeof leaf.value === 'string'
          ? text(`text ${orders[leaf.op]} ?`, leaf.value)
          : { sql: `type = 'n' AND num ${orders[leaf.op]} ?`, parameters: [leaf.value] },
      );
  }
}

function text(sql: string, ...values: readonly string[]): Condition {
  return { sql: `type = 's' AND ${sql}`, parameters: [...values] };
}

function isOneOf(values: readonly FilterValue[], dialect: FilterDialect): Condition {
  return balanced(
    values.map((value) => isValue(value, dialect)),
    ['OR', 'FALSE'],
  );
}

function isValue(value: FilterValue, { isText }: FilterDialect): Condition {
  if (value === null) return { sql: `type = '${typeLetters.null}'`, parameters: [] };
  if (typeof value === 'string') {
    return text(isText.sql, ...Array.from({ length: isText.times }, () => value));
  }
  const type = typeof value === 'number' ? typeLetters.number : typeLetters.boolean;
  return { sql: `type = '${type}' AND num = ?`, parameters: [Number(value)] };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
