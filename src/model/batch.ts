/** What makes changes that belong together. */
export const batchKinds = [
  'extract',
  'consolidate',
  'import',
  'feedback',
  'states',
  'undo',
] as const;

export type BatchKind = (typeof batchKinds)[number];
