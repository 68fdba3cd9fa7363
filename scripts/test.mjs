import '../bin/require-node.js';

// No top-level await: Node.js versions that do not know it must get as far as the check above.
async function main() {
  const { prepareOrExit, projectRoot } = await import('./prepare.mjs');
  await prepareOrExit();

  // In this very process: signals, exit code and terminal are the runner's own.
  const { fileURLToPath } = await import('node:url');
  const runner = new URL('../node_modules/vitest/vitest.mjs', import.meta.url);
  process.chdir(projectRoot);
  process.argv.splice(1, 1, fileURLToPath(runner), 'run');
  await import(runner.href);
}

void main();
