import type { TreeRequest, TreeResult } from '../../model/tree.js';
import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber } from '../input.js';
import { type Output, printable } from '../output.js';

const titles = { working: 'Working', long_term: 'Long-term', user: 'User' } as const;

export const tree: Command = {
  name: 'tree',
  summary: {
    en: 'Show what is remembered as a tree: working, long-term and user memory.',
    zh: '以树的形式显示记忆：工作记忆、长期记忆和用户记忆。',
  },
  options: [
    {
      flags: '--limit <number>',
      help: {
        en: 'At most so many of each branch (default 20).',
        zh: '每个分支最多条数；默认 20。',
      },
    },
  ],
  scoped: true,
  examples: ['tree', 'tree --user ada --run today --limit 5'],
  async run({ options, settings, scope, output }) {
    const limit = readNumber(options['limit'], '--limit');
    const request = { ...scope, ...given({ limit }) } as TreeRequest;
    const result = await withMemory(settings, (memory) => memory.tree(request));
    output.answer(result, () => linesOf(result, output));
  },
};

function linesOf(result: TreeResult, { paint }: Output): string[] {
  return (['working', 'long_term', 'user'] as const).flatMap((name) => {
    const { groups, more } = result[name];
    const branch = paint('score', titles[name]);
    if (groups.length === 0) return [`${branch}  (nothing)`];
    const lines = groups.flatMap(({ category, memories }) => [
      ...(category === null ? [] : [`  [${printable(category)}]`]),
      ...memories.flatMap(({ text, speaker, kind, id, parts = [], outdated }) => [
        `  - ${oneLine(said(text, speaker))}${outdated ? '  (outdated)' : ''}  ${paint('detail', `${kind} · ${id}`)}`,
        ...parts.map(
          (part) =>
            `      - ${oneLine(said(part.text, part.speaker))}  ${paint('detail', part.id)}`,
        ),
      ]),
    ]);
    return [branch, ...lines, ...(more ? ['  … more: --limit'] : [])];
  });
}

function said(text: string, speaker: string | null): string {
  return speaker === null ? text : `${speaker}: ${text}`;
}

function oneLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ');
}
