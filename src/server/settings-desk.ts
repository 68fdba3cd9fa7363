import { TulvingError } from '../errors.js';
import {
  type ChangeSettingsRequest,
  changeSettingsSchema,
  type FixedReason,
  type ServerSetting,
  type ServerSettings,
  type SettingOrigin,
} from '../model/server-settings.js';
import { invalidInput, validate } from '../model/validate.js';
import { type SettingName, type SettingRow, settingTable } from '../settings.js';
import type { FoundSettings } from './found-settings.js';
import { withoutSecrets } from './hidden.js';
import { strayKeys } from './kept-keys.js';
import { groupOf, notHere } from './setting-groups.js';

/** What only who has started the server can tell. */
export interface SettingsSource {
  /** As they were when it began. */
  began: FoundSettings;
  /** As they would be if it began now. */
  now: () => Promise<FoundSettings>;
  keep: (values: ReadonlyMap<SettingName, string | undefined>) => Promise<void>;
  configFile: string;
}

/** How the server is set up: from where each value comes, and what waits for the next start. */
export class SettingsDesk {
  readonly #source: SettingsSource | undefined;

  constructor(source: SettingsSource | undefined) {
    this.#source = source;
  }

  async list(): Promise<ServerSettings> {
    const now = await this.#source?.now();
    const data = this.#names().map((name) => this.#shown(name, now));
    return {
      data,
      config_file: this.#source?.configFile ?? null,
      restart_required: data.some(({ next }) => next !== null),
    };
  }

  async change(request: ChangeSettingsRequest): Promise<ServerSettings> {
    const { values } = validate(changeSettingsSchema, request);
    const changes = Object.entries(values);
    const issues = changes.flatMap(([name, value]) => this.#fault(name, value));
    if (issues.length > 0) throw invalidInput(issues);
    if (this.#source === undefined) {
      throw new TulvingError('forbidden', 'This server does not keep settings.', {
        remedy: 'Set them where it is started.',
      });
    }
    const stray = strayKeys(values, await this.#source.now());
    if (stray.length > 0) throw invalidInput(stray);
    const kept = changes.map(([name, value]) => [name as SettingName, value ?? undefined] as const);
    await this.#source.keep(new Map(kept));
    return this.list();
  }

  #names(): SettingName[] {
    return Object.keys(settingTable) as SettingName[];
  }

  #shown(name: SettingName, now: FoundSettings | undefined): ServerSetting {
    const row = settingTable[name] as SettingRow<unknown>;
    const { env, flag, help, secret = false } = row;
    const began = this.#source?.began[name] ?? { origin: 'default', text: undefined };
    const next = now?.[name] ?? began;
    return {
      name,
      group: groupOf(name),
      env,
      flag,
      value: secret ? null : (hidden(began.text) ?? null),
      default: row.shown ?? wordsOf(row.default()),
      secret,
      set: began.text !== undefined,
      origin: began.origin,
      next:
        next.text === began.text
          ? null
          : { value: secret ? null : (hidden(next.text) ?? null), set: next.text !== undefined },
      fixed: this.#fixed(name, next.origin),
      help,
    };
  }

  #fixed(name: SettingName, origin: SettingOrigin): FixedReason | null {
    if (origin === 'flag' || origin === 'environment') return origin;
    return notHere[name] ?? null;
  }

  #fault(name: string, value: string | null): { pointer: string; detail: string }[] {
    const pointer = `/values/${name}`;
    if (!Object.hasOwn(settingTable, name)) return [{ pointer, detail: 'is not a setting' }];
    if (notHere[name as SettingName] !== undefined)
      return [{ pointer, detail: 'is not changed over HTTP' }];
    if (value === null) return [];
    if (/[\r\n]/.test(value)) return [{ pointer, detail: 'must be one line' }];
    if (hidden(value) !== value)
      return [{ pointer, detail: 'must be without a user, a password and a key' }];
    try {
      settingTable[name as SettingName].read(value);
      return [];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return [{ pointer, detail: `must be ${error.message}` }];
    }
  }
}

function hidden(text: string | undefined): string | undefined {
  return text === undefined ? undefined : withoutSecrets(text);
}

function wordsOf(value: unknown): string {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return value.join(', ') || 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
