import type { Role } from '../../model/memory.js';
import { leastOf, type Trust } from '../../model/trust.js';
import type { SourceKind } from '../../store/change-set.js';

/**
 * How far words are trusted by where they come from. A file or page was mostly written by others, also
 * where the user hands it over; named people who talk are trusted as the user is.
 */
export function trustOf(role: Role | null, kind: SourceKind): Trust {
  if (kind === 'document' || role === 'tool') return 'outside';
  return role === 'assistant' ? 'agent' : 'user';
}

/** A request may say that its words are trusted less than where they come from tells, never more. */
export function trustGiven(origin: Trust, given: Trust | undefined): Trust {
  return given === undefined ? origin : leastOf([origin, given]);
}
