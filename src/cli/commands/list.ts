import type { ListRequest } from '../../model/requests.js';
import type { Command } from '../command.js';
import { withView } from '../door.js';
import { moreLines } from '../output.js';
import { given, readNumber } from '../input.js';
import { othersThan } from '../others.js';
import { filterOf, filterOption, pageOptions, viewOption } from '../options.js';

export const list: Command = {
  name: 'list',
  summary: { en: 'List memories, newest first.', zh: '列出记忆，最新的在前。' },
  options: [
    ...pageOptions,
    {
      flags: '--state <state>',
      help: {
        en: 'active, paused, archived or deleted.',
        zh: 'active、paused、archived 或 deleted。',
      },
    },
    filterOption,
    viewOption,
  ],
  scoped: true,
  examples: ['list', `list --filter '{"tags": "travel"}'`, "list --user '*' --limit 5 --json"],
  async run(call) {
    const { options, settings, scope, output } = call;
    const { limit, cursor, state } = options;
    const fields = { limit: readNumber(limit, '--limit'), cursor, state, ...filterOf(options) };
    const request = { ...scope, ...given(fields) } as ListRequest;
    const { page, hint } = await withView(settings, options['viewAs'], async (memory) => {
      const page = await memory.list(request);
      return { page, hint: page.data.length > 0 ? [] : await othersThan(call, memory) };
    });
    output.answer(page, () => [
      ...(page.data.length === 0 ? ['There are no memories here.', ...hint] : []),
      ...page.data.flatMap((memory) => output.memory(memory)),
      ...moreLines(page),
    ]);
  },
};
