import type { MemoryState } from '../../model/memory.js';
import type { StoreStatus } from '../port.js';
import type { Statements } from './statements.js';

/** What is kept, in numbers. */
export async function countAll(
  db: Statements,
): Promise<Pick<StoreStatus, 'cubes' | 'episodes' | 'memories'>> {
  const count = async (table: string) =>
    (await db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n ?? 0;
  const states = await db.all<{ state: MemoryState; n: number }>(
    'SELECT state, count(*) AS n FROM memory GROUP BY state',
  );
  const memories = { active: 0, paused: 0, archived: 0, deleted: 0 };
  for (const { state, n } of states) memories[state] = n;
  return { cubes: await count('cube'), episodes: await count('episode'), memories };
}
