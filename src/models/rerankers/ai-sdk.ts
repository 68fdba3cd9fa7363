import type { RerankingModel } from 'ai';
import { askedOf, failureOf, loadAi } from '../ai-sdk.js';
import type { Reranker } from '../port.js';

/** An object of the AI SDK, never the name of a model, which would go to a gateway. */
export type AiRerankingModel = Exclude<RerankingModel, string>;

/**
 * A reranking model of the AI SDK as ours: for providers that only a package of theirs speaks to, such
 * as Amazon Bedrock.
 *
 * @example
 * const reranker = rerankerFromAiSdk(cohere.reranking('rerank-v3.5'));
 * const memory = await createMemory({ data: './memory', reranker });
 */
export function rerankerFromAiSdk(model: AiRerankingModel): Reranker {
  return {
    identity: { provider: model.provider, model: model.modelId },
    async rerank(query, texts, signal) {
      const ai = await loadAi();
      try {
        const { ranking } = await ai.rerank({
          model,
          query,
          documents: [...texts],
          abortSignal: signal,
          // A search does not wait for a second try.
          maxRetries: 0,
        });
        const scores = Array.from<number | undefined>({ length: texts.length });
        for (const { originalIndex, score } of ranking) scores[originalIndex] = score;
        return scores;
      } catch (error) {
        signal.throwIfAborted();
        throw failureOf(ai, error, askedOf(model));
      }
    },
  };
}
