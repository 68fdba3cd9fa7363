import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, projectRoot } from './prepare.mjs';

const modules = join(projectRoot, 'node_modules');
const compiler = [join(modules, 'typescript', 'bin', 'tsc'), '--noEmit', '-p'];
const generator = join('scripts', 'generate-reference.mjs');

/** Each check is a list of commands for Node; all must end with 0. */
const checks = {
  format: [[join(modules, 'oxfmt', 'bin', 'oxfmt'), '--check']],
  lint: [[join(modules, 'oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings']],
  types: [
    'tsconfig.json',
    'test/tsconfig.json',
    'scripts/tsconfig.json',
    'dashboard/tsconfig.json',
  ].map((config) => [...compiler, config]),
  layers: [[join('scripts', 'check-layers.mjs')]],
  ...(existsSync(join(projectRoot, generator)) && { reference: [[generator, '--check']] }),
};

function runCheck(name) {
  for (const command of checks[name]) {
    const result = spawnSync(process.execPath, command, { cwd: projectRoot, encoding: 'utf8' });
    if (result.status !== 0)
      return `${result.stdout}${result.stderr}`.trim() || 'ended by a signal';
  }
  return undefined;
}

async function main() {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(checks);
  const unknown = names.find((name) => !Object.hasOwn(checks, name));
  if (unknown !== undefined)
    throw new Error(`There is no check ${unknown}; there are: ${Object.keys(checks).join(', ')}.`);
  await ensureInstalled();
  // The reference pages are written from the built tables.
  if (names.includes('reference')) await ensureBuilt();
  for (const name of names) {
    const failure = runCheck(name);
    console.log(`${failure === undefined ? 'PASS' : 'FAIL'} ${name}`);
    if (failure === undefined) continue;
    console.log(failure.replace(/^/gm, '  '));
    process.exitCode = 1;
  }
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
