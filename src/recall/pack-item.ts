import type { Instant } from '../model/time.js';

/** A memory for a block of context. */
export interface PackItem {
  id: string;
  text: string;
  speaker: string | null;
  role: string | null;
  occurredAt: Instant;
  validFrom: Instant | null;
  validTo: Instant | null;
  session: string | null;
  kind: string;
  /** Whether nobody here said it: a tool, a file or a page did. */
  outside: boolean;
  score: number;
  sources: readonly { episode: string }[];
}
