import type { EmbeddingModel } from 'ai';
import { askedOf, failureOf, loadAi } from '../ai-sdk.js';
import type { Embedder } from '../port.js';
import { SteadyEmbedder } from './steady-embedder.js';

/** An object of the AI SDK, never the name of a model, which would go to a gateway. */
export type AiEmbeddingModel = Exclude<EmbeddingModel, string>;

const RETRIES = 4;
const MOST = 96;

/**
 * An embedding model of the AI SDK as ours: for providers that only a package of theirs speaks to,
 * such as Amazon Bedrock.
 *
 * @example
 * const embedder = embedderFromAiSdk(bedrock.embedding('amazon.titan-embed-text-v2:0'));
 * const memory = await createMemory({ data: './memory', embedder });
 */
export function embedderFromAiSdk(model: AiEmbeddingModel): Embedder {
  return new SteadyEmbedder({
    identity: { provider: model.provider, model: model.modelId },
    dimension: undefined,
    remote: true,
    most: MOST,
    async send(texts, purpose, signal) {
      const ai = await loadAi();
      try {
        const { embeddings } = await ai.embedMany({
          model,
          values: [...texts],
          abortSignal: signal,
          // A search does not wait for a second try.
          maxRetries: purpose === 'query' ? 0 : RETRIES,
        });
        return embeddings.map((embedding) => Float32Array.from(embedding));
      } catch (error) {
        signal.throwIfAborted();
        throw failureOf(ai, error, askedOf(model));
      }
    },
  });
}
