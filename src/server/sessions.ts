import { createHash, randomBytes } from 'node:crypto';
import type { Clock, Instant } from '../model/time.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A session ends when it was not used for so long, in ms. */
const IDLE = 12 * HOUR;
/** And after so long in any case. */
export const LONGEST = 7 * 24 * HOUR;
const LINK_LASTS = 15 * MINUTE;
/** The oldest goes: whoever signs in again and again must not fill the memory. */
const MOST = 1_000;

export interface BrowserSession {
  /** Id of the key that it was begun with; null: with the link of the one who started the server. */
  key: string | null;
  /** When it ends unless it is used before then. */
  endsAt: Instant;
  /** Whether it has not ended meanwhile, for what goes on for long. */
  holds: () => boolean;
}

interface Kept {
  key: string | null;
  begun: Instant;
  used: Instant;
}

/**
 * The sessions of browsers, in the memory of this process: a restart signs everybody out, and no
 * file holds anything to sign in with. Of the tokens only hashes are kept.
 */
export class Sessions {
  readonly #clock: Clock;
  readonly #sessions = new Map<string, Kept>();
  readonly #links = new Map<string, Instant>();

  constructor(clock: Clock = Date.now) {
    this.#clock = clock;
  }

  /** @returns the token, which is not known here afterwards */
  begin(key: string | null): string {
    const at = this.#clock();
    const token = newToken();
    this.#sessions.set(hashOf(token), { key, begun: at, used: at });
    for (const hash of this.#sessions.keys()) {
      if (this.#sessions.size <= MOST) break;
      this.#sessions.delete(hash);
    }
    return token;
  }

  /** The session of a token, which counts as used now. */
  find(token: string): BrowserSession | undefined {
    const hash = hashOf(token);
    const kept = this.#sessions.get(hash);
    if (!kept) return undefined;
    const at = this.#clock();
    if (at >= endOf(kept)) {
      this.#sessions.delete(hash);
      return undefined;
    }
    kept.used = at;
    const holds = () => this.#sessions.has(hash) && this.#clock() < endOf(kept);
    return { key: kept.key, endsAt: endOf(kept), holds };
  }

  end(token: string): void {
    this.#sessions.delete(hashOf(token));
  }

  /** A token for one sign-in without a key, within a quarter of an hour. */
  newLink(): string {
    const token = newToken();
    this.#links.set(hashOf(token), this.#clock() + LINK_LASTS);
    return token;
  }

  /** Whether the link still holds. It does not any more afterwards. */
  takeLink(token: string): boolean {
    const hash = hashOf(token);
    const until = this.#links.get(hash);
    this.#links.delete(hash);
    return until !== undefined && this.#clock() < until;
  }
}

function endOf({ begun, used }: Kept): Instant {
  return Math.min(begun + LONGEST, used + IDLE);
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Looked up by hash, so that comparing tells nothing of the token by the time it takes. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
