import { homedir } from 'node:os';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { World } from '../../install/world.js';

/** This machine and this process, for those that put entries into the files of clients. */
export function thisWorld(): World {
  return {
    platform: process.platform,
    home: homedir(),
    env: process.env,
    cwd: process.cwd(),
    execPath: process.execPath,
    uid: process.getuid?.(),
    // From src as from dist.
    bin: fileURLToPath(new URL('../../../bin/tulving.js', import.meta.url)),
    pathEntries: (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== ''),
  };
}
