import { describe, expect, it } from 'vitest';
import { ended, readyUrl, spawnCli, runCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

describe('tulving access (D5, D6)', () => {
  it('makes rules, explains them, shows what others see, and tells who looked', async () => {
    const data = temporaryDirectory();
    const run = (...argv: string[]) => runCli(...argv, '--data', data, '--user', 'ada');
    const added = await run('add', 'The harbour doctor called.', '--category', 'health', '--json');
    const id = (JSON.parse(added.out) as { memories: { id: string }[] }).memories[0]?.id ?? '';
    await run('add', 'The harbour plan is due.', '--category', 'work');
    expect((await run('access')).out).toContain('There are no access rules.');
    const denied = await run('access', 'deny', 'app:cursor', 'read,write', 'category:health');
    expect(denied.out).toMatch(/deny app:cursor \(claimed\) read category:health/);
    expect(denied.out).toContain('a courtesy');
    const checked = await run('access', 'check', 'app:cursor', id);
    expect(checked.out).toContain('read: no, by these rules');
    expect(checked.out).toContain('delete: no');
    const viewed = await run('search', 'harbour', '--view-as', 'app:cursor');
    expect(viewed.out).toContain('plan');
    expect(viewed.out).not.toContain('doctor');
    expect((await run('get', id, '--view-as', 'app:cursor')).code).not.toBe(0);
    const asked = await run('get', id, '--include-deleted', '--view-as', 'app:cursor');
    expect(asked.code).not.toBe(0);
    expect((await run('list', '--view-as', 'app:cursor')).out).not.toContain('doctor');
    await run('search', 'doctor');
    const log = await run('access', 'log', '--memory', id, '--kind', 'search');
    expect(log.out).toContain('“doctor”');
    const { data: rules } = JSON.parse((await run('access', '--json')).out) as {
      data: { id: string }[];
    };
    for (const rule of rules) await run('access', 'remove', rule.id);
    expect((await run('list', '--view-as', 'app:cursor')).out).toContain('doctor');
  });

  it.each([
    [['access', 'deny', 'app:cursor'], 'takes a subject, actions and an object'],
    [['access', 'deny', 'app:cursor', 'look', 'all'], 'The actions are'],
    [['access', 'list', '--kind', 'reads'], 'does not take --kind'],
    [['access', 'forbid'], 'not "forbid"'],
    [['connections'], 'name it with --url'],
  ])('%j is refused with what to do', async (argv, told) => {
    const { code, err } = await runCli(...argv, '--data', temporaryDirectory());
    expect([code, err]).toEqual([2, expect.stringContaining(told)]);
  });

  it('works over HTTP, where a server tells who is connected (D7)', async () => {
    const data = temporaryDirectory();
    const server = spawnCli(['serve', '--data', data, '--port', '0']);
    const url = await readyUrl(server);
    const stats = await runCli('search', 'harbour', '--url', url);
    expect(stats.code).toBe(0);
    const { code, out } = await runCli('connections', '--url', url);
    expect(code).toBe(0);
    expect(out).toMatch(/rest · \S.*1 request/);
    const refused = await runCli('access', '--url', url);
    expect(refused.code).not.toBe(0);
    server.kill('SIGTERM');
    expect((await ended(server)).code).toBe(0);
  });
});
