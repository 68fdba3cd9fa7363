import { setTimeout as sleep } from 'node:timers/promises';
import type * as AiSdk from 'ai';
import type { Price } from '../model/price.js';
import { type AiLanguageModel, type Form, lowered, optionsOf } from './ai-form.js';
import { failureOf, loadAi } from './ai-sdk.js';
import { doesPass, pauseBefore, persist, type Patience, tooLate } from './attempts.js';
import { type Asked, declined } from './failure.js';
import type { Generated, GenerateRequest, LanguageModel } from './port.js';
import { thoughtless, withoutThoughts } from './thoughts.js';

export interface AiModelOptions {
  identity: LanguageModel['identity'];
  price?: Price | undefined;
  asked: Asked;
  patience: Patience;
  /** Made with the first request. */
  make: () => Promise<AiLanguageModel>;
  /** How it is held to JSON at first. */
  json: Form['json'];
}

/** A language model that is asked by the AI SDK. */
export class AiModel implements LanguageModel {
  readonly identity: LanguageModel['identity'];
  readonly price: Price | undefined;
  readonly #options: AiModelOptions;
  #made: Promise<AiLanguageModel> | undefined;
  /** What it is known to take. */
  #form: Form;

  constructor(options: AiModelOptions) {
    this.identity = options.identity;
    this.price = options.price;
    this.#options = options;
    this.#form = { json: options.json, temperature: true };
  }

  async generate(request: GenerateRequest): Promise<Generated> {
    const { asked, patience } = this.#options;
    const ai = await loadAi();
    const model = await this.#model();
    return persist((signal) => this.#once(ai, model, { ...request, signal }), {
      asked,
      patience,
      signal: request.signal,
    });
  }

  /** Tries again only before the first piece: what was said cannot be taken back. */
  async *stream(request: GenerateRequest): AsyncGenerator<string> {
    const { asked, patience } = this.#options;
    const { signal } = request;
    const ai = await loadAi();
    for (let failed = 0; ; failed++) {
      let said = false;
      try {
        for await (const piece of thoughtless(this.#pieces(ai, request))) {
          said = true;
          yield piece;
        }
        return;
      } catch (error) {
        signal?.throwIfAborted();
        const lower = isUnfit(ai, error) && lowered(this.#form, request, error.message);
        if (lower && !said) {
          this.#form = lower;
          failed -= 1;
          continue;
        }
        const reason = failureOf(ai, error, asked);
        if (said || failed >= patience.retries || !doesPass(reason)) throw reason;
        const pause = pauseBefore(reason, patience.pauseMs * 2 ** failed);
        if (pause > patience.limitMs) throw reason;
        await sleep(pause, undefined, { signal });
      }
    }
  }

  #model(): Promise<AiLanguageModel> {
    return (this.#made ??= this.#options.make());
  }

  /** One try, and another at once in a lower form where this one is refused. */
  async #once(
    ai: typeof AiSdk,
    model: AiLanguageModel,
    request: GenerateRequest & { signal: AbortSignal },
  ): Promise<Generated> {
    for (let form = this.#form; ;) {
      try {
        const answer = await ai.generateText({
          ...optionsOf(model, request, form),
          abortSignal: request.signal,
        });
        this.#form = form;
        return generatedBy(answer, this.#options.asked);
      } catch (error) {
        const lower = isUnfit(ai, error) ? lowered(form, request, error.message) : undefined;
        if (lower === undefined) throw failureOf(ai, error, this.#options.asked);
        form = lower;
      }
    }
  }

  /** Breaks off where nothing comes for as long as one try may take. */
  async *#pieces(ai: typeof AiSdk, request: GenerateRequest): AsyncGenerator<string> {
    const { asked, patience } = this.#options;
    const silence = new AbortController();
    const late = () => silence.abort(tooLate(asked, patience.attemptMs));
    let watch = setTimeout(late, patience.attemptMs);
    const signals = [silence.signal, ...(request.signal ? [request.signal] : [])];
    try {
      const answer = ai.streamText({
        ...optionsOf(await this.#model(), request, this.#form),
        abortSignal: AbortSignal.any(signals),
        // Told by the stream, too.
        onError: () => undefined,
      });
      for await (const part of answer.fullStream) {
        clearTimeout(watch);
        watch = setTimeout(late, patience.attemptMs);
        if (part.type === 'error') throw part.error;
        if (part.type === 'text-delta') yield part.text;
        if (part.type === 'finish') {
          if (part.finishReason === 'content-filter') throw declined(asked);
          const { inputTokens, outputTokens } = part.totalUsage;
          request.onUsage?.({ input: inputTokens ?? null, output: outputTokens ?? null });
        }
      }
      silence.signal.throwIfAborted();
      request.signal?.throwIfAborted();
    } catch (error) {
      silence.signal.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(watch);
    }
  }
}

/** Refused for what the request looks like, not for who asks or what for. */
function isUnfit(ai: typeof AiSdk, error: unknown): error is AiSdk.APICallError {
  return ai.APICallError.isInstance(error) && [400, 415, 422].includes(error.statusCode ?? 0);
}

function generatedBy(
  { text, usage, finishReason, response }: AiSdk.GenerateTextResult<AiSdk.ToolSet, never>,
  asked: Asked,
): Generated {
  const refusal = refusalIn(response.body);
  if (finishReason === 'content-filter' || refusal !== undefined) throw declined(asked, refusal);
  return {
    text: withoutThoughts(text),
    usage: { input: usage.inputTokens ?? null, output: usage.outputTokens ?? null },
    ...(finishReason === 'length' && { truncated: true }),
  };
}

/** OpenAI puts it beside an answer that is empty, and the SDK passes it over. */
function refusalIn(body: unknown): string | undefined {
  const { choices } = (body ?? {}) as { choices?: { message?: { refusal?: unknown } }[] };
  const refusal = Array.isArray(choices) ? choices[0]?.message?.refusal : undefined;
  return typeof refusal === 'string' && refusal !== '' ? refusal : undefined;
}
