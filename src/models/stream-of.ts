import type { GenerateRequest, LanguageModel } from './port.js';

/** An answer in pieces; in one, where the model does not stream. */
export async function* streamOf(
  model: LanguageModel,
  request: GenerateRequest,
): AsyncGenerator<string> {
  if (model.stream) {
    yield* model.stream(request);
    return;
  }
  const { text, usage } = await model.generate(request);
  request.onUsage?.(usage);
  if (text !== '') yield text;
}
