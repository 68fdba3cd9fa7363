import type * as AiSdk from 'ai';
import { TulvingError } from '../errors.js';
import { parseModelName, providerOf } from '../model/providers.js';
import { type Endpoint, endpointOf } from './endpoint.js';
import { type Asked, refusedBy, unreached, unusable } from './failure.js';
import type { Generated, GenerateRequest, LanguageModel } from './port.js';

/** The settings of the same names. */
export interface LanguageModelSettings {
  /** `provider:model`. */
  llm?: string | undefined;
  llmUrl?: string | undefined;
  llmApiKey?: string | undefined;
}

export interface LanguageModelOptions {
  /** Default: the global one, which knows of no proxies on Node 20. */
  fetch?: typeof globalThis.fetch;
  /** How often a request is sent again that found nobody or no room. Default: 2. */
  retries?: number;
  /** How long one answer may take with all its retries, in ms. Default: two minutes. */
  limitMs?: number;
}

/** An object of the AI SDK, never the name of a model, which would go to a gateway. */
export type AiLanguageModel = Exclude<AiSdk.LanguageModel, string>;

const RETRIES = 2;
/** Models on the user's own machine are loaded first. */
const LIMIT = 120_000;

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
  { fetch = globalThis.fetch, retries = RETRIES, limitMs = LIMIT }: LanguageModelOptions = {},
): LanguageModel {
  const name = nameOf(settings.llm);
  const endpoint = endpointOf(name, {
    url: settings.llmUrl,
    apiKey: settings.llmApiKey,
    fetch,
    setting: 'TULVING_LLM',
  });
  const { text } = providerOf(name);
  let made: Promise<AiLanguageModel> | undefined;
  return {
    identity: name,
    async generate(request) {
      made ??= makers[text ?? 'openai'](name.model, endpoint);
      return generateWith(await made, request, { asked: endpoint, retries, limitMs });
    },
  };
}

/** A model of the AI SDK as ours: for providers that have a package of their own. */
export function languageModelFromAiSdk(
  model: AiLanguageModel,
  { retries = RETRIES, limitMs = LIMIT }: Omit<LanguageModelOptions, 'fetch'> = {},
): LanguageModel {
  const { provider, modelId } = model;
  const asked = askedOf(model);
  return {
    identity: { provider, model: modelId },
    generate: (request) => generateWith(model, request, { asked, retries, limitMs }),
  };
}

/** What a message can say of a model that somebody else made. */
export function askedOf({ provider, modelId }: { provider: string; modelId: string }): Asked {
  const keyVariable = 'the options of the model';
  return { shown: `${provider}:${modelId}`, apiKey: undefined, keyVariable };
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

async function generateWith(
  model: AiLanguageModel,
  { system, prompt, maxTokens, temperature, signal }: GenerateRequest,
  { asked, retries, limitMs }: { asked: Asked; retries: number; limitMs: number },
): Promise<Generated> {
  const ai = await loadAi();
  const limit = AbortSignal.timeout(limitMs);
  try {
    const { text, usage } = await ai.generateText({
      model,
      prompt,
      maxRetries: retries,
      abortSignal: signal ? AbortSignal.any([signal, limit]) : limit,
      ...(system !== undefined && { system }),
      ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
      ...(temperature !== undefined && { temperature }),
    });
    return {
      text: withoutThoughts(text),
      usage: { input: usage.inputTokens ?? null, output: usage.outputTokens ?? null },
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (limit.aborted) throw tooLate(asked, limitMs);
    throw failureOf(ai, error, asked);
  }
}

/** Loaded with the first request: it takes a tenth of a second. */
export async function loadAi(): Promise<typeof AiSdk> {
  // It would write to standard output, which belongs to MCP there.
  (globalThis as { AI_SDK_LOG_WARNINGS?: unknown }).AI_SDK_LOG_WARNINGS ??= false;
  return import('ai');
}

/** The errors of the AI SDK hold the whole request, so none of them is passed on as a cause. */
export function failureOf(ai: typeof AiSdk, error: unknown, asked: Asked): unknown {
  const { APICallError, RetryError, AISDKError } = ai;
  if (RetryError.isInstance(error)) return failureOf(ai, error.lastError, asked);
  if (APICallError.isInstance(error) && error.statusCode !== undefined) {
    const { statusCode: status, responseBody: body = '', responseHeaders } = error;
    if (status < 400) return unusable(asked, 'it is no chat completion');
    return refusedBy(asked, { status, body, retryAfter: responseHeaders?.['retry-after'] });
  }
  if (AISDKError.isInstance(error) && !APICallError.isInstance(error)) {
    return unusable(asked, 'there is no text in it');
  }
  return unreached(asked, error);
}

function tooLate({ shown }: Asked, limitMs: number): TulvingError {
  return new TulvingError(
    'model_unavailable',
    `${shown} did not answer within ${limitMs / 1000} s.`,
  );
}

/** What models that think aloud say first. */
function withoutThoughts(text: string): string {
  return text.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim();
}
