import { type ListLogRequest, type LogLevel, logLevels, type LogLine } from '../model/log-lines.js';
import { withoutSecrets } from './hidden.js';
import type { Log } from './log.js';

const MOST = 2_000;
/** One field of a line; a cause may hold a whole stack. */
const LONGEST = 2_000;

/** The newest lines of the log, for whoever looks while the server runs. Nothing of it is on a disk. */
export class LogRing {
  readonly kept = MOST;
  readonly level: LogLevel;
  readonly #lines: LogLine[] = [];
  readonly #waiting = new Set<() => void>();
  #seq = 0;

  constructor(level: LogLevel) {
    this.level = level;
  }

  get last(): number {
    return this.#seq;
  }

  /** Keeps what is logged, and hands it on. */
  watching(log: Log): Log {
    return (level, event, fields = {}) => {
      log(level, event, fields);
      if (logLevels.indexOf(level) <= logLevels.indexOf(this.level))
        this.#keep(level, event, fields);
    };
  }

  /** Oldest first: of those that are asked for, the newest. */
  list({ level = 'debug', text = '', after = 0, limit = 200 }: ListLogRequest): LogLine[] {
    const most = logLevels.indexOf(level);
    const letters = text.toLowerCase();
    const from = Number(after);
    return this.#lines
      .filter(
        (line) => line.seq > from && logLevels.indexOf(line.level) <= most && holds(line, letters),
      )
      .slice(-Number(limit));
  }

  /** Those that come, until the signal is given. */
  async *follow(
    { after = this.#seq, ...request }: ListLogRequest,
    signal: AbortSignal,
  ): AsyncGenerator<LogLine> {
    let seen = Number(after);
    while (!signal.aborted) {
      const before = this.#seq;
      for (const line of this.list({ ...request, after: seen, limit: MOST })) yield line;
      seen = Math.max(seen, before);
      if (this.#seq === before) await this.#next(signal);
    }
  }

  #keep(level: LogLevel, event: string, fields: Parameters<Log>[2]): void {
    this.#seq += 1;
    const given = Object.entries(fields ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, shown(value)] as const],
    );
    const time = new Date().toISOString();
    this.#lines.push({ seq: this.#seq, time, level, event, fields: Object.fromEntries(given) });
    if (this.#lines.length > MOST) this.#lines.shift();
    for (const wake of this.#waiting) wake();
  }

  #next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

/** What looks like a key or stands in an address before a host is hidden, whoever has logged it. */
function shown(value: string | number): string | number {
  if (typeof value === 'number') return value;
  return withoutSecrets(value.slice(0, LONGEST))
    .replaceAll(/tlv_[a-z0-9]+_\w+/g, 'tlv_…')
    .replaceAll(/whsec_[\w+/=-]+/g, 'whsec_…')
    .replaceAll(/\bsk-[\w-]{8,}/g, 'sk-…')
    .replaceAll(/(Bearer|Token|Authorization: Basic)\s+[\w.~+/=-]{8,}/gi, '$1 …');
}

function holds({ event, level, fields }: LogLine, letters: string): boolean {
  if (letters === '') return true;
  const all = [event, level, ...Object.entries(fields).map(([name, value]) => `${name}=${value}`)];
  return all.join(' ').toLowerCase().includes(letters);
}
