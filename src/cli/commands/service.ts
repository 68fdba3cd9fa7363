import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { ServicePlan, ServiceRequest } from '../../install/service/service.js';
import { type SettingName, settingTable } from '../../settings.js';
import type { Call, Command } from '../command.js';
import { usage } from '../input.js';
import { thisWorld } from '../install/world.js';

export const service: Command = {
  name: 'service',
  summary: {
    en: 'Start the server at login: by systemd, launchd or the Task Scheduler of Windows.',
    zh: '登录时启动服务器：通过 systemd、launchd 或 Windows 任务计划程序。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: {
        en: 'install, status or uninstall; status.',
        zh: 'install、status 或 uninstall；默认 status。',
      },
    },
  ],
  options: [
    {
      flags: '--dry-run',
      help: {
        en: 'install: change nothing; print the file and the commands.',
        zh: 'install：不做更改；打印文件和命令。',
      },
    },
  ],
  settings: ['host', 'port'],
  examples: [
    'service',
    'service install --dry-run',
    'service install --port 9000',
    'service uninstall',
  ],
  async run(call) {
    const [name = 'status'] = call.arguments as (string | undefined)[];
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) throw usage(`service takes ${Object.keys(actions).join(', ')}, not "${name}".`);
    if (call.options['dryRun'] === true && name !== 'install') {
      throw usage(`--dry-run is not for service ${name}.`);
    }
    await action(call);
  },
};

const actions: Readonly<Record<string, (call: Call) => Promise<void>>> = {
  install,
  status,
  uninstall,
};

async function install({ options, settings, output }: Call): Promise<void> {
  const { installService, planService } = await import('../../install/service/service.js');
  const { data, host, port } = settings;
  if (port === 0) throw usage('A service needs a port that stays: name one with --port.');
  const { username } = userInfo();
  const request: ServiceRequest = { data: resolve(data), host, port, user: username };
  const isDry = options['dryRun'] === true;
  const plan = isDry ? planService(thisWorld(), request) : installService(thisWorld(), request);
  const forgotten = notKept();
  output.answer({ dry_run: isDry, ...plan, not_kept: forgotten }, () => [
    ...(isDry
      ? tellPlan(plan)
      : [`Started, now and at each login, by ${plan.manager}: ${plan.path}`]),
    `Logs: ${plan.logs}`,
    ...(plan.note === undefined ? [] : [plan.note]),
    ...(forgotten.length === 0
      ? []
      : [
          `Set here, and not at login: ${forgotten.join(', ')}. Put them into tulving.yaml, or secrets into secrets.env, in ${request.data}.`,
        ]),
  ]);
}

async function status({ output }: Call): Promise<void> {
  const { serviceStatus } = await import('../../install/service/service.js');
  const found = serviceStatus(thisWorld());
  const { installed, running, manager, path, logs } = found;
  output.answer(found, () =>
    installed
      ? [`${running ? 'Running' : 'Not running'}, by ${manager}: ${path}`, `Logs: ${logs}`]
      : [`Not installed; ${manager} would start it: tulving service install`],
  );
}

async function uninstall({ output }: Call): Promise<void> {
  const { uninstallService } = await import('../../install/service/service.js');
  const removed = uninstallService(thisWorld());
  output.answer({ removed }, () => [
    removed
      ? 'Stopped, and no longer started at login. Everything kept stays.'
      : 'It was not installed.',
  ]);
}

function tellPlan({ path, content, commands }: ServicePlan): string[] {
  return [
    `${path}:`,
    '',
    content.replace('\uFEFF', ''),
    ...commands.map((one) => `$ ${one.join(' ')}`),
    '',
  ];
}

/** Variables of now that the service will not see. */
function notKept(): string[] {
  const told: readonly SettingName[] = ['data', 'host', 'port', 'language', 'url', 'apiKey'];
  return Object.entries(settingTable)
    .filter(([name, { env }]) => !told.includes(name as SettingName) && process.env[env])
    .map(([, { env }]) => env);
}
