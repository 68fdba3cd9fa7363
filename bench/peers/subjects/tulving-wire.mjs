import { fileURLToPath } from 'node:url';
import { startServer } from '../served.mjs';
import { wireVerbs } from './wire-verbs.mjs';

const program = fileURLToPath(new URL('../../../bin/tulving.js', import.meta.url));

/** Tulving's dialect of mem0. @param options `vectors`: `built-in`, or `http`, from the server that mem0 asks, too */
export async function open({ folder, baseUrl, vectors }) {
  const args = ['serve', '--port', '0', '--data', folder, '--json'];
  const env = vectors === 'http' ? { TULVING_EMBEDDER: `openai-compatible:${baseUrl}#stub` } : {};
  const server = await startServer(program, args, env);
  return { ...wireVerbs(`${server.url}/mem0`), ...server };
}
