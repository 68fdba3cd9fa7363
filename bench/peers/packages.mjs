// The packages of `bench/` alone.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('..', import.meta.url));

export function installPeers() {
  if (existsSync(join(bench, 'node_modules', '.package-lock.json'))) return;
  console.error(
    'Installing the peers into bench/node_modules; one of them compiles for a minute or two ...',
  );
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: bench, stdio: 'inherit' });
  } catch (error) {
    console.error(`npm ci in ${bench} failed: ${error.message}`);
  }
}

export function canBeHad(name) {
  try {
    createRequire(join(bench, 'package.json')).resolve(name === 'mem0ai' ? 'mem0ai/oss' : name);
    return true;
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    return false;
  }
}
