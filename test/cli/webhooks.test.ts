import { describe, expect, it } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { listening } from '../helpers/listening.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';
import { receiver } from '../webhooks/receiver.js';

/** Commands on a data directory, with receivers on this machine allowed where that is asked. */
function onFiles() {
  const data = temporaryDirectory();
  const asking = ['webhooks', 'jobs'];
  return (name: string, ...own: string[]) => {
    const allowed = asking.includes(name) ? ['--allow-webhooks', '127.0.0.1'] : [];
    return runCli(name, ...own, '--data', data, ...allowed);
  };
}

describe.each(['data', 'url'])('tulving webhooks with --%s (T2)', (where) => {
  async function runner() {
    if (where === 'data') return onFiles();
    const { url, memory } = await listening({}, { allowWebhooks: ['127.0.0.1'] });
    const { secret } = await memory.keys.create({ name: 'all', scopes: ['admin'] });
    return (...own: string[]) => runCli(...own, '--url', url, '--api-key', secret);
  }

  it('makes, shows, changes, tests, rotates and deletes one', async () => {
    const run = await runner();
    const there = await receiver();
    expect((await run('webhooks')).out).toContain('There are no webhooks.');
    const about = ['--kind', 'memory.created', '--of-user', 'ada', '--include', 'memory'];
    const made = await run('webhooks', 'create', there.url, '--name', 'here', ...about);
    expect(made).toMatchObject({ code: 0 });
    const [secret = ''] = /whsec_\S+/.exec(made.out) ?? [];
    expect(secret).not.toBe('');
    const listed = await run('webhooks');
    expect(listed.out).toContain('ok · kinds memory.created · users ada · with memory');
    expect(listed.out).not.toContain(secret);
    const [id = ''] = /[0-9a-f-]{36}/.exec(listed.out) ?? [];
    expect((await run('status')).out).toContain('webhooks  1 ok');
    expect((await run('webhooks', 'test', id)).out).toContain('Delivered: HTTP 200');
    there.answer = { status: 500, body: 'no' };
    expect((await run('webhooks', 'test', id)).out).toContain('Not delivered: HTTP 500: no');
    expect((await run('webhooks', 'disable', id)).out).toContain('disabled');
    expect((await run('webhooks', 'update', id, '--name', 'there')).out).toContain('there');
    expect((await run('webhooks', 'rotate', id, '--grace', '60')).out).toMatch(/whsec_\S+/);
    expect((await run('webhooks', 'deliveries', id)).out).toContain('no such deliveries');
    expect((await run('webhooks', 'replay', id)).out).toContain('0 deliveries');
    expect((await run('webhooks', 'delete', id)).code).toBe(0);
    expect((await run('webhooks', 'delete', id)).code).toBe(3);
  });

  it('refuses what it does not understand, and addresses inside', async () => {
    const run = await runner();
    expect((await run('webhooks', 'make', 'https://example.org/')).code).toBe(2);
    expect((await run('webhooks', 'create')).code).toBe(2);
    expect((await run('webhooks', 'list', '--since', '2026-01-01')).code).toBe(2);
    expect((await run('webhooks', 'update', '1')).code).toBe(2);
    const refused = await run('webhooks', 'create', 'https://10.0.0.1/');
    expect(refused.code).toBe(4);
    expect(refused.err).toContain('TULVING_ALLOW_WEBHOOKS');
  });
});

describe('tulving webhooks and jobs (T2)', () => {
  it('what was given up is looked at and made again from the command line alone', async () => {
    const run = onFiles();
    const there = await receiver();
    there.answer = { status: 500, body: 'no' };
    await run('webhooks', 'create', there.url);
    const [id = ''] = /[0-9a-f-]{36}/.exec((await run('webhooks')).out) ?? [];
    await run('add', 'Pears are ripe.');
    expect((await run('jobs', '--run')).code).toBe(0);
    const shown = await run('webhooks', 'deliveries', id, '--state', 'waiting');
    expect(shown.out).toContain('memory.created');
    expect(shown.out).toContain('waiting · 1 try');
    expect(shown.out).toContain('HTTP 500: no');
    there.answer = { status: 200 };
    expect((await run('webhooks', 'replay', id, '--since', '2020-01-01')).out).toContain(
      '1 delivery',
    );
    await run('jobs', '--run');
    expect(there.got).toHaveLength(2);
    expect((await run('webhooks', 'deliveries', id)).out).toContain('delivered');
  });

  it('deliveries come in pages', async () => {
    const run = onFiles();
    const there = await receiver();
    await run('webhooks', 'create', there.url, '--kind', 'memory.created');
    const [id = ''] = /[0-9a-f-]{36}/.exec((await run('webhooks')).out) ?? [];
    for (const what of ['Pears', 'Plums', 'Figs']) await run('add', `${what} are ripe.`);
    await run('jobs', '--run');
    const subjectsIn = (out: string) => [...out.matchAll(/memory\.created {2}(\S+)/g)].map(String);
    const page = (...more: string[]) => run('webhooks', 'deliveries', id, '--limit', '2', ...more);
    const first = await page();
    const [, cursor = ''] = /--cursor (\S+)/.exec(first.out) ?? [];
    const second = await page('--cursor', cursor);
    expect(subjectsIn(first.out)).toHaveLength(2);
    expect(new Set([first, second].flatMap(({ out }) => subjectsIn(out))).size).toBe(3);
    expect(second.out).not.toContain('--cursor');
    expect((await run('webhooks', 'replay', id, '--cursor', cursor)).code).toBe(2);
  });
});
