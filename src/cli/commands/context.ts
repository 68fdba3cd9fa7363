import type { ContextRequest, ContextResult } from '../../model/requests.js';
import type { Command } from '../command.js';
import { withView } from '../door.js';
import { modelSettings } from '../flags.js';
import { Explainer } from '../explain.js';
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
import { filled, type Language } from '../texts.js';
import { nothing } from '../words.js';

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
    {
      flags: '--explain',
      help: {
        en: 'Show how the query was read, and what was left out.',
        zh: '说明问题是如何理解的，以及略去了什么。',
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
      ...given({ budget_tokens: budget, explain: options['explain'] }),
      ...rankingOf(options),
      ...momentsOf(options),
      ...filterOf(options),
      ...rerankOf(options),
    } as ContextRequest;
    const result = await withView(settings, options['viewAs'], (memory) => memory.context(request));
    output.answer(result, () => {
      const { text, trace, left_out: leftOut } = result;
      const block = text === '' ? whyEmpty(leftOut, output.language) : text;
      if (!trace) return [block];
      const explainer = new Explainer(trace, output.language);
      const marks = new Map(
        Object.entries(result.sources).map(([mark, { memory_id: id }]) => [id, mark]),
      );
      const hits = trace.hits.flatMap((hit, at) => {
        const mark = marks.get(hit.memory_id);
        const line = `#${at + 1}  ${mark}  ${hit.score.toFixed(2)}`;
        return mark === undefined ? [] : ['', line, ...explainer.hit(hit, output.paint)];
      });
      return [...explainer.query(), '', block, ...hits, ...explainer.rest()];
    });
  },
};

function whyEmpty(leftOut: ContextResult['left_out'], language: Language): string {
  const count = leftOut.length;
  if (count === 0) return nothing.matches[language];
  const tooLarge = leftOut.filter(({ reason }) => reason === 'budget').length;
  const found = (of: number, one: string, many: string) =>
    filled(nothing[tooLarge > 0 ? 'fits' : 'reaches'][language], {
      count: of,
      found: counted(of, one, many),
    });
  return tooLarge > 0
    ? found(tooLarge, 'memory', 'memories')
    : found(count, 'memory scores', 'memories score');
}
