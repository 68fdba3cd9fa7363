import { shownIndex } from '../../model/health.js';
import type { Status } from '../../model/status.js';
import { type CheckGroup, ok, type Outcome, warning, withStore } from './check.js';

export const indexChecks: CheckGroup = {
  name: 'index',
  title: { en: 'Index', zh: '索引' },
  checks: [
    {
      name: 'index',
      title: { en: 'index', zh: '索引' },
      run: withStore(async (memory) => judgeIndex((await memory.status()).index)),
    },
  ],
};

export function judgeIndex(index: Status['index']): Outcome {
  const detail = shownIndex(index);
  if (index.outdated === 0) return ok(detail);
  return warning(
    `${detail} for this version; until then some words of theirs are not found`,
    'A server or `tulving mcp` of this version does it by itself. To do it now: tulving reindex',
  );
}
