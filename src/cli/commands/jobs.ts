import type { Job, ListJobsRequest } from '../../model/job.js';
import { shownPause } from '../../model/job-pause.js';
import type { Call, Command } from '../command.js';
import { withLocalMemory, withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { moreLines, type Output, printable } from '../output.js';
import { asksForQueue, queueOptions, runQueue } from '../queue.js';
import { pageOptions } from '../options.js';

export const jobs: Command = {
  name: 'jobs',
  summary: {
    en: 'List what is done in the background; show, cancel or rerun one job; pause all of them.',
    zh: '列出后台任务；显示、取消、重新运行其中一个；或暂停全部。',
  },
  arguments: [
    {
      name: 'id',
      help: { en: 'Id of a job; without it all are listed.', zh: '任务的 id；不给出则列出全部。' },
      count: 'optional',
    },
  ],
  options: [
    {
      flags: '--state <state>',
      help: {
        en: 'waiting, running, done, parked or cancelled.',
        zh: 'waiting、running、done、parked 或 cancelled。',
      },
    },
    {
      flags: '--kind <kind>',
      help: { en: 'Jobs of this kind only.', zh: '只列出这一种类的任务。' },
    },
    ...pageOptions,
    {
      flags: '--cancel',
      help: { en: 'Cancel the job, also while it runs.', zh: '取消该任务，运行中的也可取消。' },
    },
    {
      flags: '--rerun',
      help: {
        en: 'Let a parked or cancelled job run again.',
        zh: '让已搁置或已取消的任务重新运行。',
      },
    },
    ...queueOptions,
    {
      flags: '--run',
      help: {
        en: 'Do what is due in this process; a server does it by itself.',
        zh: '在本进程中执行到期的任务；服务器会自动执行。',
      },
    },
  ],
  settings: ['allowWebhooks'],
  examples: [
    'jobs',
    'jobs --run',
    'jobs --state parked --json',
    'jobs 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e --rerun',
    'jobs --rerun --all --kind embed',
    'jobs --pause --cause "The provider is down" --until 2026-03-05',
    'jobs --resume',
  ],
  async run(call) {
    const [id] = call.arguments;
    if (call.options['run'] === true) await runJobs(call);
    else if (asksForQueue(call)) await runQueue(call);
    else if (id === undefined) await listJobs(call);
    else await oneJob(String(id), call);
  },
};

async function listJobs({ options, settings, output }: Call): Promise<void> {
  const { state, kind, limit, cursor, cancel, rerun } = options;
  if (cancel || rerun) {
    throw usage('--cancel and --rerun take the id of a job; --rerun --all takes all that failed.');
  }
  const fields = { state, kind, limit: readNumber(limit, '--limit'), cursor };
  const request = given(fields) as ListJobsRequest;
  const { page, pauses } = await withMemory(settings, async ({ jobs: verbs }) => ({
    page: await verbs.list(request),
    pauses: output.json ? [] : await verbs.pauses(),
  }));
  output.answer(page, () => [
    ...pauses.map((pause) => printable(`paused  ${shownPause(pause)}`)),
    ...(page.data.length === 0 ? ['There are no jobs here.'] : []),
    ...page.data.flatMap((job) => linesOf(job, output)),
    ...moreLines(page),
  ]);
}

async function runJobs({ settings, output }: Call): Promise<void> {
  const failures: string[] = [];
  const begun = await withLocalMemory(settings, (memory) =>
    memory.runJobs((job, error) => {
      const cause = error instanceof Error ? error.message : String(error);
      failures.push(`${job?.kind ?? 'store'}: ${cause}`);
    }),
  );
  output.answer({ begun, failures }, () => [
    `Jobs run: ${begun}`,
    ...failures.map((failure) => printable(`Failed: ${failure}`)),
  ]);
}

async function oneJob(id: string, { options, settings, output }: Call): Promise<void> {
  const { cancel, rerun, state, kind, limit, cursor } = options;
  if (cancel && rerun) throw usage('Give --cancel or --rerun, not both.');
  if ([state, kind, limit, cursor].some((option) => option !== undefined)) {
    throw usage('--state, --kind, --limit and --cursor are for lists; leave out the id.');
  }
  const verb = cancel ? 'cancel' : rerun ? 'rerun' : 'get';
  const job = await withMemory(settings, (door) => door.jobs[verb](id));
  output.answer(job, () => [
    ...linesOf(job, output),
    ...(job.result === null ? [] : [printable(JSON.stringify(job.result))]),
  ]);
}

/** In two lines, the second of which tells how it goes. */
function linesOf(job: Job, output: Output): string[] {
  const { kind, state, user_id, tries, cause, progress } = job;
  const details = [
    ...(progress === null ? [] : [`${progress.done} of ${progress.total ?? '?'}`]),
    ...(state === 'waiting' ? [`due ${output.time(job.due_at)}`] : []),
    `changed ${output.time(job.updated_at)}`,
    ...(tries > 1 ? [`try ${tries}`] : []),
    ...(user_id === null ? [] : [`user ${user_id}`]),
    ...(cause === null ? [] : [cause]),
    job.id,
  ];
  return [`${state}  ${printable(kind)}`, `  ${printable(details.join(' · '))}`];
}
