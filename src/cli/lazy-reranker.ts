import type { Reranker } from '../models/port.js';
import type { Settings } from '../settings.js';

/**
 * The reranker of the settings, loaded and made with the first search: most command lines ask none.
 * What is wrong with its settings is told by the trace of that search and by `tulving doctor`; a memory
 * must open all the same.
 */
export function lazyReranker(settings: Settings): Reranker | undefined {
  const { reranker, llm } = settings;
  if (reranker === undefined) return undefined;
  let made: Promise<Reranker> | undefined;
  return {
    identity: {
      provider: withoutUser(reranker === 'llm' ? (llm ?? reranker) : reranker),
      model: '',
    },
    async rerank(...asked) {
      made ??= import('./models.js').then(({ configuredReranker }) =>
        configuredReranker({ ...settings, reranker }),
      );
      return (await made).rerank(...asked);
    },
  };
}

function withoutUser(reranker: string): string {
  return reranker.replace(/\/\/[^/@]*@/, '//');
}
