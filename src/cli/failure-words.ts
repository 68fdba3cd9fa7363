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
const hint = /Did you mean (?:one of )?(.+?)\?/;

/** The same in Chinese; as it is where the parser has learnt another sentence. */
export function parserSaysInChinese(what: string, meant: string | undefined): string {
  const [match, told] =
    sentences
      .map(([pattern, text]) => [pattern.exec(what), text] as const)
      .find(([found]) => found !== null) ?? [];
  const said = match && told ? filled(told, Object.fromEntries(match.entries())) : what;
  const name = hint.exec(meant ?? '')?.[1];
  return `${said}。${name === undefined ? '' : `是否想用 ${name}？`}`;
}
