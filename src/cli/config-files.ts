import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TulvingError } from '../errors.js';
import { type SettingName, type Settings, settingTable } from '../settings.js';

/** Keeps settings for the next start: keys in `secrets.env`, the rest in the config file. */
export function settingsKeeper({ data, config }: Pick<Settings, 'data' | 'config'>) {
  return async (values: ReadonlyMap<SettingName, string | undefined>): Promise<void> => {
    const isSecret = ([name]: [SettingName, unknown]) => 'secret' in settingTable[name];
    const all = [...values];
    await writeConfig(
      config ?? join(data, 'tulving.yaml'),
      new Map(all.filter((entry) => !isSecret(entry))),
    );
    writeSecrets(join(data, 'secrets.env'), new Map(all.filter(isSecret)));
  };
}

/** Comments and order of the file stay. Undefined takes a line out. */
export async function writeConfig(
  path: string,
  lines: ReadonlyMap<SettingName, string | undefined>,
): Promise<void> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(contentOf(path));
  const [broken] = document.errors;
  if (broken) throw new TulvingError('invalid_setting', `${path}: ${broken.message}`);
  for (const [setting, value] of lines) {
    const key = settingTable[setting].flag.slice(2);
    if (value === undefined) document.delete(key);
    else document.set(key, /^\d+$/.test(value) ? Number(value) : value);
  }
  const isEmpty = document.contents === null || document.toString().trim() === '{}';
  put(path, isEmpty ? '' : document.toString());
}

/** Lines of other variables stay. Undefined takes a line out. */
function writeSecrets(path: string, values: ReadonlyMap<SettingName, string | undefined>): void {
  if (values.size === 0) return;
  const names = new Map(
    [...values].map(([name, value]) => [settingTable[name].env as string, value]),
  );
  const rest = contentOf(path)
    .split('\n')
    .filter((line) => line.trim() !== '' && !names.has(/^\s*(\w+)\s*=/.exec(line)?.[1] ?? ''));
  const lines = [...names].flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${JSON.stringify(value)}`],
  );
  put(path, [...rest, ...lines, ''].join('\n'));
}

function put(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, content, { mode: 0o600 });
  renameSync(beside, path);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
