import type { Embedder } from '../../models/port.js';
import type { Settings } from '../../settings.js';
import type { Option, Options } from '../command.js';
import { given, readNumber, usage } from '../input.js';
import { configuredEmbedder } from '../models.js';

/** Whole numbers from 1, by the names that they have in the evaluation. */
const numbers = {
  limit: '--limit',
  concurrency: '--concurrency',
  k: '--k',
  budgetTokens: '--budget-tokens',
} as const;

export const evaluationOptions: readonly Option[] = [
  {
    flags: '--out <file>',
    help: {
      en: 'Write a line of JSON for each question; go on where such a file ends.',
      zh: '为每个问题写一行 JSON；文件已存在时从中断处继续。',
    },
  },
  {
    flags: '--limit <number>',
    help: {
      en: 'Ask only so many questions, spread over the set.',
      zh: '只提这么多个问题，在数据集中均匀选取。',
    },
  },
  {
    flags: '--category <name>',
    repeats: true,
    help: {
      en: 'Ask only questions of this category; may be repeated.',
      zh: '只提此类别的问题；可重复给出。',
    },
  },
  {
    flags: '--tokens',
    help: {
      en: 'Count the tokens that context packs for each question, too.',
      zh: '同时统计每个问题的上下文所用的 token 数。',
    },
  },
  {
    flags: '--answer',
    help: {
      en: 'Have the configured model answer from that context and judge the answers: locomo, longmemeval, prefeval, personamem.',
      zh: '让所配置的模型根据该上下文作答并评判答案：locomo、longmemeval、prefeval、personamem。',
    },
  },
  {
    flags: '--yes',
    help: {
      en: 'With --answer or --embedder: spend what it takes, and send what it needs, without being asked.',
      zh: '与 --answer 或 --embedder 同用：不经询问即发送所需文本并支出费用。',
    },
  },
  {
    flags: '--budget-tokens <number>',
    help: {
      en: 'With --answer or --tokens: what the context may take (default 1000).',
      zh: '与 --answer 或 --tokens 同用：上下文最多占用的 token 数；默认 1000。',
    },
  },
  {
    flags: '--k <number>',
    help: {
      en: 'With --answer or --tokens: choose from so many memories, the best ones.',
      zh: '与 --answer 或 --tokens 同用：从排名最前的这么多条记忆中选取。',
    },
  },
  {
    flags: '--concurrency <number>',
    help: {
      en: 'With --answer: so many answers at once (default 4).',
      zh: '与 --answer 同用：同时进行的作答数；默认 4。',
    },
  },
  {
    flags: '--min-score <number>',
    help: {
      en: 'Take what scores less for not found, and leave it out of the context; 0 to 1.',
      zh: '得分更低的记忆视为未找到，也不放入上下文；0 到 1。',
    },
  },
  {
    flags: '--pool',
    help: {
      en: 'longmemeval: make one history of all questions.',
      zh: 'longmemeval：把所有问题的会话合并为一个历史。',
    },
  },
  {
    flags: '--fillers <file>',
    help: {
      en: 'longmemeval: pool these sessions with it, by id: {"<id>": {"date", "turns"}}.',
      zh: 'longmemeval：再并入这些会话，格式为 {"<id>": {"date", "turns"}}。',
    },
  },
];

/** What was given of the options, as the evaluation takes it. */
export function chosenOf(options: Options) {
  const { out, fillers } = options as { out?: string; fillers?: string };
  const categories = options['category'] as readonly string[] | undefined;
  const counts = Object.entries(numbers).map(([name, flag]) => [
    name,
    wholeNumber(options[name], flag),
  ]);
  const packs = options['tokens'] === true || options['answer'] === true;
  if (!packs && (options['k'] !== undefined || options['budgetTokens'] !== undefined)) {
    throw usage('--k and --budget-tokens go with --answer or --tokens: nothing else is packed.');
  }
  if (options['concurrency'] !== undefined && options['answer'] !== true) {
    throw usage('--concurrency goes with --answer: searches are made one by one.');
  }
  return {
    ...given({ out, fillers, categories, minScore: scoreOf(options['minScore']) }),
    ...given(Object.fromEntries(counts) as Partial<Record<keyof typeof numbers, number>>),
    pool: options['pool'] === true,
    tokens: options['tokens'] === true,
  };
}

/** Whichever the environment names, figures are those of the built-in one unless the command line names another. */
export function embedderOf(options: Options, settings: Settings): Embedder | undefined {
  const { embedder } = settings;
  if (options['embedder'] === undefined || embedder === undefined) return undefined;
  return configuredEmbedder({ ...settings, embedder });
}

function wholeNumber(value: Options[string], flag: string): number | undefined {
  const number = readNumber(value, flag);
  if (number === undefined || (Number.isInteger(number) && number > 0)) return number;
  throw usage(`${flag} takes a whole number from 1, not ${number}.`);
}

function scoreOf(value: Options[string]): number | undefined {
  const score = readNumber(value, '--min-score');
  if (score === undefined || (score >= 0 && score <= 1)) return score;
  throw usage(`--min-score takes a number from 0 to 1, not ${score}.`);
}
