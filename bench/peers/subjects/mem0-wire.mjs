import { fileURLToPath } from 'node:url';
import { startServer } from '../served.mjs';
import { wireVerbs } from './wire-verbs.mjs';

const program = fileURLToPath(new URL('../mem0-server.mjs', import.meta.url));

/** mem0's library behind the routes of its own hosted API. */
export async function open({ folder, baseUrl }) {
  const server = await startServer(program, [folder, baseUrl]);
  return { ...wireVerbs(server.url), ...server };
}
