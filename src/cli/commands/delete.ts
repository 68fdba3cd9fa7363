import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { idArgument } from '../options.js';

export const deleteMemories: Command = {
  name: 'delete',
  summary: {
    en: 'Take memories out of search and list; their history and sources stay.',
    zh: '使记忆不再出现在搜索和列表中；历史和来源保留。',
  },
  arguments: [{ ...idArgument, count: 'many' }],
  examples: ['delete 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e'],
  async run({ arguments: [ids], settings, output }) {
    const deleted: string[] = [];
    await withMemory(settings, async (memory) => {
      for (const id of ids as readonly string[]) {
        await memory.delete(id);
        deleted.push(id);
      }
    });
    output.answer({ deleted }, () => deleted.map((id) => `Deleted ${id}`));
  },
};
