import { TulvingError } from '../errors.js';
import { parseModelName } from '../model/providers.js';
import { listPrice } from '../model/list-prices.js';
import type { LanguageModel } from '../models/port.js';
import type { Settings } from '../settings.js';
import { configuredLanguageModel } from './models.js';

/**
 * The language model of the settings. What is wrong with them is told by the jobs that ask it and by
 * `tulving doctor`; a memory must open all the same.
 */
export function openLanguageModel(settings: Settings): LanguageModel | undefined {
  const { llm } = settings;
  if (llm === undefined) return undefined;
  try {
    return configuredLanguageModel(settings);
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    const { provider, model } = parseModelName(llm, 'text');
    const identity = { provider, model };
    const price = settings.llmPrice ?? listPrice(identity);
    return { identity, price, generate: () => Promise.reject(error) };
  }
}
