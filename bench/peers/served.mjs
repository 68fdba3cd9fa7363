import { fork } from 'node:child_process';
import { once } from 'node:events';

const answerer = new URL('usage-answerer.mjs', import.meta.url).href;

/**
 * A server in a process of its own, whose use of the processor and of memory is told. Its first line is JSON
 * with its `url`.
 */
export async function startServer(program, args, env = {}) {
  const server = fork(program, args, {
    execArgv: ['--import', answerer],
    env: { ...process.env, ...env },
    // It logs each request, as it does at its users'.
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  const [line] = await Promise.race([
    once(server.stdout, 'data'),
    once(server, 'exit').then(([code]) =>
      Promise.reject(new Error(`${program} ended with ${code}`)),
    ),
  ]);
  return {
    url: JSON.parse(line).url,
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
