import { given } from '../input.js';
import type { Command } from '../command.js';

const phases = { adding: 'Adding', asking: 'Asking' } as const;

export const evaluate: Command = {
  name: 'eval',
  summary: {
    en: 'Measure recall on a public data set, in a directory of its own.',
    zh: '在公开数据集上测量召回率，使用独立的临时目录。',
  },
  arguments: [
    { name: 'dataset', help: { en: 'locomo', zh: 'locomo' } },
    { name: 'file', help: { en: 'Its file, as it is published.', zh: '按发布格式的数据文件。' } },
  ],
  options: [
    {
      flags: '--out <file>',
      help: { en: 'Write a line of JSON for each question.', zh: '为每个问题写一行 JSON。' },
    },
  ],
  examples: ['eval locomo locomo10.json', 'eval locomo locomo10.json --json --out questions.jsonl'],
  async run({ arguments: [dataset, path], options, output }) {
    const { formatReport, runEvaluation } = await import('../../evaluation/index.js');
    const { out } = options as { out?: string };
    const report = await output.during('Reading', (progress) =>
      runEvaluation({
        dataset: String(dataset),
        path: String(path),
        ...given({ out }),
        progress: ({ doing, done, total }) => progress({ doing: phases[doing], done, total }),
      }),
    );
    output.answer(report, () => [formatReport(report)]);
  },
};
