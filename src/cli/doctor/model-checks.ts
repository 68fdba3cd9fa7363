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
    run: ({ settings }) => measured((figures) => judgeLanguageModel(settings, figures)),
  },
  {
    name: 'embedder',
    title: { en: 'embedder', zh: '嵌入模型' },
    run: ({ settings }) => measured((figures) => judgeEmbedder(settings, figures)),
  },
  {
    name: 'reranker',
    title: { en: 'reranker', zh: '重排序器' },
    run: ({ settings }) => measured((figures) => judgeReranker(settings, figures)),
  },
];

type Figures = NonNullable<Outcome['figures']>;

async function measured(judge: (figures: Figures) => Promise<Outcome>): Promise<Outcome> {
  const figures: Figures = {};
  return { ...(await judge(figures)), figures };
}

async function judgeLanguageModel(settings: Settings, figures: Figures): Promise<Outcome> {
  const { llm } = settings;
  if (llm === undefined) return ok('none is configured, and nothing needs one');
  const [{ configuredLanguageModel }, { generateObject }, { z }] = await Promise.all([
    import('../models.js'),
    import('../../models/structured.js'),
    import('zod'),
  ]);
  const model = configuredLanguageModel(settings, { retries: 0, limitMs: LIMIT });
  const began = performance.now();
  await model.generate({ prompt: 'Answer with the word yes.', maxTokens: 16 });
  const took = since(began);
  figures.ms = took;
  const schema = z.object({ fruits: z.array(z.string()), bricks: z.int() });
  const [shaped] = await Promise.allSettled([
    generateObject(model, {
      prompt: 'On the table are an apple, two bricks and a pear. Which fruits, how many bricks?',
      schema,
      name: 'table',
      signal: AbortSignal.timeout(Math.max(1, LIMIT - took)),
    }),
  ]);
  const detail = `${llm} answers, in ${took} ms`;
  if (shaped.status === 'rejected') {
    return warning(
      `${detail}; but not in JSON of a given shape (${wordsOf(shaped.reason)}), so that nothing can be drawn with it`,
      'Use a model that follows instructions well; see docs/models.md.',
    );
  }
  const { repaired, calls } = shaped.value;
  const how = calls > 1 ? 'at the second time' : repaired ? 'once it is mended' : 'as asked';
  return ok(`${detail}; JSON of a given shape: ${how}`);
}

function wordsOf(reason: unknown): string {
  if (reason instanceof Error && reason.name === 'TimeoutError')
    return `not within ${LIMIT / 1000} s`;
  return reason instanceof Error ? reason.message.replace(/\.$/, '') : String(reason);
}

async function judgeEmbedder(settings: Settings, figures: Figures): Promise<Outcome> {
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
  Object.assign(figures, { ms: took, dimension });
  const detail = `${embedder} answers, in ${took} ms for a query: ${dimension} dimensions, unrelated texts up to a cosine of ${floor}`;
  if (took < deadline) return ok(detail);
  return warning(
    `${detail}; and a search waits ${deadline} ms`,
    'Raise TULVING_EMBEDDER_DEADLINE, or take a faster model.',
  );
}

async function judgeReranker(settings: Settings, figures: Figures): Promise<Outcome> {
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
  figures.ms = took;
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
