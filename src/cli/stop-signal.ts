import { once } from 'node:events';

/** Listens until the process ends, so that a second signal does not break off an orderly end. */
export function stopSignal(): Promise<unknown> {
  const ignore = () => undefined;
  process.on('SIGINT', ignore).on('SIGTERM', ignore);
  return Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}
