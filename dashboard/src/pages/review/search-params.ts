import type { Review } from 'tulving/client';

export const reviewKinds: readonly Review['kind'][] = ['quarantine', 'contradiction', 'duplicate'];

export interface ReviewSearch {
  kind?: Review['kind'];
  /** What was decided, in place of what waits. */
  decided?: true;
  /** What no person has said, or the diary of what was put in order. */
  look?: Look;
  /** The batch of the diary that is open. */
  batch?: string;
}

export const looks = ['unsure', 'diary'] as const;
export type Look = (typeof looks)[number];

/** What the address of the page holds. */
export function readReviewSearch(raw: Record<string, unknown>): ReviewSearch {
  const { kind, decided, batch } = raw;
  const known = reviewKinds.find((name) => name === kind);
  const look = looks.find((name) => name === raw['look']);
  if (look) return { look, ...(typeof batch === 'string' && { batch }) };
  return {
    ...(known && { kind: known }),
    ...((decided === true || decided === 'true') && { decided: true }),
  };
}
