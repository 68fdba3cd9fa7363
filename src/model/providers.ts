import { suggestionFor } from './suggestion.js';

/** A service or program that runs models, as data. */
export interface Provider {
  name: string;
  /** Base of its API; missing where everybody has an address of their own. */
  url?: string;
  /** Variables in which its users keep their key; the first that is set counts. Empty: it needs none. */
  keys: readonly string[];
  /** How its models are asked for text; missing: it has none. */
  text?: 'openai' | 'anthropic';
  /** How it is held to JSON: `schema` to a shape, `object` to JSON as such. Missing: by words alone. */
  json?: 'schema' | 'object';
  /** Where it reranks, from its base or as a whole; missing: it does not. */
  rerank?: string;
  /** How it is asked for vectors; missing: it makes none. */
  embed?: Embedding;
}

/** How vectors are asked for. */
export interface Embedding {
  /** `local`: computed in this process, by Transformers.js. */
  api: 'openai' | 'cohere' | 'voyage' | 'jina' | 'local';
  /** Texts that one request takes. */
  most: number;
  /** Tokens that one request takes; missing: as many as its texts may have. */
  tokens?: number;
}

/**
 * The providers by the name that a setting calls them. Sources: their own API references, autumn
 * 2026. One that is not here and speaks OpenAI's API is `compatible` with an address.
 */
export const providers = {
  ollama: {
    name: 'Ollama',
    url: 'http://127.0.0.1:11434/v1',
    keys: [],
    text: 'openai',
    json: 'schema',
    embed: { api: 'openai', most: 32 },
  },
  lmstudio: {
    name: 'LM Studio',
    url: 'http://127.0.0.1:1234/v1',
    keys: [],
    text: 'openai',
    json: 'schema',
    embed: { api: 'openai', most: 32 },
  },
  llamacpp: {
    name: 'llama.cpp',
    url: 'http://127.0.0.1:8080/v1',
    keys: [],
    text: 'openai',
    json: 'schema',
    rerank: 'rerank',
    embed: { api: 'openai', most: 32 },
  },
  vllm: {
    name: 'vLLM',
    url: 'http://127.0.0.1:8000/v1',
    keys: [],
    text: 'openai',
    json: 'schema',
    rerank: 'rerank',
    embed: { api: 'openai', most: 32 },
  },
  tei: {
    name: 'Text Embeddings Inference',
    url: 'http://127.0.0.1:8080',
    keys: [],
    rerank: 'rerank',
    embed: { api: 'openai', most: 32 },
  },
  compatible: {
    name: 'an OpenAI-compatible server',
    keys: [],
    text: 'openai',
    json: 'schema',
    rerank: 'rerank',
    embed: { api: 'openai', most: 32 },
  },
  openai: {
    name: 'OpenAI',
    url: 'https://api.openai.com/v1',
    keys: ['OPENAI_API_KEY'],
    text: 'openai',
    json: 'schema',
    embed: { api: 'openai', most: 2_048, tokens: 300_000 },
  },
  anthropic: {
    name: 'Anthropic',
    url: 'https://api.anthropic.com/v1',
    keys: ['ANTHROPIC_API_KEY'],
    text: 'anthropic',
    json: 'schema',
  },
  gemini: {
    name: 'Google Gemini',
    url: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keys: ['GEMINI_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY', 'GOOGLE_API_KEY'],
    text: 'openai',
    json: 'schema',
    embed: { api: 'openai', most: 100 },
  },
  azure: {
    name: 'Azure OpenAI',
    keys: ['AZURE_OPENAI_API_KEY', 'AZURE_API_KEY'],
    text: 'openai',
    json: 'schema',
    embed: { api: 'openai', most: 2_048, tokens: 300_000 },
  },
  openrouter: {
    name: 'OpenRouter',
    url: 'https://openrouter.ai/api/v1',
    keys: ['OPENROUTER_API_KEY'],
    text: 'openai',
    json: 'schema',
    embed: { api: 'openai', most: 96 },
  },
  deepseek: {
    name: 'DeepSeek',
    url: 'https://api.deepseek.com/v1',
    keys: ['DEEPSEEK_API_KEY'],
    text: 'openai',
    json: 'object',
  },
  dashscope: {
    name: 'DashScope (Qwen)',
    url: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    keys: ['DASHSCOPE_API_KEY'],
    text: 'openai',
    json: 'object',
    rerank: 'https://dashscope.aliyuncs.com/compatible-api/v1/reranks',
    embed: { api: 'openai', most: 10 },
  },
  moonshot: {
    name: 'Moonshot (Kimi)',
    url: 'https://api.moonshot.cn/v1',
    keys: ['MOONSHOT_API_KEY'],
    text: 'openai',
    json: 'object',
  },
  zhipu: {
    name: 'Zhipu (GLM)',
    url: 'https://open.bigmodel.cn/api/paas/v4',
    keys: ['ZHIPUAI_API_KEY', 'ZHIPU_API_KEY'],
    text: 'openai',
    json: 'object',
    embed: { api: 'openai', most: 64 },
  },
  siliconflow: {
    name: 'SiliconFlow',
    url: 'https://api.siliconflow.cn/v1',
    keys: ['SILICONFLOW_API_KEY'],
    text: 'openai',
    json: 'object',
    rerank: 'rerank',
    embed: { api: 'openai', most: 32 },
  },
  volcengine: {
    name: 'Volcano Engine (Doubao)',
    url: 'https://ark.cn-beijing.volces.com/api/v3',
    keys: ['ARK_API_KEY'],
    text: 'openai',
    json: 'object',
    embed: { api: 'openai', most: 10 },
  },
  groq: {
    name: 'Groq',
    url: 'https://api.groq.com/openai/v1',
    keys: ['GROQ_API_KEY'],
    text: 'openai',
    json: 'object',
  },
  together: {
    name: 'Together',
    url: 'https://api.together.xyz/v1',
    keys: ['TOGETHER_API_KEY', 'TOGETHER_AI_API_KEY'],
    text: 'openai',
    json: 'schema',
    rerank: 'rerank',
    embed: { api: 'openai', most: 96 },
  },
  mistral: {
    name: 'Mistral',
    url: 'https://api.mistral.ai/v1',
    keys: ['MISTRAL_API_KEY'],
    text: 'openai',
    json: 'schema',
    embed: { api: 'openai', most: 128, tokens: 16_000 },
  },
  xai: {
    name: 'xAI',
    url: 'https://api.x.ai/v1',
    keys: ['XAI_API_KEY'],
    text: 'openai',
    json: 'schema',
  },
  cohere: {
    name: 'Cohere',
    url: 'https://api.cohere.com/v2',
    keys: ['COHERE_API_KEY', 'CO_API_KEY'],
    rerank: 'rerank',
    embed: { api: 'cohere', most: 96 },
  },
  jina: {
    name: 'Jina',
    url: 'https://api.jina.ai/v1',
    keys: ['JINA_API_KEY'],
    rerank: 'rerank',
    embed: { api: 'jina', most: 128 },
  },
  voyage: {
    name: 'Voyage',
    url: 'https://api.voyageai.com/v1',
    keys: ['VOYAGE_API_KEY'],
    rerank: 'rerank',
    embed: { api: 'voyage', most: 128, tokens: 100_000 },
  },
  transformers: {
    name: 'Transformers.js, in this process',
    keys: [],
    embed: { api: 'local', most: 16 },
  },
} as const satisfies Record<string, Provider>;

/** Other names that people know them by. */
const aliases: Readonly<Record<string, ProviderId>> = {
  google: 'gemini',
  alibaba: 'dashscope',
  qwen: 'dashscope',
  'openai-compatible': 'compatible',
};

export type ProviderId = keyof typeof providers;

/** What a model is wanted for. */
export type ModelUse = 'text' | 'rerank' | 'embed';

/** A model as a setting names it: `ollama:qwen3:8b`. */
export interface ModelName {
  provider: ProviderId;
  /** Empty where the server has one model only. */
  model: string;
  /** Base of the API, where the name holds it: `openai-compatible:<url>#<model>`. */
  url?: string;
}

export function providerOf({ provider }: Pick<ModelName, 'provider'>): Provider {
  return providers[provider];
}

/** The providers that can be asked for this. */
export function providersFor(use: ModelUse): ProviderId[] {
  const ids = Object.keys(providers) as ProviderId[];
  return ids.filter((id) => (providers[id] as Provider)[use] !== undefined);
}

/** @throws RangeError that says what would be right */
export function parseModelName(text: string, use: ModelUse): ModelName {
  const [, id = text, rest = ''] = /^([^:]*):(.*)$/s.exec(text.trim()) ?? [];
  const known = providersFor(use);
  const meantBy = Object.hasOwn(aliases, id) ? aliases[id] : id;
  const provider = known.find((one) => one === meantBy);
  if (provider === undefined) {
    const near = suggestionFor(id, known);
    const meant = near === undefined ? '' : ` (${near}?)`;
    const others = use === 'rerank' ? 'llm, url:http://… or ' : '';
    throw new RangeError(
      `${others}provider:model, the provider${meant} one of ${known.join(', ')}`,
    );
  }
  const [, url, model = rest] = /^(https?:\/\/[^#]+)#(.*)$/s.exec(rest) ?? [];
  if (model === '' && !(use !== 'text' && provider === 'tei')) {
    throw new RangeError(`${provider}:model, with the name of a model`);
  }
  if (url === undefined) return { provider, model };
  if (provider !== 'compatible' || !URL.canParse(url)) {
    throw new RangeError('openai-compatible:<url>#<model>, with the base address of an API');
  }
  return { provider, model, url: url.replace(/\/+$/, '') };
}

/**
 * The key that the provider's users keep in a variable of its own name. It goes to the provider's own
 * address only: an address of one's own gets the key that was set for it.
 */
export function usualKey(
  name: ModelName,
  url: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { url: own, keys } = providerOf(name);
  const isOwn = url === undefined || own === undefined || originOf(url) === originOf(own);
  if (!isOwn) return undefined;
  return keys.map((key) => environment[key]).find((value) => value);
}

function originOf(url: string): string {
  return new URL(url).origin;
}
