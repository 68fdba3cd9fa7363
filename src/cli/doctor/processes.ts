import { existsSync, realpathSync } from 'node:fs';
import { holdersOf, shownHolders } from '../../install/holders.js';
import { ok, type Outcome, skipped, warning } from './check.js';

/** Several processes on one data directory are normal; one that holds a removed file is not. */
export async function judgeHolders(path: string): Promise<Outcome> {
  if (process.platform !== 'linux') return skipped('this is told on Linux only');
  if (!existsSync(path)) return skipped('there is no database yet');
  const holders = await holdersOf(realpathSync(path));
  const told = shownHolders(holders);
  if (holders.length === 0) return ok('no other process that we may see has it open');
  const lost = holders.filter(({ removed }) => removed).map(({ pid }) => pid);
  if (lost.length === 0) return ok(`open in ${told}`);
  return warning(
    `open in ${told}; the file of ${lost.join(', ')} was removed or replaced meanwhile`,
    'Restart these processes: what they write is not in the directory.',
  );
}
