import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../src/cli/configuration.js';
import { runCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const KEY = `tlv_${'a'.repeat(16)}_${'B'.repeat(43)}`;

function withFiles(files: { yaml?: string; secrets?: string; mode?: number }): string {
  const data = temporaryDirectory();
  if (files.yaml !== undefined) writeFileSync(join(data, 'tulving.yaml'), files.yaml);
  if (files.secrets !== undefined) {
    writeFileSync(join(data, 'secrets.env'), files.secrets);
    chmodSync(join(data, 'secrets.env'), files.mode ?? 0o600);
  }
  return data;
}

describe('config file and secrets (A9)', () => {
  it('are read in this order: flag, environment, secrets, config file, default', async () => {
    const data = withFiles({
      yaml: 'port: 1\nuser: yaml\nundo-days: 7\nallowed-hosts: [a.example, b.example]\n',
      secrets: `TULVING_API_KEY=${KEY}\nTULVING_USER=secrets\n`,
    });
    const settings = await readConfiguration({ data, port: '3' }, { TULVING_USER: 'env' });
    expect(settings).toMatchObject({
      data,
      port: 3,
      user: 'env',
      undoDays: 7,
      allowedHosts: ['a.example', 'b.example'],
      apiKey: KEY,
      host: '127.0.0.1',
    });
    expect((await readConfiguration({ data }, { TULVING_USER: '' })).user).toBe('secrets');
    expect((await readConfiguration({}, { TULVING_DATA: data })).port).toBe(1);
  });

  it('may lie elsewhere, and must be there when it is named', async () => {
    const data = withFiles({});
    const other = withFiles({ yaml: 'port: 9\n' });
    const config = join(other, 'tulving.yaml');
    expect((await readConfiguration({ data, config }, {})).port).toBe(9);
    await expect(
      readConfiguration({ data, config: join(data, 'no.yaml') }, {}),
    ).rejects.toMatchObject({
      code: 'invalid_setting',
      remedy: expect.stringContaining('--config'),
    });
    expect((await readConfiguration({ data }, {})).port).toBe(8858);
  });

  it.each([
    ['a misspelt name', 'prot: 9000', 'Did you mean port?'],
    ['a wrong value', 'port: high', 'settings.md'],
    ['a secret', `api-key: ${KEY}`, 'secrets.env'],
    ['the data directory', 'data: /tmp', 'TULVING_DATA'],
    ['a list at the top', '- port', 'settings.md'],
    ['a map as a value', 'port: {a: 1}', 'settings.md'],
    ['broken YAML', 'port: [1', 'settings.md'],
  ])('refuses %s and says what to do', async (_, yaml, remedy) => {
    const data = withFiles({ yaml });
    await expect(readConfiguration({ data }, {})).rejects.toMatchObject({
      code: 'invalid_setting',
      remedy: expect.stringContaining(remedy),
    });
  });

  it.skipIf(process.platform === 'win32')('refuses secrets that others may read', async () => {
    const data = withFiles({ secrets: `TULVING_API_KEY=${KEY}`, mode: 0o644 });
    await expect(readConfiguration({ data }, {})).rejects.toMatchObject({
      remedy: expect.stringContaining('chmod 600'),
    });
  });

  it('never print a key, right or wrong', async () => {
    const wrong = 'tlv_not-a-key-but-secret';
    const { code, err, out } = await runCli('status', '--api-key', wrong);
    expect(code).toBe(2);
    expect(err + out).not.toContain('but-secret');
    const data = withFiles({ secrets: `TULVING_API_KEY=${wrong}` });
    const failed = await runCli('status', '--data', data, '--json');
    expect(failed.code).toBe(2);
    expect(failed.err + failed.out).not.toContain('but-secret');
  });

  it('hold for a command', async () => {
    const data = withFiles({ yaml: 'user: mia\n' });
    const { out } = await runCli('add', 'Tea is ready.', '--data', data, '--json');
    expect(JSON.parse(out).memories[0].user_id).toBe('mia');
  });
});
