import type { Command } from '../command.js';
import { withLocalMemory } from '../door.js';
import { counted } from '../output.js';

export const reindex: Command = {
  name: 'reindex',
  summary: {
    en: 'Make the index anew where an older version made it; a server does it by itself.',
    zh: '重建由旧版本建立的索引；服务器会自动完成。',
  },
  options: [
    {
      flags: '--all',
      help: { en: 'Also what is up to date.', zh: '连同已是最新的部分一并重建。' },
    },
  ],
  examples: ['reindex', 'reindex --all --json'],
  async run({ options, settings, output }) {
    const all = options['all'] === true;
    const report = await output.during('Making the index anew', (show) =>
      withLocalMemory(settings, (memory) =>
        memory.reindex({ all, progress: (done, total) => show({ done, total }) }),
      ),
    );
    const { memories } = report;
    output.answer(report, () => [
      memories === 0
        ? 'The index is up to date.'
        : `The index of ${counted(memories, 'memory', 'memories')} was made anew.`,
    ]);
  },
};
