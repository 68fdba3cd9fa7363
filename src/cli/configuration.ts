import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { TulvingError } from '../errors.js';
import { didYouMean } from '../model/suggestion.js';
import {
  readSettings,
  type SettingName,
  type Settings,
  settingTable,
  type SettingSources,
} from '../settings.js';

type Environment = Record<string, string | undefined>;

const CONFIG = 'tulving.yaml';
const SECRETS = 'secrets.env';

/**
 * The settings of this process: flags, then the environment, then `secrets.env` of the data
 * directory, then the config file, then defaults.
 */
export async function readConfiguration(
  flags: NonNullable<SettingSources['flags']>,
  environment: Environment = process.env,
): Promise<Settings> {
  const { data, config } = readSettings({ environment, flags, only: ['data', 'config'] });
  const files = {
    ...(await readConfig(config ?? join(data, CONFIG), config !== undefined)),
    ...readSecrets(join(data, SECRETS)),
  };
  return readSettings({ environment: { ...files, ...given(environment) }, flags });
}

/** The same, each place by itself. */
export async function readLayers(
  { data, config }: Pick<Settings, 'data' | 'config'>,
  environment: Environment = process.env,
): Promise<Record<'config' | 'secrets' | 'environment', Environment>> {
  return {
    config: await readConfig(config ?? join(data, CONFIG), config !== undefined),
    secrets: readSecrets(join(data, SECRETS)),
    environment: given(environment),
  };
}

/** An empty variable counts as none, so that it does not hide what a file says. */
function given(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
}

/** Variables in a file that nobody else may read. */
function readSecrets(path: string): Environment {
  const content = contentOf(path);
  if (content === undefined) return {};
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new TulvingError('invalid_setting', `Others may read ${path}.`, {
      remedy: `Run: chmod 600 ${path}`,
    });
  }
  return parseEnv(content) as Environment;
}

/** Names of settings are those of their flags, without the dashes before. */
async function readConfig(path: string, wanted: boolean): Promise<Environment> {
  const content = contentOf(path);
  if (content === undefined && wanted) {
    throw new TulvingError('invalid_setting', `There is no config file ${path}.`, {
      remedy: 'Correct --config or TULVING_CONFIG.',
    });
  }
  if (content === undefined) return {};
  const { parse, YAMLParseError } = await import('yaml');
  try {
    return variablesOf(parse(content, { prettyErrors: false }) as unknown, path);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new TulvingError('invalid_setting', `${path}: ${error.message}`, { cause: error });
  }
}

function variablesOf(config: unknown, path: string): Environment {
  if (config === null) return {};
  if (typeof config !== 'object' || Array.isArray(config)) {
    throw new TulvingError('invalid_setting', `${path} must hold names and values.`);
  }
  const rows = new Map(
    Object.entries(settingTable).map(([name, row]) => [row.flag.slice(2), { name, ...row }]),
  );
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const row = rows.get(key);
      if (!row) throw unknown(key, path, [...rows.keys()]);
      if (row.secret) throw misplaced(key, path, row.env);
      if (unsettled.includes(row.name as SettingName)) throw misplaced(key, path, row.env);
      return [row.env, textOf(value, key, path)];
    }),
  );
}

/** These say where the file is, or are needed before it is read. */
const unsettled: readonly SettingName[] = ['data', 'config', 'language'];

function textOf(value: unknown, key: string, path: string): string {
  if (Array.isArray(value)) return value.map((item) => textOf(item, key, path)).join(',');
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
  throw new TulvingError('invalid_setting', `${path}: ${key} must be a value or a list of them.`);
}

function unknown(key: string, path: string, known: readonly string[]): TulvingError {
  return new TulvingError('invalid_setting', `${path}: there is no setting ${key}.`, {
    remedy: `${didYouMean(key, known)} See docs/reference/settings.md.`.trimStart(),
  });
}

function misplaced(key: string, path: string, env: string): TulvingError {
  return new TulvingError('invalid_setting', `${path}: ${key} does not belong into this file.`, {
    remedy: `Set ${env} in the environment, or a secret in ${SECRETS} of the data directory.`,
  });
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TulvingError('invalid_setting', `${path} cannot be read: ${reason}`, {
      cause: error,
    });
  }
}
