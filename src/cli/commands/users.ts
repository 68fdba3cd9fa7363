import type { KeptUser } from '../../model/kept-names.js';
import type { Call, Command } from '../command.js';
import { withMemory } from '../door.js';
import { pageOf, pageOptions } from '../options.js';
import { counted, moreLines, type Output, printable } from '../output.js';

export const users: Command = {
  name: 'users',
  summary: {
    en: 'List whom memories are about, the last changed first.',
    zh: '列出记忆所涉及的用户，最近有变动的在前。',
  },
  options: pageOptions,
  examples: ['users', 'users --limit 200 --json'],
  async run({ options, settings, output }: Call) {
    const page = await withMemory(settings, (door) => door.users.list(pageOf(options)));
    output.answer(page, () => [...linesOf(page.data, output), ...moreLines(page)]);
  },
};

function linesOf(users: readonly KeptUser[], output: Output): string[] {
  if (users.length === 0) return ['Nothing is kept about anybody yet.'];
  return users.flatMap((user) => [printable(user.user_id), `  ${keptLine(user, output)}`]);
}

/** How much is kept, and since when nothing changed. */
export function keptLine(
  { memories, last_at }: Pick<KeptUser, 'memories' | 'last_at'>,
  output: Output,
): string {
  const details = [counted(memories, 'memory', 'memories')];
  return [...details, ...(last_at === null ? [] : [`last ${output.time(last_at)}`])].join(' · ');
}
