import { TulvingError } from '../../errors.js';
import type { ReplayOutcome, ReplayReport, ReplayRequest } from '../../model/kept-trace.js';
import type { Call, Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { counted, type Output, printable } from '../output.js';
import { readSet, replaySet, writeSet } from '../replay-set.js';

export const replay: Command = {
  name: 'replay',
  summary: {
    en: 'Ask recent searches again, and tell which answers have changed.',
    zh: '重新执行近期的搜索，并指出哪些结果发生了变化。',
  },
  arguments: [
    {
      name: 'id',
      help: {
        en: 'Ids of traces; without them the newest, each request once.',
        zh: '记录的 id；不给出则取最新的，每个请求一次。',
      },
      count: 'any',
    },
  ],
  options: [
    {
      flags: '--limit <number>',
      help: { en: 'At most so many (default 50).', zh: '最多重放的次数；默认 50。' },
    },
    {
      flags: '--from <file>',
      help: {
        en: 'Replay the set in a file that --out wrote; - reads standard input.',
        zh: '重放由 --out 写出的文件；- 表示读取标准输入。',
      },
    },
    {
      flags: '--out <file>',
      help: {
        en: 'Write the requests with the answers of now, a line of JSON each. They hold texts of memories.',
        zh: '把请求和当前的结果写入文件，每行一个 JSON；其中含有记忆的文本。',
      },
    },
    {
      flags: '--fail-on-change',
      help: {
        en: 'Exit with 1 when an answer has other memories or another order, or fails.',
        zh: '若有结果的记忆或顺序不同，或执行失败，则以 1 退出。',
      },
    },
  ],
  examples: [
    'replay',
    'replay --limit 200 --out searches.jsonl',
    'replay --from searches.jsonl --fail-on-change',
  ],
  run: runReplay,
};

async function runReplay({ arguments: [ids], options, settings, output }: Call): Promise<void> {
  const { from, out, failOnChange } = options as { from?: string; out?: string } & Call['options'];
  const limit = readNumber(options['limit'], '--limit');
  const wanted = (ids ?? []) as readonly string[];
  if (from !== undefined && (wanted.length > 0 || limit !== undefined)) {
    throw usage('--from replays all of its file: leave out ids and --limit.');
  }
  const set = from === undefined ? undefined : await readSet(from);
  const report = await output.during('Replaying', (progress) =>
    withMemory(settings, ({ traces }) => {
      const ask = (request: ReplayRequest) => traces.replay(request);
      if (!set) return ask(given({ ids: wanted.length > 0 ? [...wanted] : undefined, limit }));
      const total = set.length;
      return replaySet(set, ask, (done) => progress({ doing: 'Replaying', done, total }));
    }),
  );
  const written = out === undefined ? undefined : await writeSet(out, report.outcomes);
  output.answer(report, () => [
    ...report.outcomes.flatMap((outcome) => linesOf(outcome, output)),
    ...summaryOf(report),
    ...(written === undefined ? [] : [`Written to ${out}: ${counted(written, 'answer')}.`]),
  ]);
  if (failOnChange === true) refuseChanges(report);
}

function refuseChanges({ replayed, counts: { order, changed, failed } }: ReplayReport): void {
  const differ = order + changed + failed;
  if (differ === 0) return;
  throw new TulvingError('answers_changed', `${differ} of ${replayed} differ.`);
}

function summaryOf({ replayed, counts, overlap, rbo }: ReplayReport): string[] {
  if (replayed === 0) return ['No searches are kept here.'];
  const told = [
    `${counts.same} same`,
    `${counts.scores} with other scores`,
    `${counts.order} in another order`,
    `${counts.changed} changed`,
    `${counts.failed} failed`,
  ];
  const means = `Overlap ${overlap.toFixed(3)}, rank-biased overlap ${rbo.toFixed(3)}.`;
  return [
    `Replayed ${replayed}: ${told.join(', ')}.`,
    ...(replayed > counts.failed ? [means] : []),
  ];
}

const dataOf = {
  same: 'the data is the same: the program or a setting has changed',
  changed: 'the data has changed since',
  unknown: '',
} as const;

/** Nothing of an answer that is the same. */
function linesOf(outcome: ReplayOutcome, output: Output): string[] {
  const { verdict, request, kind, at, data, error, id } = outcome;
  if (verdict === 'same') return [];
  const look = verdict === 'scores' ? 'skipped' : verdict === 'order' ? 'warning' : 'fault';
  const query = printable(String(request['query'])).split('\n', 1)[0] ?? '';
  const { paint } = output;
  const details = [kind, output.time(at), dataOf[data], id ?? ''].filter((part) => part !== '');
  return [
    `${paint(look, verdict.padEnd(7))}  ${query}`,
    `  ${paint('detail', printable(details.join(' · ')))}`,
    ...(error ? [`  ${printable(error.detail)}`] : changesOf(outcome)),
  ];
}

/** The smallest change of a score that three digits show. */
const SHOWN = 0.0005;

function changesOf({ gone, new: come, moved, score_change: most }: ReplayOutcome): string[] {
  const line = (word: string, { rank, because, text, memory_id }: ReplayOutcome['gone'][number]) =>
    `  ${word}   ${rank}  ${printable(text ?? memory_id).split('\n', 1)[0]} (${reasons[because]})`;
  const shifts = moved.map(({ from, to }) => `${from} → ${to}`);
  return [
    ...gone.map((one) => line('gone', one)),
    ...come.map((one) => line('new ', one)),
    ...(shifts.length === 0 ? [] : [`  moved  ${shifts.join(', ')}`]),
    ...(most < SHOWN ? [] : [`  scores differ by up to ${most.toFixed(3)}`]),
  ];
}

const reasons: Readonly<Record<ReplayOutcome['gone'][number]['because'], string>> = {
  ranking: 'itself unchanged',
  added: 'added since',
  changed: 'changed since',
  merged: 'merged since',
  paused: 'paused since',
  archived: 'archived since',
  deleted: 'deleted since',
  not_found: 'erased, or out of reach',
};
