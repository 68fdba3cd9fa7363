const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Has something done before a signal ends the process. To be called off when the work is done.
 *
 * @returns what calls it off
 */
export function tidyWhenInterrupted(tidy: () => void): () => void {
  const callOff = () => {
    for (const signal of signals) process.off(signal, interrupted);
  };
  const interrupted = (signal: NodeJS.Signals) => {
    callOff();
    tidy();
    // As it would have ended without us, so that a shell knows.
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, interrupted);
  return callOff;
}
