const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After each try that fails, in ms; after the last of them a delivery is given up. */
const pauses = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  24 * HOUR,
  24 * HOUR,
];

/** So that what failed together does not come back together. */
const JITTER = 0.1;

/**
 * @param tries how often it was tried, from 1
 * @param random from 0 to 1
 * @returns ms until the next try; undefined: there is none
 */
export function nextTry(tries: number, random: number): number | undefined {
  const pause = pauses[tries - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 + JITTER * (2 * random - 1)));
}

/** Without a success for so long, a webhook is turned off. */
export const PATIENCE = 5 * 24 * HOUR;
