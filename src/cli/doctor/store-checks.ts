import type { Key } from '../../model/key.js';
import { counted } from '../output.js';
import { askedModels } from './model-checks.js';
import {
  type CheckGroup,
  type DoctorContext,
  ok,
  type Outcome,
  skipped,
  warning,
  withStore,
} from './check.js';

const DAY = 86_400_000;
const SOON = 14 * DAY;

export const keyChecks: CheckGroup = {
  name: 'keys',
  title: { en: 'Keys', zh: '密钥' },
  checks: [
    {
      name: 'keys',
      title: { en: 'keys', zh: '密钥' },
      run: withStore(async (memory, { clock }) => judgeKeys(await memory.keys.list(), clock())),
    },
  ],
};

export const modelChecks: CheckGroup = {
  name: 'models',
  title: { en: 'Models', zh: '模型' },
  checks: [
    {
      name: 'built-in',
      title: { en: 'built-in embedder', zh: '内置嵌入模型' },
      run: withStore(async (memory) => {
        const { embedder } = await memory.status();
        return ok(`${embedder}, which computes here and needs no network`);
      }),
    },
    ...askedModels,
  ],
};

export const clientChecks: CheckGroup = {
  name: 'clients',
  title: { en: 'Clients', zh: '客户端' },
  checks: [{ name: 'clients', title: { en: 'installed into', zh: '已安装到' }, run: judgeClients }],
};

export function judgeKeys(keys: readonly Key[], now: number): Outcome {
  if (keys.length === 0) {
    return ok('none: programs on this machine may read and write, and no other machine is served');
  }
  const live = keys.filter((key) => key.revoked_at === null && endOf(key) > now);
  if (live.length === 0) {
    return warning(
      `${counted(keys.length, 'key')}, and all have ended: nobody gets in over HTTP`,
      'Make one: tulving keys create <name>',
    );
  }
  const detail = `${live.length} of ${counted(keys.length, 'key')} valid`;
  const ending = live.filter((key) => endOf(key) - now < SOON);
  if (ending.length === 0) return ok(detail);
  const told = ending.map(({ name, id, expires_at: at }) => `"${name}" (${id}) on ${at}`);
  return warning(
    `${detail}; soon to end: ${told.join(', ')}`,
    'Make another with a later end: tulving keys create <name> --expires-at <date>',
  );
}

function endOf({ expires_at: at }: Key): number {
  return at === null ? Number.POSITIVE_INFINITY : Date.parse(at);
}

async function judgeClients({ installedClients }: DoctorContext): Promise<Outcome> {
  if (installedClients === undefined) return skipped('this version looks after none');
  const clients = await installedClients();
  if (clients.length === 0) return ok('none');
  const broken = clients.filter(({ works }) => !works);
  const told = clients.map(({ client, path, works }) =>
    works ? `${client}: ${path}` : `${client}: ${path} does not work`,
  );
  if (broken.length === 0) return ok(told.join('\n'));
  const remedies = broken.map(
    ({ client, remedy }) => remedy ?? `Run again: tulving install ${client}`,
  );
  return warning(told.join('\n'), [...new Set(remedies)].join(' '));
}
