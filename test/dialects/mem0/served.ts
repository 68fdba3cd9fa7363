import type { MemoryOptions } from '../../../src/compose.js';
import { type Api, type Reply, temporaryApi } from '../../helpers/api.js';

export interface Mem0 extends Api {
  /** Asks below `/mem0`. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply>;
}

export async function mem0(options: MemoryOptions = {}): Promise<Mem0> {
  return below(await temporaryApi({}, options));
}

export function below(api: Api, base = '/mem0'): Mem0 {
  return { ...api, ask: (method, path, ...rest) => api.call(method, base + path, ...rest) };
}
