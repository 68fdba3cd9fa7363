import { TulvingError } from '../errors.js';
import { parseModelName, providerOf, usualKey } from '../model/providers.js';
import type { MemoryOptions } from '../compose.js';
import { knownModel } from '../models/embedders/known-models.js';
import type { Embedder } from '../models/port.js';
import type { Settings } from '../settings.js';
import { configuredEmbedder } from './models.js';

/**
 * The embedder of the settings. What is wrong with them is told by its jobs, by the trace of a search and by
 * `tulving doctor`; a memory must open all the same.
 */
export function openEmbedder(settings: Settings): Embedder | undefined {
  const { embedder } = settings;
  if (embedder === undefined) return undefined;
  try {
    return configuredEmbedder({ ...settings, embedder });
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    const { provider, model } = parseModelName(embedder, 'embed');
    return {
      identity: { provider, model },
      dimension: settings.embedderDimension,
      most: 1,
      remote: false,
      embed: () => Promise.reject(error),
    };
  }
}

/**
 * The model of an earlier space, where it can still be asked: at the same provider as the one of the settings
 * with its key, else with a key under the provider's usual name or without any. Never with a key that was set
 * for somebody else.
 */
export function earlierEmbedder(settings: Settings): NonNullable<MemoryOptions['earlierEmbedder']> {
  const made = new Map<string, Embedder | undefined>();
  return ({ provider, model, dimension }) => {
    const embedder = `${provider}:${model}`;
    if (!made.has(embedder)) made.set(embedder, make(embedder, dimension, settings));
    return made.get(embedder);
  };
}

function make(embedder: string, dimension: number, settings: Settings): Embedder | undefined {
  try {
    const name = parseModelName(embedder, 'embed');
    const isSame = parseModelName(settings.embedder ?? '', 'embed').provider === name.provider;
    const chosen = knownModel(name.model)?.dimensions?.includes(dimension);
    const where = isSame
      ? {}
      : { embedderUrl: undefined, embedderApiKey: usualKey(name, undefined, process.env) };
    if (!isSame && providerOf(name).keys.length > 0 && !where.embedderApiKey) return undefined;
    const embedderDimension = chosen ? dimension : undefined;
    return configuredEmbedder({ ...settings, ...where, embedder, embedderDimension });
  } catch (error) {
    if (TulvingError.isInstance(error) || error instanceof RangeError) return undefined;
    throw error;
  }
}
