import type { SettingName } from '../settings.js';

/** Settings that every command takes as flags. */
export const commonSettings: readonly SettingName[] = [
  'data',
  'databaseUrl',
  'config',
  'url',
  'apiKey',
  'caFile',
  'user',
  'timezone',
  'language',
];
/** Models, for the commands that ask them. Keys are better off in the environment. */
export const modelSettings: readonly SettingName[] = [
  'llm',
  'llmUrl',
  'embedder',
  'embedderUrl',
  'embedderDimension',
  'embedderDeadline',
  'reranker',
  'rerankerUrl',
  'rerankerTop',
  'rerankerDeadline',
];
export const scopeFlags = ['cube', 'agent', 'app', 'run'] as const;
