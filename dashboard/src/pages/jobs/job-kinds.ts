/** What jobs there are, for who wants to see or to hold up those of one kind. */
export const jobKinds = [
  'extract',
  'embed',
  'consolidate',
  'profile',
  'archive',
  'backup',
  'webhooks',
  'reindex',
  'index-vectors',
  'drop-vectors',
  'expire',
  'purge',
  'compact',
] as const;
