import { once } from 'node:events';
import { expect, it } from 'vitest';
import { createClient } from '../src/client/index.js';
import { ended, readyUrl, spawnCli } from './helpers/cli.js';
import { temporaryDirectory } from './helpers/temporary-memory.js';

const ROUNDS = 6;
const user = { user_id: 'ada' };

/** One word that no other note has. */
const wordOf = (loop: number, round: number) => `word${'abcdefgh'[loop]}${'abcdefgh'[round]}`;

it('a server and three command line loops write to one directory, one is killed, nothing is lost (T5)', async () => {
  const data = temporaryDirectory();
  const server = spawnCli(['serve', '--port', '0', '--data', data, '--log-level', 'error']);
  const client = createClient({ baseUrl: await readyUrl(server) });
  const acknowledged: { id: string; word: string }[] = [];
  let killed = 0;

  async function commandLoop(loop: number): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const word = wordOf(loop, round);
      const child = spawnCli(['add', `Note of ${word}`, '--user', 'ada', '--data', data, '--json']);
      const end = ended(child);
      if (loop === 2 && round % 2 === 1) {
        // Early, late, or when it is through already.
        setTimeout(() => child.kill('SIGKILL'), 100 + 60 * round);
      }
      const { code, out, err } = await end;
      if (code === -1) killed += 1;
      else expect({ code, err }).toEqual({ code: 0, err: '' });
      if (code === 0) acknowledged.push({ id: JSON.parse(out).memories[0].id, word });
    }
  }

  let loops = 3;
  const commands = [0, 1, 2].map((loop) => commandLoop(loop).finally(() => (loops -= 1)));
  for (let count = 0; loops > 0; count++) {
    const word = `served${[...String(count)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
    const { memories } = await client.add({ ...user, text: `Note of ${word}` });
    acknowledged.push({ id: memories[0]?.id ?? '', word });
  }
  await Promise.all(commands);

  expect(killed).toBeGreaterThan(0);
  expect(acknowledged.length).toBeGreaterThan(3 * ROUNDS);
  // The server answers for what the others wrote, although it holds its own tables in memory.
  for (const { id, word } of acknowledged) {
    const { results } = await client.search({ ...user, query: word, limit: 1 });
    expect(results[0]).toMatchObject({ id, text: `Note of ${word}` });
  }
  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
}, 120_000);
