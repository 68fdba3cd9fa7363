import {
  readCandidates,
  readDimension,
  readEmbedder,
  readLanguageModel,
} from './model-settings.js';
import { row } from './setting-row.js';
import {
  count,
  milliseconds,
  offOrDaily,
  optionalText,
  price,
  reranker,
  url,
} from './setting-values.js';

/** The rows of the table of settings that name models. */
export const modelSettings = {
  llm: row('TULVING_LLM', '--llm', readLanguageModel, () => undefined, {
    shown: 'none',
    help: {
      en: 'Language model, as provider:model, such as ollama:qwen3:8b; see docs/models.md. Nothing needs one.',
      zh: '语言模型，格式为 提供商:模型，如 ollama:qwen3:8b，见 docs/models.md。没有它一切功能照常。',
    },
  }),
  llmUrl: row('TULVING_LLM_URL', '--llm-url', url, () => undefined, {
    shown: "the provider's",
    help: {
      en: 'Base address of the API of the language model, where it is not the usual one.',
      zh: '语言模型 API 的基础地址（与默认地址不同时给出）。',
    },
  }),
  llmApiKey: row('TULVING_LLM_API_KEY', '--llm-api-key', optionalText, () => undefined, {
    shown: "the provider's usual variable, such as OPENAI_API_KEY",
    secret: true,
    help: {
      en: 'Key for the language model.',
      zh: '语言模型的密钥。',
    },
  }),
  consolidate: row('TULVING_CONSOLIDATE', '--consolidate', offOrDaily, () => 'daily' as const, {
    help: {
      en: 'Whether memories are put in order each night, where a language model is configured: daily or off.',
      zh: '配置了语言模型时，是否每晚整理记忆：daily（每晚）或 off（关闭）。',
    },
  }),
  llmTimeout: row('TULVING_LLM_TIMEOUT', '--llm-timeout', milliseconds, () => 120_000, {
    help: {
      en: 'Milliseconds that one answer of the language model may take, or that may pass between two pieces of one; raise it for a large model on a small machine.',
      zh: '语言模型一次回答（流式输出时为两段之间）最多等待的毫秒数；在小机器上运行大模型时可调高。',
    },
  }),
  llmTokensPerDay: row('TULVING_LLM_TOKENS_PER_DAY', '--llm-tokens-per-day', count, () => 0, {
    help: {
      en: 'Tokens, input and output, that the language model may be asked for in a day; what waits goes on after midnight in TULVING_TIMEZONE. 0: any number.',
      zh: '每天最多使用的语言模型 token 数（输入加输出）；用完后，等待的任务在 TULVING_TIMEZONE 的午夜后继续。0 表示不限。',
    },
  }),
  llmCallsPerDay: row('TULVING_LLM_CALLS_PER_DAY', '--llm-calls-per-day', count, () => 0, {
    help: {
      en: 'Calls of the language model in a day, likewise. 0: any number.',
      zh: '每天最多调用语言模型的次数，规则同上。0 表示不限。',
    },
  }),
  llmPrice: row('TULVING_LLM_PRICE', '--llm-price', price, () => undefined, {
    shown: "the provider's list price, where it is known",
    help: {
      en: 'What the language model costs in US dollars for a million tokens, in and out, such as 0.25,2.00. Wins over the list prices that Tulving knows.',
      zh: '语言模型每百万 token 的价格（美元）：输入,输出，如 0.25,2.00。优先于 Tulving 已知的标价。',
    },
  }),
  embedder: row('TULVING_EMBEDDER', '--embedder', readEmbedder, () => undefined, {
    shown: '`builtin`',
    help: {
      en: 'Model whose vectors join the built-in ones: provider:model, such as openai:text-embedding-3-small or ollama:embeddinggemma; openai-compatible:<url>#<model>; transformers:<model>; builtin for none.',
      zh: '在内置向量之外使用的嵌入模型：提供商:模型，如 openai:text-embedding-3-small、alibaba:text-embedding-v3、ollama:bge-m3；openai-compatible:<地址>#<模型>；transformers:<模型>；builtin 表示只用内置。',
    },
  }),
  embedderUrl: row('TULVING_EMBEDDER_URL', '--embedder-url', url, () => undefined, {
    shown: "the provider's",
    help: {
      en: 'Base address of the API of the embedder, where it is not the usual one.',
      zh: '嵌入模型 API 的基础地址（与默认地址不同时给出）。',
    },
  }),
  embedderApiKey: row(
    'TULVING_EMBEDDER_API_KEY',
    '--embedder-api-key',
    optionalText,
    () => undefined,
    {
      shown: "the provider's usual variable, such as OPENAI_API_KEY",
      secret: true,
      help: {
        en: 'Key for the embedder.',
        zh: '嵌入模型的密钥。',
      },
    },
  ),
  embedderDimension: row(
    'TULVING_EMBEDDER_DIMENSION',
    '--embedder-dimension',
    readDimension,
    () => undefined,
    {
      shown: "the model's own",
      help: {
        en: 'Dimension of its vectors, for models that give a choice: fewer take less room and find a little less.',
        zh: '向量维度（仅限支持选择的模型）：维度越低占用越少，检索效果略降。',
      },
    },
  ),
  embedderDeadline: row(
    'TULVING_EMBEDDER_DEADLINE',
    '--embedder-deadline',
    milliseconds,
    () => 1500,
    {
      help: {
        en: 'Milliseconds that a search waits for the vector of its query; after that it goes by words and the built-in vectors.',
        zh: '搜索等待查询向量的毫秒数；超时则仅按词语和内置向量检索。',
      },
    },
  ),
  reranker: row('TULVING_RERANKER', '--reranker', reranker, () => undefined, {
    shown: 'none',
    help: {
      en: 'What puts the best candidates of a search in order anew: provider:model, such as cohere:rerank-v3.5; url:http://… of a cross-encoder; or llm, the language model.',
      zh: '对搜索的最佳候选重新排序：提供商:模型，如 cohere:rerank-v3.5；交叉编码器的 url:http://…；或 llm（语言模型）。',
    },
  }),
  rerankerUrl: row('TULVING_RERANKER_URL', '--reranker-url', url, () => undefined, {
    shown: "the provider's",
    help: {
      en: 'Base address of the API of the reranker, where it is not the usual one.',
      zh: '重排序器 API 的基础地址（与默认地址不同时给出）。',
    },
  }),
  rerankerApiKey: row(
    'TULVING_RERANKER_API_KEY',
    '--reranker-api-key',
    optionalText,
    () => undefined,
    {
      shown: "the provider's usual variable, such as COHERE_API_KEY",
      secret: true,
      help: {
        en: 'Key for the reranker.',
        zh: '重排序器的密钥。',
      },
    },
  ),
  rerankerTop: row('TULVING_RERANKER_TOP', '--reranker-top', readCandidates, () => 50, {
    help: {
      en: 'How many candidates of a search the reranker is shown.',
      zh: '每次搜索交给重排序器的候选数量。',
    },
  }),
  rerankerDeadline: row(
    'TULVING_RERANKER_DEADLINE',
    '--reranker-deadline',
    milliseconds,
    () => 1500,
    {
      help: {
        en: 'Milliseconds that a search waits for the reranker; after that it answers in the order that it had.',
        zh: '搜索等待重排序器的毫秒数；超时则按原有顺序返回结果。',
      },
    },
  ),
};
