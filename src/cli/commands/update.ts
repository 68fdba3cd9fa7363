import type { UpdateRequest } from '../../model/requests.js';
import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber } from '../input.js';
import { idArgument, labelOptions, labelsOf, validityOf, validityOptions } from '../options.js';

export const update: Command = {
  name: 'update',
  summary: {
    en: 'Correct a memory; what it said before stays in its history.',
    zh: '更正一条记忆；之前的内容保留在历史中。',
  },
  arguments: [
    idArgument,
    {
      name: 'text',
      count: 'optional',
      help: { en: 'The text it should have.', zh: '更正后的文本。' },
    },
  ],
  options: [
    ...labelOptions,
    ...validityOptions,
    {
      flags: '--state <state>',
      help: { en: 'active, paused or archived.', zh: 'active、paused 或 archived。' },
    },
    {
      flags: '--reason <text>',
      help: { en: 'Why; kept in the history.', zh: '原因；保存在历史中。' },
    },
    {
      flags: '--if-version <number>',
      help: { en: 'Only if it still has this version.', zh: '仅当版本仍为此值时才更正。' },
    },
  ],
  examples: ['update 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e "Mia lives in Porto."'],
  async run({ arguments: [id, text], options, settings, output }) {
    const version = readNumber(options['ifVersion'], '--if-version');
    const request = {
      ...labelsOf(options),
      ...validityOf(options),
      ...given({ text, state: options['state'], reason: options['reason'], if_version: version }),
    };
    const memory = await withMemory(settings, (door) =>
      door.update(String(id), request as UpdateRequest),
    );
    output.answer(memory, () => output.memory(memory));
  },
};
