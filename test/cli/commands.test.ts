import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { servedMemory } from '../helpers/served.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

/** The same commands on a directory of their own and on a server. */
describe.each(['data', 'url'])('commands with --%s', (where) => {
  async function cli() {
    const at = where === 'data' ? temporaryDirectory() : (await servedMemory()).url;
    return {
      run: (...argv: string[]) => runCli(...argv, `--${where}`, at, '--timezone', 'UTC'),
      json: async (...argv: string[]) => {
        const { code, out, err } = await runCli(...argv, `--${where}`, at, '--json');
        expect(err).toBe('');
        expect(code).toBe(0);
        return JSON.parse(out);
      },
    };
  }

  it('remember, find, correct, delete and tell the history', async () => {
    const { run, json } = await cli();
    const added = await json('add', 'My sister Mia lives in Lisbon.');
    const [{ id }] = added.memories;
    expect(await json('search', 'Where does Mia live?')).toMatchObject({
      results: [{ id, text: 'My sister Mia lives in Lisbon.', user_id: 'default' }],
    });
    expect(
      await json('update', id, 'My sister Mia lives in Porto.', '--tag', 'family'),
    ).toMatchObject({ id, version: 2, tags: ['family'] });
    expect(await json('get', id)).toMatchObject({ text: 'My sister Mia lives in Porto.' });
    expect(await json('list')).toMatchObject({ data: [{ id }], next_cursor: null });
    expect(await json('delete', id)).toEqual({ deleted: 1 });
    expect(await json('list')).toMatchObject({ data: [] });
    expect((await json('history', id)).data.map((entry: { event: string }) => entry.event)).toEqual(
      ['created', 'updated', 'deleted'],
    );
    expect(await json('status')).toMatchObject({
      episodes: 1,
      memories: { active: 0, deleted: 1 },
    });
    const gone = await run('get', id);
    expect(gone).toMatchObject({ code: 3, out: '', err: expect.stringContaining(id) });
    const deleted = { id, state: 'deleted', text: 'My sister Mia lives in Porto.' };
    expect(await json('get', id, '--include-deleted')).toMatchObject(deleted);
    expect((await run('get', id, '--include-deleted')).out).toContain('· deleted ·');
  });

  it('keep scopes apart', async () => {
    const { json } = await cli();
    await json(
      'add',
      'Ada likes tea.',
      '--user',
      'ada',
      '--run',
      'r1',
      '--agent',
      'a',
      '--app',
      'x',
    );
    await json('add', 'Everybody likes cake.', '--cube', 'shared');
    const texts = async (...argv: string[]) =>
      (await json('list', ...argv)).data.map(({ text }: { text: string }) => text);
    expect(await texts('--user', 'ada')).toEqual(['Everybody likes cake.', 'Ada likes tea.']);
    expect(await texts('--user', 'bob')).toEqual(['Everybody likes cake.']);
    expect(await texts('--user', 'ada', '--run', 'r1')).toEqual(['Ada likes tea.']);
    expect(await texts('--user', '*', '--limit', '1')).toEqual(['Everybody likes cake.']);
    expect(await texts('--cube', 'shared')).toEqual(['Everybody likes cake.']);
  });

  it.each([['list'], ['stats'], ['search', 'tea']])(
    '%s says whose memories there are where nothing is kept about whom was asked',
    async (...argv) => {
      const { run } = await cli();
      const hint = '`tulving users` lists them';
      expect((await run(...argv)).out).not.toContain(hint);
      await run('add', 'Ada likes tea.', '--user', 'ada');
      for (const user of [[], ['--user', 'Ada']]) {
        const { out } = await run(...argv, ...user);
        // A server would count requests that nobody made.
        expect(out.includes(hint)).toBe(where === 'data');
      }
      for (const more of [
        ['--user', 'ada', '--run', 'r'],
        ['--user', '*'],
        ['--cube', 'c'],
      ]) {
        expect((await run(...argv, ...more)).out).not.toContain(hint);
      }
      expect(JSON.parse((await run(...argv, '--json')).out)).toBeTypeOf('object');
    },
  );

  it('take a conversation from a file, and one message', async () => {
    const { run, json } = await cli();
    const file = join(temporaryDirectory(), 'conversation.json');
    const turns = [
      { speaker: 'Ada', content: 'Where will you be in May?', occurred_at: '2026-04-01' },
      { speaker: 'Mia', content: 'I am moving to Lisbon.' },
      { speaker: 'Ada', content: 'Great!' },
    ];
    writeFileSync(file, JSON.stringify({ messages: turns }));
    const { memories, episodes } = await json('add', '--messages', file, '--run', 'monday');
    expect([memories.length, episodes.length]).toEqual([2, 3]);
    const { out } = await run('add', 'Haha, thanks!', '--speaker', 'Mia');
    expect(out).toContain('small talk');
    const { out: told } = await run('search', 'moving to Lisbon');
    expect(told).toContain('Mia: I am moving to Lisbon.');
    expect(told).toContain('run monday');
    const { out: branches } = await run('tree', '--run', 'monday');
    expect(branches).toContain('- Mia: I am moving to Lisbon.');
  });

  it.each(['search', 'context'])(
    '%s tells what held once by the question, or as is said',
    async (name) => {
      const { run, json } = await cli();
      const added = await json('add', 'Mia lives in Berlin.');
      const [{ id }] = added.memories;
      await json('add', 'Mia lives in Lisbon.', '--supersedes', id);
      const isToldOf = async (query: string, ...argv: string[]) => {
        const { code, out } = await run(name, query, ...argv);
        expect(code).toBe(0);
        expect(out).toContain('Lisbon');
        return out.includes('Berlin');
      };
      const [past, present] = ['Where did Mia live before?', 'Where does Mia live?'];
      expect(await isToldOf(past)).toBe(true);
      expect(await isToldOf(past, '--no-include-superseded')).toBe(false);
      expect(await isToldOf(present)).toBe(false);
      expect(await isToldOf(present, '--include-superseded')).toBe(true);
    },
  );

  it('explain with bars', async () => {
    const { run } = await cli();
    await run('add', 'My sister Mia lives in Lisbon.');
    await run('add', 'The cat sleeps.');
    const { out } = await run('search', 'Where does Mia live?', '--explain');
    expect(out).toMatch(/terms +Mia \(1\) +live \(1\)/);
    expect(out).toMatch(/ 1 {2}0\.[7-9]\d {2}My sister Mia lives in Lisbon\./);
    expect(out).toMatch(/words +█+ +1\.00 {2}rank 1, score/);
    expect((await run('search', 'zxqv')).out).toBe('Nothing matches.\n');
  });

  it('say that it is the score where one was asked for, and not the budget', async () => {
    const { run } = await cli();
    await run('add', 'My sister Mia lives in Lisbon.');
    const [query, floor] = ['Which town did Mia visit in May?', ['--min-score', '0.999']];
    expect((await run('search', query, ...floor)).out).toBe('Nothing scores 0.999 or more.\n');
    expect((await run('context', query, ...floor)).out).toBe(
      'Nothing reaches the --min-score; 1 memory scores less.\n',
    );
    expect((await run('context', query, '--budget-tokens', '5')).out).toContain('--budget-tokens');
  });
});

describe('bad input at the command line', () => {
  it('is told once: in the line of one fault, in a line each of several', async () => {
    const data = temporaryDirectory();
    const run = (...argv: string[]) => runCli('search', 'x', ...argv, '--data', data);
    expect((await run('--limit', '0')).err).toBe(
      'The input is not valid: limit: must be at least 1\nCorrect the named fields and try again.\n',
    );
    expect((await run('--limit', '0', '--min-score', '2')).err).toMatch(
      /valid:\n {2}limit: .*\n {2}min_score: .*\nCorrect/,
    );
  });

  it.each([
    ['an unknown command', ['serch', 'x'], 2, 'Did you mean search?'],
    ['an unknown option', ['list', '--limt', '4'], 2, 'Did you mean --limit?'],
    ['a number that is none', ['list', '--limit', 'ten'], 2, 'takes a number'],
    ['empty text', ['add', ''], 2, 'must not be empty'],
    ['metadata that is no JSON', ['add', 'x', '--metadata', '{'], 2, '--metadata is not JSON'],
    ['a year of five digits', ['add', 'x', '--occurred-at', '99999-01-01'], 2, 'occurred_at'],
    ['a file that is not there', ['add', '--messages', '/nowhere/x.json'], 3, 'cannot be read'],
    ['text and messages', ['add', 'x', '--messages', 'y.json'], 2, 'a text and messages'],
    ['an unknown language', ['list', '--language', 'fr'], 2, 'en or zh'],
    ['an unknown time zone', ['list', '--timezone', 'Mars/Olympus'], 2, 'IANA time zone'],
    ['a wrong id', ['get', 'x'], 3, 'There is no memory x'],
    ['a data set that is not known', ['eval', 'nothing', 'x.json'], 2, 'nothing'],
    ['an embedder that is not there', ['eval', 'locomo', 'x.json', '--embedder', 'bge'], 2, 'bge'],
    ['no question at all', ['eval', 'locomo', 'x.json', '--limit', '0'], 2, '--limit'],
    ['a budget of nothing', ['eval', 'locomo', 'x.json', '--budget-tokens', '9'], 2, '--tokens'],
    ['answers without a model', ['eval', 'locomo', 'x.json', '--answer'], 2, 'TULVING_LLM'],
    ['a server that does not answer', ['status', '--url', 'http://127.0.0.1:9'], 7, 'no answer'],
  ])('%s', async (_, argv, code, message) => {
    const data = temporaryDirectory();
    const result = await runCli(...argv, '--data', data);
    expect(result).toMatchObject({ code, out: '', err: expect.stringContaining(message) });
    expect(await runCli('status', '--data', data)).toMatchObject({
      out: expect.stringContaining('0 active'),
    });
  });

  it('tells errors as JSON too', async () => {
    const { code, err } = await runCli('get', 'x', '--json', '--data', temporaryDirectory());
    expect(code).toBe(3);
    expect(JSON.parse(err)).toMatchObject({
      error: { code: 'not_found', remedy: expect.stringMatching(/\S/) },
    });
  });

  it('lets no stored text steer the terminal', async () => {
    const data = temporaryDirectory();
    await runCli('add', 'A \u001b[31mred\u001b[0m word\u0007.', '--data', data);
    const { out } = await runCli('list', '--data', data);
    expect(out).toContain('A \ufffd[31mred\ufffd[0m word\ufffd.');
  });
});

describe('help', () => {
  it.each([
    ['en', 'Find the memories that answer a query.', 'Global options:'],
    ['zh', '查找能回答问题的记忆。', '全局选项：'],
  ])('in %s', async (language, summary, title) => {
    const { code, out } = await runCli('search', '--help', '--language', language);
    expect(code).toBe(0);
    expect(out).toContain(summary);
    expect(out).toContain(title);
    expect(out).toContain('--explain');
  });

  it('comes without a command', async () => {
    const { code, out } = await runCli();
    expect(code).toBe(0);
    expect(out).toContain('serve');
  });
});
