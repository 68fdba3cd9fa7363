export interface EmbedderIdentity {
  readonly provider: string;
  readonly model: string;
  readonly dimension: number;
  /** Cosine below which two texts have nothing to do with each other. */
  readonly floor: number;
}

/** What a text is embedded for: some models want another prefix for each. */
export type Purpose = 'document' | 'query';

/** An embedder that computes in this process, at once: its vectors are committed with the memory. */
export interface LocalEmbedder {
  readonly identity: EmbedderIdentity;
  /** Unit length; all zeros for a text without letters or digits. */
  embedNow(text: string, purpose: Purpose): Float32Array;
}
