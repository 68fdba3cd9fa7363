export interface CircuitOptions {
  /** So many failures one after another, and nobody is asked for a while. */
  failures?: number;
  /** The first rest, in ms; each further one is twice as long, up to `longestMs`. */
  restMs?: number;
  longestMs?: number;
  /** In ms. */
  now?: () => number;
}

/**
 * Keeps every search from waiting for a service that does not answer (the circuit breaker of Nygard 2007,
 * "Release It!"). After a rest one search tries; when it fails too, the next rest is longer.
 */
export class Circuit {
  readonly #options: Required<CircuitOptions>;
  #failed = 0;
  #restsUntil = -Infinity;

  constructor(options: CircuitOptions = {}) {
    const now = () => performance.now();
    this.#options = { failures: 3, restMs: 30_000, longestMs: 300_000, now, ...options };
  }

  /** Whether to ask now. Who is told so says how it went. */
  tries(): boolean {
    const { failures, now } = this.#options;
    if (this.#failed < failures) return true;
    if (now() < this.#restsUntil) return false;
    // While one tries, the others rest on.
    this.#rest();
    return true;
  }

  ended(wasAnswered: boolean): void {
    this.#failed = wasAnswered ? 0 : this.#failed + 1;
    if (this.#failed >= this.#options.failures) this.#rest();
  }

  #rest(): void {
    const { failures, restMs, longestMs, now } = this.#options;
    const doublings = Math.max(0, this.#failed - failures);
    this.#restsUntil = now() + Math.min(longestMs, restMs * 2 ** Math.min(doublings, 16));
  }
}
