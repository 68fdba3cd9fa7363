import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { TulvingClient } from '../../src/client/index.js';
import { createMemory } from '../../src/compose.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';
import { readyUrl, spawnCli } from '../helpers/cli.js';

describe('tulving serve, with a backup that was asked for (D8)', () => {
  it('restores it at its next start, and says so in its log', async () => {
    const data = temporaryDirectory();
    const memory = await createMemory({ data });
    const { secret: apiKey } = await memory.keys.create({ name: 'admin', scopes: ['admin'] });
    await memory.close();
    const start = async () => {
      const child = spawnCli(['serve', '--data', data, '--port', '0'], { HOME: data });
      let log = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
      const client = new TulvingClient({ baseUrl: await readyUrl(child), apiKey });
      const stop = async () => {
        child.kill('SIGTERM');
        await once(child, 'close');
        return log;
      };
      return { client, stop };
    };
    const first = await start();
    await first.client.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
    const { name } = await first.client.backups.create();
    await first.client.add({ user_id: 'ada', text: 'Mia lives in Porto.' });
    await first.client.backups.restoreAtStart(name);
    expect((await first.client.list({ user_id: 'ada' })).data).toHaveLength(2);
    await first.stop();
    const second = await start();
    const { data: found } = await second.client.list({ user_id: 'ada' });
    expect(found.map(({ text }) => text)).toEqual(['Mia lives in Lisbon.']);
    expect((await second.client.backups.list()).restore).toBeNull();
    expect(await second.stop()).toContain('"event":"backup restored"');
  });
});
