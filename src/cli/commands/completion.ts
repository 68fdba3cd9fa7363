import { homedir } from 'node:os';
import { TulvingError } from '../../errors.js';
import type { Call, Command } from '../command.js';
import { isShell, type Shell, shells } from '../completion/shells.js';
import { usage } from '../input.js';
import { thisWorld } from '../install/world.js';

/** Gets all commands, this one among them, when it runs. */
export function completionOf(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    summary: {
      en: 'Print what completes command lines with the Tab key; with --install, put it in place.',
      zh: '输出用 Tab 键补全命令行的脚本；加 --install 则安装到位。',
    },
    arguments: [
      {
        name: 'shell',
        count: 'optional',
        help: {
          en: 'bash, zsh, fish or powershell; with --install, the one you log in with.',
          zh: 'bash、zsh、fish 或 powershell；与 --install 合用时默认为登录 shell。',
        },
      },
    ],
    options: [
      {
        flags: '--install',
        help: {
          en: "Write it into the shell's own folder, or tell the line that its profile needs.",
          zh: '写入该 shell 自己的文件夹，或给出其配置文件所需的一行。',
        },
      },
    ],
    examples: ['completion bash', 'completion --install', 'completion zsh --install'],
    async run(call) {
      const [shell] = call.arguments;
      if (shell !== undefined && !isShell(String(shell))) {
        throw usage(
          `There is no completion for ${String(shell)}; there is for ${shells.join(', ')}.`,
        );
      }
      if (call.options['install'] === true) await install(call, commands(), shell as Shell);
      else if (shell === undefined) throw usage(`Name the shell: ${shells.join(', ')}.`);
      else await print(call, commands(), shell as Shell);
    },
  };
}

async function print({ settings, output }: Call, commands: readonly Command[], shell: Shell) {
  const { completionScript } = await import('../completion/script.js');
  const script = completionScript(shell, commands, settings.language);
  output.answer({ shell, script }, () => [script]);
}

/** Writes it down, too, so that `tulving uninstall --all` takes it away again. */
async function write(path: string, script: string): Promise<void> {
  const [{ Ledger }, { readConfigFile }, { isOurScript }, { writeScript }] = await Promise.all([
    import('../../install/ledger.js'),
    import('../../install/config-file.js'),
    import('../../install/uninstall.js'),
    import('../completion/install.js'),
  ]);
  await Ledger.change(thisWorld(), async (ledger) => {
    const there = readConfigFile(path);
    if (there !== undefined && !isOurScript(path, there)) {
      throw new TulvingError('config_not_edited', `${path} is another program's: it stays.`, {
        remedy: 'Move it away, or keep what `tulving completion <shell>` prints somewhere else.',
      });
    }
    writeScript(path, script);
    ledger.putFile(path, script);
  });
}

async function install(
  { settings, output }: Call,
  commands: readonly Command[],
  wanted: Shell | undefined,
): Promise<void> {
  const [{ completionScript }, { ownShell, targetOf }] = await Promise.all([
    import('../completion/script.js'),
    import('../completion/install.js'),
  ]);
  const host = { platform: process.platform, home: homedir(), environment: process.env };
  const shell = wanted ?? ownShell(host);
  const { path, line, profile } = targetOf(shell, host);
  if (path !== undefined) {
    const script = `${completionScript(shell, commands, settings.language)}\n`;
    await write(path, script);
  }
  output.answer({ shell, path: path ?? null, line: line ?? null, profile: profile ?? null }, () => [
    ...(path === undefined ? [] : [`Written: ${path}`]),
    ...(line === undefined ? [] : [`Add this line to ${profile}:`, `  ${line}`]),
    'It works in the next shell that you open. After an update of Tulving, run this again.',
  ]);
}
