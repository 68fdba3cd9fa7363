import { homedir } from 'node:os';
import { join } from 'node:path';
import { TulvingError } from './errors.js';
import { backupSettings } from './model/backup-setting-rows.js';
import { isOwnReranker } from './model/model-settings.js';
import { extractSettings } from './model/extract-setting-rows.js';
import { modelSettings } from './model/model-setting-rows.js';
import { dialectNames } from './model/dialects.js';
import type { CategoryPolicy } from './model/categories.js';
import type { PersonalPolicy } from './model/personal.js';
import { row, type SettingRow, type Words } from './model/setting-row.js';
import { type ModelUse, parseModelName, usualKey } from './model/providers.js';
import {
  allowOrDeny,
  apiKey,
  categoryPolicy,
  connections,
  count,
  databaseUrl,
  days,
  dialectList,
  language,
  list,
  logLevel,
  megabytes,
  megabytesOrNone,
  onOrOff,
  optionalText,
  personalPolicy,
  port,
  secretPolicy,
  text,
  timeout,
  timezone,
  toolsetList,
  url,
  urlNetworks,
  webhookNetworks,
} from './model/setting-values.js';
import type { Toolset } from './model/toolsets.js';
import { didYouMean } from './model/suggestion.js';

export type { SettingRow, Words };

/** Stands in for a missing user_id where TULVING_USER does not say. */
export const DEFAULT_USER = 'default';

/**
 * Every setting: environment variable, flag, default, meaning. Nothing else reads the environment.
 * `docs/reference/settings.md` is generated from this table.
 */
export const settingTable = {
  data: row('TULVING_DATA', '--data', text, defaultData, {
    shown: "the platform's data folder, `tulving`",
    help: {
      en: 'Directory that holds everything: database, exchange folder, secrets.',
      zh: '存放一切的目录：数据库、交换文件夹、密钥。',
    },
  }),
  databaseUrl: row('TULVING_DATABASE_URL', '--database-url', databaseUrl, () => undefined, {
    shown: 'none',
    secret: true,
    help: {
      en: 'PostgreSQL database, postgres://user:password@host:port/database, that holds everything in place of the data directory. Better in the environment than in a command, which others may see.',
      zh: '代替数据目录保存一切的 PostgreSQL 数据库：postgres://用户:密码@主机:端口/数据库。放在环境变量中比写在命令里更安全。',
    },
  }),
  databasePool: row('TULVING_DATABASE_POOL', '--database-pool', connections, () => 10, {
    help: {
      en: 'Connections to the PostgreSQL database at most, for each process.',
      zh: '每个进程到 PostgreSQL 数据库的最大连接数。',
    },
  }),
  databaseTimeout: row('TULVING_DATABASE_TIMEOUT', '--database-timeout', timeout, () => 60_000, {
    help: {
      en: 'After so many milliseconds a statement in the PostgreSQL database is stopped; 0: never.',
      zh: 'PostgreSQL 数据库中的语句运行超过多少毫秒后被中止；0 表示永不。',
    },
  }),
  config: row('TULVING_CONFIG', '--config', optionalText, () => undefined, {
    shown: '`tulving.yaml` in the data directory',
    help: {
      en: 'Config file: settings by the names of their flags, without the dashes.',
      zh: '配置文件：以去掉前导短横线的选项名书写各项设置。',
    },
  }),
  url: row('TULVING_URL', '--url', url, () => undefined, {
    shown: 'none',
    help: {
      en: 'A running server that the command line should talk to, in place of the data directory.',
      zh: '命令行要连接的服务器；不给出时直接使用数据目录。',
    },
  }),
  apiKey: row('TULVING_API_KEY', '--api-key', apiKey, () => undefined, {
    shown: 'none',
    secret: true,
    help: {
      en: 'Key that the command line sends to the server of --url. Better in the environment than in a command, which others may see.',
      zh: '命令行发送给 --url 所指服务器的密钥。放在环境变量中比写在命令里更安全。',
    },
  }),
  host: row('TULVING_HOST', '--host', text, () => '127.0.0.1', {
    help: {
      en: 'Address that `tulving serve` binds.',
      zh: '`tulving serve` 监听的地址。',
    },
  }),
  port: row('TULVING_PORT', '--port', port, () => 8858, {
    help: {
      en: 'Port that `tulving serve` binds; 0 takes a free one.',
      zh: '`tulving serve` 监听的端口；0 表示任选一个空闲端口。',
    },
  }),
  user: row('TULVING_USER', '--user', optionalText, () => undefined, {
    shown: '`default`; with `--url`, what the server stands in',
    help: {
      en: 'Stands in for a missing user_id in REST and on the command line.',
      zh: 'REST 和命令行没有给出 user_id 时使用的用户。',
    },
  }),
  timezone: row('TULVING_TIMEZONE', '--timezone', timezone, () => systemTimezone(), {
    shown: "the system's",
    help: {
      en: 'IANA time zone in which dates without an offset are read.',
      zh: '没有时区偏移的日期按此 IANA 时区解读。',
    },
  }),
  allowedHosts: row('TULVING_ALLOWED_HOSTS', '--allowed-hosts', list, () => [], {
    shown: 'none',
    help: {
      en: 'Host names, besides loopback ones, that requests may name; separated by commas.',
      zh: '除本机名称外，请求可以使用的主机名；用逗号分隔。',
    },
  }),
  allowedOrigins: row('TULVING_ALLOWED_ORIGINS', '--allowed-origins', list, () => [], {
    shown: 'none',
    help: {
      en: "Origins of web pages, besides the server's own, that may call it; separated by commas.",
      zh: '除服务器自身外，可以调用它的网页来源；用逗号分隔。',
    },
  }),
  mcpToolsets: row('TULVING_MCP_TOOLSETS', '--toolsets', toolsetList, (): Toolset[] => ['memory'], {
    shown: '`memory`',
    help: {
      en: 'Tools that MCP clients are offered, separated by commas: memory; chatgpt (search and fetch, as ChatGPT asks for them); openmemory (the five of OpenMemory); mem0 (the eleven of its hosted server).',
      zh: '提供给 MCP 客户端的工具集，用逗号分隔：memory；chatgpt（ChatGPT 所需的 search 和 fetch）；openmemory（OpenMemory 的五个工具）；mem0（mem0 托管服务的十一个工具）。',
    },
  }),
  dialects: row('TULVING_DIALECTS', '--dialects', dialectList, () => [...dialectNames], {
    shown: 'all of them',
    help: {
      en: 'APIs of other systems that the server speaks, each below its own name, separated by commas: openmemory; or none.',
      zh: '服务器兼容的其他系统的 API，各在以其名称为前缀的路径下，用逗号分隔：openmemory；或 none。',
    },
  }),
  dashboard: row('TULVING_DASHBOARD', '--dashboard', onOrOff, () => 'on' as const, {
    help: {
      en: 'Whether the server shows the dashboard at its address: on or off.',
      zh: '服务器是否在其地址上提供控制台：on 或 off。',
    },
  }),
  caFile: row('TULVING_CA_FILE', '--ca-file', optionalText, () => undefined, {
    shown: 'none',
    help: {
      en: 'PEM file with certificates of your own authorities, trusted beside the usual ones.',
      zh: '自有证书颁发机构的 PEM 文件，与常用证书一并信任。',
    },
  }),
  residentMegabytes: row('TULVING_RESIDENT_MB', '--resident-mb', megabytes, () => 256, {
    help: {
      en: 'Memory for the vectors and posting lists of the cubes used last, each in MiB.',
      zh: '为最近使用的 cube 的向量和倒排表各保留的内存，单位 MiB。',
    },
  }),
  ttlDays: row('TULVING_TTL_DAYS', '--ttl-days', days, () => 0, {
    help: {
      en: 'Days after which a memory expires that was given no expires_at; 0: never.',
      zh: '未指定 expires_at 的记忆在多少天后过期；0 表示永不过期。',
    },
  }),
  undoDays: row('TULVING_UNDO_DAYS', '--undo-days', days, () => 30, {
    help: {
      en: 'Days in which a deleted memory can be restored; after that a job erases it.',
      zh: '已删除的记忆可恢复的天数；之后由后台任务彻底清除。',
    },
  }),
  tracesMegabytes: row('TULVING_TRACES_MB', '--traces-mb', megabytesOrNone, () => 8, {
    help: {
      en: 'What is kept of recent searches with their answers, in MiB, to look at them and to replay them; 0: nothing.',
      zh: '为查看和重放而保留的近期搜索及其结果，单位 MiB；0 表示不保留。',
    },
  }),
  accessLogDays: row('TULVING_ACCESS_LOG_DAYS', '--access-log-days', days, () => 90, {
    help: {
      en: 'Days for which it is kept who has read which memories, and by which query; 0: not at all.',
      zh: '“谁读取了哪些记忆、用了什么查询”的记录保留的天数；0 表示不记录。',
    },
  }),
  accessLogMegabytes: row('TULVING_ACCESS_LOG_MB', '--access-log-mb', megabytes, () => 32, {
    help: {
      en: 'What is kept of the access log at most, in MiB; the oldest goes first.',
      zh: '访问日志的最大容量，单位 MiB；最旧的先删除。',
    },
  }),
  defaultAppAccess: row(
    'TULVING_DEFAULT_APP_ACCESS',
    '--default-app-access',
    allowOrDeny,
    () => 'allow' as const,
    {
      help: {
        en: 'Whether memories are shown to programs that no key names as an app and no access rule allows: allow or deny.',
        zh: '对既没有密钥指明应用、也没有访问规则允许的程序是否开放记忆：allow 或 deny。',
      },
    },
  ),
  memoryQuota: row('TULVING_MEMORY_QUOTA', '--memory-quota', count, () => 0, {
    help: {
      en: 'Active memories that one user may have; a write beyond it is refused. 0: any number.',
      zh: '每个用户可拥有的活动记忆数；超出的写入会被拒绝。0 表示不限。',
    },
  }),
  fileMegabytes: row('TULVING_FILE_MB', '--file-mb', megabytes, () => 32, {
    help: {
      en: 'Largest file that is read, in MiB.',
      zh: '可读取的最大文件，单位 MiB。',
    },
  }),
  allowUrls: row('TULVING_ALLOW_URLS', '--allow-urls', urlNetworks, (): string[] => [], {
    shown: 'none',
    help: {
      en: 'From where documents are fetched by their address, separated by commas: public (the Internet), and networks of your own such as 10.1.0.0/16.',
      zh: '允许按网址抓取文档的范围，用逗号分隔：public（公共互联网）以及自有网段，如 10.1.0.0/16。',
    },
  }),
  allowWebhooks: row(
    'TULVING_ALLOW_WEBHOOKS',
    '--allow-webhooks',
    webhookNetworks,
    (): string[] => ['public'],
    {
      shown: '`public`',
      help: {
        en: 'Where webhooks may lead, separated by commas: public (the Internet, by https), and networks of your own such as 127.0.0.1 or 10.1.0.0/16; or none.',
        zh: 'webhook 可以发往的范围，用逗号分隔：public（公共互联网，须用 https）以及自有网段，如 127.0.0.1 或 10.1.0.0/16；或 none。',
      },
    },
  ),
  secrets: row('TULVING_SECRETS', '--secrets', secretPolicy, () => 'redact' as const, {
    help: {
      en: 'What happens to keys, tokens and passwords in what is to be kept: redact, refuse or keep.',
      zh: '写入内容中的密钥、令牌和密码如何处理：redact（遮盖）、refuse（拒绝）或 keep（保留）。',
    },
  }),
  personal: row('TULVING_PERSONAL', '--personal', personalPolicy, () => 'keep' as PersonalPolicy, {
    help: {
      en: 'What happens to personal data (e-mail and postal addresses, phone, account, card and identity numbers) in what is to be kept: keep; mark (tags such as personal:iban); quarantine (waits for a review); redact.',
      zh: '写入内容中的个人信息（邮箱、住址、电话、账号、卡号、证件号）如何处理：keep（保留）、mark（加上 personal:iban 之类的标签）、quarantine（等待审核）或 redact（遮盖）。',
    },
  }),
  categories: row(
    'TULVING_CATEGORIES',
    '--categories',
    categoryPolicy,
    () => 'model' as CategoryPolicy,
    {
      help: {
        en: 'Who gives categories to what comes without any: rules (by its words, also without a model; a model to what it draws), model (that alone), off.',
        zh: '未带类别的内容由谁分类：rules（按词语规则，无需模型；模型抽取的内容由模型分类）、model（仅模型）或 off（不分类）。',
      },
    },
  ),
  ...modelSettings,
  ...extractSettings,
  ...backupSettings,
  language: row('TULVING_LANGUAGE', '--language', language, () => systemLanguage(), {
    shown: "the system's",
    help: {
      en: 'Language of help, errors and explanations on the command line: en or zh.',
      zh: '命令行的帮助、错误和召回说明所用的语言：en 或 zh。',
    },
  }),
  logLevel: row('TULVING_LOG_LEVEL', '--log-level', logLevel, () => 'info' as const, {
    help: {
      en: 'What the server writes to standard error: error, info or debug.',
      zh: '服务器写到标准错误的内容：error、info 或 debug。',
    },
  }),
};

type SettingTable = typeof settingTable;
export type SettingName = keyof SettingTable;
export type Settings = { [Name in SettingName]: ReturnType<SettingTable[Name]['default']> };

/** Where settings come from; flags win over the environment. */
export interface SettingSources {
  environment: Readonly<Record<string, string | undefined>>;
  flags?: Readonly<Partial<Record<SettingName, string>>>;
  /** Reads these alone, and leaves the rest at their defaults. */
  only?: readonly SettingName[];
}

/** Reads all settings once. An unknown TULVING_ variable is an error: a misspelt one must not be ignored in silence. */
export function readSettings({ environment, flags = {}, only }: SettingSources): Settings {
  refuseUnknown(environment);
  const rows: [string, SettingRow<unknown>][] = Object.entries(settingTable);
  const entries = rows.map(([name, setting]) => {
    if (only && !only.includes(name as SettingName)) return [name, setting.default()];
    const flag = flags[name as SettingName];
    if (flag !== undefined) return [name, readOne(setting, setting.flag, flag)];
    const variable = environment[setting.env];
    return [name, variable ? readOne(setting, setting.env, variable) : setting.default()];
  });
  const settings = Object.fromEntries(entries) as Settings;
  return { ...settings, ...usualKeys(settings, environment) };
}

/** Keys that are kept under the names that providers use themselves. */
function usualKeys(
  settings: Settings,
  environment: SettingSources['environment'],
): Pick<Settings, 'llmApiKey' | 'rerankerApiKey' | 'embedderApiKey'> {
  const { llm, llmUrl, llmApiKey, reranker, rerankerUrl, rerankerApiKey } = settings;
  const { embedder, embedderUrl, embedderApiKey } = settings;
  const keyFor = (use: ModelUse, model: string | undefined, address: string | undefined) =>
    model && usualKey(parseModelName(model, use), address, environment);
  const named = reranker !== undefined && !isOwnReranker(reranker) ? reranker : undefined;
  return {
    llmApiKey: llmApiKey ?? keyFor('text', llm, llmUrl),
    rerankerApiKey: rerankerApiKey ?? keyFor('rerank', named, rerankerUrl),
    embedderApiKey: embedderApiKey ?? keyFor('embed', embedder, embedderUrl),
  };
}

function refuseUnknown(environment: SettingSources['environment']): void {
  const known: string[] = Object.values(settingTable).map((setting) => setting.env);
  for (const name of Object.keys(environment)) {
    if (!name.startsWith('TULVING_') || known.includes(name)) continue;
    throw new TulvingError('invalid_setting', `There is no setting ${name}.`, {
      remedy: `${didYouMean(name, known)} See docs/reference/settings.md.`.trimStart(),
    });
  }
}

function readOne(setting: SettingRow<unknown>, source: string, value: string): unknown {
  try {
    return setting.read(value);
  } catch (expected) {
    if (!(expected instanceof RangeError)) throw expected;
    const shown = setting.secret ? '' : `, not "${value}"`;
    const detail = `${source} must be ${expected.message}${shown}.`;
    throw new TulvingError('invalid_setting', detail, { cause: expected });
  }
}

function systemLanguage(): keyof Words {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('zh') ? 'zh' : 'en';
}

function systemTimezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
}

function defaultData(): string {
  const home = homedir();
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'tulving');
  if (process.platform === 'win32')
    return join(process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'tulving');
  return join(process.env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'tulving');
}
