import type { Command } from '../command.js';
import { given } from '../input.js';

const phases = { adding: 'Adding', asking: 'Asking' } as const;

const names = 'locomo, longmemeval, beam, prefeval, factconsolidation';

export const evaluate: Command = {
  name: 'eval',
  summary: {
    en: 'Measure recall on a public data set, in a directory of its own.',
    zh: '在公开数据集上测量召回率，使用独立的临时目录。',
  },
  arguments: [
    { name: 'dataset', help: { en: names, zh: names } },
    {
      name: 'file',
      help: { en: 'Its file or folder, as it is published.', zh: '按发布格式的数据文件或目录。' },
    },
  ],
  options: [
    {
      flags: '--out <file>',
      help: {
        en: 'Write a line of JSON for each question; go on where such a file ends.',
        zh: '为每个问题写一行 JSON；文件已存在时从中断处继续。',
      },
    },
    {
      flags: '--tokens',
      help: {
        en: 'Pack context for each question, too: its tokens, and the gold that fits into several budgets.',
        zh: '同时为每个问题打包上下文：统计词元数，以及各预算下包含的答案。',
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
  ],
  examples: [
    'eval locomo locomo10.json',
    'eval beam chats/100K --tokens',
    'eval longmemeval longmemeval_s.json --json --out questions.jsonl',
  ],
  async run({ arguments: [dataset, path], options, output }) {
    const { formatReport, runEvaluation } = await import('../../evaluation/index.js');
    const { readVersion } = await import('../../version.js');
    const { out, fillers } = options as { out?: string; fillers?: string };
    const report = await output.during('Reading', (progress) =>
      runEvaluation({
        dataset: String(dataset),
        path: String(path),
        ...given({ out, fillers }),
        pool: options['pool'] === true,
        tokens: options['tokens'] === true,
        version: readVersion(),
        progress: ({ doing, done, total }) => progress({ doing: phases[doing], done, total }),
      }),
    );
    output.answer(report, () => [formatReport(report)]);
  },
};
