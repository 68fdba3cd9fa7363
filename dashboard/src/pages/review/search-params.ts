import type { Doubt, Review } from 'tulving/client';

export const reviewKinds: readonly Review['kind'][] = ['quarantine', 'contradiction', 'duplicate'];

/** The strongest reason first. */
export const doubts: readonly Doubt[] = [
  'wrong',
  'contradicted',
  'low_confidence',
  'concluded',
  'outside',
];

export interface ReviewSearch {
  kind?: Review['kind'];
  /** What was decided, in place of what waits. */
  decided?: true;
  /** What may not be so, or the diary of what was put in order. */
  look?: Look;
  /** Only what may not be so for this reason. */
  doubt?: Doubt;
  /** The batch of the diary that is open. */
  batch?: string;
}

export const looks = ['unsure', 'diary'] as const;
export type Look = (typeof looks)[number];

/** What the address of the page holds. */
export function readReviewSearch(raw: Record<string, unknown>): ReviewSearch {
  const { kind, decided, batch } = raw;
  const doubt = doubts.find((name) => name === raw['doubt']);
  const known = reviewKinds.find((name) => name === kind);
  const look = looks.find((name) => name === raw['look']);
  if (look === 'unsure') return { look, ...(doubt && { doubt }) };
  if (look) return { look, ...(typeof batch === 'string' && { batch }) };
  return {
    ...(known && { kind: known }),
    ...((decided === true || decided === 'true') && { decided: true }),
  };
}
