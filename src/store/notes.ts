import type { Instant } from '../model/time.js';

/** Small things that are kept beside memories, each written by a statement of its own. */
export interface NoteStore {
  profile(tenant: number, user: string, cube: number): Promise<StoredProfile | undefined>;
  /**
   * In place of the one before. Left out without a word when that was made from a later state of the cube,
   * or when something was erased after `at`, so that no profile brings erased words back.
   */
  keepProfile(profile: StoredProfile): Promise<void>;
  /** Settings of a cube by name, as JSON can carry them; null takes one away. */
  cubeSettings(cube: number): Promise<Readonly<Record<string, unknown>>>;
  setCubeSetting(cube: number, name: string, value: unknown): Promise<void>;
  /** Labels that are in use or have a description, by name. */
  categories(tenant: number): Promise<StoredCategory[]>;
  describeCategory(tenant: number, name: string, description: string | null): Promise<void>;
  addFeedback(feedback: StoredFeedback): Promise<void>;
  /** Newest first. */
  feedbackOf(tenant: number, memory: string, limit: number): Promise<StoredFeedback[]>;
  /** Adds to what a model has cost that day. */
  countUsage(usage: ModelUsage): Promise<void>;
  /** Of these days, both included, the oldest first. */
  usage(tenant: number, days: { from: number; to: number }): Promise<ModelUsage[]>;
  addAttachment(attachment: StoredAttachment): Promise<void>;
  attachmentsOf(episode: string): Promise<StoredAttachment[]>;
  attachment(tenant: number, id: string): Promise<StoredAttachment | undefined>;
  /** SHA-256, in hex, of the files that no attachment names any more among these. */
  unnamedFiles(hashes: readonly string[]): Promise<string[]>;
}

export interface StoredProfile {
  tenant: number;
  user: string;
  cube: number;
  /** As JSON can carry it. */
  body: unknown;
  /** The change counter of the cube when it was made. */
  changeSeq: number;
  at: Instant;
}

export interface StoredCategory {
  name: string;
  description: string | null;
  /** Memories that bear it, those that are deleted left out. */
  memories: number;
}

export interface StoredFeedback {
  id: string;
  tenant: number;
  /** Id of the memory. */
  memory: string;
  verdict: string;
  /** Id of the search that it is about. */
  trace: string | null;
  reason: string | null;
  actor: string | null;
  app: string | null;
  at: Instant;
}

export interface ModelUsage {
  tenant: number;
  /** Days since 1970, by the calendar of TULVING_TIMEZONE. */
  day: number;
  /** What it was asked for, such as `extract` or `chat`. */
  role: string;
  model: string;
  calls: number;
  failures: number;
  /** Tokens. */
  input: number;
  output: number;
}

export interface StoredAttachment {
  id: string;
  episode: string;
  sha256: string;
  mediaType: string;
  name: string | null;
  bytes: number;
}
