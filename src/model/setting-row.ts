/** A setting: environment variable, flag, default, meaning. */

/** What people read, in the languages that Tulving speaks. */
export type Words = Readonly<Record<'en' | 'zh', string>>;

export interface SettingRow<Value> {
  env: `TULVING_${string}`;
  flag: `--${string}`;
  /** Reads the text of a variable or flag; throws a RangeError whose message says what would be right. */
  read: (text: string) => Value;
  default: () => Value;
  /** The default in words, where the value itself would not tell. */
  shown?: string;
  /** Whether its value must never be shown. */
  secret?: boolean;
  help: Words;
}

export function row<Value>(
  env: SettingRow<Value>['env'],
  flag: SettingRow<Value>['flag'],
  read: (text: string) => Value,
  fallback: () => Value,
  words: { help: Words; shown?: string; secret?: boolean },
): SettingRow<Value> {
  return { env, flag, read, default: fallback, ...words };
}
