import type { MemoryKind, Role } from '../../model/memory.js';
import type { Trust } from '../../model/trust.js';

/** `quarantine`: kept out of search until a person agrees. `drop`: not worth a memory; its source stays. */
export interface Judgement {
  action: 'keep' | 'quarantine' | 'drop';
  /** Codes of why, such as `junk:greeting`, `instructs`, `personal:iban`. */
  reasons: readonly string[];
  /** Not above that of its source. */
  trust: Trust;
}

export interface Judged {
  text: string;
  kind: MemoryKind;
  role: Role | null;
  trust: Trust;
}

/** Looks at what is about to be kept. */
export type Gate = (about: Judged) => Judgement;
