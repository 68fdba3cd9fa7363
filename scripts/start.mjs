import '../bin/require-node.js';

// No top-level await: Node.js versions that do not know it must get as far as the check above.
async function main() {
  const { prepareOrExit } = await import('./prepare.mjs');
  await prepareOrExit();

  // In this very process: signals, exit code and terminal are the server's own.
  const { fileURLToPath } = await import('node:url');
  const command = new URL('../bin/tulving.js', import.meta.url);
  process.argv.splice(1, 1, fileURLToPath(command), 'serve');
  await import(command.href);
}

void main();
