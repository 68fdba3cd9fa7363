import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thisWorld } from '../../src/cli/install/world.js';
import { installedClients } from '../../src/install/inventory.js';
import { home, read, run, useHome, write } from './home.js';

useHome();

describe('T11: what doctor is told of installed clients', () => {
  it('is which entries work', async () => {
    await run('install', 'cursor', 'codex', '--remote', 'https://m.example.com');
    await run('install', 'amp');
    write(
      '.kiro/settings/mcp.json',
      '{ "mcpServers": { "t": { "command": "tulving", "args": ["mcp"] } } }',
    );
    const found = await installedClients(thisWorld());
    expect(found.map(({ client, works }) => [client, works])).toEqual([
      ['cursor', true],
      ['codex', true],
      ['amp', true],
      ['kiro-cli', true],
    ]);
    expect(found[2]?.command).toContain('bin/tulving.js mcp --data');
  });

  it('is what to do where the program, the entry or the file is gone', async () => {
    await run('install', 'cursor', 'codex', 'amp', 'gemini');
    const amp = '.config/amp/settings.json';
    write(amp, read(amp)?.replace(process.execPath, '/opt/gone/node') ?? '');
    write('.codex/config.toml', 'model = "o9"\n');
    writeFileSync(join(home, '.gemini/settings.json'), '{ oops');
    const found = await installedClients(thisWorld());
    const remedies = new Map(
      found.map(({ client, works, remedy }) => [client, works ? '' : remedy]),
    );
    expect(remedies.get('cursor')).toBe('');
    expect(remedies.get('codex')).toContain('tulving uninstall codex');
    expect(remedies.get('amp')).toContain(
      '/opt/gone/node is not there any more: tulving install amp',
    );
    expect(remedies.get('gemini-cli')).toContain('Mend');
  });
});
