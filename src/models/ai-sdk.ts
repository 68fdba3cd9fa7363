import type * as AiSdk from 'ai';
import { TulvingError } from '../errors.js';
import { type Asked, refusedBy, unreached, unusable } from './failure.js';

/** Loaded with the first request: it takes a tenth of a second. */
export async function loadAi(): Promise<typeof AiSdk> {
  // It would write to standard output, which belongs to MCP there.
  (globalThis as { AI_SDK_LOG_WARNINGS?: unknown }).AI_SDK_LOG_WARNINGS ??= false;
  return import('ai');
}

/** What a message can say of a model that somebody else made. */
export function askedOf({ provider, modelId }: { provider: string; modelId: string }): Asked {
  const keyVariable = 'the options of the model';
  return { shown: `${provider}:${modelId}`, apiKey: undefined, keyVariable };
}

/** The errors of the AI SDK hold the whole request, so none of them is passed on as a cause. */
export function failureOf(ai: typeof AiSdk, error: unknown, asked: Asked): unknown {
  const { APICallError, RetryError, AISDKError, UnsupportedFunctionalityError } = ai;
  if (RetryError.isInstance(error)) return failureOf(ai, error.lastError, asked);
  if (APICallError.isInstance(error) && error.statusCode !== undefined) {
    const { statusCode: status, responseBody: body = '', responseHeaders } = error;
    if (status < 400) return unusable(asked, 'it is no chat completion');
    return refusedBy(asked, { status, body, retryAfter: retryAfterIn(responseHeaders) });
  }
  if (UnsupportedFunctionalityError.isInstance(error)) {
    return new TulvingError(
      'model_refused',
      `${asked.shown} cannot be asked so: ${error.functionality} is not supported.`,
    );
  }
  if (AISDKError.isInstance(error) && !APICallError.isInstance(error)) {
    return unusable(asked, 'there is no text in it');
  }
  return unreached(asked, error);
}

/** OpenAI and Azure say it in milliseconds, too. */
function retryAfterIn(headers: Record<string, string> | undefined): string | undefined {
  const ms = headers?.['retry-after-ms'];
  return ms !== undefined && /^\d+$/.test(ms) ? `${Number(ms) / 1000}` : headers?.['retry-after'];
}
