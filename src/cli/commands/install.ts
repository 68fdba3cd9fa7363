import { TulvingError } from '../../errors.js';
import type { Client } from '../../install/client.js';
import type { InstallOutcome } from '../../install/run.js';
import type { World } from '../../install/world.js';
import type { Call, Command } from '../command.js';
import { thisWorld } from '../install/world.js';

export const install: Command = {
  name: 'install',
  summary: {
    en: 'Put Tulving into the config files of AI clients: Claude, Cursor, VS Code, Codex and others.',
    zh: '把 Tulving 写入 AI 客户端的配置文件：Claude、Cursor、VS Code、Codex 等。',
  },
  arguments: [
    {
      name: 'client',
      count: 'any',
      help: {
        en: 'Names of clients, as --list has them; none: those found on this machine.',
        zh: '客户端名称（见 --list）；省略则为本机找到的全部客户端。',
      },
    },
  ],
  options: [
    {
      flags: '--project',
      help: {
        en: 'Into the files of this folder, in place of your own. A key is never written there.',
        zh: '写入当前文件夹的配置文件，而非用户自己的。绝不会在其中写入密钥。',
      },
    },
    {
      flags: '--remote <url>',
      help: {
        en: 'Connect to a running server, in place of the data directory.',
        zh: '连接运行中的服务器，而非数据目录。',
      },
    },
    {
      flags: '--name <name>',
      help: { en: 'What the entry is called; tulving.', zh: '条目的名称；默认 tulving。' },
    },
    {
      flags: '--print',
      help: {
        en: 'Change nothing; print what to put in by hand, and where.',
        zh: '不做更改；只显示要手工写入的内容和位置。',
      },
    },
    {
      flags: '--dry-run',
      help: { en: 'Change nothing; show what would change.', zh: '不做更改；只显示将发生的变化。' },
    },
    {
      flags: '--links',
      help: {
        en: 'Print links that add the server with one click.',
        zh: '显示一键添加服务器的链接。',
      },
    },
    {
      flags: '--list',
      help: {
        en: 'List all clients, which are here, and where Tulving is installed.',
        zh: '列出所有客户端、本机有哪些，以及 Tulving 已装入哪些。',
      },
    },
    {
      flags: '--yes',
      help: {
        en: 'Do not ask; write over entries of Tulving that you wrote by hand, too.',
        zh: '不再询问；并覆盖您手写的 Tulving 条目。',
      },
    },
  ],
  scoped: true,
  examples: [
    'install',
    'install cursor claude-code',
    'install codex --dry-run',
    'install --project vscode',
    'install cursor --remote https://memory.example.com --api-key tlv_…',
    'install --list',
  ],
  async run(call) {
    const world = thisWorld();
    const [{ loadClients }, { listClients, printLinks, printSnippets }] = await Promise.all([
      import('../../install/catalog.js'),
      import('../install/show.js'),
    ]);
    const clients = await loadClients(world);
    const { list, links, print } = call.options;
    if (list === true) await listClients(call, clients, world);
    else if (links === true) printLinks(call, clients, world);
    else if (print === true) await printSnippets(call, clients, world);
    else await installInto(call, clients, world);
  },
};

async function installInto(call: Call, clients: readonly Client[], world: World): Promise<void> {
  const [{ machineOf }, { runInstall }, { choose, stepsOf, tellSteps }, { wantedOf }] =
    await Promise.all([
      import('../../install/machine.js'),
      import('../../install/run.js'),
      import('../install/choose.js'),
      import('../install/wanted.js'),
    ]);
  const { options, settings, output } = call;
  const wanted = wantedOf(call);
  const machine = machineOf(world);
  const { chosen, guides } = await choose(call, clients, wanted);
  const dryRun = options['dryRun'] === true;
  const overwrite = options['yes'] === true;
  const request = { clients, wanted, machine, chosen, dryRun, overwrite };
  const first = await runInstall(request, world);
  const outcomes = (await mayOverwrite(first, call))
    ? await runInstall({ ...request, overwrite: true }, world)
    : first;
  const steps = stepsOf(guides, call);
  const present = outcomes.map((outcome) => presentOutcome(outcome, settings.language));
  output.answer({ name: wanted.name, dry_run: dryRun, clients: present, guides: steps }, () => [
    ...outcomes.flatMap((outcome) => tellOutcome(outcome, call, dryRun)),
    ...steps.flatMap(tellSteps),
    ...(outcomes.length + steps.length === 0 ? ['Nothing was changed.'] : []),
  ]);
  refuseFailures(outcomes);
}

/** Asks about entries that somebody wrote by hand, where somebody is there to answer. */
async function mayOverwrite(
  outcomes: readonly InstallOutcome[],
  { options, output }: Call,
): Promise<boolean> {
  const { askWhether, canAsk } = await import('../install/prompt.js');
  const places = outcomes.filter(({ isHandMade }) => isHandMade).map(({ path }) => path);
  if (places.length === 0 || options['dryRun'] === true || output.json || !canAsk()) return false;
  return askWhether(`Write over the entry that is there already, in ${places.join(', ')}?`);
}

function presentOutcome(
  { client, title, path, status, diff, copy, warnings, next, failure }: InstallOutcome,
  language: keyof InstallOutcome['next'],
) {
  const error = failure?.message ?? null;
  return { client, title, path, status, diff, copy, warnings, next: next[language], error };
}

const doneWords = {
  new: 'installed',
  changed: 'updated',
  same: 'already there',
  failed: 'failed',
} as const;
const plannedWords = { ...doneWords, new: 'would install', changed: 'would update' } as const;

function tellOutcome(
  { title, path, status, diff, copy, warnings, next }: InstallOutcome,
  { settings, output }: Call,
  dryRun: boolean,
): string[] {
  const { paint } = output;
  const did = (dryRun ? plannedWords : doneWords)[status];
  const isDone = !dryRun && status !== 'same' && status !== 'failed';
  return [
    `${title}: ${paint(status === 'failed' ? 'fault' : 'ok', did)}  ${path}`,
    ...diff.split('\n').flatMap((line) => (line === '' ? [] : [`    ${line}`])),
    ...(copy === null ? [] : [`  The file as it was: ${copy}`]),
    ...warnings.map((warning) => `  ${paint('warning', 'Mind:')} ${warning}`),
    ...(isDone ? [`  Next: ${next[settings.language]}`] : []),
    '',
  ];
}

/** All that could be done has been; now tell of the rest. */
function refuseFailures(outcomes: readonly InstallOutcome[]): void {
  const failures = outcomes.flatMap(({ failure }) => (failure ? [failure] : []));
  const [first] = failures;
  if (!first) return;
  throw new TulvingError(first.code, failures.map(({ message }) => message).join('\n'), {
    cause: first,
    remedy: first.remedy,
  });
}
