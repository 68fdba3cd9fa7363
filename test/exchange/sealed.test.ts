import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.js';
import { runCli } from '../helpers/cli.js';
import { servedMemory } from '../helpers/served.js';
import { onFiles, temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';
import { zipOf } from './files.js';

const run = (data: string, ...words: string[]) => runCli(...words, '--data', data);
const PHRASE = 'seven tin harbours';

function phrases(): { right: string[]; wrong: string[]; folder: string } {
  const folder = temporaryDirectory();
  mkdirSync(folder, { recursive: true });
  const [right, wrong] = [join(folder, 'phrase'), join(folder, 'other')];
  writeFileSync(right, `${PHRASE}\nand a note\n`);
  writeFileSync(wrong, 'six tin harbours\n');
  return { right: ['--passphrase-file', right], wrong: ['--passphrase-file', wrong], folder };
}

describe.skipIf(!onFiles)('an encrypted export of chosen memories, for a stick (D8)', () => {
  it('holds what was chosen, unreadable, and comes out the same with its passphrase alone', async () => {
    const [one, other, third] = [temporaryDirectory(), temporaryDirectory(), temporaryDirectory()];
    const { right, wrong, folder } = phrases();
    await run(one, 'add', 'The ferry leaves at nine.', '--user', 'ada', '--tag', 'travel');
    await run(one, 'add', 'The safe is behind the clock.', '--user', 'ada', '--tag', 'home');
    const file = join(folder, 'stick.jsonl.age');
    const chosen = ['--filter', '{"tags": "travel"}', '--encrypt', '--to', file];
    expect(await run(one, 'export', ...chosen, ...right)).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(file);
    expect(bytes.toString('latin1')).toMatch(/^age-encryption\.org\/v1\n/);
    expect(bytes.includes('ferry')).toBe(false);

    const refused = await run(other, 'import', file, ...wrong);
    expect([refused.code, refused.err]).toEqual([4, expect.stringContaining('passphrase')]);
    expect(await run(other, 'import', file)).toMatchObject({ code: 2 });
    expect((await run(other, 'list', '--user', '*')).out).not.toContain('ferry');

    expect(await run(other, 'import', file, ...right)).toMatchObject({ code: 0 });
    const { out } = await run(other, 'list', '--user', 'ada');
    expect(out).toContain('The ferry leaves at nine.');
    expect(out).not.toContain('clock');

    // Cut off on the way: what is whole is authentic, and the loss is told.
    const cut = join(folder, 'cut.age');
    writeFileSync(cut, bytes.subarray(0, -20));
    expect(await run(third, 'import', cut, ...right)).toMatchObject({ code: 6 });
  }, 60_000);

  it('can be a zip of notes, and is sent to a server opened', async () => {
    const [one, other] = [temporaryDirectory(), temporaryDirectory()];
    const { right, folder } = phrases();
    await run(one, 'add', 'Tea is in the tin.', '--user', 'ada');
    const file = join(folder, 'notes.zip.age');
    const notes = ['--format', 'markdown', '--encrypt', '--to', file];
    expect(await run(one, 'export', ...notes, ...right)).toMatchObject({ code: 0 });
    const { url } = await servedMemory(await temporaryMemory());
    const there = await runCli('import', file, '--url', url, ...right);
    expect([there.code, there.out]).toEqual([0, expect.stringContaining('1 memory')]);
    expect((await run(other, 'import', file, ...right)).code).toBe(0);
    expect((await run(other, 'list', '--user', 'ada')).out).toContain('Tea is in the tin.');
    // Nobody opens it for a server that is sent the file as it is.
    const sent = createClient({ baseUrl: url }).exchange.import(new Blob([readFileSync(file)]));
    await expect(sent).rejects.toMatchObject({ code: 'archive_locked', status: 422 });
  }, 60_000);

  it('asks for a passphrase that there is, and takes files in the clear as before', async () => {
    const data = temporaryDirectory();
    const { right, folder } = phrases();
    const to = ['--to', join(folder, 'x.jsonl')];
    const stray = await run(data, 'export', ...to, ...right);
    expect([stray.code, stray.err]).toEqual([2, expect.stringContaining('--encrypt')]);
    expect((await run(data, 'export', '--encrypt', ...to)).code).toBe(2);
    const plain = join(folder, 'notes.zip');
    writeFileSync(plain, zipOf({ 'a.md': 'The tide turns.' }));
    expect((await run(data, 'import', plain, '--user', 'ada', ...right)).code).toBe(0);
    expect((await run(data, 'list', '--user', 'ada')).out).toContain('The tide turns.');
  }, 60_000);
});
