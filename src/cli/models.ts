import { createLanguageModel, type LanguageModelOptions } from '../models/language-model.js';
import { createEmbedder, type EmbedderOptions } from '../models/embedders/create.js';
import type { LanguageModel, Reranker, Embedder } from '../models/port.js';
import type { Settings } from '../settings.js';

/** The language model of the settings. @throws TulvingError `invalid_setting` where none is set, or a key is missing */
export function configuredLanguageModel(
  settings: Settings,
  options: Omit<LanguageModelOptions, 'fetch'> = {},
): LanguageModel {
  return createLanguageModel(settings, { fetch: networkFetch(settings), ...options });
}

/** The reranker of the settings. @throws TulvingError `invalid_setting` where a key is missing */
export async function configuredReranker(
  settings: Settings & { reranker: string },
): Promise<Reranker> {
  const { createReranker } = await import('../models/rerankers/create.js');
  return createReranker(settings, { fetch: networkFetch(settings) });
}

/** The embedder of the settings. @throws TulvingError `invalid_setting` where a key or an address is missing */
export function configuredEmbedder(
  settings: Settings & { embedder: string },
  options: Omit<EmbedderOptions, 'fetch'> = {},
): Embedder {
  return createEmbedder(settings, { fetch: networkFetch(settings), ...options });
}

/** Loaded with the first request: most command lines need no network at all. */
function networkFetch({ caFile }: Settings): typeof globalThis.fetch {
  let opened: Promise<typeof globalThis.fetch> | undefined;
  return async (input, init) => {
    opened ??= import('../network/fetch.js').then(({ createFetch }) =>
      createFetch({ environment: process.env, caFile }),
    );
    return (await opened)(input, init);
  };
}
