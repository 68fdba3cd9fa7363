import type { ListRequest } from '../../model/requests.js';
import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber } from '../input.js';
import { filterOf, filterOption } from '../options.js';

export const list: Command = {
  name: 'list',
  summary: { en: 'List memories, newest first.', zh: '列出记忆，最新的在前。' },
  options: [
    {
      flags: '--limit <number>',
      help: { en: 'At most so many (default 50).', zh: '最多返回的条数；默认 50。' },
    },
    {
      flags: '--cursor <cursor>',
      help: {
        en: 'The next page: next_cursor of the page before.',
        zh: '下一页：上一页的 next_cursor。',
      },
    },
    {
      flags: '--state <state>',
      help: {
        en: 'active, paused, archived or deleted.',
        zh: 'active、paused、archived 或 deleted。',
      },
    },
    filterOption,
  ],
  scoped: true,
  examples: ['list', `list --filter '{"tags": "travel"}'`, "list --user '*' --limit 5 --json"],
  async run({ options, settings, scope, output }) {
    const { limit, cursor, state } = options;
    const fields = { limit: readNumber(limit, '--limit'), cursor, state, ...filterOf(options) };
    const request = { ...scope, ...given(fields) } as ListRequest;
    const page = await withMemory(settings, (memory) => memory.list(request));
    output.answer(page, () => [
      ...(page.data.length === 0 ? ['There are no memories here.'] : []),
      ...page.data.flatMap((memory) => output.memory(memory)),
      ...(page.next_cursor === null ? [] : [`More: add --cursor ${page.next_cursor}`]),
    ]);
  },
};
