/** How a search is asked, beside its question and its scope. What is left out has its default. */
export interface RecallSettings {
  limit?: number;
  budget?: number;
  min_score?: number;
  diversity?: number;
  as_of?: string;
  known_at?: string;
  rerank?: boolean;
  once?: boolean;
}

export type SettingName = keyof RecallSettings;

interface NumberSetting {
  readonly name: 'limit' | 'budget' | 'min_score' | 'diversity';
  readonly type: 'number';
  readonly default: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

interface TimeSetting {
  readonly name: 'as_of' | 'known_at';
  readonly type: 'time';
  readonly default: undefined;
}

interface SwitchSetting {
  readonly name: 'rerank';
  readonly type: 'switch';
  readonly default: boolean;
}

interface ChoiceSetting {
  readonly name: 'once';
  readonly type: 'choice';
  readonly default: undefined;
}

export type Setting = NumberSetting | TimeSetting | SwitchSetting | ChoiceSetting;

/** What a choice may be, in the order of the form; words are `recall:choice.<name>` of the translations. */
export const choices = [
  { name: 'question', value: undefined },
  { name: 'yes', value: true },
  { name: 'no', value: false },
] as const;

/** In the order of the form; names and hints are `recall:setting.<name>` of the translations. */
export const settingTable: readonly Setting[] = [
  { name: 'limit', type: 'number', default: 10, least: 1, most: 200, step: 1 },
  { name: 'budget', type: 'number', default: 1_000, least: 1, most: 200_000, step: 1 },
  { name: 'min_score', type: 'number', default: 0, least: 0, most: 1, step: 0.01 },
  { name: 'diversity', type: 'number', default: 0, least: 0, most: 1, step: 0.05 },
  { name: 'as_of', type: 'time', default: undefined },
  { name: 'known_at', type: 'time', default: undefined },
  { name: 'once', type: 'choice', default: undefined },
  { name: 'rerank', type: 'switch', default: true },
];

/** Reads what an address holds; what makes no sense is left out, and so is a default. */
export function readSettings(raw: Record<string, unknown>): RecallSettings {
  return Object.fromEntries(
    settingTable.flatMap((setting) => {
      const value = raw[setting.name];
      return value !== setting.default && isValid(setting, value) ? [[setting.name, value]] : [];
    }),
  );
}

export function isValid(setting: Setting, value: unknown): boolean {
  if (setting.type === 'switch' || setting.type === 'choice') return typeof value === 'boolean';
  if (setting.type === 'time') return typeof value === 'string' && !Number.isNaN(Date.parse(value));
  const { least, most, step } = setting;
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  return value >= least && value <= most && (step < 1 || Number.isInteger(value));
}

/** Those that two sides have otherwise. */
export function differences(one: RecallSettings, other: RecallSettings): Setting[] {
  return settingTable.filter(({ name }) => one[name] !== other[name]);
}
