import { TulvingError } from '../../errors.js';
import { type Endpoint, shownName } from '../endpoint.js';
import { refusedBy, unreached, unusable } from '../failure.js';
import type { Reranker } from '../port.js';
import { parsedJson } from '../parsed-json.js';

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
 * vLLM and llama.cpp took over; `texts` is that of Hugging Face's Text Embeddings Inference, which takes
 * 32 at once unless it is told otherwise (`--max-client-batch-size`).
 */
const shapes: Readonly<Record<Shape, { most: number; body: BodyOf }>> = {
  documents: { most: 1_000, body: (query, documents) => ({ query, documents }) },
  texts: { most: 32, body: (query, texts) => ({ query, texts, truncate: true }) },
};

type BodyOf = (query: string, texts: readonly string[]) => object;

interface Asked {
  query: string;
  texts: readonly string[];
  signal: AbortSignal;
}

interface Answer {
  status: number;
  body: string;
  retryAfter: string | null;
}

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
    const asked = { query, texts, signal };
    if (this.#shape !== undefined) return this.#scores(this.#shape, asked);
    const [first] = await Promise.allSettled([this.#scores('documents', asked)]);
    if (first.status === 'fulfilled') {
      this.#shape = 'documents';
      return first.value;
    }
    if (!isRefusal(first.reason)) throw first.reason;
    const [second] = await Promise.allSettled([this.#scores('texts', asked)]);
    if (second.status === 'rejected') throw first.reason;
    this.#shape = 'texts';
    return second.value;
  }

  /** In pieces that are small enough: a cross-encoder looks at each text by itself. */
  async #scores(shape: Shape, { query, texts, signal }: Asked): Promise<(number | undefined)[]> {
    const { most, body } = shapes[shape];
    const pieces: (readonly string[])[] = [];
    for (let at = 0; at < texts.length; at += most) pieces.push(texts.slice(at, at + most));
    const scores = await Promise.all(
      pieces.map(async (piece) => {
        const answer = await this.#send(body(query, piece), signal);
        if (answer.status >= 400) throw refusedBy(this.#endpoint, answer);
        const read = readScores(parsedJson(answer.body), piece.length);
        if (read === undefined) throw unusable(this.#endpoint, 'it holds no scores');
        return read;
      }),
    );
    return scores.flat();
  }

  async #send(body: object, signal: AbortSignal): Promise<Answer> {
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

/** Nobody there, or no room, says nothing about what was asked. */
function isRefusal(error: unknown): boolean {
  return TulvingError.isInstance(error) && error.code === 'model_refused';
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
