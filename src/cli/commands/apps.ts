import type { App } from '../../model/apps.js';
import type { Call, Command } from '../command.js';
import { type MemoryDoor, withMemory } from '../door.js';
import { usage } from '../input.js';
import { counted, type Output, printable } from '../output.js';

export const apps: Command = {
  name: 'apps',
  summary: {
    en: 'List the programs that read and write; pause one, or let it go on.',
    zh: '列出读写记忆的程序；暂停其中一个，或让它继续。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: {
        en: 'get, accessed, pause or resume; without it all are listed.',
        zh: 'get、accessed、pause 或 resume；不给出则列出全部。',
      },
    },
    {
      name: 'name',
      count: 'optional',
      help: { en: 'Name of the app.', zh: '程序的名称。' },
    },
  ],
  examples: ['apps', 'apps pause cursor', 'apps resume cursor'],
  async run(call) {
    const [action, name] = call.arguments;
    if (action === undefined) return listApps(call);
    const act = actions[String(action)];
    if (!act && action !== 'accessed') {
      throw usage(`There is no action "${String(action)}": get, accessed, pause or resume.`);
    }
    if (name === undefined) throw usage('Name the app.');
    if (!act) return listAccessed(call, String(name));
    const app = await withMemory(call.settings, ({ apps: verbs }) => act(verbs, String(name)));
    call.output.answer(app, () => linesOf(app, call.output));
  },
};

const actions: Readonly<
  Record<
    string,
    (verbs: Pick<MemoryDoor['apps'], 'get' | 'pause' | 'resume'>, name: string) => Promise<App>
  >
> = {
  get: (verbs, name) => verbs.get(name),
  pause: (verbs, name) => verbs.pause(name),
  resume: (verbs, name) => verbs.resume(name),
};

async function listAccessed({ settings, output }: Call, name: string): Promise<void> {
  const page = await withMemory(settings, (door) => door.apps.accessed(name));
  output.answer(page, () => [
    ...(page.total === 0 ? ['It was answered with no memory yet.'] : []),
    ...page.data.map(({ memory, times }) => printable(`${times} × ${memory.id} ${memory.text}`)),
  ]);
}

async function listApps({ settings, output }: Call): Promise<void> {
  const list = await withMemory(settings, (door) => door.apps.list());
  output.answer(list, () => [
    ...(list.data.length === 0 ? ['No app has come yet.'] : []),
    ...list.data.flatMap((app) => linesOf(app, output)),
    ...(list.unlisted
      ? ['There are more that only name themselves; they are served, not listed.']
      : []),
  ]);
}

function linesOf(app: App, output: Output): string[] {
  const details = [
    ...(app.state === 'active' ? [] : [app.state]),
    ...(app.claimed ? ['names itself'] : ['proven by a key']),
    `since ${output.time(app.first_seen_at)}`,
    `last ${output.time(app.last_seen_at)}`,
    `${counted(app.memories_created, 'memory', 'memories')}`,
  ];
  return [printable(app.name), `  ${details.join(' · ')}`];
}
