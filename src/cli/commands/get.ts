import type { GetRequest } from '../../model/requests.js';
import type { Command } from '../command.js';
import { withView } from '../door.js';
import { given } from '../input.js';
import { idArgument, viewOption } from '../options.js';
import { printable } from '../output.js';

export const get: Command = {
  name: 'get',
  summary: { en: 'Show one memory and the words it rests on.', zh: '显示一条记忆及其依据的原话。' },
  arguments: [idArgument],
  options: [
    {
      flags: '--include-deleted',
      help: {
        en: 'Also where it was deleted or has expired, until it is erased.',
        zh: '已删除或已过期的也显示，直到被彻底清除。',
      },
    },
    viewOption,
  ],
  examples: [
    'get 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
    'get 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e --include-deleted',
  ],
  async run({ arguments: [id], options, settings, output }) {
    const { viewAs, includeDeleted } = options;
    const request = given({ include_deleted: includeDeleted }) as GetRequest;
    const memory = await withView(settings, viewAs, (door) => door.get(String(id), request));
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
