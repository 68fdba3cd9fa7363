import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TulvingClient } from '../../../dist/client/index.js';
import { verbsOf } from './tulving-verbs.mjs';

const program = fileURLToPath(new URL('../../../bin/tulving.js', import.meta.url));
const answerer = new URL('../usage-answerer.mjs', import.meta.url).href;

/** `tulving serve` in a process of its own, whose use of the processor and of memory is told. */
export async function open({ folder }) {
  const server = fork(program, ['serve', '--port', '0', '--data', folder, '--json'], {
    execArgv: ['--import', answerer],
    // It logs each request, as it does at its users'.
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  const [line] = await Promise.race([
    once(server.stdout, 'data'),
    once(server, 'exit').then(([code]) => Promise.reject(new Error(`serve ended with ${code}`))),
  ]);
  const client = new TulvingClient({ baseUrl: JSON.parse(line).url });
  return {
    ...verbsOf(client),
    async usage() {
      server.send('usage');
      return (await once(server, 'message'))[0];
    },
    async close() {
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}
