import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { idArgument } from '../options.js';

export const merge: Command = {
  name: 'merge',
  summary: {
    en: 'Make a duplicate a part of another memory; restore undoes it.',
    zh: '把重复的记忆并入另一条；可用 restore 撤销。',
  },
  arguments: [
    { ...idArgument, help: { en: 'Id of the duplicate.', zh: '重复记忆的 id。' } },
    { name: 'into', help: { en: 'Id of the memory that stays.', zh: '保留的记忆的 id。' } },
  ],
  examples: ['merge 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e 019b2f6e-7a10-7c11-9d3e-8f5a1b2c3d4e'],
  async run({ arguments: [id, into], settings, output }) {
    const memory = await withMemory(settings, (door) =>
      door.merge(String(id), { into: String(into) }),
    );
    output.answer(memory, () => output.memory(memory));
  },
};
