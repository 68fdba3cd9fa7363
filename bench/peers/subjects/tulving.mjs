import { createMemory } from '../../../dist/compose.js';
import { dimension, embed } from '../vectors.mjs';
import { verbsOf } from './tulving-verbs.mjs';

/** The vectors of the other subjects, computed in this process. */
const sharedEmbedder = {
  identity: { provider: 'bench', model: 'shared', dimension, floor: 0 },
  embedNow: (text) => embed(text),
};

/** @param options `vectors`: `built-in` or `shared` */
export async function open({ folder, vectors }) {
  const engines = vectors === 'shared' ? { embedder: sharedEmbedder } : {};
  const memory = await createMemory({ data: folder, timezone: 'UTC' }, engines);
  return { ...verbsOf(memory), close: () => memory.close() };
}
