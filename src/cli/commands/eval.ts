import type { LanguageModel } from '../../models/port.js';
import type { Settings } from '../../settings.js';
import type { Command } from '../command.js';
import { requireConsent, requireConsentToEmbed } from '../eval/consent.js';
import { chosenOf, embedderOf, evaluationOptions } from '../eval/options.js';
import { tidyWhenInterrupted } from '../eval/interrupt.js';

const phases = { adding: 'Adding', embedding: 'Making vectors', asking: 'Asking' } as const;

const names =
  'locomo, locomo-observations, longmemeval, beam, prefeval, factconsolidation, personamem, precisionmembench, own';

export const evaluate: Command = {
  name: 'eval',
  summary: {
    en: 'Measure recall on a public data set or on questions of your own, in a directory of its own.',
    zh: '在公开数据集或自己的问题集上测量召回率，使用独立的临时目录。',
  },
  arguments: [
    { name: 'dataset', help: { en: names, zh: names } },
    {
      name: 'file',
      help: {
        en: 'Its file or folder, as it is published; for own see docs/evaluation.md.',
        zh: '按发布格式的数据文件或目录；own 的格式见 docs/evaluation.md。',
      },
    },
  ],
  options: evaluationOptions,
  settings: ['llm', 'llmUrl', 'embedder', 'embedderUrl', 'embedderDimension'],
  examples: [
    'eval locomo locomo10.json',
    'eval beam chats/100K --tokens',
    'eval longmemeval longmemeval_s.json --json --out questions.jsonl',
    'eval own questions.json --embedder ollama:embeddinggemma',
    'eval locomo locomo10.json --answer --llm ollama:qwen3:8b --limit 100 --out questions.jsonl',
  ],
  async run({ arguments: [dataset, path], options, settings, output }) {
    const { formatReport, prepareEvaluation } = await import('../../evaluation/index.js');
    const { readVersion } = await import('../../version.js');
    const chosen = chosenOf(options);
    const embedder = embedderOf(options, settings);
    const answering = options['answer'] ? { model: await modelForAnswers(settings) } : undefined;
    const evaluation = await output.during('Reading', () =>
      prepareEvaluation({
        dataset: String(dataset),
        path: String(path),
        ...chosen,
        ...(answering && { answering }),
        ...(embedder && { embedder }),
        version: readVersion(),
      }),
    );
    const stopTidying = tidyWhenInterrupted(() => evaluation.discard());
    try {
      const agreed = options['yes'] === true;
      if (evaluation.embedding) await requireConsentToEmbed(evaluation.embedding, agreed);
      if (evaluation.estimate) await requireConsent(evaluation.estimate, agreed);
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
