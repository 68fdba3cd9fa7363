import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.js';
import { accessOf, FULL } from '../../src/model/access.js';
import { LOCAL } from '../../src/model/caller.js';
import { runCli } from '../helpers/cli.js';
import { servedMemory } from '../helpers/served.js';
import { onFiles, temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';
import { exported, fileOf, recordsOf } from './files.js';

const about = (user: string) => ({ ...LOCAL, access: { ...accessOf(FULL), user } });

describe('exports and imports over HTTP (D8)', () => {
  it('carry everything from one server to another', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
    await memory.add({ user_id: 'bob', text: 'Bob plays chess.' });
    const from = createClient({ baseUrl: (await servedMemory(memory)).url });
    const { stream } = await from.exchange.export();
    const content = await buffer(stream);
    expect(recordsOf(content)['memory']).toHaveLength(2);
    const other = await temporaryMemory();
    const into = createClient({ baseUrl: (await servedMemory(other)).url });
    const steps: number[] = [];
    const progress = ({ done }: { done: number }) => void steps.push(done);
    const report = await into.exchange.import(new Blob([content]), {}, { progress });
    expect(report).toMatchObject({ format: 'jsonl', made: { memory: 2, episode: 2 } });
    expect(steps.at(-1)).toBe(6);
    const told = (of: Uint8Array) => recordsOf(of)['memory'];
    expect(told(await exported(other))).toEqual(told(content));
  });

  it('refuse what is no file of ours, with a status', async () => {
    const { url: baseUrl } = await servedMemory();
    const client = createClient({ baseUrl });
    const refused = client.exchange.import(new Blob(['{"hello": 1}']));
    await expect(refused).rejects.toMatchObject({ code: 'document_unsupported', status: 415 });
    const unnamed = client.exchange.export({ format: 'openmemory' });
    await expect(unnamed).rejects.toMatchObject({ code: 'invalid_input', status: 422 });
  });
});

describe('a key reaches no further in exports and imports (D8, DESIGN 12)', () => {
  it('writes only what it may read', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: 'The harbour is quiet.' });
    await memory.add({ user_id: 'bob', text: 'The harbour is loud.' });
    const { stream } = memory.exchange.export({}, about('ada'));
    const content = (await buffer(stream)).toString();
    expect(content).toContain('quiet');
    expect(content).not.toContain('loud');
    expect(() => memory.exchange.export({ user_id: 'bob' }, about('ada'))).toThrow('fixes it');
  });

  it('brings in nothing for others, and no trust that it cannot give', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: 'The harbour is quiet.' });
    await memory.add({ user_id: 'bob', text: 'The harbour is loud.' });
    const text = Buffer.from(await exported(memory)).toString();
    const file = fileOf(text.replaceAll('"trust":"user"', '"trust":"verified"'));
    const into = await temporaryMemory();
    const report = await into.exchange.import([file], {}, about('ada'));
    expect(report.made).toMatchObject({ memory: 1, episode: 1 });
    expect(report.errors.map(({ code }) => code)).toEqual(['forbidden', 'forbidden']);
    const { data } = await into.list({ user_id: '*' });
    expect(data.map(({ user_id: user, trust }) => [user, trust])).toEqual([['ada', 'user']]);
  });

  it('leaves out what access rules hide, and the words that it rests on', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: 'The harbour is quiet.', tags: ['public'] });
    await memory.add({ user_id: 'ada', text: 'The safe is behind the clock.', tags: ['secret'] });
    await memory.access.add({ subject: 'app:cursor', object: 'tag:secret', effect: 'deny' });
    const caller = await memory.access.of({ ...LOCAL, app: 'cursor' });
    const { stream } = memory.exchange.export({}, caller);
    const content = (await buffer(stream)).toString();
    expect(content).toContain('quiet');
    expect(content).not.toContain('clock');
  });
});

describe('tulving export and import (D8)', () => {
  it.skipIf(!onFiles)('carry one data directory into another, and undo it', async () => {
    const [one, other, files] = [temporaryDirectory(), temporaryDirectory(), temporaryDirectory()];
    const run = (data: string, ...words: string[]) => runCli(...words, '--data', data, '--json');
    await run(one, 'add', 'My sister Mia lives in Lisbon.', '--user', 'ada');
    const file = join(files, 'all.jsonl');
    expect(await run(one, 'export', '--to', file)).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const dry = JSON.parse((await run(other, 'import', file, '--dry-run')).out) as object;
    expect(dry).toMatchObject({ dry_run: true, made: { memory: 1 }, batch: null });
    const { made, batch } = JSON.parse((await run(other, 'import', file)).out) as never as {
      made: object;
      batch: string;
    };
    expect(made).toEqual({ episode: 1, memory: 1 });
    expect((await run(other, 'list', '--user', 'ada')).out).toContain('Lisbon');
    expect((await run(other, 'undo', '--batch', batch, '--yes')).code).toBe(0);
    expect((await run(other, 'list', '--user', 'ada')).out).not.toContain('Lisbon');
  });

  it.skipIf(!onFiles)('tell how much there was, on the command line', async () => {
    const [one, other] = [temporaryDirectory(), temporaryDirectory()];
    const file = join(one, 'memories.jsonl');
    await runCli('add', 'Tea is in the tin.', '--data', one);
    await runCli('add', 'Figs are ripe.', '--data', one);
    const { out: written } = await runCli('export', '--to', file, '--data', one, '--json');
    expect(JSON.parse(written)).toEqual({ file, memories: 2 });
    const { out } = await runCli('import', file, '--data', other);
    expect(out).toMatch(/^In the file \(jsonl\): 2 episodes, 2 memories\.$/m);
    expect(out).toMatch(/^Brought in: .*2 memories/m);
  });

  it.skipIf(!onFiles)(
    'write a folder of notes and read it again, hidden folders left out',
    async () => {
      const [one, other, files] = [
        temporaryDirectory(),
        temporaryDirectory(),
        temporaryDirectory(),
      ];
      await runCli('add', 'Tea is in the tin.', '--user', 'ada', '--data', one);
      const folder = join(files, 'notes');
      const to = ['--format', 'markdown', '--to', folder];
      const written = await runCli('export', ...to, '--data', one);
      expect(written).toMatchObject({ code: 0, out: `Written to ${folder}: 1 memory.\n` });
      const [name = ''] = readdirSync(join(folder, 'ada'));
      expect(readFileSync(join(folder, 'ada', name), 'utf8')).toContain('\nTea is in the tin.\n');
      mkdirSync(join(folder, '.obsidian'));
      writeFileSync(join(folder, '.obsidian', 'x.md'), 'Not a note.');
      const { code, out } = await runCli('import', folder, '--data', other);
      expect([code, out]).toEqual([0, expect.stringContaining('Brought in: 1 memory, 1 episode.')]);
    },
  );
});
