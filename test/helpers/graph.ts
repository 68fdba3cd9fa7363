import type { GraphEntry } from '../../src/store/graph-entry.js';
import { builtinAnalyser, createIndexer } from '../../src/ingest/indexer.js';
import { revisionOf } from '../../src/lifecycle/revise.js';
import { BuiltInEmbedder } from '../../src/models/built-in-embedder.js';
import type { Revision } from '../../src/store/change-set.js';
import { quantise } from '../../src/vector/resident/quantise.js';
import { openStore } from './temporary-memory.js';

/** Writes down what memories say of the graph, as extraction does. */
export async function writeGraph(
  directory: string,
  graph: readonly GraphEntry[],
  at = Date.now(),
): Promise<void> {
  const store = await openStore(directory);
  try {
    await store.commit({ tenant: 1, at, actor: { principal: null, app: null }, graph });
  } finally {
    await store.close();
  }
}

/** `['Mia', 'lives_in', 'Lisbon']` as a memory says it. */
export function saying(
  memory: string,
  [from, kind, to]: readonly [string, string, string],
  validity: { validFrom?: number; validTo?: number } = {},
): GraphEntry {
  const names = { from: { name: from, kind: null }, to: { name: to, kind: null } };
  const { validFrom = null, validTo = null } = validity;
  const relation = { ...names, kind, validFrom, validTo };
  return { memory, mentions: [names.from, names.to], relations: [relation] };
}

/** Changes what no request does: trust and importance. */
export async function regard(
  directory: string,
  ids: readonly string[],
  change: Pick<Revision, 'trust' | 'importance'>,
  at = Date.now(),
): Promise<void> {
  const store = await openStore(directory);
  try {
    const embedder = new BuiltInEmbedder();
    const space = await store.space(embedder.identity);
    const indexer = createIndexer({ analyser: builtinAnalyser, embedder, space, quantise });
    const memories = await store.memories.byIds(1, ids);
    const revisions = memories.map((one) => revisionOf(one, 'updated', { indexer }, change));
    await store.commit({ tenant: 1, at, actor: { principal: null, app: null }, revisions });
  } finally {
    await store.close();
  }
}
