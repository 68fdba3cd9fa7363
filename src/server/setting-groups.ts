import type { FixedReason } from '../model/server-settings.js';
import type { SettingName } from '../settings.js';

/** What is not changed over HTTP, whoever asks. */
export const notHere: Partial<Record<SettingName, FixedReason>> = {
  data: 'start',
  config: 'start',
  url: 'start',
  apiKey: 'start',
  language: 'start',
  host: 'start',
  port: 'start',
  allowedHosts: 'start',
  allowedOrigins: 'start',
  dashboard: 'start',
  databaseUrl: 'start',
  databasePool: 'start',
  databaseTimeout: 'start',
  caFile: 'place',
  backupDirectory: 'place',
  backupPassphrase: 'place',
  allowUrls: 'place',
  allowWebhooks: 'place',
};

/** The first that begins so counts. */
const groups: readonly (readonly [group: string, names: RegExp])[] = [
  ['models', /^(?:llm|embedder|reranker|consolidate$|extract)/],
  ['backups', /^backup/],
  ['store', /^(?:data|database|residentMegabytes$|config$)/],
  [
    'server',
    /^(?:host|port|allowed|mcp|dialects|dashboard|caFile|url|apiKey|log|language|webhook|allowWebhooks)/,
  ],
  ['content', /^(?:secrets|personal|categories|file|allowUrls)/],
  ['keeping', /^(?:ttl|undo|memoryQuota|traces|accessLog)/],
];

export function groupOf(name: SettingName): string {
  return groups.find(([, names]) => names.test(name))?.[0] ?? 'general';
}
