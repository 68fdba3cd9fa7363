import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { servedMemory } from '../helpers/served.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

describe.each(['data', 'url'])('tulving undo with --%s (T4, D8)', (where) => {
  it('shows what it would take back, takes it back with --yes, and does it again', async () => {
    const at = where === 'data' ? temporaryDirectory() : (await servedMemory()).url;
    const run = (...argv: string[]) => runCli(...argv, `--${where}`, at, '--timezone', 'UTC');
    const file = join(temporaryDirectory(), 'notes.ndjson');
    writeFileSync(file, '{"text":"Pears are ripe."}\n{"text":"Figs are ripe."}\n');
    const added = await run('add', '--batch', file);
    const [, batch = ''] = /undo --batch (\S+)/.exec(added.out) ?? [];
    expect((await run('batches')).out).toContain(batch);
    expect((await run('batches', batch)).out).toContain('2 changes');

    for (const dry of [[], ['--dry-run'], ['--dry-run', '--yes']]) {
      const preview = await run('undo', '--batch', batch, ...dry);
      expect(preview.out).toContain('goes: Pears are ripe.');
      expect(preview.out).toContain('Would take back 1 batch, 2 memories; 0 stay.');
      expect((await run('list')).out).toContain('Pears');
    }

    const done = await run('undo', '--batch', batch, '--yes');
    expect(done.out).toContain('Took back 1 batch, 2 memories; 0 stay.');
    expect((await run('list')).out).not.toContain('Pears');
    const [, undo = ''] = /undo --batch (\S+)/.exec(done.out) ?? [];
    await run('undo', '--batch', undo, '--yes');
    expect((await run('list')).out).toContain('Pears');
  });

  it('says what it wants', async () => {
    const at = where === 'data' ? temporaryDirectory() : (await servedMemory()).url;
    const run = (...argv: string[]) => runCli(...argv, `--${where}`, at);
    for (const argv of [
      [],
      ['--batch', 'a', '--since', '2026-01-01'],
      ['--batch', 'a', '--about', 'b'],
    ]) {
      expect(await run('undo', ...argv)).toMatchObject({ code: 2, out: '' });
    }
    const nobody = '019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e';
    expect(await run('undo', '--batch', nobody)).toMatchObject({ code: 3 });
  });
});
