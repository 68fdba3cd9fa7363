import { TulvingError } from '../../../errors.js';
import type { Caller } from '../../../model/caller.js';
import type { SseTransport } from './transport.js';

/** Open at a time, of all clients of this process. */
const MOST = 256;
/** After so long without a word a connection makes room for a new one, in ms. */
const SILENT = 10 * 60_000;
/** After so long it is closed anyway, in ms. */
const IDLE = 24 * 3_600_000;

interface Connection {
  transport: SseTransport;
  /** What stands in the URL of its stream. */
  client: string;
  user: string;
  caller: Caller;
  /** By the clock of the process, in ms. */
  lastWord: number;
}

/** The connections that are held open by streams of events. */
export class SseConnections {
  readonly #open = new Map<string, Connection>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get size(): number {
    return this.#open.size;
  }

  add(connection: Omit<Connection, 'lastWord'>): void {
    if (this.#open.size >= MOST) this.#makeRoom();
    this.#open.set(connection.transport.sessionId, { ...connection, lastWord: this.#now() });
  }

  remove({ sessionId }: SseTransport): void {
    this.#open.delete(sessionId);
  }

  /** Of whoever opened it: an id that another one shows is as if it were none. */
  find(id: string, caller: Caller, named: { client?: string; user?: string }): SseTransport {
    const found = this.#open.get(id.replaceAll('-', ''));
    const isTheirs =
      found !== undefined &&
      found.caller.key === caller.key &&
      found.caller.tenant === caller.tenant &&
      (named.client ?? found.client) === found.client &&
      (named.user ?? found.user) === found.user;
    if (!isTheirs) {
      throw new TulvingError('not_found', 'There is no such connection any more.', {
        remedy: 'Connect again.',
      });
    }
    found.lastWord = this.#now();
    return found.transport;
  }

  /** Asked at each heartbeat. */
  closeIfIdle({ sessionId }: SseTransport): void {
    const found = this.#open.get(sessionId);
    if (found && this.#now() - found.lastWord > IDLE) void found.transport.close();
  }

  #makeRoom(): void {
    const [longest] = [...this.#open.values()].toSorted((a, b) => a.lastWord - b.lastWord);
    if (longest === undefined || this.#now() - longest.lastWord < SILENT) {
      throw new TulvingError('too_much_at_once', `${MOST} connections are open.`, {
        remedy:
          'Close one, or connect to the address with http in place of sse: it holds none open.',
      });
    }
    this.remove(longest.transport);
    void longest.transport.close();
  }
}
