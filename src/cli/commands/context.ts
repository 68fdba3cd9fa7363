import type { ContextRequest, ContextResult } from '../../model/requests.js';
import type { Command } from '../command.js';
import { withView } from '../door.js';
import { modelSettings } from '../flags.js';
import { given, readNumber, readText } from '../input.js';
import { counted } from '../output.js';
import {
  filterOf,
  filterOption,
  momentOptions,
  momentsOf,
  queryArgument,
  rankingOf,
  rankingOptions,
  rerankOf,
  rerankOption,
  viewOption,
} from '../options.js';

export const context: Command = {
  name: 'context',
  summary: {
    en: 'The memories that answer a query, as a block for a prompt within a budget.',
    zh: '把能回答问题的记忆整理成一段可放入提示词的文本，不超过给定预算。',
  },
  arguments: [queryArgument],
  options: [
    viewOption,
    {
      flags: '--budget-tokens <number>',
      help: {
        en: 'What the block may take (default 1000).',
        zh: '文本最多占用的 token 数；默认 1000。',
      },
    },
    ...rankingOptions,
    filterOption,
    rerankOption,
    ...momentOptions,
  ],
  settings: modelSettings,
  scoped: true,
  examples: ['context "Where does Mia live?" --budget-tokens 500'],
  async run({ arguments: [argument], options, settings, scope, output }) {
    const budget = readNumber(options['budgetTokens'], '--budget-tokens');
    const request = {
      ...scope,
      query: await readText(argument),
      ...given({ budget_tokens: budget }),
      ...rankingOf(options),
      ...momentsOf(options),
      ...filterOf(options),
      ...rerankOf(options),
    } as ContextRequest;
    const result = await withView(settings, options['viewAs'], (memory) => memory.context(request));
    output.answer(result, () => {
      if (result.text !== '') return [result.text];
      return [whyEmpty(result.left_out)];
    });
  },
};

function whyEmpty(leftOut: ContextResult['left_out']): string {
  if (leftOut.length === 0) return 'Nothing matches.';
  const tooLarge = leftOut.filter(({ reason }) => reason === 'budget').length;
  return tooLarge > 0
    ? `${counted(tooLarge, 'memory', 'memories')} found, but none fits; give more with --budget-tokens.`
    : `Nothing reaches the --min-score; ${counted(leftOut.length, 'memory scores', 'memories score')} less.`;
}
