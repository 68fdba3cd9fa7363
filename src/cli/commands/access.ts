import type { AccessEntry, AccessPage, ListAccessRequest } from '../../model/access-log.js';
import {
  type AccessExplained,
  type NewRule,
  type Rule,
  ruleActions,
  type RuleList,
  type Verdict,
} from '../../model/rules.js';
import { refuseIdle } from '../actions.js';
import type { Call, Command, Option } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { counted, moreLines, type Output, printable } from '../output.js';

interface Action {
  /** What has to stand after it, in words. */
  takes: string;
  /** How many of these at least and at most. */
  count: readonly [number, number];
  /** Of the options below, by camelCase name. One that does nothing is refused. */
  options: readonly string[];
  run: (call: Call, words: readonly string[]) => Promise<void>;
}

const actions: Readonly<Record<string, Action>> = {
  list: { takes: 'nothing', count: [0, 0], options: [], run: listRules },
  allow: {
    takes: 'a subject, actions and an object',
    count: [2, 3],
    options: [],
    run: (call, words) => addRule('allow', call, words),
  },
  deny: {
    takes: 'a subject, actions and an object',
    count: [2, 3],
    options: [],
    run: (call, words) => addRule('deny', call, words),
  },
  remove: { takes: 'the id of a rule', count: [1, 1], options: [], run: removeRule },
  check: { takes: 'a subject and the id of a memory', count: [2, 2], options: [], run: check },
  log: {
    takes: 'nothing',
    count: [0, 0],
    options: ['memory', 'ofApp', 'ofUser', 'kind', 'query', 'from', 'to', 'limit', 'cursor'],
    run: showLog,
  },
};

const options: readonly Option[] = [
  {
    flags: '--memory <id>',
    help: { en: 'log: what was done to this memory.', zh: 'log：对这条记忆的访问。' },
  },
  {
    flags: '--of-app <name>',
    help: { en: 'log: by this app.', zh: 'log：由此应用进行的访问。' },
  },
  {
    flags: '--of-user <user_id>',
    help: { en: 'log: about this user.', zh: 'log：关于此用户的访问。' },
  },
  {
    flags: '--kind <kind>',
    help: {
      en: 'log: reads, writes, search, context, list, get, or a kind of event such as memory.updated.',
      zh: 'log：reads、writes、search、context、list、get，或 memory.updated 之类的事件。',
    },
  },
  {
    flags: '--query <text>',
    help: { en: 'log: that asked with these letters.', zh: 'log：查询中含有这些文字的访问。' },
  },
  { flags: '--from <date>', help: { en: 'log: from then on.', zh: 'log：从此时起。' } },
  { flags: '--to <date>', help: { en: 'log: until then.', zh: 'log：到此时为止。' } },
  {
    flags: '--limit <number>',
    help: { en: 'log: at most so many (default 50).', zh: 'log：最多返回的条数；默认 50。' },
  },
  {
    flags: '--cursor <cursor>',
    help: {
      en: 'log: the next page: next_cursor of the page before.',
      zh: 'log：下一页：上一页的 next_cursor。',
    },
  },
];

export const access: Command = {
  name: 'access',
  summary: {
    en: 'Rules for who may see which memories, and a log of who did.',
    zh: '管理谁可以看到哪些记忆的规则，并查看访问日志。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: {
        en: 'list, allow, deny, remove, check or log; list.',
        zh: 'list、allow、deny、remove、check 或 log；默认 list。',
      },
    },
    {
      name: 'words',
      count: 'any',
      help: {
        en: 'allow, deny: who (app:cursor, user:ada, agent:name, key:id), read,write,delete (default read), and what (category:work, tag:x, cube:x, app:x, memory:id, all). remove: the id of a rule. check: who, and the id of a memory.',
        zh: 'allow、deny：对象（app:cursor、user:ada、agent:名称、key:id），操作 read,write,delete（默认 read），以及内容（category:work、tag:x、cube:x、app:x、memory:id、all）。remove：规则的 id。check：对象和记忆的 id。',
      },
    },
  ],
  options,
  examples: [
    'access',
    'access deny app:cursor category:health',
    'access allow app:claude read,write cube:club',
    'access check app:cursor 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
    'access log --memory 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
    'access log --of-app cursor --kind search --from 2026-11-01',
  ],
  async run(call) {
    const [name = 'list', words = []] = call.arguments as [string?, (readonly string[])?];
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) {
      throw usage(`access takes ${Object.keys(actions).join(', ')}, not "${name}".`);
    }
    const [least, most] = action.count;
    if (words.length < least || words.length > most) {
      throw usage(`access ${name} takes ${action.takes}.`);
    }
    refuseIdle(`access ${name}`, action.options, options, call);
    await action.run(call, words);
  },
};

async function listRules({ settings, output }: Call): Promise<void> {
  const rules: RuleList = await withMemory(settings, (door) => door.access.list());
  const byDefault =
    rules.default_app_access === 'deny'
      ? 'Programs that no key names as an app see nothing unless a rule allows it.'
      : 'What no rule denies is seen.';
  output.answer(rules, () => [
    ...(rules.data.length === 0 ? ['There are no access rules.'] : []),
    ...rules.data.map((rule) => lineOf(rule)),
    byDefault,
  ]);
}

async function addRule(
  effect: NewRule['effect'],
  { settings, output }: Call,
  words: readonly string[],
): Promise<void> {
  const [subject = '', ...rest] = words;
  const [actionList, object = ''] = rest.length === 2 ? rest : ['read', rest[0]];
  const wanted = (actionList ?? '').split(',');
  const known = ruleActions.filter((action) => wanted.includes(action));
  if (known.length !== new Set(wanted).size) {
    throw usage(`The actions are ${ruleActions.join(', ')}, separated by commas.`);
  }
  const rule: NewRule = { subject, object, effect, actions: known };
  const data = await withMemory(settings, (door) => door.access.add(rule));
  output.answer({ data }, () => [...data.map(lineOf), ...courtesy(data)]);
}

async function removeRule({ settings, output }: Call, [id = '']: readonly string[]): Promise<void> {
  await withMemory(settings, (door) => door.access.remove(id));
  output.answer({ removed: id }, () => [`Removed ${id}`]);
}

async function check(
  { settings, output }: Call,
  [subject = '', memory = '']: readonly string[],
): Promise<void> {
  const told: AccessExplained = await withMemory(settings, (door) =>
    door.access.explain({ subject, memory }),
  );
  output.answer(told, () => [
    ...ruleActions.flatMap((action) => verdictOf(action, told[action])),
    ...(told.claimed ? [COURTESY] : []),
  ]);
}

async function showLog({ settings, output, options: told }: Call): Promise<void> {
  const {
    memory: memory_id,
    ofApp: app,
    ofUser: user,
    kind,
    query,
    from,
    to,
    limit,
    cursor,
  } = told;
  const fields = { memory_id, app, user, kind, query, from, to, cursor };
  const request = given({ ...fields, limit: readNumber(limit, '--limit') }) as ListAccessRequest;
  const page: AccessPage = await withMemory(settings, (door) => door.accessLog.list(request));
  output.answer(page, () => [
    ...(page.data.length === 0 ? ['Nothing was noted.'] : []),
    ...page.data.map((entry) => entryOf(entry, output)),
    ...moreLines(page),
  ]);
}

const COURTESY =
  'No key fixes this app: it only says its name, so that the rule is a courtesy. Make it a key with `tulving keys create <name> --for-app <app>`.';

function courtesy(rules: readonly Rule[]): string[] {
  return rules.some(({ claimed }) => claimed) ? [COURTESY] : [];
}

function lineOf({ id, subject, object, effect, action, claimed }: Rule): string {
  const mark = claimed ? ' (claimed)' : '';
  return printable(`${id}  ${effect} ${subject}${mark} ${action} ${object}`);
}

const reasons: Readonly<Record<Verdict['because'], string>> = {
  no_rule: 'no rule is against it',
  allowed: 'by these rules',
  denied: 'by these rules',
  not_among_allowed: 'there are rules that allow, and none names it',
  default_deny: 'what no rule allows is denied',
  key: 'it lies outside of what is fixed',
};

function verdictOf(action: string, { allowed, because, rules }: Verdict): string[] {
  return [
    `${action}: ${allowed ? 'yes' : 'no'}, ${reasons[because]}`,
    ...rules.map((rule) => `    ${lineOf(rule)}`),
  ];
}

function entryOf(entry: AccessEntry, output: Output): string {
  const { at, kind, app, claimed, principal, user_id: user, query, memories } = entry;
  const [first] = memories;
  const parts = [
    output.time(at),
    kind,
    ...(app === null ? [] : [`${app}${claimed === true ? ' (claimed)' : ''}`]),
    ...(principal === null ? [] : [`as ${principal}`]),
    ...(user === null ? [] : [`about ${user}`]),
    ...(query === null ? [] : [`“${query}”`]),
    memories.length === 1 && first
      ? first.memory_id
      : counted(memories.length, 'memory', 'memories'),
  ];
  return printable(parts.join(' · '));
}
