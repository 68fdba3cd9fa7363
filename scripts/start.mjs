import '../bin/require-node.js';

// No top-level await: Node.js versions that do not know it must get as far as the check above.
async function main() {
  endWithShell();
  const { prepareOrExit } = await import('./prepare.mjs');
  await prepareOrExit();

  // In this very process: signals, exit code and terminal are the server's own.
  const { fileURLToPath } = await import('node:url');
  const command = new URL('../bin/tulving.js', import.meta.url);
  process.argv.splice(1, 1, fileURLToPath(command), 'serve');
  await import(command.href);
}

/**
 * npm runs this through a shell which, told to end, may do so without telling us. Then its end is the
 * signal: the server must not go on as an orphan that holds the port.
 */
function endWithShell() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  timer.unref();
}

void main();
