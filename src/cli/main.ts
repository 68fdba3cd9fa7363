import { ProgressLine, wantsProgress } from './progress.js';
import { runProgram } from './program.js';
import { wantsColour } from './style.js';

const { stdout, stderr, env } = process;

// A reader that has seen enough, such as `head`, is no error.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

const progress = wantsProgress(stderr, env) ? new ProgressLine(stderr) : undefined;

process.on('SIGINT', () => {
  progress?.clear();
  // Commands that end in their own time listen, too.
  if (process.listenerCount('SIGINT') > 1) return;
  // So that a shell knows: it ends a loop for a signal, and not for an exit code.
  process.removeAllListeners('SIGINT');
  process.kill(process.pid, 'SIGINT');
  process.exit(130);
});

process.exitCode = await runProgram(process.argv.slice(2), {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  colours: { out: wantsColour(stdout, env), err: wantsColour(stderr, env) },
  progress,
});
