import { TulvingError } from '../../errors.js';
import { type ModelName, parseModelName, providerOf } from '../../model/providers.js';
import { endpointOf, requireBare, shownUrl } from '../endpoint.js';
import { createLanguageModel, type LanguageModelSettings } from '../language-model.js';
import type { Reranker } from '../port.js';
import { HttpReranker } from './http.js';
import { rerankerFromLanguageModel } from './llm.js';

/** The settings of the same names. */
export interface RerankerSettings extends LanguageModelSettings {
  /** `provider:model`; `url:http://…` of a cross-encoder; `llm`, the language model. */
  reranker: string;
  rerankerUrl?: string | undefined;
  rerankerApiKey?: string | undefined;
}

const OWN_URL = 'url:';

/**
 * The reranker that the settings name. Nothing is asked before the first search.
 *
 * @param options `fetch`: default the global one, which knows of no proxies on Node 20
 * @throws TulvingError `invalid_setting`
 */
export function createReranker(
  settings: RerankerSettings,
  { fetch = globalThis.fetch }: { fetch?: typeof globalThis.fetch } = {},
): Reranker {
  const { reranker, rerankerUrl: url, rerankerApiKey: apiKey } = settings;
  // A search does not wait for a second try.
  if (reranker === 'llm') {
    return rerankerFromLanguageModel(createLanguageModel(settings, { fetch, retries: 0 }));
  }
  const keyVariable = 'TULVING_RERANKER_API_KEY';
  if (reranker.startsWith(OWN_URL)) {
    const address = reranker.slice(OWN_URL.length);
    requireBare(address, keyVariable);
    const identity = { provider: 'url', model: shownUrl(address) };
    return new HttpReranker({ identity, url: address, apiKey, keyVariable, fetch });
  }
  const name = nameOf(reranker);
  const endpoint = endpointOf(name, { url, apiKey, fetch, setting: 'TULVING_RERANKER' });
  return new HttpReranker({
    ...endpoint,
    identity: name,
    model: name.model || undefined,
    url: addressOf(name, url ?? endpoint.url, url !== undefined),
    shape: name.provider === 'tei' ? 'texts' : 'documents',
  });
}

/** An address that ends in `rerank` is taken as it is; any other is the base of an API. */
function addressOf(name: ModelName, url: string, isGiven: boolean): string {
  if (/\/rerank(s|ing)?$/.test(url)) return url;
  const { rerank = 'rerank' } = providerOf(name);
  const isWhole = rerank.startsWith('https:');
  if (isWhole && !isGiven) return rerank;
  return `${url}/${isWhole ? new URL(rerank).pathname.split('/').at(-1) : rerank}`;
}

function nameOf(reranker: string): ModelName {
  try {
    return parseModelName(reranker, 'rerank');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const detail = `The reranker must be ${error.message}, not "${reranker}".`;
    throw new TulvingError('invalid_setting', detail, { cause: error });
  }
}
