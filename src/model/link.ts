/**
 * `supersedes`: newer → older. `merged_into`: duplicate → the one that stays. `contradicts`: newer → older,
 * of two of which nothing tells which is right. `summarises`: summary → part. The others are what they say,
 * as `consolidate` finds them: cause → effect, condition → what hangs on it, later → earlier, part → whole.
 */
export const linkKinds = [
  'supersedes',
  'merged_into',
  'contradicts',
  'summarises',
  'related',
  'causes',
  'condition_of',
  'follows',
  'part_of',
] as const;

export type LinkKind = (typeof linkKinds)[number];
