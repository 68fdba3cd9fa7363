import type { Command } from '../command.js';
import { withLocalMemory } from '../door.js';

export const scan: Command = {
  name: 'scan',
  summary: {
    en: 'Look for secrets in what is kept already; with --redact, take them out.',
    zh: '在已保存的内容中查找密钥等机密；加 --redact 将其清除。',
  },
  options: [
    {
      flags: '--redact',
      help: {
        en: 'Blank them in the sources and put marks into the memories.',
        zh: '在来源中抹去，并在记忆中以标记代替。',
      },
    },
  ],
  examples: ['scan', 'scan --redact', 'doctor --compact'],
  async run({ options, settings, output }) {
    const redact = options['redact'] === true;
    const report = await output.during('Looking for secrets', () =>
      withLocalMemory(settings, (memory) => memory.scan({ redact })),
    );
    const { found, scanned } = report;
    output.answer(report, () => [
      ...found.map(({ kind, id, secrets }) => `${kind} ${id}: ${secrets.join(', ')}`),
      `${found.length} of ${scanned} hold secrets.`,
      ...(found.length === 0
        ? []
        : [
            redact
              ? 'They were taken out. To take the last bytes off the disk: tulving doctor --compact'
              : 'To take them out: tulving scan --redact',
          ]),
    ]);
  },
};
