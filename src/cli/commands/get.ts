import type { Command } from '../command.js';
import { withView } from '../door.js';
import { idArgument, viewOption } from '../options.js';
import { printable } from '../output.js';

export const get: Command = {
  name: 'get',
  summary: { en: 'Show one memory and the words it rests on.', zh: '显示一条记忆及其依据的原话。' },
  arguments: [idArgument],
  options: [viewOption],
  examples: ['get 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e'],
  async run({ arguments: [id], options, settings, output }) {
    const memory = await withView(settings, options['viewAs'], (door) => door.get(String(id)));
    output.answer(memory, () => [
      ...output.memory(memory),
      `${memory.kind}, version ${memory.version}`,
      ...memory.sources.map(({ quote, speaker, occurred_at, episode_id }) =>
        printable(
          `“${quote}” ${speaker ?? ''} ${output.time(occurred_at)} · episode ${episode_id}`,
        ),
      ),
    ]);
  },
};
