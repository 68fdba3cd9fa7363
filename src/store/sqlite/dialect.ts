import type { Condition } from '../sql/condition.js';
import type { Dialect } from '../sql/statements.js';

export const dialect: Dialect = {
  isAmongNumbers: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  isAmongTexts: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  listOf: (value, order, from) =>
    `(SELECT json_group_array(${value} ORDER BY ${order}) FROM ${from})`,
  greatest: 'max',
  least: 'min',
  filter: {
    position: 'instr',
    // The function is defined when the database is opened.
    folded: (column) =>
      column === 'cube' ? 'fold((SELECT name FROM cube WHERE no = m.cube))' : `fold(m.${column})`,
    isText: { sql: 'text = ?', times: 1 },
    textHolds,
  },
};

/** Folding in JavaScript costs ten times what SQLite's own comparison of ASCII letters does. */
function textHolds(text: string): Condition {
  const folded = 'length(m.text) < length(CAST(m.text AS BLOB)) AND instr(fold(m.text), ?) > 0';
  const isAscii = /^[ -~]*$/.test(text);
  if (!isAscii) return { sql: folded, parameters: [text] };
  return {
    sql: `(instr(lower(m.text), ?) > 0 OR (${folded}))`,
    parameters: [text, text],
  };
}
