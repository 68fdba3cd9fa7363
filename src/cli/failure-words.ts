import type { ErrorCode } from '../errors.js';
import { filled } from './texts.js';

/** In Chinese, what no browser meets; src/texts has the other errors, and src/errors.ts all in English. */
export const failuresHere: Partial<Record<ErrorCode, { title: string; remedy: string }>> = {
  usage: { title: '无法理解命令行', remedy: '请加 --help 运行该命令查看用法。' },
  invalid_setting: {
    title: '设置无效',
    remedy: '名称与可用的值见 docs/reference/settings.md。',
  },
  answers_changed: {
    title: '回答有变化',
    remedy: '请查看差异；若符合预期，请用 `tulving replay --out <file>` 写出新的集合。',
  },
  service_failed: {
    title: '系统的服务管理器没有完成操作',
    remedy:
      '`tulving service install --dry-run` 会打印要交给它的内容，可自行交给所用的服务管理器。',
  },
  config_not_edited: {
    title: '配置文件保持原样',
    remedy: '请手动填入：`tulving install <client> --print` 会显示该条目。',
  },
  copy_target_taken: {
    title: '复制的目标不是空的',
    remedy: '请指定其他数据目录或数据库，或在 URL 中使用其他 schema。',
  },
  copy_behind: {
    title: '复制跟不上源的写入',
    remedy: '请停止对源的写入，再运行同一命令：它会从中断处继续。',
  },
  address_in_use: {
    title: '端口已被占用',
    remedy: '请用 --port 选择其他端口，或停止占用它的程序。',
  },
};

/** What the parser says in English, without the dot at the end, and the same in Chinese. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Unknown option '(.+)'$/, "未知选项 '{{1}}'"],
  [/^Unknown command '(.+)'$/, "未知命令 '{{1}}'"],
  [/^Missing required argument '(.+)'$/, "缺少参数 '{{1}}'"],
  [/^Option '(.+)' argument missing$/, "选项 '{{1}}' 缺少值"],
  [/^Too many arguments.* Expected (\d+) .* got (\d+)/, '参数过多：应为 {{1}} 个，给出了 {{2}} 个'],
];

/** What commands say of a command line, in English and in Chinese; the others are told in English. */
const misuses: readonly (readonly [RegExp, string])[] = [
  [/^(--\S+) takes a number, not "(.*)"\.$/s, '{{1}} 应为数字，而不是“{{2}}”。'],
  [
    /^(--\S+) takes a whole number from 1, not (.+)\.$/,
    '{{1}} 应为不小于 1 的整数，而不是 {{2}}。',
  ],
  [/^(--\S+) takes a number from 0 to 1, not (.+)\.$/, '{{1}} 应为 0 到 1 的数，而不是 {{2}}。'],
  [/^(\S+) takes (.+), not "(.*)"\.$/s, '{{1}} 可用 {{2}}，而不是“{{3}}”。'],
  [/^The language is en or zh, not "(.*)"\.$/s, '语言应为 en 或 zh，而不是“{{1}}”。'],
  [/^A text is missing: .+$/, '缺少文本：请作为参数给出，或通过管道传入。'],
  [/^Standard input is empty: .+$/, '标准输入为空：请通过管道传入文本，或作为参数给出。'],
  [/^Give either a text or --messages\.$/, '请给出文本或 --messages，二者取一。'],
  [/^Name what is to go: (.+) or (\S+)\.$/, '请指定要处理的内容：{{1}} 或 {{2}}。'],
  [/^Give ids or --all-of-…, not both\.$/, '请给出 id 或 --all-of-…，二者取一。'],
  [/^Give one of (--\S+, --\S+) and (--\S+)\.$/, '请给出 {{1}} 或 {{2}} 之一。'],
  [/^--until and --about go with --since\.$/, '--until 和 --about 须与 --since 合用。'],
  [
    /^This goes through everything in scope: add --yes\.$/,
    '这会处理范围内的全部内容：请加 --yes。',
  ],
  [/^What is erased does not come back: add --yes\.$/, '清除的内容无法恢复：请加 --yes。'],
  [/^backup (\S+) wants a file\.$/, 'backup {{1}} 需要一个文件。'],
  [/^backup (\S+) takes no file\.$/, 'backup {{1}} 不带文件。'],
  [
    /^This works on the data directory: .+$/,
    '这只能用于数据目录：请去掉 --url，并用 --data 指定目录。',
  ],
];
const hint = /Did you mean (?:one of )?(.+?)\?/;

/** The same in Chinese; as it is where the parser has learnt another sentence. */
export function parserSaysInChinese(what: string, meant: string | undefined): string {
  const said = inChinese(what, sentences);
  const name = hint.exec(meant ?? '')?.[1];
  return `${said}。${name === undefined ? '' : `是否想用 ${name}？`}`;
}

/** What is wrong with a command line, in Chinese where it is known. */
export function misuseInChinese(what: string): string {
  return inChinese(what, misuses);
}

function inChinese(what: string, known: readonly (readonly [RegExp, string])[]): string {
  for (const [pattern, text] of known) {
    const match = pattern.exec(what);
    if (match) return filled(text, Object.fromEntries(match.entries()));
  }
  return what;
}
