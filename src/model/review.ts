import { z } from 'zod';

/**
 * What a person should look at. `quarantine`: kept out of search until somebody agrees; `contradiction`:
 * two memories that cannot both be true, and nothing tells which is; `duplicate`: two that seem to say the
 * same.
 */
export const reviewKinds = ['quarantine', 'contradiction', 'duplicate'] as const;

/** `accept`: the memory is right; `reject`: it goes; `keep_both`, `keep_other`: of two. */
export const reviewDecisions = ['accept', 'reject', 'keep_both', 'keep_other'] as const;

export type ReviewKind = (typeof reviewKinds)[number];
export type ReviewDecision = (typeof reviewDecisions)[number];

export const reviewKindSchema = z.enum(reviewKinds);
