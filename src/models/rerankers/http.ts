import { type Endpoint, shownName } from '../endpoint.js';
import { refusedBy, unreached, unusable } from '../failure.js';
import type { Reranker } from '../port.js';

export interface HttpRerankerOptions extends Omit<Endpoint, 'shown'> {
  identity: Reranker['identity'];
  /** What is sent as the model; undefined: the server has only one. */
  model?: string | undefined;
  /** What is asked for; undefined: both, to see which one is understood. */
  shape?: Shape;
}

export type Shape = 'documents' | 'texts';

/**
 * The two ways to ask. `documents` is Cohere's, which Jina, Voyage, SiliconFlow, Together, DashScope,
 * vLLM and llama.cpp took over; `texts` is that of Hugging Face's Text Embeddings Inference.
 */
const bodies: Readonly<Record<Shape, (query: string, texts: readonly string[]) => object>> = {
  documents: (query, documents) => ({ query, documents }),
  texts: (query, texts) => ({ query, texts, truncate: true }),
};

/** A reranker behind one POST. How its answer looks is read off the answer. */
export class HttpReranker implements Reranker {
  readonly identity: Reranker['identity'];
  readonly #endpoint: Endpoint;
  readonly #model: string | undefined;
  #shape: Shape | undefined;

  constructor({ identity, model, shape, ...endpoint }: HttpRerankerOptions) {
    this.identity = identity;
    this.#model = model;
    this.#endpoint = { ...endpoint, shown: shownName(identity) };
    this.#shape = shape;
  }

  async rerank(
    query: string,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<(number | undefined)[]> {
    const ask = (shape: Shape) => this.#send(bodies[shape](query, texts), signal);
    let answer = await ask(this.#shape ?? 'documents');
    if (this.#shape === undefined && (answer.status === 400 || answer.status === 422)) {
      const other = await ask('texts');
      if (other.status < 400) {
        this.#shape = 'texts';
        answer = other;
      }
    }
    const { status, body, retryAfter } = answer;
    if (status >= 400) throw refusedBy(this.#endpoint, { status, body, retryAfter });
    const scores = readScores(parsed(body), texts.length);
    if (scores === undefined) throw unusable(this.#endpoint, 'it holds no scores');
    this.#shape ??= 'documents';
    return scores;
  }

  async #send(body: object, signal: AbortSignal) {
    const { url, apiKey, fetch } = this.#endpoint;
    try {
      const response = await fetch(url, {
        method: 'POST',
        signal,
        headers: {
          'content-type': 'application/json',
          ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify({ model: this.#model, ...body }),
      });
      const retryAfter = response.headers.get('retry-after');
      return { status: response.status, body: await response.text(), retryAfter };
    } catch (error) {
      throw unreached(this.#endpoint, error);
    }
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** Lists lie bare (TEI), in `results` (most) or in `data` (Voyage). Undefined for anything else. */
export function readScores(answer: unknown, count: number): (number | undefined)[] | undefined {
  const fields = (answer ?? {}) as Record<string, unknown>;
  const list = [answer, fields['results'], fields['data']].find(Array.isArray) as
    | readonly unknown[]
    | undefined;
  if (list === undefined) return undefined;
  const scores = Array.from<number | undefined>({ length: count });
  let read = 0;
  for (const item of list) {
    const { index, relevance_score: relevance, score = relevance } = (item ?? {}) as Item;
    const isOfText = typeof index === 'number' && Number.isInteger(index) && index in scores;
    if (!isOfText || typeof score !== 'number' || !Number.isFinite(score)) continue;
    scores[index] = score;
    read += 1;
  }
  return read === 0 ? undefined : scores;
}

interface Item {
  index?: unknown;
  relevance_score?: unknown;
  score?: unknown;
}
