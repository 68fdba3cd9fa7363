import { TulvingError } from '../errors.js';
import { createLanguageModel, type LanguageModelOptions } from '../models/language-model.js';
import type { LanguageModel, Reranker } from '../models/port.js';
import { createReranker } from '../models/rerankers/create.js';
import type { Settings } from '../settings.js';

/** The language model of the settings. @throws TulvingError `invalid_setting` where none is set, or a key is missing */
export function configuredLanguageModel(
  settings: Settings,
  options: Omit<LanguageModelOptions, 'fetch'> = {},
): LanguageModel {
  return createLanguageModel(settings, { fetch: networkFetch(settings), ...options });
}

/** The reranker of the settings. @throws TulvingError `invalid_setting` where a key is missing */
export function configuredReranker(settings: Settings): Reranker | undefined {
  const { reranker } = settings;
  if (reranker === undefined) return undefined;
  return createReranker({ ...settings, reranker }, { fetch: networkFetch(settings) });
}

/**
 * For what must go on without it: what is wrong with the settings is told by each search that asks it,
 * and by `tulving doctor`.
 */
export function patientReranker(settings: Settings): Reranker | undefined {
  try {
    return configuredReranker(settings);
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    const identity = { provider: settings.reranker ?? '', model: '' };
    return { identity, rerank: () => Promise.reject(error) };
  }
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
