import type { Words } from '../settings.js';

/** What an explanation says on the command line alone; src/texts has what the dashboard says, too. */
export const explainWords = {
  none: { en: 'none', zh: '无' },
  terms: { en: 'terms', zh: '词语' },
  standsFor: { en: '{{term}} for {{word}}', zh: '{{term}}（代{{word}}）' },
  asks: { en: 'asks for', zh: '所问' },
  gap: { en: ' ', zh: '' },
  between: { en: '; ', zh: '；' },
  time: { en: 'time', zh: '时间' },
  span: { en: '{{text}}: {{days}}', zh: '{{text}}：{{days}}' },
  days: { en: '{{first}} to {{last}}', zh: '{{first}} 至 {{last}}' },
  daysBefore: { en: '{{from}} to before {{to}}', zh: '{{from}} 至 {{to}} 之前' },
  dated: { en: '{{span}}, dated by {{memory}}', zh: '{{span}}，日期来自 {{memory}}' },
  cubes: { en: 'cubes', zh: 'cube' },
  cube: { en: '{{name}} ({{memories}})', zh: '{{name}}（{{memories}}）' },
  withPast: {
    en: '{{name}} ({{memories}}, and {{past}} that held once)',
    zh: '{{name}}（{{memories}}，另有 {{past}} 条曾经成立）',
  },
  candidates: { en: 'candidates', zh: '参与比较' },
  filtered: { en: ', {{count}} filtered out', zh: '，{{count}} 条被略去' },
  scope: { en: 'scope', zh: '范围' },
  validity: { en: 'validity', zh: '有效期' },
  filter: { en: 'filter', zh: '筛选' },
  coverage: { en: 'coverage', zh: '覆盖率' },
  held: {
    en: "{{part}} of the query's weight is held by the best match",
    zh: '最佳匹配覆盖了问题分量的 {{part}}',
  },
  embedder: { en: 'embedder', zh: '嵌入模型' },
  kept: { en: 'vector of the query kept', zh: '问题的向量已有保存' },
  answered: { en: 'answered in {{ms}} ms', zh: '{{ms}} 毫秒内回答' },
  building: {
    en: 'not every memory has its vector yet: by words and the built-in vectors',
    zh: '尚有记忆没有向量：仅按词语和内置向量查找',
  },
  embedderLate: {
    en: 'no answer within {{ms}} ms: by words and the built-in vectors',
    zh: '{{ms}} 毫秒内没有回答：仅按词语和内置向量查找',
  },
  embedderFailed: {
    en: 'failed: by words and the built-in vectors: {{reason}}',
    zh: '失败，仅按词语和内置向量查找：{{reason}}',
  },
  embedderResting: {
    en: 'not asked, because it failed several times: by words and the built-in vectors',
    zh: '多次失败，因此未询问：仅按词语和内置向量查找',
  },
  waitsOne: {
    en: '; waiting for their vector: {{count}} memory',
    zh: '；等待向量：{{count}} 条记忆',
  },
  waits: {
    en: '; waiting for their vector: {{count}} memories',
    zh: '；等待向量：{{count}} 条记忆',
  },
  reranked: { en: 'reranked', zh: '重排' },
  moved: {
    en: 'moved {{moved}} of {{candidates}} candidates in {{ms}} ms',
    zh: '在 {{ms}} 毫秒内移动了 {{candidates}} 条中的 {{moved}} 条',
  },
  rerankLate: {
    en: 'no answer within {{ms}} ms, so the order is the one without it',
    zh: '{{ms}} 毫秒内没有回答，因此保持原来的次序',
  },
  rerankFailed: {
    en: 'failed, so the order is the one without it: {{reason}}',
    zh: '失败，因此保持原来的次序：{{reason}}',
  },
  rerankResting: {
    en: 'not asked, because it failed several times; it will be tried again soon',
    zh: '多次失败，因此未询问；稍后会再试',
  },
  noReason: { en: 'no reason given', zh: '未说明原因' },
  took: { en: 'took ms', zh: '用时毫秒' },
  low: { en: '{{count}} score less than --min-score', zh: '{{count}} 条得分低于 --min-score' },
  more: { en: '{{count}} more beyond --limit', zh: '另有 {{count}} 条超出 --limit' },
  covered: {
    en: '{{count}} said by memories before them, of the same words',
    zh: '{{count}} 条的内容已由前面出自同样原文的记忆说明',
  },
  ended: {
    en: '{{count}} whose words fit no longer held: {{named}}',
    zh: '{{count}} 条词语相符，但已不再成立：{{named}}',
  },
  not_yet: {
    en: '{{count}} whose words fit did not hold yet: {{named}}',
    zh: '{{count}} 条词语相符，但当时尚未成立：{{named}}',
  },
  expired: {
    en: '{{count}} whose words fit had expired: {{named}}',
    zh: '{{count}} 条词语相符，但已过期：{{named}}',
  },
  outside: {
    en: '{{count}} whose words fit lie outside of the filter: {{named}}',
    zh: '{{count}} 条词语相符，但不符合筛选：{{named}}',
  },
  superseded: { en: '{{id}} (superseded by {{by}})', zh: '{{id}}（被 {{by}} 取代）' },
  channels: { en: 'channels', zh: '通道' },
  channelsText: {
    en: 'what each would put first, by place in the answer (–: not in it)',
    zh: '各通道会排在最前的记忆在结果中的位置（–：不在结果中）',
  },
  found: { en: '{{count}} found', zh: '找到 {{count}}' },
  rank: { en: 'rank {{rank}}, ', zh: '第 {{rank}} 名，' },
  score: { en: 'score {{score}}', zh: '原始分 {{score}}' },
  lent: { en: ', {{share}} lent by {{by}}', zh: '，其中 {{share}} 来自 {{by}}' },
} as const satisfies Record<string, Words>;
