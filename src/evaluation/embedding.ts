import { estimateTokens } from '../language/tokens.js';
import type { Memory } from '../memory.js';
import type { Embedder } from '../models/port.js';
import type { Conversation } from './dataset.js';
import { WatchedEmbedder } from './watched-embedder.js';

/** What an embedder is asked for at most. */
export interface EmbeddingEstimate {
  model: string;
  texts: number;
  tokens: number;
  /** US dollars; null where the price is not known. */
  cost: number | null;
  /** Whether texts leave this machine. */
  remote: boolean;
}

/** The embedder that an evaluation measures, in the report. */
export interface EmbedderReport {
  model: string;
  /** How many memories it made no vector of: those are judged by the built-in one. */
  without_vector: number;
}

/** A model whose vectors join those of the built-in embedder while a set is asked. */
export class Embedding {
  /** To open the memory with. */
  readonly embedder: WatchedEmbedder;
  #without = 0;

  constructor(embedder: Embedder) {
    this.embedder = new WatchedEmbedder(embedder);
  }

  get report(): EmbedderReport {
    return { model: this.model, without_vector: this.#without };
  }

  get model(): string {
    const { identity, dimension } = this.embedder;
    const size = dimension === undefined ? '' : ` (${dimension} dimensions)`;
    return `${identity.provider}:${identity.model}${size}`;
  }

  estimate(conversations: readonly Conversation[]): EmbeddingEstimate {
    const texts = conversations.flatMap(({ sessions, notes = [], questions }) =>
      [...sessions.flatMap(({ turns }) => turns), ...notes, ...questions].map(({ text }) => text),
    );
    const tokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
    const { price, remote } = this.embedder;
    const cost = price === undefined ? null : (price * tokens) / 1_000_000;
    return { model: this.model, texts: texts.length, tokens, cost, remote };
  }

  /** Makes the vectors of what was remembered. @throws TulvingError `model_…` */
  async make(memory: Memory): Promise<void> {
    await memory.vectors.make();
    const { vectors } = await memory.status();
    this.#without = vectors?.given_up ?? 0;
  }
}
