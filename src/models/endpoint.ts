import { TulvingError } from '../errors.js';
import { type ModelName, providerOf } from '../model/providers.js';
import { carefulFetch } from './careful-fetch.js';

/** Where a model is asked, and as whom. */
export interface Endpoint {
  /** As messages name it: `ollama:qwen3:8b`. */
  shown: string;
  /** Base of the API, or the address itself; without a slash at the end. */
  url: string;
  apiKey: string | undefined;
  /** The setting that the key is given by. */
  keyVariable: string;
  fetch: typeof globalThis.fetch;
}

export interface EndpointOptions {
  url: string | undefined;
  apiKey: string | undefined;
  fetch: typeof globalThis.fetch;
  /** The names of the settings begin so: `TULVING_LLM`. */
  setting: 'TULVING_LLM' | 'TULVING_RERANKER' | 'TULVING_EMBEDDER';
}

/** @throws TulvingError `invalid_setting` where the address or the key is missing */
export function endpointOf(name: ModelName, options: EndpointOptions): Endpoint {
  const { setting, apiKey, fetch } = options;
  const provider = providerOf(name);
  const url = options.url ?? name.url ?? provider.url;
  const shown = shownName(name);
  if (url === undefined) {
    throw new TulvingError('invalid_setting', `${shown} needs an address.`, {
      remedy: `Set ${setting}_URL to the base of its API, such as http://127.0.0.1:8000/v1.`,
    });
  }
  const keyVariable = `${setting}_API_KEY`;
  if (apiKey === undefined && options.url === undefined && provider.keys.length > 0) {
    throw new TulvingError('invalid_setting', `${provider.name} wants a key.`, {
      remedy: `Set ${keyVariable} or ${provider.keys[0]}, in the environment or in secrets.env of the data directory.`,
    });
  }
  requireBare(url, keyVariable);
  const careful = carefulFetch(fetch, { shown, urlVariable: `${setting}_URL` });
  return { shown, url: url.replace(/\/+$/, ''), apiKey, keyVariable, fetch: careful };
}

/** `fetch` refuses an address with a user in it, and repeats it whole. */
export function requireBare(url: string, keyVariable: string): void {
  const { username, password } = new URL(url);
  if (username === '' && password === '') return;
  const detail = `The address ${shownUrl(url)} must be given without a user and a password.`;
  throw new TulvingError('invalid_setting', detail, { remedy: `Put the key into ${keyVariable}.` });
}

export function shownName({ provider, model }: { provider: string; model: string }): string {
  return model === '' ? provider : `${provider}:${model}`;
}

/** An address for a message: without a user and a password in it. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
