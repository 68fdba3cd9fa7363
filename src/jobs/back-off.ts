const FIRST = 5_000;
const LONGEST = 3_600_000;

/**
 * How long to wait before the next try, in ms: exponential with full jitter, so that jobs that
 * failed together do not come back together ("Exponential Backoff And Jitter", AWS Architecture
 * Blog, https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param tries how often it was tried, from 1
 * @param random from 0 to 1
 */
export function backOff(tries: number, random: number): number {
  return Math.round(random * Math.min(LONGEST, FIRST * 2 ** (tries - 1)));
}
