import { TulvingError } from '../../errors.js';
import {
  type ModelName,
  parseModelName,
  type Provider,
  providerOf,
} from '../../model/providers.js';
import { endpointOf, shownName } from '../endpoint.js';
import type { Embedder } from '../port.js';
import { HttpSender, type HttpSenderOptions } from './http.js';
import { knownModel } from './known-models.js';
import { SteadyEmbedder } from './steady-embedder.js';
import { transformersSend } from './transformers.js';

/** The settings of the same names. */
export interface EmbedderSettings {
  /** `provider:model`. */
  embedder: string;
  embedderUrl?: string | undefined;
  embedderApiKey?: string | undefined;
  /** Where the model gives a choice. */
  embedderDimension?: number | undefined;
}

export interface EmbedderOptions extends Pick<
  HttpSenderOptions,
  'retries' | 'pauseMs' | 'limitMs'
> {
  /** Default: the global one, which knows of no proxies on Node 20. */
  fetch?: typeof globalThis.fetch;
}

/**
 * The embedder that the settings name. Nothing is loaded or asked before the first vector.
 *
 * @example
 * const embedder = createEmbedder({ embedder: 'ollama:embeddinggemma' });
 * const memory = await createMemory({ data: './memory', embedder });
 *
 * @throws TulvingError `invalid_setting`
 */
export function createEmbedder(
  settings: EmbedderSettings,
  { fetch = globalThis.fetch, ...options }: EmbedderOptions = {},
): Embedder {
  const { embedder, embedderUrl, embedderApiKey, embedderDimension: dimension } = settings;
  const name = embedderName(embedder);
  requireDimension(name, dimension);
  // What is left of the row is wide.
  const { api, most, tokens } = (providerOf(name) as Provider).embed ?? { api: 'openai', most: 32 };
  const identity = { provider: name.provider, model: name.model };
  const common = { identity, dimension, most, tokens };
  if (api === 'local') {
    return new SteadyEmbedder({ ...common, remote: false, send: transformersSend(name.model) });
  }
  const endpoint = endpointOf(name, {
    url: embedderUrl,
    apiKey: embedderApiKey,
    fetch,
    setting: 'TULVING_EMBEDDER',
  });
  const sender = new HttpSender({ endpoint, api, model: name.model, dimension, ...options });
  return new SteadyEmbedder({
    ...common,
    remote: !isHere(endpoint.url),
    send: (...asked) => sender.send(...asked),
  });
}

/** @throws TulvingError `invalid_setting` */
export function embedderName(embedder: string): ModelName {
  try {
    return parseModelName(embedder, 'embed');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const detail = `The embedder must be builtin or ${error.message}, not "${embedder}".`;
    throw new TulvingError('invalid_setting', detail, { cause: error });
  }
}

function requireDimension(name: ModelName, dimension: number | undefined): void {
  const known = knownModel(name.model);
  if (dimension === undefined || known === undefined) return;
  const { dimensions = [] } = known;
  if (dimensions.includes(dimension)) return;
  const detail = `${shownName(name)} cannot be asked for ${dimension} dimensions.`;
  throw new TulvingError('invalid_setting', detail, {
    remedy:
      dimensions.length === 0
        ? 'Leave out TULVING_EMBEDDER_DIMENSION: it has one dimension only.'
        : `Set TULVING_EMBEDDER_DIMENSION to one of ${dimensions.join(', ')}.`,
  });
}

/** Whether an address is this machine's own. */
function isHere(url: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}
