import type { Settings } from '../settings.js';

/** One JSON line an event on standard error; never a body, a query or a header. */
export type Log = (level: 'error' | 'info' | 'debug', event: string, fields?: LogFields) => void;

type LogFields = Record<string, string | number | undefined>;

const LEVELS: readonly Settings['logLevel'][] = ['error', 'info', 'debug'];

export function createLog(
  level: Settings['logLevel'],
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log {
  return (of, event, fields = {}) => {
    if (LEVELS.indexOf(of) > LEVELS.indexOf(level)) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level: of, event, ...fields })}\n`);
  };
}
