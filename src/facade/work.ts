import { hostname } from 'node:os';
import type { Backups } from './backups.js';
import { EXTRACT } from './extract/hand-in.js';
import type { Forms } from './forms.js';
import type { Organised } from './organise.js';
import type { Policies } from './policies.js';
import type { WebhookWork } from './webhook-work.js';
import { type JobHandler, JobRunner, type JobRunnerOptions } from '../jobs/runner.js';
import { type Chore, chore } from '../lifecycle/chores.js';
import type { EmbedWork } from '../lifecycle/embed-work.js';
import type { Reindexer } from '../lifecycle/reindexer.js';
import type { Retention } from '../lifecycle/retention.js';
import type { Clock } from '../model/time.js';
import type { Store } from '../store/port.js';

export interface WorkParts {
  store: Pick<Store, 'jobs' | 'forms' | 'compact' | 'tenants' | 'vectors'>;
  /** Live memories of a cube above which the store's own index of vectors answers. */
  largeCube: number;
  retention: Retention;
  reindexer: Reindexer;
  /** Missing where no model makes vectors: then its jobs are left to those who know one. */
  embedWork?: EmbedWork | undefined;
  /** Missing where no model draws memories. */
  extract?: { handler: JobHandler } | undefined;
  organised: Pick<Organised, 'consolidation' | 'handlers'>;
  forms: Pick<Forms, 'handlers'>;
  backups: Pick<Backups, 'ask' | 'job'>;
  policies: Pick<Policies, 'ask' | 'handlers'>;
  webhookWork: Pick<WebhookWork, 'ask' | 'handlers'>;
  clock: Clock;
  onError: JobRunnerOptions['onError'];
}

const DAY = 86_400_000;
/** How long a job that has ended can still be looked at. */
const JOBS_KEPT = 30 * DAY;

/** Who does the jobs of this process: a table of the kinds that there are. */
export function createRunner({
  store,
  largeCube,
  retention,
  reindexer,
  embedWork,
  extract,
  organised,
  forms,
  backups,
  policies,
  webhookWork,
  clock,
  onError,
}: WorkParts): JobRunner {
  const { near } = store.vectors;
  const handlers: Record<string, JobHandler> & Partial<Record<Chore, JobHandler>> = {
    expire: {
      concurrency: 1,
      tries: 10,
      run: ({ tenant }, { signal, progress }) => retention.expire(tenant, signal, progress),
    },
    purge: {
      concurrency: 1,
      tries: 10,
      async run({ tenant }, { signal, progress }) {
        await store.jobs.forget(clock() - JOBS_KEPT);
        await store.forms.forget(clock() - JOBS_KEPT);
        return retention.purge(tenant, signal, progress);
      },
    },
    compact: { concurrency: 1, tries: 10, run: () => store.compact({ whole: false }) },
    reindex: { concurrency: 1, tries: 10, run: (job, context) => reindexer.work(job, context) },
    backup: backups.job,
    ...organised.handlers,
    ...forms.handlers(),
    ...policies.handlers(),
    ...webhookWork.handlers(),
    ...(embedWork && embedHandlers(embedWork)),
    ...(extract && { [EXTRACT]: extract.handler }),
    ...(near && {
      'index-vectors': {
        concurrency: 1,
        tries: 10,
        run: async ({ tenant }: { tenant: number }, { progress }) => ({
          indexes: await near.build(tenant, largeCube, progress),
        }),
      },
    }),
  };
  const worker = `${hostname()}:${process.pid}`;
  return new JobRunner({ jobs: store.jobs, handlers, clock, worker, onError });
}

function embedHandlers(work: EmbedWork): Record<'embed' | 'drop-vectors', JobHandler> {
  return {
    embed: { concurrency: 1, tries: 10, run: (job, context) => work.work(job, context) },
    'drop-vectors': {
      concurrency: 1,
      tries: 10,
      run: ({ tenant }, { signal }) => work.dropEarlier(tenant, signal),
    },
  };
}

/**
 * Asks for the chores that look for what is due: settings, and the version, may have changed since
 * they were handed in.
 */
export async function askForChores({
  store,
  largeCube,
  reindexer,
  embedWork,
  organised,
  backups,
  policies,
  webhookWork,
  clock,
}: WorkParts): Promise<void> {
  const at = clock();
  await backups.ask(at);
  for (const tenant of await store.tenants()) {
    await reindexer.ask(tenant);
    await embedWork?.ask(tenant);
    await organised.consolidation.ask(tenant);
    await policies.ask(tenant);
    await webhookWork.ask(tenant);
    if (await store.vectors.near?.isMissing(tenant, largeCube)) {
      await store.jobs.enqueue({ ...chore('index-vectors', at), tenant }, at);
    }
    for (const kind of ['expire', 'purge'] as const) {
      await store.jobs.enqueue({ ...chore(kind, at), tenant }, at);
    }
  }
}
