/** What the help says outside of commands and settings. */
export const frame = {
  description: {
    en: 'Self-hosted memory for AI agents: remembers what was said, finds it again, and says why.',
    zh: '面向 AI 智能体的自托管记忆：记住说过的话，再次找到它，并说明理由。',
  },
  version: { en: 'Print the version.', zh: '显示版本。' },
  help: { en: 'Show help.', zh: '显示帮助。' },
  default: { en: 'default', zh: '默认' },
  json: { en: 'Answer with JSON, as the REST API does.', zh: '以 JSON 回答，与 REST API 相同。' },
  cube: { en: 'Cube, in place of the one of the user.', zh: '指定 cube，代替用户自己的 cube。' },
  agent: { en: 'agent_id: the agent it belongs to.', zh: 'agent_id：所属的智能体。' },
  app: { en: 'app_id: the client program.', zh: 'app_id：客户端程序。' },
  run: { en: 'run_id: the session.', zh: 'run_id：会话。' },
  seeHelp: { en: 'Run: tulving {{help}}', zh: '请运行：tulving {{help}}' },
  examples: { en: 'Examples:', zh: '示例：' },
  titles: {
    'Usage:': { en: 'Usage:', zh: '用法：' },
    'Arguments:': { en: 'Arguments:', zh: '参数：' },
    'Options:': { en: 'Options:', zh: '选项：' },
    'Commands:': { en: 'Commands:', zh: '命令：' },
    'Global Options:': { en: 'Global options:', zh: '全局选项：' },
  },
} as const;

/** What a search tells that found nothing. */
export const nothing = {
  matches: { en: 'Nothing matches.', zh: '没有相符的记忆。' },
  scores: { en: 'Nothing scores {{score}} or more.', zh: '没有得分达到 {{score}} 的记忆。' },
  fits: {
    en: '{{found}} found, but none fits; give more with --budget-tokens.',
    zh: '找到 {{count}} 条记忆，但都放不下；请用 --budget-tokens 增大预算。',
  },
  reaches: {
    en: 'Nothing reaches the --min-score; {{found}} less.',
    zh: '没有记忆达到 --min-score；{{count}} 条得分更低。',
  },
} as const;

/** Where nothing is kept about whom was asked about. */
export const others = {
  en: 'Memories of other users are kept here: name one with --user; `tulving users` lists them.',
  zh: '这里有其他用户的记忆：请用 --user 指定用户；`tulving users` 会列出他们。',
} as const;
