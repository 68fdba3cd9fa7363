import type { Key, KeyVerbs, NewKeyRequest } from '../../model/key.js';
import type { Settings } from '../../settings.js';
import { type Action, runAction } from '../actions.js';
import type { Call, Command, Option } from '../command.js';
import { memoryOptions, withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { counted, type Output, printable, shownOnce } from '../output.js';

const ONCE =
  'The key is shown this once and cannot be read again. Send it as Authorization: Bearer <key>.';

const actions: Readonly<Record<string, Action>> = {
  list: { takes: [], run: listKeys },
  create: {
    subject: 'name of a key',
    takes: ['scope', 'forUser', 'forAgent', 'forApp', 'forCube', 'principal', 'expiresAt'],
    run: createKey,
  },
  revoke: { subject: 'id of a key', takes: [], run: revokeKey },
  rotate: { subject: 'id of a key', takes: ['grace'], run: rotateKey },
  clear: { takes: ['yes'], run: clearKeys },
};

const options: readonly Option[] = [
  {
    flags: '--scope <scope>',
    repeats: true,
    help: {
      en: 'create: read, write or admin; may be repeated. Default: read and write.',
      zh: 'create：read、write 或 admin；可重复给出。默认 read 和 write。',
    },
  },
  {
    flags: '--for-user <name>',
    help: {
      en: 'create: fixes user_id; the key reaches this user only.',
      zh: 'create：固定 user_id；该密钥只能访问此用户。',
    },
  },
  {
    flags: '--for-agent <name>',
    help: { en: 'create: fixes agent_id.', zh: 'create：固定 agent_id。' },
  },
  {
    flags: '--for-app <name>',
    help: { en: 'create: fixes app_id.', zh: 'create：固定 app_id。' },
  },
  {
    flags: '--for-cube <name>',
    repeats: true,
    help: {
      en: 'create: a cube that the key reaches; may be repeated. Default: all.',
      zh: 'create：该密钥可访问的 cube；可重复给出。默认全部。',
    },
  },
  {
    flags: '--principal <name>',
    help: {
      en: 'create: in whose name it acts, for the history.',
      zh: 'create：以谁的名义操作，记入历史。',
    },
  },
  {
    flags: '--expires-at <date>',
    help: { en: 'create: when it ends by itself.', zh: 'create：何时自动失效。' },
  },
  {
    flags: '--grace <seconds>',
    help: {
      en: 'rotate: how long the old key is still taken; 0.',
      zh: 'rotate：旧密钥继续有效的秒数；默认 0。',
    },
  },
  {
    flags: '--yes',
    help: {
      en: 'clear: yes, remove every key.',
      zh: 'clear：确认删除所有密钥。',
    },
  },
];

export const keys: Command = {
  name: 'keys',
  summary: {
    en: 'List, make and end API keys. The first key ends keyless access.',
    zh: '列出、创建和停用 API 密钥。有了第一个密钥后，无密钥的访问即告结束。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: {
        en: 'list, create, revoke, rotate, or clear, which removes every key; list.',
        zh: 'list、create、revoke、rotate，或删除所有密钥的 clear；默认 list。',
      },
    },
    {
      name: 'name-or-id',
      count: 'optional',
      help: {
        en: 'create: what to call it. revoke, rotate: the id of the key.',
        zh: 'create：密钥的名称。revoke、rotate：密钥的 id。',
      },
    },
  ],
  options,
  examples: [
    'keys',
    'keys create laptop --scope admin',
    'keys create "support bot" --for-user ada --for-app bot --expires-at 2027-01-01',
    'keys rotate k3v9c0qm2x7r4t1b --grace 3600',
    'keys revoke k3v9c0qm2x7r4t1b',
    'keys clear --yes',
  ],
  run: (call) => runAction('keys', actions, options, call),
};

async function listKeys({ settings, output }: Call): Promise<void> {
  const data = await withKeys(settings, (door) => door.list());
  output.answer({ data }, () =>
    data.length === 0
      ? ['There are no keys: programs on this machine are served without one.']
      : data.flatMap((key) => linesOf(key, output)),
  );
}

async function createKey({ options: flags, settings, output }: Call, name: string): Promise<void> {
  const { scope, forUser, forAgent, forApp, forCube, principal, expiresAt } = flags;
  const fields = { scopes: scope, user_id: forUser, agent_id: forAgent, app_id: forApp };
  const rest = { cubes: forCube, principal, expires_at: expiresAt };
  const request = { name, ...given({ ...fields, ...rest }) } as NewKeyRequest;
  const made = await withKeys(settings, (door) => door.create(request));
  output.answer(made, () => shownOnce(linesOf(made, output), made.secret, ONCE));
}

async function revokeKey({ settings, output }: Call, id: string): Promise<void> {
  await withKeys(settings, (door) => door.revoke(id));
  output.answer({ revoked: id }, () => [`Revoked ${id}`]);
}

async function rotateKey({ options: flags, settings, output }: Call, id: string): Promise<void> {
  const grace = readNumber(flags['grace'], '--grace') ?? 0;
  const made = await withKeys(settings, (door) => door.rotate(id, { grace_seconds: grace }));
  output.answer(made, () => [
    ...shownOnce(linesOf(made, output), made.secret, ONCE),
    grace === 0 ? `${id} has ended.` : `${id} is taken for ${grace} more seconds at most.`,
  ]);
}

async function clearKeys({ options: flags, settings, output }: Call): Promise<void> {
  if (settings.url !== undefined) {
    throw usage('keys clear works on the data directory only; leave out --url and TULVING_URL.');
  }
  const after = 'Keyless access from this machine begins again';
  if (flags['yes'] !== true) {
    throw usage(`keys clear removes every key of every tenant. ${after}. Add --yes to do it.`);
  }
  const { createMemory } = await import('../../compose.js');
  const memory = await createMemory(memoryOptions(settings));
  try {
    const removed = await memory.keys.clear();
    output.answer({ removed }, () => [`Removed ${counted(removed, 'key')}. ${after}.`]);
  } finally {
    await memory.close();
  }
}

function withKeys<Result>(
  settings: Settings,
  work: (keys: KeyVerbs) => Promise<Result>,
): Promise<Result> {
  return withMemory(settings, (memory) => work(memory.keys));
}

/** What it is called and may do, then what it fixes and when it lives. */
function linesOf(key: Key, output: Output): string[] {
  const fixed = { user: key.user_id, agent: key.agent_id, app: key.app_id };
  const times = { expires: key.expires_at, revoked: key.revoked_at, used: key.last_used_at };
  const details = [
    key.scopes.join(' '),
    ...(key.principal === null ? [] : [`as ${key.principal}`]),
    ...Object.entries(fixed).flatMap(([what, value]) => (value === null ? [] : `${what} ${value}`)),
    ...(key.cubes ?? []).map((cube) => `cube ${cube}`),
    `created ${output.time(key.created_at)}`,
    ...Object.entries(times).flatMap(([what, at]) =>
      at === null ? [] : `${what} ${output.time(at)}`,
    ),
  ];
  return [`${key.id}  ${printable(key.name)}`, `    ${printable(details.join(' · '))}`];
}
