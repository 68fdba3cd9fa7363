import type { WordList } from '../language/spelling/word-list.js';
import type { Price } from '../model/price.js';

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
  /** Missing: it knows no language. */
  readonly knownWords?: KnownWords;
}

/** Words of a language that are used most, folded and in lower case. */
export interface KnownWords {
  has(word: string): boolean;
  /** The most frequent first; `letters` are one or two. */
  beginning(letters: string): WordList;
}

/** An embedder that is asked elsewhere, or takes its time: its vectors follow the write. */
export interface Embedder {
  readonly identity: { readonly provider: string; readonly model: string };
  /** Dimension that is asked for; undefined: the model's own. */
  readonly dimension?: number | undefined;
  /** Texts that one request takes at most. */
  readonly most: number;
  /** Whether texts leave this machine. */
  readonly remote: boolean;
  /** US dollars for a million tokens, where that is known. */
  readonly price?: number | undefined;
  /**
   * @returns for each text, in their order, its vector or why there is none
   * @throws TulvingError `model_…` where nothing usable came back for any of them
   */
  embed(texts: readonly string[], purpose: Purpose, signal: AbortSignal): Promise<MadeVector[]>;
}

export type MadeVector =
  | {
      /** Of unit length. */
      readonly vector: Float32Array;
      /** The length that it had. */
      readonly length: number;
    }
  | { readonly flaw: string };

/** What one look at an embedder tells of its space. */
export interface ProbedSpace {
  readonly dimension: number;
  /** Whether its vectors have unit length as they come. */
  readonly normalised: boolean;
  /** Cosine below which two texts have nothing to do with each other. */
  readonly floor: number;
}

/** A model that answers in words. */
export interface LanguageModel {
  readonly identity: { readonly provider: string; readonly model: string };
  /** Where it is known. */
  readonly price?: Price | undefined;
  generate(request: GenerateRequest): Promise<Generated>;
  /** The answer in pieces, as it comes. Missing: it comes as a whole; `streamOf` does for both. */
  stream?(request: GenerateRequest): AsyncIterable<string>;
}

/** The language model that is configured, as one tenant is to pay for it. */
export interface LanguageModels {
  readonly identity: LanguageModel['identity'];
  readonly price?: Price | undefined;
  /** @param role what it is asked for, such as `extract` or `chat`: usage is told apart by it */
  for(tenant: number, role: string): LanguageModel;
  /** What each tenant may ask in a day. Missing: anything. */
  readonly limits?: ModelLimits;
  /** Writes down what was asked until now. */
  flush?(): Promise<void>;
}

/** In a day of the calendar; 0: any number. */
export interface ModelLimits {
  calls: number;
  /** Input and output. */
  tokens: number;
}

export interface GenerateRequest {
  system?: string;
  prompt: string;
  /** Shown after the prompt, to models that see and hear. */
  images?: readonly Media[];
  audio?: readonly Media[];
  /** Wants JSON of this shape, as far as the model can be held to it; `generateObject` does the rest. */
  json?: JsonShape;
  /** The most tokens that the answer may have. */
  maxTokens?: number;
  temperature?: number;
  signal?: AbortSignal;
  /** Told once, when a stream has ended. */
  onUsage?: (usage: Generated['usage']) => void;
}

export interface Media {
  bytes: Uint8Array;
  /** Such as `image/png` or `audio/wav`. */
  mediaType: string;
}

export interface JsonShape {
  /** Letters, digits, `_` and `-`. */
  name: string;
  /** JSON Schema. */
  schema: Readonly<Record<string, unknown>>;
}

export interface Generated {
  text: string;
  /** Tokens as the provider counts them; null where it does not say. */
  usage: { input: number | null; output: number | null };
  /** It had more to say than it was let. */
  truncated?: boolean;
}

/** Puts a few texts in the order in which they answer a query. */
export interface Reranker {
  readonly identity: { readonly provider: string; readonly model: string };
  /**
   * @returns a score for each text, in their order: higher answers better; `undefined` for one that
   *   the model did not score
   */
  rerank(
    query: string,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<(number | undefined)[]>;
}
