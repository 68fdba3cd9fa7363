import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const fixture = new URL('../fixtures/schema-4.db.gz', import.meta.url);

async function migrate(data: string, ...argv: string[]) {
  const { code, out, err } = await runCli('migrate', ...argv, '--data', data, '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out);
}

describe('tulving migrate (D9, T10)', () => {
  it('tells what is missing and changes nothing, until it is told to', async () => {
    const data = temporaryDirectory();
    const file = join(data, 'tulving.db');
    writeFileSync(file, gunzipSync(readFileSync(fixture)));
    const before = readFileSync(file);
    const missing = expect.arrayContaining(['0005-traces.sql']);
    expect(await migrate(data)).toMatchObject({ engine: 'sqlite', schema: 4, missing });
    expect(await migrate(data, 'up', '--dry-run')).toMatchObject({ schema: 4, missing });
    expect(readFileSync(file)).toEqual(before);
    const { schema, done } = await migrate(data, 'up');
    expect({ schema, done }).toEqual({ schema: 4 + done.length, done: missing });
    expect(await migrate(data)).toMatchObject({ schema, missing: [] });
  });

  it('makes nothing where nothing is, and takes no other word', async () => {
    const data = join(temporaryDirectory(), 'new');
    expect(await migrate(data)).toMatchObject({ schema: 0 });
    expect(await runCli('migrate', 'down', '--data', data)).toMatchObject({
      code: 2,
      err: expect.stringContaining('status or up'),
    });
    expect(await runCli('status', '--data', data, '--json')).toMatchObject({ code: 0 });
  });
});
