import type { SettingOrigin } from '../model/server-settings.js';
import type { SettingName } from '../settings.js';

/** Where the value of a setting was found, as text. */
export interface FoundSetting {
  origin: SettingOrigin;
  text: string | undefined;
  /** Of a key: it is kept under the name that its provider uses, and goes to that provider alone. */
  ofProvider?: boolean;
}

export type FoundSettings = Readonly<Record<SettingName, FoundSetting>>;
