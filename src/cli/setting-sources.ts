import { join } from 'node:path';
import type { FoundSetting, FoundSettings } from '../server/found-settings.js';
import type { SettingsSource } from '../server/settings-desk.js';
import { type SettingName, type Settings, settingTable } from '../settings.js';
import { settingsKeeper } from './config-files.js';
import { readLayers } from './configuration.js';
import type { Options } from './command.js';
import { flagsOf } from './flags.js';

/** From where the settings of a server come, and how others are kept for its next start. */
export async function settingsSource(
  settings: Settings,
  options: Options,
): Promise<SettingsSource> {
  const now = () => found(settings, options);
  return {
    began: await now(),
    now,
    keep: settingsKeeper(settings),
    configFile: settings.config ?? join(settings.data, 'tulving.yaml'),
  };
}

async function found(settings: Settings, options: Options): Promise<FoundSettings> {
  const flags = flagsOf(options);
  const { config, secrets, environment } = await readLayers(settings);
  const places = [
    { origin: 'environment', values: environment },
    { origin: 'secrets', values: secrets },
    { origin: 'config', values: config },
  ] as const;
  const entries = Object.entries(settingTable).map(([name, { env }]): [string, FoundSetting] => {
    const flag = flags[name as SettingName];
    if (flag !== undefined) return [name, { origin: 'flag', text: flag }];
    const place = places.find(({ values }) => values[env] !== undefined);
    if (place) return [name, { origin: place.origin, text: place.values[env] }];
    return [name, usual(name as SettingName, settings)];
  });
  return Object.fromEntries(entries) as FoundSettings;
}

const keysOfModels: readonly SettingName[] = ['llmApiKey', 'embedderApiKey', 'rerankerApiKey'];

/** A key under the name that its provider uses; else the default. */
function usual(name: SettingName, settings: Settings): FoundSetting {
  const key = keysOfModels.includes(name) ? settings[name] : undefined;
  if (typeof key !== 'string') return { origin: 'default', text: undefined };
  return { origin: 'environment', text: key, ofProvider: true };
}
