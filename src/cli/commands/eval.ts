import type { LanguageModel } from '../../models/port.js';
import type { Settings } from '../../settings.js';
import type { Command } from '../command.js';
import { requireConsent } from '../eval/consent.js';
import { chosenOf, evaluationOptions } from '../eval/options.js';
import { tidyWhenInterrupted } from '../eval/interrupt.js';

const phases = { adding: 'Adding', asking: 'Asking' } as const;

const names =
  'locomo, locomo-observations, longmemeval, beam, prefeval, factconsolidation, personamem, precisionmembench';

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
  options: evaluationOptions,
  settings: ['llm', 'llmUrl'],
  examples: [
    'eval locomo locomo10.json',
    'eval beam chats/100K --tokens',
    'eval longmemeval longmemeval_s.json --json --out questions.jsonl',
    'eval locomo locomo10.json --answer --llm ollama:qwen3:8b --limit 100 --out questions.jsonl',
  ],
  async run({ arguments: [dataset, path], options, settings, output }) {
    const { formatReport, prepareEvaluation } = await import('../../evaluation/index.js');
    const { readVersion } = await import('../../version.js');
    const chosen = chosenOf(options);
    const answering = options['answer'] ? { model: await modelForAnswers(settings) } : undefined;
    const evaluation = await output.during('Reading', () =>
      prepareEvaluation({
        dataset: String(dataset),
        path: String(path),
        ...chosen,
        ...(answering && { answering }),
        version: readVersion(),
      }),
    );
    const stopTidying = tidyWhenInterrupted(() => evaluation.discard());
    try {
      if (evaluation.estimate) await requireConsent(evaluation.estimate, options['yes'] === true);
      const report = await output.during('Asking', (progress) =>
        evaluation.run(({ doing, done, total }) => progress({ doing: phases[doing], done, total })),
      );
      output.answer(report, () => [formatReport(report)]);
    } finally {
      stopTidying();
      await evaluation.close();
    }
  },
};

/** Loaded here, since most evaluations need none. It is tried once: the evaluation has patience of its own. */
async function modelForAnswers(settings: Settings): Promise<LanguageModel> {
  const { configuredLanguageModel } = await import('../models.js');
  return configuredLanguageModel(settings, { retries: 0 });
}
