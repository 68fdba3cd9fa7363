import type { ChatRequest } from '../../model/chat.js';
import type { Call, Command } from '../command.js';
import { tellChat } from '../chat/tell.js';
import { withMemory } from '../door.js';
import { modelSettings } from '../flags.js';
import { given, readNumber, readText } from '../input.js';
import { filterOf, filterOption } from '../options.js';

export const chat: Command = {
  name: 'chat',
  summary: {
    en: 'Ask, and be answered from memory by the language model; without a message a conversation begins.',
    zh: '提问，由语言模型依据记忆回答；不给出消息则开始对话。',
  },
  arguments: [
    {
      name: 'message',
      count: 'optional',
      help: {
        en: 'What you say; - reads standard input.',
        zh: '要说的话；- 读取标准输入。',
      },
    },
  ],
  options: [
    {
      flags: '--mode <mode>',
      help: {
        en: 'plain, or pro: a hard question is taken apart and put together again (default plain).',
        zh: 'plain，或 pro：把难题拆开回答再合并；默认 plain。',
      },
    },
    {
      flags: '--sources',
      help: { en: 'Show what the answer rests on.', zh: '显示回答所依据的内容。' },
    },
    {
      flags: '--no-remember',
      help: { en: 'Keep neither message nor answer.', zh: '不保存消息和回答。' },
    },
    {
      flags: '--general',
      help: {
        en: 'Let the model say what it knows itself where memory tells nothing.',
        zh: '记忆中没有时，允许模型用自己的知识回答。',
      },
    },
    {
      flags: '--suggestions <number>',
      help: { en: 'Propose so many next questions; 0 to 5.', zh: '建议的后续问题数；0 到 5。' },
    },
    {
      flags: '--system <text>',
      help: { en: 'More instructions, such as a tone.', zh: '更多指示，例如语气。' },
    },
    {
      flags: '--budget-tokens <number>',
      help: {
        en: 'What memories may take of the prompt (default 2000).',
        zh: '记忆最多占用的提示词 token 数；默认 2000。',
      },
    },
    {
      flags: '--limit <number>',
      help: { en: 'At most so many memories.', zh: '最多使用的记忆条数。' },
    },
    filterOption,
    {
      flags: '--as-of <date>',
      help: { en: 'What held then, in place of now.', zh: '查询当时成立的内容，而非现在。' },
    },
  ],
  settings: modelSettings,
  scoped: true,
  examples: ['chat "Where does Mia live?" --sources', 'chat'],
  async run(call) {
    const [message] = call.arguments;
    if (message === undefined && process.stdin.isTTY) await converseHere(call);
    else await askOnce(call);
  },
};

async function askOnce(call: Call): Promise<void> {
  const { arguments: given, settings, output, options } = call;
  const message = await readText(given[0]);
  const sources = options['sources'] === true;
  const result = await withMemory(settings, (door) =>
    tellChat(door.chatStream({ ...requestOf(call), message }), output, { sources }),
  );
  if (output.json) output.answer(result, () => []);
}

async function converseHere(call: Call): Promise<void> {
  const { settings, output, options } = call;
  const { converse, TerminalLines } = await import('../chat/converse.js');
  const lines = new TerminalLines(process.stdin, process.stdout);
  const sources = options['sources'] === true;
  try {
    await withMemory(settings, (door) =>
      converse({ door, request: requestOf(call), sources, output, lines }),
    );
  } finally {
    lines.close();
  }
}

/** Commander sets `remember` to true where --no-remember is not given. */
function requestOf({ options, scope }: Call): ChatRequest {
  const { mode, remember, general, system, asOf } = options;
  return {
    ...scope,
    ...given({
      mode,
      remember: remember === false ? false : undefined,
      general,
      suggestions: readNumber(options['suggestions'], '--suggestions'),
      system,
      budget_tokens: readNumber(options['budgetTokens'], '--budget-tokens'),
      limit: readNumber(options['limit'], '--limit'),
      as_of: asOf,
    }),
    ...filterOf(options),
  } as ChatRequest;
}
