import type { Embedding } from '../../model/providers.js';
import type { Purpose } from '../port.js';

export interface EmbeddingRequest {
  model: string;
  texts: readonly string[];
  purpose: Purpose;
  dimension: number | undefined;
}

export type Api = Exclude<Embedding['api'], 'local'>;

interface Shape {
  /** After the base of the API. */
  path: string;
  body(request: EmbeddingRequest): object;
}

const given = (name: string, value: number | undefined) =>
  value === undefined ? {} : { [name]: value };

/** The ways to ask for vectors. How an answer looks is read off the answer. */
export const shapes: Readonly<Record<Api, Shape>> = {
  openai: {
    path: 'embeddings',
    body: ({ model, texts, dimension }) => ({
      ...(model !== '' && { model }),
      input: texts,
      encoding_format: 'float',
      ...given('dimensions', dimension),
    }),
  },
  cohere: {
    path: 'embed',
    body: ({ model, texts, purpose, dimension }) => ({
      model,
      texts,
      input_type: purpose === 'query' ? 'search_query' : 'search_document',
      embedding_types: ['float'],
      ...given('output_dimension', dimension),
    }),
  },
  voyage: {
    path: 'embeddings',
    body: ({ model, texts, purpose, dimension }) => ({
      model,
      input: texts,
      input_type: purpose,
      ...given('output_dimension', dimension),
    }),
  },
  jina: {
    path: 'embeddings',
    body: ({ model, texts, purpose, dimension }) => ({
      model,
      input: texts,
      task: purpose === 'query' ? 'retrieval.query' : 'retrieval.passage',
      ...given('dimensions', dimension),
    }),
  },
};

/**
 * Vectors in the order of the texts: `data[].embedding` with an `index` (OpenAI and most),
 * `embeddings.float` (Cohere), `embeddings` (Ollama's own) or a bare list (Text Embeddings Inference).
 * Undefined for anything else. A server that answers base64 though it was asked for numbers is read too.
 */
export function readVectors(answer: unknown): (Float32Array | undefined)[] | undefined {
  const list = listIn(answer);
  if (list === undefined) return undefined;
  const vectors: (Float32Array | undefined)[] = [];
  list.forEach((item, at) => {
    const isRow = typeof item === 'object' && item !== null && !Array.isArray(item);
    const { index = at, embedding = item } = isRow ? (item as Row) : {};
    const place = typeof index === 'number' && Number.isInteger(index) && index >= 0 ? index : at;
    if (place < list.length) vectors[place] = vectorOf(embedding);
  });
  return Array.from(list, (_, at) => vectors[at]);
}

interface Row {
  index?: unknown;
  embedding?: unknown;
}

function listIn(answer: unknown): readonly unknown[] | undefined {
  if (Array.isArray(answer)) return answer as readonly unknown[];
  const { data, embeddings } = (answer ?? {}) as Record<string, unknown>;
  const { float } = (embeddings ?? {}) as Record<string, unknown>;
  return [data, float, embeddings].find(Array.isArray) as readonly unknown[] | undefined;
}

/** Numbers, or the bytes of float32 numbers, little end first, as base64. */
function vectorOf(value: unknown): Float32Array | undefined {
  if (Array.isArray(value)) {
    return Float32Array.from(value, (one) => (typeof one === 'number' ? one : Number.NaN));
  }
  if (typeof value !== 'string') return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined;
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}
