import type * as AiSdk from 'ai';
import type { GenerateRequest, JsonShape } from './port.js';

/** An object of the AI SDK, never the name of a model, which would go to a gateway. */
export type AiLanguageModel = Exclude<AiSdk.LanguageModel, string>;

/** What a model takes; it is lowered for one that refuses a request for it. */
export interface Form {
  /** `words`: the prompt says it, nothing else. */
  json: 'schema' | 'object' | 'words';
  temperature: boolean;
}

type Options = Parameters<typeof AiSdk.generateText>[0];

/** A request as the AI SDK takes it; each try is one call, since we count them ourselves. */
export function optionsOf(
  model: AiLanguageModel,
  request: GenerateRequest,
  { json, temperature: warm }: Form,
) {
  const { system, maxTokens, temperature } = request;
  return {
    model,
    maxRetries: 0,
    messages: [{ role: 'user' as const, content: partsOf(request) }],
    // Strict schemas want every field to be required, which ours are not.
    providerOptions: { openaiCompatible: { strictJsonSchema: false } },
    ...(request.json && json !== 'words' && { output: asText(request.json, json) }),
    ...(system !== undefined && { system }),
    ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
    ...(warm && temperature !== undefined && { temperature }),
  } satisfies Partial<Options>;
}

function partsOf({ prompt, images = [], audio = [] }: GenerateRequest) {
  const seen = images.map(({ bytes, mediaType }) => {
    return { type: 'image' as const, image: bytes, mediaType };
  });
  const heard = audio.map(({ bytes, mediaType }) => {
    return { type: 'file' as const, data: bytes, mediaType };
  });
  return [{ type: 'text' as const, text: prompt }, ...seen, ...heard];
}

/** Asks for JSON and hands over the text as it came: `near-json.ts` reads more than the SDK does. */
function asText(
  { name, schema }: JsonShape,
  json: 'schema' | 'object',
): AiSdk.OutputInterface<string, string, never> {
  const format = { type: 'json' as const, name, ...(json === 'schema' && { schema }) };
  return {
    name,
    responseFormat: Promise.resolve(format),
    parseCompleteOutput: ({ text }) => Promise.resolve(text),
    parsePartialOutput: ({ text }) => Promise.resolve({ partial: text }),
    createElementStreamTransform: () => undefined,
  };
}

/** The next lower form for a request that was refused as it is; undefined: it was not refused for its form. */
export function lowered(form: Form, request: GenerateRequest, said: string): Form | undefined {
  if (form.temperature && request.temperature !== undefined && /temperature/i.test(said)) {
    return { ...form, temperature: false };
  }
  if (!request.json || form.json === 'words') return undefined;
  return { ...form, json: form.json === 'schema' ? 'object' : 'words' };
}
