import { setImmediate as othersTurn } from 'node:timers/promises';
import { isWhole, ownsEpisode, requireScope, sees } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import { type Event, type EventsRequest, eventsSchema } from '../model/event.js';
import { type Clock, formatInstant } from '../model/time.js';
import { validate } from '../model/validate.js';
import type { EventReads, MemoryReads, RemovalReads, StoredEvent } from '../store/port.js';
import { Watch } from './watch.js';

export interface EventParts {
  log: EventReads;
  memories: Pick<MemoryReads, 'byIds' | 'episode'>;
  removals: Pick<RemovalReads, 'citing'>;
  clock: Clock;
}

const PAGE = 200;
/** Of the log's clock, in a millisecond. */
const TICKS = 1_024;

/**
 * Tells what happens while it happens, also by other processes. Whoever follows reads the log at a
 * pace of his own, so that nothing is kept for those who are slow: the log itself is the buffer.
 */
export class Events {
  readonly #parts: EventParts;
  readonly #watch: Watch;
  readonly #closing = new AbortController();
  /** The last page of each tenant: those who wait at the same place share it. */
  readonly #pages = new Map<
    number,
    { after: number; upTo: number; page: Promise<StoredEvent[]> }
  >();

  constructor(parts: EventParts) {
    this.#parts = parts;
    this.#watch = new Watch(parts.log);
  }

  /** Ends with the signal, and when the memory is closed. */
  follow({ signal, ...request }: EventsRequest, caller: Caller): AsyncGenerator<Event> {
    requireScope(caller.access, 'read');
    const { after = this.now() } = validate(eventsSchema, request);
    return this.#follow(after, caller, signal);
  }

  /**
   * The place from which what happens now is told. By the clock and not by the log, whose last
   * event may be nobody's business.
   */
  now(): number {
    return this.#parts.clock() * TICKS - 1;
  }

  close(): void {
    this.#closing.abort();
  }

  async *#follow(
    after: number,
    caller: Caller,
    given: AbortSignal | undefined,
  ): AsyncGenerator<Event> {
    const signal = AbortSignal.any([this.#closing.signal, ...(given ? [given] : [])]);
    if (signal.aborted) return;
    let at = await this.#parts.log.lastAt(after);
    while (!signal.aborted) {
      const upTo = await this.#watch.grownBeyond(at, signal);
      if (signal.aborted) return;
      const page = await this.#page(caller.tenant, at, upTo);
      for (const event of page) {
        if (signal.aborted) return;
        if (await this.#isSeen(event, caller)) yield present(event);
        // SQLite answers at once: whoever is told of nothing would read the whole log in one go.
        else await othersTurn();
      }
      const last = page.at(-1)?.seq ?? at;
      at = page.length < PAGE ? Math.max(last, upTo) : last;
    }
  }

  #page(tenant: number, after: number, upTo: number): Promise<StoredEvent[]> {
    const known = this.#pages.get(tenant);
    if (known?.after === after && known.upTo === upTo) return known.page;
    const page = this.#parts.log.page(tenant, after, PAGE);
    this.#pages.set(tenant, { after, upTo, page });
    return page;
  }

  /** What was erased says no more whose it was, so only who reaches everything is told. */
  async #isSeen({ kind, subject }: StoredEvent, { tenant, access }: Caller): Promise<boolean> {
    if (isWhole(access)) return true;
    const { memories, removals } = this.#parts;
    if (kind.startsWith('episode.')) {
      const episode = await memories.episode(tenant, subject);
      const resting = access.bounds ? await removals.citing(tenant, [subject]) : [];
      return episode !== undefined && ownsEpisode(access, episode, resting);
    }
    const [memory] = await memories.byIds(tenant, [subject]);
    return memory !== undefined && sees(access, memory);
  }
}

function present({ hlc, kind, subject, version, cube, app, at }: StoredEvent): Event {
  return { seq: hlc, kind, subject, version, cube, app, at: formatInstant(at) };
}
