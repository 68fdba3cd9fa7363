import { isAbsolute, join } from 'node:path';

/** The machine and the process, as far as installing needs to know them; made by the command line. */
export interface World {
  platform: NodeJS.Platform;
  /** Home folder of the user. */
  home: string;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** The Node.js that runs. */
  execPath: string;
  /** Absolute path of bin/tulving.js. */
  bin: string;
  /** Of the user; none on Windows. */
  uid?: number | undefined;
  /** Folders of PATH. */
  pathEntries: readonly string[];
}

/** Where desktop programs keep their files: Application Support, AppData or the XDG folder. */
export function programFolder(world: World): string {
  const { platform, home, env } = world;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return env['APPDATA'] || join(home, 'AppData', 'Roaming');
  return configFolder(world);
}

/** `~/.config`, on every platform: what programs of Unix descent use. */
export function configFolder({ home, env }: World): string {
  return env['XDG_CONFIG_HOME'] || join(home, '.config');
}

/** Where Tulving remembers what it put into the files of others; apart from the data directory. */
export function stateFolder({ platform, home, env }: World): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'tulving-state');
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'tulving-state');
  // https://specifications.freedesktop.org/basedir-spec/latest/: relative paths are ignored.
  const folder = env['XDG_STATE_HOME'] ?? '';
  return join(isAbsolute(folder) ? folder : join(home, '.local', 'state'), 'tulving');
}
