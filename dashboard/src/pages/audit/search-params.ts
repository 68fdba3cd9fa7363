import type { AuditGroup } from 'tulving/client';

export const groups: readonly AuditGroup[] = [
  'key',
  'access',
  'settings',
  'memories',
  'undo',
  'import',
  'export',
  'backup',
  'policy',
  'cube',
  'app',
  'job',
  'webhook',
  'reindex',
  'category',
];

export interface AuditSearch {
  group?: AuditGroup;
  since?: string;
  until?: string;
}

const aDay = /^\d{4}-\d{2}-\d{2}$/;

/** What the address of the page holds. */
export function readAuditSearch({ group, since, until }: Record<string, unknown>): AuditSearch {
  const known = groups.find((name) => name === group);
  return {
    ...(known !== undefined && { group: known }),
    ...(typeof since === 'string' && aDay.test(since) && { since }),
    ...(typeof until === 'string' && aDay.test(until) && { until }),
  };
}
