import type { SettingName } from '../settings.js';

/** Settings that every command takes as flags. */
export const commonSettings: readonly SettingName[] = [
  'data',
  'config',
  'url',
  'apiKey',
  'caFile',
  'user',
  'timezone',
  'language',
];
export const scopeFlags = ['cube', 'agent', 'app', 'run'] as const;
