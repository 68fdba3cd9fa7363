import { realpathSync } from 'node:fs';
import { join, posix } from 'node:path';
import { TulvingError } from '../errors.js';
import type { Machine } from './entry.js';
import type { World } from './world.js';

/** Folders that the next upgrade, or the end of a shell, takes away. */
const passing: readonly RegExp[] = [
  /\/Cellar\//, // Homebrew: one a version
  /^\/nix\/store\//,
  /[\\/]fnm_multishells[\\/]/, // one a shell
  /^\/snap\/[^/]+\/\d+\//, // one a revision
];

/**
 * The command that clients start.
 *
 * @throws TulvingError config_not_edited where Tulving itself lies in a cache.
 */
export function machineOf(world: World): Machine {
  if (/[\\/]_npx[\\/]/.test(world.bin)) {
    throw new TulvingError(
      'config_not_edited',
      'Tulving runs from the cache of npx, which is cleared now and then; entries would stop working.',
      { remedy: 'Install it first, such as with: npm install --global tulving' },
    );
  }
  return { node: lastingNode(world), bin: world.bin };
}

function lastingNode({ execPath, pathEntries, platform }: World): string {
  if (!isPassing(execPath)) return execPath;
  const real = realpathOf(execPath) ?? execPath;
  const name = platform === 'win32' ? 'node.exe' : 'node';
  const links = [...homebrewLink(real), ...pathEntries.map((folder) => join(folder, name)), real];
  return links.find((link) => !isPassing(link) && realpathOf(link) === real) ?? execPath;
}

/** `/opt/homebrew/Cellar/node@22/22.1.0/bin/node` is `/opt/homebrew/opt/node@22/bin/node`. */
function homebrewLink(path: string): string[] {
  const [, prefix, formula, rest] = /^(.*)\/Cellar\/([^/]+)\/[^/]+\/(.*)$/.exec(path) ?? [];
  if (prefix === undefined || formula === undefined || rest === undefined) return [];
  return [posix.join(prefix, 'opt', formula, rest)];
}

function isPassing(path: string): boolean {
  return passing.some((pattern) => pattern.test(path));
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // Not every folder of PATH has one.
    return undefined;
  }
}
