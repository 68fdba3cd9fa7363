import type { AddRequest } from '../model/requests.js';
import type { Option, Options } from './command.js';
import type { Scope } from '../model/scope.js';
import { given, parseJson, readNumber, usage } from './input.js';

/** What a memory can be labelled with, on writing and on correcting. */
export const labelOptions: readonly Option[] = [
  {
    flags: '--metadata <json>',
    help: { en: 'A JSON object kept with the memory.', zh: '随记忆保存的 JSON 对象。' },
  },
  {
    flags: '--category <name>',
    repeats: true,
    help: { en: 'A category; may be repeated.', zh: '类别；可重复给出。' },
  },
  {
    flags: '--tag <name>',
    repeats: true,
    help: { en: 'A tag; may be repeated.', zh: '标签；可重复给出。' },
  },
  {
    flags: '--occurred-at <date>',
    help: {
      en: 'When it happened: 2026-04-01, or with a time and an offset.',
      zh: '发生的时间：2026-04-01，也可带时刻和时区偏移。',
    },
  },
];

/** When it holds, and how long it is kept. */
export const validityOptions: readonly Option[] = [
  {
    flags: '--valid-from <date>',
    help: {
      en: 'Since when it holds; on update, none clears it.',
      zh: '从何时起成立；更正时用 none 清除。',
    },
  },
  {
    flags: '--valid-to <date>',
    help: {
      en: 'Until when it holds, exclusive; on update, none clears it.',
      zh: '成立到何时为止（不含）；更正时用 none 清除。',
    },
  },
  {
    flags: '--expires-at <date>',
    help: {
      en: 'When it is deleted by itself; on update, none clears it.',
      zh: '何时自动删除；更正时用 none 清除。',
    },
  },
];

export const limitOption: Option = {
  flags: '--limit <number>',
  help: { en: 'At most so many (default 50).', zh: '最多返回的条数；默认 50。' },
};

/** Of what is listed in pages. */
export const pageOptions: readonly Option[] = [
  limitOption,
  {
    flags: '--cursor <cursor>',
    help: {
      en: 'The next page: next_cursor of the page before.',
      zh: '下一页：上一页的 next_cursor。',
    },
  },
];

/** What was asked for with `pageOptions`. */
export function pageOf({ limit, cursor }: Options): { limit?: number; cursor?: string } {
  return given({ limit: readNumber(limit, '--limit'), cursor }) as ReturnType<typeof pageOf>;
}

/** Everything of somebody or something. */
export const wholeOptions: readonly Option[] = [
  {
    flags: '--all-of-user <user_id>',
    help: { en: 'Everything of a user; wants --yes.', zh: '某个用户的全部内容；需要 --yes。' },
  },
  {
    flags: '--all-of-cube <cube>',
    help: { en: 'Everything in a cube; wants --yes.', zh: '某个 cube 的全部内容；需要 --yes。' },
  },
  {
    flags: '--all-of-run <run_id>',
    help: { en: 'Everything of a session; wants --yes.', zh: '某次会话的全部内容；需要 --yes。' },
  },
  { flags: '--yes', help: { en: 'Yes, all of it.', zh: '确认处理全部内容。' } },
];

/** Undefined when no option names a whole. */
export function wholeOf({ allOfUser, allOfCube, allOfRun, yes }: Options): Scope | undefined {
  const scope = given({ user_id: allOfUser, cube: allOfCube, run_id: allOfRun }) as Scope;
  if (Object.keys(scope).length === 0) return undefined;
  if (yes !== true) throw usage('This goes through everything in scope: add --yes.');
  return scope;
}

/** What somebody else would be answered. */
export const viewOption: Option = {
  flags: '--view-as <subject>',
  help: {
    en: 'As access rules let somebody else see it: app:cursor, user:ada, agent:name or key:id.',
    zh: '以他人身份查看（按访问规则）：app:cursor、user:ada、agent:名称 或 key:id。',
  },
};

export const filterOption: Option = {
  flags: '--filter <json>',
  help: {
    en: 'A condition on fields and metadata, as JSON; see docs/filters.md.',
    zh: '对字段和元数据的条件（JSON），见 docs/filters.md。',
  },
};

export function filterOf({ filter }: Options) {
  return given({ filters: typeof filter === 'string' ? parseJson(filter, '--filter') : undefined });
}

/** Commander sets it to true where it is not given. */
export const rerankOption: Option = {
  flags: '--no-rerank',
  help: {
    en: 'Without the reranker, where one is configured.',
    zh: '不使用已配置的重排序器。',
  },
};

export function rerankOf({ rerank }: Options) {
  return given({ rerank: rerank === false ? false : undefined });
}

/** What of the best is answered. */
export const rankingOptions: readonly Option[] = [
  {
    flags: '--min-score <number>',
    help: { en: 'Leave out what scores less; 0 to 1.', zh: '略去得分更低的记忆；0 到 1。' },
  },
  {
    flags: '--diversity <number>',
    help: {
      en: 'How much a memory loses for saying what one before it says; 0 to 1.',
      zh: '与前面记忆重复的内容扣减多少得分；0 到 1。',
    },
  },
];

export function rankingOf({ minScore, diversity }: Options) {
  return given({
    min_score: readNumber(minScore, '--min-score'),
    diversity: readNumber(diversity, '--diversity'),
  });
}

/** The moments that a search asks about. */
export const momentOptions: readonly Option[] = [
  {
    flags: '--as-of <date>',
    help: { en: 'What held then, in place of now.', zh: '查询当时成立的内容，而非现在。' },
  },
  {
    flags: '--known-at <date>',
    help: { en: 'What was known then.', zh: '查询当时已知的内容。' },
  },
  {
    flags: '--reference-time <date>',
    help: {
      en: 'When the question is asked, in place of now: what "yesterday" in it is counted from.',
      zh: '提问的时间（默认现在）：问题中的“昨天”等由此推算。',
    },
  },
  {
    flags: '--include-superseded',
    help: {
      en: 'What held once, too; by default where the question asks for the past.',
      zh: '也包括曾经成立的内容；默认在问题问及过去时包括。',
    },
  },
  {
    flags: '--no-include-superseded',
    help: {
      en: 'Only what holds, also where the question asks for the past.',
      zh: '只包括仍然成立的内容，即使问题问及过去。',
    },
  },
];

/** `none` takes a date away again. */
export function validityOf({ validFrom, validTo, expiresAt }: Options) {
  const date = (value: Options[string]) => (value === 'none' ? null : value);
  return given({
    valid_from: date(validFrom),
    valid_to: date(validTo),
    expires_at: date(expiresAt),
  });
}

export function momentsOf({ asOf, knownAt, referenceTime, includeSuperseded }: Options) {
  return given({
    as_of: asOf,
    known_at: knownAt,
    reference_time: referenceTime,
    include_superseded: includeSuperseded,
  });
}

export const idArgument = {
  name: 'id',
  help: { en: 'Id of the memory.', zh: '记忆的 id。' },
} as const;

/** The labels as a request has them; what is not right in them is told by the check that all doors share. */
export function labelsOf({ metadata, category, tag, occurredAt, trust }: Options): LabelFields {
  return given({
    metadata: typeof metadata === 'string' ? parseJson(metadata, '--metadata') : undefined,
    categories: category,
    tags: tag,
    occurred_at: occurredAt,
    trust,
  }) as LabelFields;
}

type LabelFields = Pick<AddRequest, 'metadata' | 'categories' | 'tags' | 'occurred_at' | 'trust'>;

export const queryArgument = {
  name: 'query',
  count: 'optional',
  help: {
    en: 'The query; - or none reads standard input.',
    zh: '查询；- 或省略则读取标准输入。',
  },
} as const;

/** Whether a model draws from what is added, and whether to wait for it. */
export function drawingOf({ sync, extract }: Options): Pick<AddRequest, 'mode' | 'extract'> {
  return { ...(sync === true && { mode: 'sync' }), ...(extract === false && { extract: false }) };
}
