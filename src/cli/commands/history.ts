import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { idArgument } from '../options.js';
import { printable } from '../output.js';

export const history: Command = {
  name: 'history',
  summary: {
    en: 'Show what happened to a memory, oldest first.',
    zh: '显示一条记忆的经历，最早的在前。',
  },
  arguments: [idArgument],
  examples: ['history 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e'],
  async run({ arguments: [id], settings, output }) {
    const data = await withMemory(settings, (memory) => memory.history(String(id)));
    output.answer({ data }, () =>
      data.map(({ at, event, version, text, app, actor, state, valid_to: until }) => {
        const by = app ?? actor;
        const notes = [
          ...(by === null ? [] : [`by ${by}`]),
          ...(state === 'active' ? [] : [state]),
          ...(until === null ? [] : [`held until ${output.time(until)}`]),
        ];
        const noted = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
        return printable(`${output.time(at)}  ${event.padEnd(10)}  v${version}${noted}  ${text}`);
      }),
    );
  },
};
