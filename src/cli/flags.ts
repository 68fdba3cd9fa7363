import { type SettingName, type SettingSources, settingTable } from '../settings.js';
import type { Options } from './command.js';

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
  'llmTimeout',
  'llmTokensPerDay',
  'llmCallsPerDay',
  'llmPrice',
  'embedder',
  'embedderUrl',
  'embedderDimension',
  'embedderDeadline',
  'extract',
  'extractWindow',
  'extractDelay',
  'reranker',
  'rerankerUrl',
  'rerankerTop',
  'rerankerDeadline',
];
export const scopeFlags = ['cube', 'agent', 'app', 'run'] as const;

/** As options are named once they are read: `--for-user` is `forUser`. */
export function optionOf(flag: string): string {
  return flag.slice(2).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The settings that a command line gives. */
export function flagsOf(options: Options): NonNullable<SettingSources['flags']> {
  const flags: Partial<Record<SettingName, string>> = {};
  for (const [name, { flag }] of Object.entries(settingTable)) {
    const value = options[optionOf(flag)];
    if (typeof value === 'string') flags[name as SettingName] = value;
  }
  return flags;
}
