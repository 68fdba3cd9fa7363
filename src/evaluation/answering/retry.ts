import { backOff } from '../../jobs/back-off.js';
import { isPassing } from './fault.js';

/** How often a call is tried, the first time included. */
const TRIES = 4;

export interface Patience {
  /** Waits so many milliseconds. */
  wait: (milliseconds: number) => Promise<void>;
  /** From 0 to 1. */
  random: () => number;
}

/**
 * Makes a call until it succeeds, with longer and longer pauses between; once only where it was refused.
 *
 * @param failed is told of each try that failed
 * @throws what the last try threw
 */
export async function withRetries<Result>(
  call: () => Promise<Result>,
  { wait, random }: Patience,
  failed: () => void,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      failed();
      if (tries === TRIES || !isPassing(error)) throw error;
    }
    await wait(backOff(tries, random()));
  }
}
