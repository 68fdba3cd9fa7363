import type { Instant } from '../model/time.js';

/** An entity as a write names it: made when it is new in its cube, else found by name or alias, folded. */
export interface EntityRef {
  name: string;
  /** Such as `person`, `place`, `organisation`, `thing`, `event`; null where it is not known. */
  kind: string | null;
  aliases?: readonly string[];
}

/** What a memory says about the graph. Said again, it stays as it is. */
export interface GraphEntry {
  /** Id of the memory that it rests on. */
  memory: string;
  mentions: readonly EntityRef[];
  relations: readonly NewRelation[];
}

export interface NewRelation {
  from: EntityRef;
  /** Such as `lives_in`: lower case, words joined by `_`. */
  kind: string;
  to: EntityRef;
  validFrom: Instant | null;
  validTo: Instant | null;
}
