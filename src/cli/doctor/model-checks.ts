import type { Settings } from '../../settings.js';
import { type Check, fault, ok, type Outcome, warning } from './check.js';

/** Less than a check may take, so that the model is named that was late. */
const LIMIT = 8_000;
const QUERY = 'Which one is a fruit?';
const TEXTS = ['A brick is made of clay.', 'An apple is a fruit.'];

/** Models that are asked over the network: each is asked something small. */
export const askedModels: readonly Check<{ settings: Settings }>[] = [
  {
    name: 'llm',
    title: { en: 'language model', zh: '语言模型' },
    run: ({ settings }) => judgeLanguageModel(settings),
  },
  {
    name: 'embedder',
    title: { en: 'embedder', zh: '嵌入模型' },
    run: ({ settings }) => judgeEmbedder(settings),
  },
  {
    name: 'reranker',
    title: { en: 'reranker', zh: '重排序器' },
    run: ({ settings }) => judgeReranker(settings),
  },
];

async function judgeLanguageModel(settings: Settings): Promise<Outcome> {
  const { llm } = settings;
  if (llm === undefined) return ok('none is configured, and nothing needs one');
  const { configuredLanguageModel } = await import('../models.js');
  const model = configuredLanguageModel(settings, { retries: 0, limitMs: LIMIT });
  const began = performance.now();
  await model.generate({ prompt: 'Answer with the word yes.', maxTokens: 16 });
  return ok(`${llm} answers, in ${since(began)} ms`);
}

async function judgeEmbedder(settings: Settings): Promise<Outcome> {
  const { embedder, embedderDeadline: deadline } = settings;
  if (embedder === undefined) return ok('the built-in one, which asks nobody');
  const [{ configuredEmbedder }, { probeEmbedder }] = await Promise.all([
    import('../models.js'),
    import('../../models/embedders/probe.js'),
  ]);
  const model = configuredEmbedder({ ...settings, embedder }, { retries: 0, limitMs: LIMIT });
  const { dimension, floor } = await probeEmbedder(model, AbortSignal.timeout(LIMIT));
  const began = performance.now();
  await model.embed([QUERY], 'query', AbortSignal.timeout(LIMIT));
  const took = since(began);
  const detail = `${embedder} answers, in ${took} ms for a query: ${dimension} dimensions, unrelated texts up to a cosine of ${floor}`;
  if (took < deadline) return ok(detail);
  return warning(
    `${detail}; and a search waits ${deadline} ms`,
    'Raise TULVING_EMBEDDER_DEADLINE, or take a faster model.',
  );
}

async function judgeReranker(settings: Settings): Promise<Outcome> {
  const { reranker, rerankerDeadline: deadline } = settings;
  if (reranker === undefined) return ok('none is configured, and nothing needs one');
  const { configuredReranker } = await import('../models.js');
  const model = await configuredReranker({ ...settings, reranker });
  const began = performance.now();
  const limit = AbortSignal.timeout(LIMIT);
  const [asked] = await Promise.allSettled([model.rerank(QUERY, TEXTS, limit)]);
  if (limit.aborted) {
    return fault('model_unavailable', `${reranker} did not answer within ${LIMIT / 1000} s`);
  }
  if (asked.status === 'rejected') throw asked.reason;
  const [brick = 0, apple = 0] = asked.value;
  const took = since(began);
  if (apple <= brick) {
    return warning(
      `${reranker} answers, and takes a brick for a fruit`,
      'Use a model that is made for reranking; see docs/models.md.',
    );
  }
  if (took < deadline) return ok(`${reranker} answers, in ${took} ms for two texts`);
  return warning(
    `${reranker} took ${took} ms for two texts, and a search waits ${deadline} ms`,
    'Ask once more, since the first answer may have loaded the model; else raise TULVING_RERANKER_DEADLINE.',
  );
}

function since(began: number): number {
  return Math.round(performance.now() - began);
}
