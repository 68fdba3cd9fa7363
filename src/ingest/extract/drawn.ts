import type { Metadata } from '../../model/memory.js';
import type { Instant } from '../../model/time.js';
import type { Trust } from '../../model/trust.js';
import type { Evidence, FullScope } from '../../store/change-set.js';
import type { EntityRef, NewRelation } from '../../store/graph-entry.js';

/** What a model drew from a source and what was found to be quoted there: a memory to be. */
export interface DrawnItem {
  kind: 'fact' | 'preference' | 'procedure';
  /** Says it without what stood around it, in the language of its source, with dates in full. */
  text: string;
  scope: FullScope;
  occurredAt: Instant;
  validFrom: Instant | null;
  validTo: Instant | null;
  /** From 0 to 1. */
  importance: number | undefined;
  trust: Trust;
  categories: readonly string[];
  tags: readonly string[];
  /** Of preferences `preference: {explicit, reason}`; of procedures `procedure: {steps}`. */
  metadata: Metadata;
  /** At least one: what nothing quotes is refused. */
  sources: readonly Evidence[];
  entities: readonly EntityRef[];
  relations: readonly NewRelation[];
}
