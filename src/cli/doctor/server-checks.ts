import { type Components, type DetailedHealth, healthSchema } from '../../model/health.js';
import { readVersion } from '../../version.js';
import {
  type Check,
  type CheckedServer,
  type CheckGroup,
  type DoctorContext,
  fault,
  ok,
  type Outcome,
  type ServerHello,
  shownBytes,
  skipped,
  warning,
} from './check.js';
import { judgeDifference } from './clock-checks.js';
import { askWithKey } from './server.js';

/** What can be seen of the server of `--url`. */
export const serverChecks: CheckGroup = {
  name: 'server',
  title: { en: 'Server', zh: '服务器' },
  checks: [
    {
      name: 'reachable',
      title: { en: 'reachable', zh: '可连接' },
      run: async (context) => {
        const server = serverOf(context);
        await server.hello();
        return ok(server.url);
      },
    },
    {
      name: 'version',
      title: { en: 'version', zh: '版本' },
      run: withServer(async (context, { version }) => {
        const own = readVersion();
        if (version === own) return ok(version);
        return warning(`${version}, and this is ${own}`, 'Update the older of the two.');
      }),
    },
    {
      name: 'clock',
      title: { en: 'clock', zh: '时钟' },
      run: withServer(async ({ clock }, { date }) =>
        date === undefined ? skipped('the server does not tell') : judgeDifference(clock() - date),
      ),
    },
    { name: 'key', title: { en: 'key', zh: '密钥' }, run: withServer(judgeKey) },
    { name: 'health', title: { en: 'health', zh: '健康状况' }, run: withServer(judgeHealth) },
  ],
};

/** Skipped where nobody answers, which a check of its own tells. */
function withServer(
  work: (context: DoctorContext, hello: ServerHello) => Promise<Outcome>,
): Check['run'] {
  return async (context) => {
    const [asked] = await Promise.allSettled([serverOf(context).hello()]);
    if (asked.status === 'rejected') return skipped('the server does not answer');
    return work(context, asked.value);
  };
}

function serverOf({ server }: DoctorContext): CheckedServer {
  if (server === undefined) throw new Error('The checks of a server run with --url only.');
  return server;
}

async function judgeKey(context: DoctorContext): Promise<Outcome> {
  const { createClient } = await import('../../client/index.js');
  const { apiKey } = context.settings;
  const client = createClient({
    baseUrl: serverOf(context).url,
    fetch: context.fetch,
    ...(apiKey !== undefined && { apiKey }),
  });
  await client.list({ limit: 1 });
  return ok(apiKey === undefined ? 'none is sent, and none is needed' : 'it is taken');
}

async function judgeHealth(context: DoctorContext): Promise<Outcome> {
  const reply = await askWithKey(context, `${serverOf(context).url}/health/detailed`);
  if (reply.status === 401 || reply.status === 403) {
    return skipped('it is told only to a key that fixes nothing');
  }
  const read = healthSchema.safeParse(await reply.json());
  if (!read.success) return skipped(`the server does not tell it (HTTP ${reply.status})`);
  return judgeAnswer(read.data);
}

export function judgeAnswer({ status, components }: DetailedHealth): Outcome {
  const detail = tellComponents(components);
  if (status === 'ok') return ok(detail);
  if (status === 'down') return fault('store_failed', detail);
  return warning(detail, 'See what is not ok there; `tulving doctor` on that machine tells more.');
}

function tellComponents({ store, jobs, embedder, reranker, disk }: Components): string {
  const causes = [store, jobs, reranker, disk].flatMap((part) => part?.cause ?? []);
  const parts = [
    `store ${store.status} (${store.latency_ms} ms)`,
    `jobs ${jobs.status} (${jobs.waiting ?? '?'} waiting, ${jobs.parked ?? '?'} parked)`,
    `embedder ${embedder.status}`,
    ...(reranker ? [`reranker ${reranker.status}`] : []),
    ...(disk ? [`disk ${disk.status} (${shownBytes(disk.free_bytes ?? 0)} free)`] : []),
  ];
  return [parts.join(', '), ...causes].join('\n');
}
