import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { servedMemory } from '../helpers/served.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

/** The same commands on a directory of their own and on a server. */
describe.each(['data', 'url'])('traces and replay with --%s (T7)', (where) => {
  async function remembered() {
    const at = where === 'data' ? temporaryDirectory() : (await servedMemory()).url;
    const run = (...argv: string[]) => runCli(...argv, `--${where}`, at, '--timezone', 'UTC');
    const json = async (...argv: string[]) => JSON.parse((await run(...argv, '--json')).out);
    const lisbon = await json('add', 'My sister Mia lives in Lisbon.');
    await run('add', 'Mia plays the piano.');
    return { run, json, id: lisbon.memories[0].id as string };
  }

  it('list what was asked, and show one with its answer', async () => {
    const { run, json, id } = await remembered();
    expect((await run('traces')).out).toBe('No searches are kept here.\n');
    await run('search', 'Where does Mia live?', '--explain');
    await run('context', 'piano');
    const list = await run('traces');
    expect(list.out).toMatch(
      /context {2}1 memory {2}piano\n[^]*search {3}2 memories {2}Where does/,
    );
    const [, trace] = (await json('traces')).data;
    const shown = await run('traces', trace.id);
    expect(shown.out).toContain('My sister Mia lives in Lisbon.');
    expect(shown.out).toMatch(/words +█+ 1\.00/);
    await run('erase', id, '--yes');
    expect(await run('traces', trace.id)).toMatchObject({ code: 3 });
    expect((await run('traces', '--limit', '1')).out).toContain('piano');
    expect(await run('traces', trace.id, '--limit', '1')).toMatchObject({ code: 2 });
  });

  it('write a set, and fail when its answers change', async () => {
    const { run, json, id } = await remembered();
    const file = join(temporaryDirectory(), 'searches.jsonl');
    for (const query of ['Where does Mia live?', 'piano', 'piano']) await run('search', query);
    const written = await run('replay', '--out', file);
    expect(written.out).toContain('Replayed 2: 2 same');
    expect(written.out).toContain('rank-biased overlap 1.000');
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = ['replay', '--from', file, '--fail-on-change'];
    expect(await run(...again)).toMatchObject({ code: 0, err: '' });
    await run('delete', id);
    const changed = await run(...again);
    expect(changed.code).toBe(1);
    expect(changed.out).toMatch(/changed {2}Where does Mia live\?\n.*the data has changed since/);
    expect(changed.out).toMatch(/gone {3}1 {2}My sister Mia lives in Lisbon\. \(deleted since\)/);
    expect(changed.err).toContain('1 of 2 differ');
    expect((await run('replay', '--from', file)).code).toBe(0);
    expect(await json('replay', '--from', file)).toMatchObject({ counts: { same: 1, changed: 1 } });
    const [, trace] = (await json('traces')).data;
    expect(await json('replay', trace.id)).toMatchObject({ replayed: 1 });
  });

  it('tell what is wrong with a set', async () => {
    const { run } = await remembered();
    const folder = temporaryDirectory();
    const other = join(folder, 'memories.ndjson');
    writeFileSync(other, '{"text": "Mia lives in Porto."}\n'.repeat(30));
    const refused = await run('replay', '--from', other);
    expect(refused.err).toContain('Line 1 of');
    expect(refused.err.trim().split('\n')).toHaveLength(2);
    expect((await run('replay', '--from', join(folder, 'none'))).err).toContain('no such file');
    const [broken, empty] = [join(folder, 'broken'), join(folder, 'empty')];
    writeFileSync(broken, '{"kind":"search"}\nnot json\n');
    writeFileSync(empty, '\n');
    expect((await run('replay', '--from', broken)).err).toContain(`Line 2 of ${broken}`);
    expect((await run('replay', '--from', empty)).err).toContain('holds no line');
    expect(await run('replay', '--from', join(folder, 'none'))).toMatchObject({ code: 3 });
    expect(await run('replay', '--from', empty, '--limit', '3')).toMatchObject({ code: 2 });
    writeFileSync(broken, '{"kind":"search"}\n');
    expect((await run('replay', '--from', broken)).err).toMatch(/Line 1 of .*: at: is missing/);
  });
});

describe('with the setting 0', () => {
  it('no search is kept', async () => {
    const data = temporaryDirectory();
    process.env['TULVING_TRACES_MB'] = '0';
    onTestFinished(() => void delete process.env['TULVING_TRACES_MB']);
    await runCli('search', 'kite', '--data', data);
    expect((await runCli('traces', '--data', data)).out).toBe('No searches are kept here.\n');
    process.env['TULVING_TRACES_MB'] = 'many';
    expect((await runCli('search', 'kite', '--data', data)).err).toContain('a whole number of MiB');
  });
});
