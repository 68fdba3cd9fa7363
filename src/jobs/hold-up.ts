import { TulvingError, type ErrorCode } from '../errors.js';
import type { Instant } from '../model/time.js';

const HOUR = 3_600_000;
/** Longer than this no answer of a provider puts a job off: it would be parked without a word. */
const LONGEST = HOUR;

/** What says nothing of the one job, and would befall each of its kind: all of them wait, and no try is counted. */
const holdUps: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['model_budget_spent']);

/** Until when a failure holds up all jobs of the kind; undefined when it is the job's own. */
export function holdUpOf(error: unknown, at: Instant): { until: Instant } | undefined {
  if (!TulvingError.isInstance(error) || !holdUps.has(error.code)) return undefined;
  return { until: Math.max(error.until ?? at + HOUR, at + 1) };
}

/** Before when another try has no use, as far as the failure tells. */
export function notBefore(error: unknown, at: Instant): Instant {
  const until = TulvingError.isInstance(error) ? (error.until ?? at) : at;
  return Math.min(until, at + LONGEST);
}
