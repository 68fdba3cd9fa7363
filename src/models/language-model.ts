import { TulvingError } from '../errors.js';
import { listPrice } from '../model/list-prices.js';
import type { Price } from '../model/price.js';
import { parseModelName, providerOf } from '../model/providers.js';
import type { AiLanguageModel } from './ai-form.js';
import { AiModel } from './ai-model.js';
import { askedOf } from './ai-sdk.js';
import type { Patience } from './attempts.js';
import { type Endpoint, endpointOf } from './endpoint.js';
import type { LanguageModel } from './port.js';

/** The settings of the same names. */
export interface LanguageModelSettings {
  /** `provider:model`. */
  llm?: string | undefined;
  llmUrl?: string | undefined;
  llmApiKey?: string | undefined;
  /** How long one try may take, in ms. Default: two minutes. */
  llmTimeout?: number | undefined;
  /** Default: the provider's list price, where that is known. */
  llmPrice?: Price | undefined;
}

export interface LanguageModelOptions {
  /** Default: the global one, which knows of no proxies on Node 20. */
  fetch?: typeof globalThis.fetch;
  /** How often a request is sent again that found nobody or no room. Default: 2. */
  retries?: number;
  /** The first pause before that, in ms; it doubles. Default: 1000. */
  pauseMs?: number;
  /** How long one try may take, in ms; a stream: between two pieces. Default: `llmTimeout`. */
  attemptMs?: number;
  /** How long one answer may take with all its retries, in ms. Default: two and a half tries. */
  limitMs?: number;
}

const RETRIES = 2;
const PAUSE = 1_000;
/** Models on the user's own machine are loaded first. */
const ATTEMPT = 120_000;
const TRIES = 2.5;

/**
 * The language model that the settings name. Nothing is loaded or asked before the first request.
 *
 * @example
 * const model = createLanguageModel({ llm: 'ollama:qwen3:8b' });
 * const { text } = await model.generate({ prompt: 'Say hello.' });
 *
 * @throws TulvingError `invalid_setting`
 */
export function createLanguageModel(
  settings: LanguageModelSettings,
  { fetch = globalThis.fetch, ...options }: LanguageModelOptions = {},
): LanguageModel {
  const name = nameOf(settings.llm);
  const endpoint = endpointOf(name, {
    url: settings.llmUrl,
    apiKey: settings.llmApiKey,
    fetch,
    setting: 'TULVING_LLM',
  });
  const { text = 'openai', json = 'words' } = providerOf(name);
  return new AiModel({
    identity: { provider: name.provider, model: name.model },
    price: settings.llmPrice ?? listPrice(name),
    asked: endpoint,
    patience: patienceOf({ attemptMs: settings.llmTimeout ?? ATTEMPT, ...options }),
    make: () => makers[text](name.model, endpoint),
    json,
  });
}

/** A model of the AI SDK as ours: for providers that have a package of their own. */
export function languageModelFromAiSdk(
  model: AiLanguageModel,
  { price, ...options }: Omit<LanguageModelOptions, 'fetch'> & { price?: Price } = {},
): LanguageModel {
  const { provider, modelId } = model;
  return new AiModel({
    identity: { provider, model: modelId },
    price,
    asked: askedOf(model),
    patience: patienceOf(options),
    make: () => Promise.resolve(model),
    json: 'schema',
  });
}

function patienceOf({
  retries = RETRIES,
  pauseMs = PAUSE,
  attemptMs = ATTEMPT,
  limitMs = attemptMs * TRIES,
}: Omit<LanguageModelOptions, 'fetch'>): Patience {
  return { retries, pauseMs, attemptMs: Math.min(attemptMs, limitMs), limitMs };
}

function nameOf(llm: string | undefined) {
  if (llm === undefined) {
    throw new TulvingError('invalid_setting', 'No language model is configured.', {
      remedy: 'Set TULVING_LLM to provider:model, such as ollama:qwen3:8b; see docs/models.md.',
    });
  }
  try {
    return parseModelName(llm, 'text');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const detail = `The language model must be ${error.message}, not "${llm}".`;
    throw new TulvingError('invalid_setting', detail, { cause: error });
  }
}

type Maker = (model: string, endpoint: Endpoint) => Promise<AiLanguageModel>;

/** How a model is made, by the API that its provider speaks. */
const makers: Readonly<Record<'openai' | 'anthropic', Maker>> = {
  async openai(model, { url, apiKey, fetch }) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    return createOpenAICompatible({
      name: 'tulving',
      baseURL: url,
      fetch,
      ...(apiKey !== undefined && { apiKey }),
      supportsStructuredOutputs: true,
      transformRequestBody: forReasoners,
    })(model);
  },
  async anthropic(model, { url, apiKey, fetch }) {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    // An empty key, so that the package does not look for one in the environment by itself.
    return createAnthropic({ baseURL: url, fetch, apiKey: apiKey ?? '' })(model);
  },
};

/** OpenAI's models that think first refuse `max_tokens` and any temperature but their own. */
function forReasoners(body: Record<string, unknown>): Record<string, unknown> {
  if (!/^(?:openai\/)?(?:o\d|gpt-[5-9])/.test(String(body['model']))) return body;
  const { max_tokens: most, temperature: _, ...rest } = body;
  return most === undefined ? rest : { ...rest, max_completion_tokens: most };
}
