import { fold } from '../../language/fold.js';
import type {
  Filter,
  FilterField,
  FilterLeaf,
  FilterName,
  FilterValue,
} from '../../model/filter.js';
import type { Bindable } from './driver.js';
import { METADATA, typeLetters } from './fields.js';
import type { Condition } from './reach.js';

const columns: Readonly<Record<Exclude<FilterName, 'cube'>, string>> = {
  user_id: 'm.user_id',
  agent_id: 'm.agent_id',
  app_id: 'm.app_id',
  run_id: 'm.run_id',
};

const orders = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/**
 * A filter as a condition on memory `m`, with the meaning of docs/filters.md. Every part is true or
 * false, never null, so that NOT turns it round.
 *
 * @param cube number of the one cube that is asked, which lets an index answer; null for several
 */
export function compileFilter(filter: Filter, cube: number | null): Condition {
  if ('field' in filter) return compileLeaf(filter, cube);
  if (filter.op === 'not') {
    const { sql, parameters } = compileFilter(filter.of, cube);
    return { sql: `NOT (${sql})`, parameters };
  }
  const parts = filter.of.map((part) => compileFilter(part, cube));
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

function compileLeaf(leaf: FilterLeaf, cube: number | null): Condition {
  const { field } = leaf;
  if (field.kind === 'metadata') return compileIndexed(leaf, METADATA + field.path, cube);
  if (field.kind === 'list') return compileIndexed(leaf, field.name, cube);
  return compileColumn(leaf, columnOf(field));
}

function columnOf(field: Exclude<FilterField, { kind: 'metadata' | 'list' }>): string {
  if (field.kind !== 'name') return `m.${field.name}`;
  if (field.name === 'cube') return '(SELECT name FROM cube WHERE no = m.cube)';
  return columns[field.name];
}

function compileColumn(leaf: FilterLeaf, column: string): Condition {
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
      return test(`instr(${column}, ?) > 0`, leaf.text);
    case 'icontains':
      return test(`instr(fold(${column}), ?) > 0`, fold(leaf.text));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return test(`${column} ${orders[leaf.op]} ?`, leaf.value);
  }
}

/** Against the table of values by path. */
function compileIndexed(leaf: FilterLeaf, path: string, cube: number | null): Condition {
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
      return some(isValue(leaf.value));
    case 'ne':
      return both(some(anything), none(isValue(leaf.value)));
    case 'in':
      return some(isOneOf(leaf.values));
    case 'nin':
      return both(some(anything), none(isOneOf(leaf.values)));
    case 'contains':
      return some(text('instr(text, ?) > 0', leaf.text));
    case 'icontains':
      return some(text('instr(folded, ?) > 0', fold(leaf.text)));
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

function text(sql: string, value: string): Condition {
  return { sql: `type = 's' AND ${sql}`, parameters: [value] };
}

function isOneOf(values: readonly FilterValue[]): Condition {
  return balanced(values.map(isValue), ['OR', 'FALSE']);
}

function isValue(value: FilterValue): Condition {
  if (value === null) return { sql: `type = '${typeLetters.null}'`, parameters: [] };
  if (typeof value === 'string') return text('text = ?', value);
  const type = typeof value === 'number' ? typeLetters.number : typeLetters.boolean;
  return { sql: `type = '${type}' AND num = ?`, parameters: [Number(value)] };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
