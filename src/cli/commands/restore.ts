import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { idArgument } from '../options.js';

export const restore: Command = {
  name: 'restore',
  summary: {
    en: 'Undo a deletion or an expiry, else a merge, else that it was superseded.',
    zh: '撤销删除或过期；否则撤销合并；否则撤销被取代。',
  },
  arguments: [idArgument],
  examples: ['restore 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e'],
  async run({ arguments: [id], settings, output }) {
    const memory = await withMemory(settings, (door) => door.restore(String(id)));
    output.answer(memory, () => output.memory(memory));
  },
};
