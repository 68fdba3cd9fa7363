import type { DeleteScopeRequest } from '../../model/requests.js';
import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { usage } from '../input.js';
import { filterOf, filterOption, idArgument, wholeOf, wholeOptions } from '../options.js';
import { counted } from '../output.js';

export const deleteMemories: Command = {
  name: 'delete',
  summary: {
    en: 'Take memories out of search and list; restore brings them back.',
    zh: '使记忆不再出现在搜索和列表中；可用 restore 恢复。',
  },
  arguments: [{ ...idArgument, count: 'any' }],
  options: [...wholeOptions, filterOption],
  examples: [
    'delete 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
    `delete --all-of-user ada --filter '{"created_at": {"lt": "2025-01-01"}}' --yes`,
  ],
  async run({ arguments: [ids], options, settings, output }) {
    const scope = wholeOf(options);
    const named = (ids ?? []) as readonly string[];
    if (!scope && named.length === 0) {
      throw usage('Name what is to go: ids, --all-of-user, --all-of-cube or --all-of-run.');
    }
    if (!scope && options['filter'] !== undefined) throw usage('--filter goes with --all-of-….');
    if (scope && named.length > 0) throw usage('Give ids or --all-of-…, not both.');
    const report = await withMemory(settings, async (memory) => {
      // All of them are looked for before any of them goes.
      for (const id of named) await memory.get(id);
      for (const id of named) await memory.delete(id);
      const request = { ...scope, ...filterOf(options) } as DeleteScopeRequest;
      const { deleted } = scope ? await memory.deleteScope(request) : { deleted: 0 };
      return { deleted: deleted + named.length };
    });
    output.answer(report, () => [`Deleted ${counted(report.deleted, 'memory', 'memories')}`]);
  },
};
