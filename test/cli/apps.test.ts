import { describe, expect, it } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { servedMemory } from '../helpers/served.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

describe.each(['data', 'url'])('tulving apps and state with --%s (D3, D5)', (where) => {
  async function runner() {
    const at = where === 'data' ? temporaryDirectory() : (await servedMemory()).url;
    return (...argv: string[]) => runCli(...argv, `--${where}`, at, '--timezone', 'UTC');
  }

  it('pauses an app, which then adds nothing, and lets it go on', async () => {
    const run = await runner();
    await run('add', 'Pears are ripe.', '--app', 'cursor');
    expect((await run('apps')).out).toContain('cursor\n  names itself');
    expect((await run('apps', 'pause', 'cursor')).out).toContain('paused');
    const refused = await run('add', 'Figs are ripe.', '--app', 'cursor');
    expect(refused).toMatchObject({ code: 4, out: '' });
    expect(refused.err).toContain('tulving apps resume');
    await run('apps', 'resume', 'cursor');
    expect((await run('add', 'Figs are ripe.', '--app', 'cursor')).code).toBe(0);
    expect((await run('apps', 'get', 'cursor')).out).toContain('2 memories');
    expect((await run('apps', 'stop', 'cursor')).code).toBe(2);
  });

  it('tells in the stats that there are more apps than are named', async () => {
    const run = await runner();
    const add = (app: number) => run('add', `Pears of ${app}.`, '--app', `app${app}`);
    for (let app = 0; app < 20; app++) await add(app);
    const apps = async () => /^apps +(.*)$/m.exec((await run('stats')).out)?.[1] ?? '';
    expect(await apps()).toMatch(/^(1 app\d+, ){19}1 app\d+$/);
    await add(20);
    expect(await apps()).toMatch(/^(1 app\d+, ){20}…$/);
  });

  it('pauses what an app has written, and tells how to take it back', async () => {
    const run = await runner();
    await run('add', 'Pears are ripe.', '--app', 'cursor');
    await run('add', 'Figs are ripe.');
    expect((await run('state', 'paused', '--of-app', 'cursor')).code).toBe(2);
    const dry = await run('state', 'paused', '--of-app', 'cursor', '--dry-run');
    expect(dry.out).toContain('Would change 1 memory to paused');
    const done = await run('state', 'paused', '--of-app', 'cursor', '--yes');
    const [, batch = ''] = /undo --batch (\S+)/.exec(done.out) ?? [];
    expect((await run('list')).out).not.toContain('Pears');
    await run('undo', '--batch', batch, '--yes');
    expect((await run('list')).out).toContain('Pears');
  });
});

describe('tulving policies (D3)', () => {
  it('adds, counts, runs, turns off and removes', async () => {
    const data = temporaryDirectory();
    const run = (...argv: string[]) => runCli('policies', ...argv, '--data', data);
    expect((await run()).out).toContain('There are no policies.');
    const added = await run('add', 'old notes', '--created-days', '30', '--json');
    const { id } = JSON.parse(added.out) as { id: string };
    expect((await run()).out).toContain('archive · created_days 30');
    expect((await run('run', '--dry-run')).out).toContain('old notes: would archive 0 memories');
    expect((await run('disable', id)).out).toContain('off');
    expect((await run('run')).out).toContain('No policy is enabled.');
    expect((await run('remove', id)).code).toBe(0);
    expect((await run('add', 'all')).code).toBe(2);
    expect((await run('add')).code).toBe(2);
  });
});
