import { TulvingError } from '../../errors.js';
import type { Compaction } from '../../store/port.js';
import type { Command } from '../command.js';
import { withLocalMemory } from '../door.js';

export const doctor: Command = {
  name: 'doctor',
  summary: {
    en: 'Check the data directory; with --compact, take what was deleted off the disk.',
    zh: '检查数据目录；加 --compact 从磁盘上清除已删除内容的残留。',
  },
  options: [
    {
      flags: '--compact',
      help: {
        en: 'Rewrite what still holds bytes of what was erased, and free the space. Works beside a running server.',
        zh: '重写仍含有已清除内容的部分并释放空间；可与运行中的服务器同时进行。',
      },
    },
  ],
  examples: ['doctor', 'doctor --compact --data ./memory'],
  async run({ options, settings, output }) {
    const report = await withLocalMemory(settings, async (memory) => {
      const checks = await memory.check();
      if (options['compact'] !== true || checks.some(({ ok }) => !ok)) return { checks };
      return { checks, compaction: await memory.compact({ whole: true }) };
    });
    output.answer(report, () => [
      ...report.checks.map(
        ({ name, ok, detail }) => `${ok ? 'ok   ' : 'FAULT'}  ${name}: ${detail}`,
      ),
      ...(report.compaction ? tellCompaction(report.compaction) : []),
    ]);
    if (report.checks.some(({ ok }) => !ok)) {
      throw new TulvingError('store_damaged', 'The data directory has faults; see above.');
    }
  },
};

function tellCompaction({ before, after, copies }: Compaction): string[] {
  const size = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`;
  return [
    `Compacted: ${size(before)} before, ${size(after)} after.`,
    ...copies.map((name) => `Removed backups/${name}: it was made before something was erased.`),
  ];
}
