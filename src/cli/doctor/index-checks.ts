import { shownIndex, shownVectors } from '../../model/health.js';
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
    {
      name: 'vectors',
      title: { en: 'vectors of a model', zh: '模型向量' },
      run: withStore(async (memory) => judgeVectors((await memory.status()).vectors)),
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

export function judgeVectors(vectors: Status['vectors']): Outcome {
  if (vectors === undefined) return ok('no model is configured as the embedder');
  const { model, in_use: inUse, pending, given_up: givenUp, cause } = vectors;
  if (givenUp > 0) {
    return warning(
      `no usable vector of ${model} came for ${givenUp} memories: ${cause ?? 'no reason given'}`,
      'They are found by words. To try again: tulving reindex vectors',
    );
  }
  const detail = shownVectors(vectors);
  if (inUse && pending === 0) return ok(detail);
  return warning(
    `${model}: ${detail}`,
    'A server or `tulving mcp` makes them by itself. To do it now: tulving reindex vectors',
  );
}
