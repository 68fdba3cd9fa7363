import { type PauseJobsRequest, type RerunJobsRequest, shownPause } from '../model/job-pause.js';
import type { Call, Option } from './command.js';
import { withMemory } from './door.js';
import { given, readNumber, usage } from './input.js';
import { printable } from './output.js';

/** Of `tulving jobs`: what is done with the queue as a whole. */
export const queueOptions: readonly Option[] = [
  {
    flags: '--all',
    help: {
      en: 'With --rerun: all parked jobs, or those of --state cancelled or a --kind.',
      zh: '与 --rerun 合用：全部已搁置的任务，或 --state cancelled、某一 --kind 的任务。',
    },
  },
  {
    flags: '--pause',
    help: {
      en: 'Hold up all jobs, or those of a --kind; what runs comes to its end.',
      zh: '暂停全部任务或某一 --kind 的任务；运行中的会做完。',
    },
  },
  {
    flags: '--cause <text>',
    help: {
      en: 'With --pause: why, for others to read.',
      zh: '与 --pause 合用：原因，供他人阅读。',
    },
  },
  {
    flags: '--until <time>',
    help: {
      en: 'With --pause: when they go on by themselves.',
      zh: '与 --pause 合用：到何时自动恢复。',
    },
  },
  {
    flags: '--resume',
    help: {
      en: 'Let go on whatever is paused, or the jobs of a --kind.',
      zh: '恢复所有已暂停的任务，或某一 --kind 的任务。',
    },
  },
  {
    flags: '--users',
    help: {
      en: 'Tell who has how many jobs that have not ended.',
      zh: '显示每位用户有多少未结束的任务。',
    },
  },
];

type QueueVerb = 'pause' | 'resume' | 'users' | 'all';

const verbs: Readonly<Record<QueueVerb, (call: Call) => Promise<void>>> = {
  pause,
  resume,
  users,
  all: rerunAll,
};

const names = Object.keys(verbs) as QueueVerb[];

export function asksForQueue({ options }: Call): boolean {
  return names.some((name) => options[name] === true);
}

/** @throws TulvingError `invalid_input` when more than one thing is asked for */
export async function runQueue(call: Call): Promise<void> {
  const [verb, ...more] = names.filter((name) => call.options[name] === true);
  const { cancel, rerun } = call.options;
  if (more.length > 0 || cancel === true || (rerun === true) !== (verb === 'all')) {
    throw usage('Give one of --pause, --resume, --users, and --rerun --all.');
  }
  if (call.arguments[0] !== undefined) throw usage('Leave out the id: this is about all jobs.');
  if (verb) await verbs[verb](call);
}

async function pause({ options, settings, output }: Call): Promise<void> {
  const { kind, cause, until } = options;
  const request = given({ kind, cause, until }) as PauseJobsRequest;
  const paused = await withMemory(settings, (door) => door.jobs.pause(request));
  output.answer(paused, () => [printable(`paused  ${shownPause(paused)}`)]);
}

async function resume({ options, settings, output }: Call): Promise<void> {
  const request = given({ kind: options['kind'] }) as { kind?: string };
  const answer = await withMemory(settings, (door) => door.jobs.resume(request));
  output.answer(answer, () => [
    answer.resumed === 0 ? 'Nothing was paused there.' : `Pauses lifted: ${answer.resumed}`,
  ]);
}

async function users({ options, settings, output }: Call): Promise<void> {
  const request = given({ limit: readNumber(options['limit'], '--limit') });
  const data = await withMemory(settings, (door) => door.jobs.byUser(request));
  output.answer({ data }, () => [
    ...(data.length === 0 ? ['No job waits, runs or is parked.'] : []),
    ...data.map(({ user_id: user, waiting, running, parked }) =>
      printable(`${user ?? '(nobody)'}  ${waiting} waiting, ${running} running, ${parked} parked`),
    ),
  ]);
}

async function rerunAll({ options, settings, output }: Call): Promise<void> {
  const request = given({ state: options['state'], kind: options['kind'] }) as RerunJobsRequest;
  const answer = await withMemory(settings, (door) => door.jobs.rerunAll(request));
  output.answer(answer, () => [`Jobs that run again: ${answer.rerun}`]);
}
