import type { SearchRequest, SearchResult } from '../../model/requests.js';
import type { Command } from '../command.js';
import { withView } from '../door.js';
import { Explainer } from '../explain.js';
import { modelSettings } from '../flags.js';
import { given, readNumber, readText } from '../input.js';
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
import { othersThan } from '../others.js';
import type { Output } from '../output.js';
import { filled } from '../texts.js';
import { nothing } from '../words.js';

export const search: Command = {
  name: 'search',
  summary: { en: 'Find the memories that answer a query.', zh: '查找能回答问题的记忆。' },
  arguments: [queryArgument],
  options: [
    {
      flags: '--limit <number>',
      help: { en: 'At most so many (default 10).', zh: '最多返回的条数；默认 10。' },
    },
    {
      flags: '--explain',
      help: { en: 'Show why: what each channel adds.', zh: '说明理由：每个通道的贡献。' },
    },
    ...rankingOptions,
    filterOption,
    rerankOption,
    viewOption,
    ...momentOptions,
  ],
  settings: modelSettings,
  scoped: true,
  examples: [
    'search "Where does Mia live?"',
    'search "Where does Mia live?" --explain --limit 3',
    'search "Where does Mia live?" --as-of 2025-06-01',
  ],
  async run(call) {
    const {
      arguments: [argument],
      options,
      settings,
      scope,
      output,
    } = call;
    const { limit, explain } = options;
    const fields = {
      limit: readNumber(limit, '--limit'),
      explain,
      ...rankingOf(options),
      ...momentsOf(options),
      ...filterOf(options),
      ...rerankOf(options),
    };
    const request = {
      ...scope,
      query: await readText(argument),
      ...given(fields),
    } as SearchRequest;
    const { result, hint } = await withView(settings, options['viewAs'], async (memory) => {
      const result = await memory.search(request);
      const isEmpty = result.results.length === 0;
      return { result, hint: isEmpty ? await othersThan(call, memory) : [] };
    });
    output.answer(result, () => [...tell(result, output, request.min_score), ...hint]);
  },
};

function tell(
  { results, trace, warnings = [] }: SearchResult,
  output: Output,
  minScore?: number,
): string[] {
  const { language } = output;
  const none = minScore
    ? filled(nothing.scores[language], { score: minScore })
    : nothing.matches[language];
  const found = [
    ...warnings.map(({ detail }) => output.paint('minus', detail)),
    ...(results.length === 0 ? [none] : []),
  ];
  if (!trace) return [...found, ...results.flatMap((hit, index) => output.hit(hit, index + 1))];
  const explainer = new Explainer(trace, language);
  const hits = results.flatMap((hit, index) => {
    const drawn = trace.hits.find(({ memory_id }) => memory_id === hit.id);
    return [
      '',
      ...output.hit(hit, index + 1),
      ...(drawn ? explainer.hit(drawn, output.paint) : []),
    ];
  });
  return [...explainer.query(), ...found, ...hits, ...explainer.rest()];
}
