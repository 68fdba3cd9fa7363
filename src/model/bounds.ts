import type { RuleAction, RuleObjectKind } from './rules.js';

/** What rules leave to one who asks, as plain values: made and read in `rule-bounds.ts`. */

/** The objects of all rules of one effect. */
export type ObjectSet = Readonly<Record<Exclude<RuleObjectKind, 'all'>, readonly string[]>> & {
  readonly all: boolean;
};

/** Of one action. Deny wins; with any allow rule only what one of them names is allowed. */
export interface ActionBounds {
  /** Null: whatever is not denied. */
  readonly allow: ObjectSet | null;
  readonly deny: ObjectSet;
}

/** Missing actions are not bounded. */
export type AccessBounds = Readonly<Partial<Record<RuleAction, ActionBounds>>>;
