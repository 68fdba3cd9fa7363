import { describe, expect, it } from 'vitest';
import { failuresHere } from '../../src/cli/failure-words.js';
import { tellFailure } from '../../src/cli/failure.js';
import { explainWords } from '../../src/cli/explain-words.js';
import { sharedText } from '../../src/cli/texts.js';
import { type ErrorCode, errorTable } from '../../src/errors.js';
import { runCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

describe('the command line speaks the language that is set (T7)', () => {
  const chinese = ['--language', 'zh'];

  it.each([
    [['serach'], "无法理解命令行：未知命令 'serach'。是否想用 search？\n请运行：tulving --help\n"],
    [
      ['search', '--limt', '3'],
      "未知选项 '--limt'。是否想用 --limit？\n请运行：tulving search --help\n",
    ],
    [['get'], "缺少参数 'id'。\n请运行：tulving get --help\n"],
    [['search', '--language', 'zh', '--limit'], "选项 '--limit <number>' 缺少值。\n"],
    [['get', 'a', 'b'], '参数过多：应为 1 个，给出了 2 个。\n'],
    [['help', 'serach'], "未知命令 'serach'。是否想用 search？\n"],
  ])('%j is not understood', async (argv, told) => {
    const { code, err } = await runCli(...argv, ...(argv.includes('zh') ? [] : chinese));
    expect(err).toContain(told);
    expect(err).toMatch(/^无法理解命令行：/);
    expect(code).toBe(2);
  });

  it.each([
    [['search', 'tea', '--limit', 'abc'], '--limit 应为数字，而不是“abc”。'],
    [['list', '--limit', '(.*) "$1"\n'], '--limit 应为数字，而不是“(.*) "$1"\n”。'],
    [['erase', 'a'], '清除的内容无法恢复：请加 --yes。'],
    [
      ['erase'],
      '请指定要处理的内容：ids, --episode, --all-of-user, --all-of-cube 或 --all-of-run。',
    ],
    [['delete', '--all-of-user', 'ada'], '这会处理范围内的全部内容：请加 --yes。'],
    [['undo'], '请给出 --batch, --episode 或 --since 之一。'],
    [['undo', '--batch', 'a', '--about', 'b'], '--until 和 --about 须与 --since 合用。'],
    [['backup', 'verify'], 'backup verify 需要一个文件。'],
    [['backup', 'burn'], 'backup 可用 create, list, verify, restore, prune，而不是“burn”。'],
    [['backup', 'restore', '--to', 'x'], '--to is not for backup restore.'],
  ])('%j is wrong', async (argv, told) => {
    const data = temporaryDirectory();
    const { code, err } = await runCli(...argv, '--data', data, ...chinese);
    expect(err).toBe(`无法理解命令行：${told}\n请加 --help 运行该命令查看用法。\n`);
    expect(code).toBe(2);
  });

  it('errors of every kind have a title and what to do', () => {
    for (const code of Object.keys(errorTable) as ErrorCode[]) {
      const { title, remedy, exit } = errorTable[code];
      const told = tellFailure(
        { code, title, detail: 'here', remedy, errors: [], exit },
        { language: 'zh' },
      );
      expect([code, told]).toEqual([
        code,
        expect.stringMatching(/^.*\p{Script=Han}.*：here\n.*\p{Script=Han}/u),
      ]);
    }
  });

  it('no error has its words twice', () => {
    const twice = Object.keys(failuresHere).filter((code) =>
      sharedText('errors', `${code}.title`, 'zh'),
    );
    expect(twice).toEqual([]);
  });

  it('a remedy that knows the case better stays, and so does what happened', async () => {
    const data = temporaryDirectory();
    const { err } = await runCli('search', 'x', '--data', data, '--filter', 'tea', ...chinese);
    expect(err).toMatch(/^请求正文不是有效的 JSON：--filter is not JSON: .*\nWrite it as JSON/);
  });

  it('programs read the same whatever the language', async () => {
    const { err } = await runCli('search', '--limt', '3', '--json', ...chinese);
    expect(JSON.parse(err)).toMatchObject({
      error: { code: 'usage', detail: expect.stringMatching(/^Unknown option '--limt'\. Did you/) },
    });
  });

  it('tells why, and that nothing was found', async () => {
    const here = ['--data', temporaryDirectory(), ...chinese];
    await runCli('add', '米娅住在里斯本。', ...here);
    const { out } = await runCli('search', '米娅现在住在哪里？', '--explain', ...here);
    expect(out).toContain('所问        现在成立的\n');
    expect(out).toMatch(/^cube {8}user:default（1）$/m);
    const block = await runCli('context', '米娅现在住在哪里？', '--explain', ...here);
    expect(block.out).toMatch(/^所问 .*现在成立的$/m);
    expect(block.out).toMatch(/^#1 {2}m1 {2}0\.\d\d$/m);
    expect((await runCli('search', 'volcano', ...here)).out).toBe('没有相符的记忆。\n');
    const small = await runCli('context', '米娅', '--budget-tokens', '1', ...here);
    expect(small.out).toContain('找到 1 条记忆，但都放不下');
  });

  it('both languages put the same values in', () => {
    const values = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).toSorted();
    for (const [key, { en, zh }] of Object.entries(explainWords)) {
      expect([key, values(zh)]).toEqual([key, values(en)]);
    }
  });
});
