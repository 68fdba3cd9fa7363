import type { Purpose } from '../port.js';

/** What is known of a model for embeddings, by its name. */
export interface KnownModel {
  /** Of the name, wherever it is served; the first row that fits counts. */
  name: RegExp;
  /** What it wants before a query and before a document; missing: nothing. */
  prefixes?: Readonly<Partial<Record<Purpose, string>>>;
  /** Tokens of a text that it reads. */
  tokens?: number;
  /** Dimensions that it can be asked for (Matryoshka, Kusupati et al. 2022); missing: its own only. */
  dimensions?: readonly number[];
  /** US dollars for a million tokens, at its own provider. */
  price?: number;
  /** Where all this stands; read in autumn 2026. */
  source: string;
}

const WEB_SEARCH =
  'Given a web search query, retrieve relevant passages that answer the query' as const;
const POWERS = [256, 512, 1024, 2048] as const;

/** A model that is not here gets its texts as they are. */
export const knownModels: readonly KnownModel[] = [
  {
    name: /e5-mistral|multilingual-e5-large-instruct/,
    prefixes: { query: `Instruct: ${WEB_SEARCH}\nQuery: ` },
    tokens: 512,
    source: 'https://huggingface.co/intfloat/multilingual-e5-large-instruct',
  },
  {
    name: /\be5-(?:small|base|large)/,
    prefixes: { query: 'query: ', document: 'passage: ' },
    tokens: 512,
    source: 'https://huggingface.co/intfloat/multilingual-e5-base',
  },
  {
    name: /nomic-embed-text/,
    prefixes: { query: 'search_query: ', document: 'search_document: ' },
    tokens: 2048,
    dimensions: [64, 128, 256, 512, 768],
    source: 'https://huggingface.co/nomic-ai/nomic-embed-text-v1.5',
  },
  {
    name: /bge-(?:small|base|large)-en|mxbai-embed-large|arctic-embed-(?:xs|s|m|l)(?!-v2)|arctic-embed(?!2|-)/,
    prefixes: { query: 'Represent this sentence for searching relevant passages: ' },
    tokens: 512,
    source:
      'https://huggingface.co/BAAI/bge-large-en-v1.5, mixedbread-ai/mxbai-embed-large-v1, Snowflake/snowflake-arctic-embed-m',
  },
  {
    name: /bge-(?:small|base|large)-zh/,
    prefixes: { query: '为这个句子生成表示以用于检索相关文章：' },
    tokens: 512,
    source: 'https://huggingface.co/BAAI/bge-large-zh-v1.5',
  },
  { name: /bge-m3/, tokens: 8192, source: 'https://huggingface.co/BAAI/bge-m3' },
  {
    name: /arctic-embed.*(?:v2|2)/,
    prefixes: { query: 'query: ' },
    tokens: 8192,
    source: 'https://huggingface.co/Snowflake/snowflake-arctic-embed-l-v2.0',
  },
  {
    name: /qwen3-embedding/,
    prefixes: { query: `Instruct: ${WEB_SEARCH}\nQuery:` },
    tokens: 8192,
    source: 'https://huggingface.co/Qwen/Qwen3-Embedding-0.6B',
  },
  {
    name: /embeddinggemma/,
    prefixes: { query: 'task: search result | query: ', document: 'title: none | text: ' },
    tokens: 2048,
    source: 'https://huggingface.co/google/embeddinggemma-300m',
  },
  {
    name: /all-minilm/,
    tokens: 256,
    source: 'https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2',
  },
  {
    name: /text-embedding-3-small/,
    tokens: 8191,
    dimensions: [256, 512, 1024, 1536],
    price: 0.02,
    source: 'https://platform.openai.com/docs/guides/embeddings',
  },
  {
    name: /text-embedding-3-large/,
    tokens: 8191,
    dimensions: [256, 512, 1024, 1536, 3072],
    price: 0.13,
    source: 'https://platform.openai.com/docs/guides/embeddings',
  },
  {
    name: /text-embedding-ada-002/,
    tokens: 8191,
    price: 0.1,
    source: 'https://platform.openai.com/docs/guides/embeddings',
  },
  {
    name: /gemini-embedding/,
    tokens: 2048,
    dimensions: [768, 1536, 3072],
    price: 0.15,
    source: 'https://ai.google.dev/gemini-api/docs/embeddings',
  },
  {
    name: /^text-embedding-v3$/,
    tokens: 8192,
    dimensions: [64, 128, 256, 512, 768, 1024],
    price: 0.07,
    source: 'https://help.aliyun.com/zh/model-studio/embedding',
  },
  {
    name: /^text-embedding-v4$/,
    tokens: 8192,
    dimensions: [64, 128, ...POWERS, 768, 1536],
    price: 0.07,
    source: 'https://help.aliyun.com/zh/model-studio/embedding',
  },
  {
    name: /^embedding-3$/,
    tokens: 3072,
    dimensions: POWERS,
    source: 'https://docs.bigmodel.cn/cn/guide/models/embedding/embedding-3',
  },
  {
    name: /^embed-v4/,
    tokens: 128_000,
    dimensions: [256, 512, 1024, 1536],
    price: 0.12,
    source: 'https://docs.cohere.com/docs/cohere-embed',
  },
  {
    name: /^embed-.*-v3/,
    tokens: 512,
    price: 0.1,
    source: 'https://docs.cohere.com/docs/cohere-embed',
  },
  {
    name: /^voyage-3\.5-lite/,
    tokens: 32_000,
    dimensions: POWERS,
    price: 0.02,
    source: 'https://docs.voyageai.com/docs/embeddings',
  },
  {
    name: /^voyage-3\.5/,
    tokens: 32_000,
    dimensions: POWERS,
    price: 0.06,
    source: 'https://docs.voyageai.com/docs/embeddings',
  },
  {
    name: /^jina-embeddings-v[34]/,
    tokens: 8192,
    dimensions: [64, 128, 256, 512, 1024],
    source: 'https://jina.ai/embeddings',
  },
  {
    name: /^mistral-embed/,
    tokens: 8192,
    price: 0.1,
    source: 'https://docs.mistral.ai/capabilities/embeddings',
  },
];

/** Names come with folders, tags and in any case: `intfloat/multilingual-e5-small`, `bge-m3:latest`. */
export function knownModel(model: string): KnownModel | undefined {
  const bare = model.split('/').at(-1)?.replace(/:.*$/, '').toLowerCase() ?? '';
  return knownModels.find(({ name }) => name.test(bare));
}
