import { fileURLToPath } from 'node:url';
import { TulvingClient } from '../../../dist/client/index.js';
import { startServer } from '../served.mjs';
import { verbsOf } from './tulving-verbs.mjs';

const program = fileURLToPath(new URL('../../../bin/tulving.js', import.meta.url));

/** `tulving serve` in a process of its own. */
export async function open({ folder }) {
  const server = await startServer(program, ['serve', '--port', '0', '--data', folder, '--json']);
  return { ...verbsOf(new TulvingClient({ baseUrl: server.url })), ...server };
}
