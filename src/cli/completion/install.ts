import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { TulvingError } from '../../errors.js';
import { usage } from '../input.js';
import { isShell, type Shell, shells } from './shells.js';

/** The machine as far as it matters here. */
export interface Host {
  platform: NodeJS.Platform;
  home: string;
  environment: Readonly<Record<string, string | undefined>>;
}

/** Where a script goes. */
export interface Target {
  /** Undefined: the shell has no folder for it. */
  path?: string;
  /** The line that the profile needs; undefined: none. */
  line?: string;
  /** Where the line goes. */
  profile?: string;
}

/** The shell that the user logs in with. */
export function ownShell({ platform, environment }: Host): Shell {
  const name = basename(environment['SHELL'] ?? '');
  if (isShell(name)) return name;
  if (platform === 'win32') return 'powershell';
  throw usage(`Which shell is it? Name it: ${shells.join(', ')}.`);
}

export function targetOf(shell: Shell, host: Host): Target {
  return targets[shell](host);
}

export function writeScript(path: string, script: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, script);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TulvingError('config_not_edited', `${path} was not written: ${reason}`, {
      cause: error,
      remedy: 'Run `tulving completion <shell>` and keep what it prints where your shell reads it.',
    });
  }
}

const targets: Readonly<Record<Shell, (host: Host) => Target>> = {
  bash: (host) =>
    bashCompletions.some((path) => existsSync(path))
      ? { path: join(bashFolder(host), 'completions', 'tulving') }
      : { line: 'eval "$(tulving completion bash)"', profile: '~/.bashrc' },
  zsh: zshTarget,
  fish: ({ home, environment }) => {
    const config = environment['XDG_CONFIG_HOME'] || join(home, '.config');
    return { path: join(config, 'fish', 'completions', 'tulving.fish') };
  },
  powershell: () => ({
    line: 'tulving completion powershell | Out-String | Invoke-Expression',
    profile: '$PROFILE',
  }),
};

/** Where bash-completion lies, which reads the user's folder: Linux, Homebrew, MacPorts. */
const bashCompletions = [
  '/usr/share/bash-completion/bash_completion',
  '/usr/local/share/bash-completion/bash_completion',
  '/opt/homebrew/share/bash-completion/bash_completion',
  '/opt/local/share/bash-completion/bash_completion',
];

function bashFolder({ home, environment }: Host): string {
  return (
    environment['BASH_COMPLETION_USER_DIR'] ||
    join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'bash-completion')
  );
}

/** A folder that zsh reads anyway and the user may write; else one of his own, which `fpath` must name. */
function zshTarget({ home, environment }: Host): Target {
  const { stdout } = spawnSync('zsh', ['-c', 'print -rl -- $fpath'], { encoding: 'utf8' });
  const read = (stdout ?? '').split('\n').find((folder) => isWritable(folder));
  if (read !== undefined) return { path: join(read, '_tulving') };
  const data = environment['XDG_DATA_HOME'] || join(home, '.local', 'share');
  const own = join(data, 'zsh', 'site-functions');
  return {
    path: join(own, '_tulving'),
    line: `fpath=(${own} $fpath)`,
    profile: '~/.zshrc, before compinit',
  };
}

function isWritable(folder: string): boolean {
  if (folder === '') return false;
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    // Not there, or somebody else's.
    return false;
  }
}
