import type { EraseReport } from '../../model/requests.js';
import type { Call, Command } from '../command.js';
import { type MemoryDoor, withMemory } from '../door.js';
import { usage } from '../input.js';
import { wholeOf, wholeOptions } from '../options.js';
import { counted } from '../output.js';

export const erase: Command = {
  name: 'erase',
  summary: {
    en: 'Take memories out for good, with the words they quote and every copy of them.',
    zh: '彻底清除记忆，连同所引用的原话和全部副本。',
  },
  arguments: [{ name: 'id', count: 'any', help: { en: 'Ids of memories.', zh: '记忆的 id。' } }],
  options: [
    {
      flags: '--episode <id>',
      repeats: true,
      help: {
        en: 'An episode, and what rests on it alone; may be repeated.',
        zh: '一个片段，以及只依据它的内容；可重复给出。',
      },
    },
    ...wholeOptions,
  ],
  examples: [
    'erase 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
    'erase --all-of-user ada --yes',
    'doctor --compact',
  ],
  async run(call) {
    const { settings, output } = call;
    const report = await withMemory(settings, (memory) => eraseAll(memory, call));
    output.answer(report, () => [
      `Erased ${counted(report.memories, 'memory', 'memories')}, rebuilt ${report.rebuilt}; blanked ${counted(report.spans, 'quote')} in ${counted(report.episodes, 'episode')}.`,
      ...(report.rules ? [`Took the name out of ${counted(report.rules, 'access rule')}.`] : []),
      'To take the last bytes off the disk: tulving doctor --compact',
    ]);
  },
};

async function eraseAll(
  memory: MemoryDoor,
  { arguments: [ids], options }: Call,
): Promise<EraseReport> {
  const { episode = [] } = options;
  const scope = wholeOf(options);
  const whole = scope !== undefined;
  const memories = (ids ?? []) as readonly string[];
  const episodes = episode as readonly string[];
  if (whole && memories.length + episodes.length > 0) {
    throw usage('Give ids or --all-of-…, not both.');
  }
  if (!whole && memories.length + episodes.length === 0) {
    throw usage(
      'Name what is to go: ids, --episode, --all-of-user, --all-of-cube or --all-of-run.',
    );
  }
  if (scope !== undefined) return memory.eraseScope(scope);
  const total = { memories: 0, rebuilt: 0, episodes: 0, spans: 0 };
  const count = (report: EraseReport) => {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += report[key];
  };
  for (const id of memories) count(await memory.erase(id));
  for (const id of episodes) count(await memory.eraseEpisode(id));
  return total;
}
