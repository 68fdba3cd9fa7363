import type { Instant } from '../model/time.js';
import type { FullScope } from './change-set.js';

/**
 * Who and what is named in a cube, and how they are related. Everything rests on a memory and shows to
 * those only who may read it; the numbers that reads take and answer are those of entities.
 */
export interface GraphReads {
  /** Entities of a cube that bear a name or alias, folded; the most mentioned first. */
  named(cube: number, folded: readonly string[]): Promise<StoredEntity[]>;
  byNumbers(entities: readonly number[]): Promise<StoredEntity[]>;
  /** The most mentioned first; `text`: folded letters that a name holds. */
  page(query: EntityQuery): Promise<StoredEntity[]>;
  /** Relations from or to any of these, those that began last first. */
  relations(query: RelationQuery): Promise<StoredRelation[]>;
  /** Active memories that mention any of these, newest first. */
  mentioning(entities: readonly number[], limit: number): Promise<StoredMention[]>;
  /** Entities that any of these memories mentions. */
  mentionedIn(memories: readonly number[]): Promise<StoredMention[]>;
}

export interface StoredEntity {
  no: number;
  cube: number;
  name: string;
  kind: string | null;
  aliases: string[];
  /** Live memories that mention it. */
  mentions: number;
}

export interface EntityQuery {
  cube: number;
  text?: string | undefined;
  kind?: string | undefined;
  limit: number;
  /** How many are passed over. */
  offset?: number | undefined;
}

export interface RelationQuery {
  entities: readonly number[];
  /** Only what held at that moment: the relation's own validity and that of its memory. Null: all. */
  at: Instant | null;
  limit: number;
}

export interface StoredRelation {
  no: number;
  from: number;
  kind: string;
  to: number;
  validFrom: Instant | null;
  validTo: Instant | null;
  memory: { no: number; id: string; scope: FullScope };
}

export interface StoredMention {
  entity: number;
  /** What the memory calls it. */
  names: string[];
  memory: { no: number; id: string; scope: FullScope };
}
