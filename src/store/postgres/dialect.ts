import type { Dialect } from '../sql/statements.js';

/** Columns that hold a name as filters that ignore case read it, where that is another text. */
const FOLDED = {
  user_id: 'user_folded',
  agent_id: 'agent_folded',
  app_id: 'app_folded',
  run_id: 'run_folded',
} as const;

export const dialect: Dialect = {
  isAmongNumbers: (column) => `${column} IN (SELECT json_array_elements_text(?::json)::bigint)`,
  isAmongTexts: (column) => `${column} IN (SELECT json_array_elements_text(?::json))`,
  listOf: (value, order, from) =>
    `(SELECT coalesce(json_agg(${value} ORDER BY ${order}), '[]') FROM ${from})`,
  greatest: 'greatest',
  least: 'least',
  filter: {
    position: 'strpos',
    folded: (column) =>
      column === 'cube'
        ? '(SELECT coalesce(folded, name) FROM cube WHERE no = m.cube)'
        : `coalesce(m.${FOLDED[column]}, m.${column})`,
    // The index holds the beginnings alone.
    isText: { sql: 'left(text, 256) = left(?, 256) AND text = ?', times: 2 },
    textHolds: (text) => ({
      sql: 'strpos(coalesce(m.text_folded, lower(m.text)), ?) > 0',
      parameters: [text],
    }),
  },
};
