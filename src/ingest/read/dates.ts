import type { Instant } from '../../model/time.js';

/** Programs that make documents without asking the clock write these. */
const ofTemplates = new Set([
  Date.parse('2013-12-23T23:15:00Z'),
  Date.parse('1980-01-01T00:00:00Z'),
]);
const EARLIEST = Date.parse('1985-01-01T00:00:00Z');

/** The date that a file has of itself, unless it lies in the future, before PCs, or is a template's. */
export function trustedInstant(
  text: string | undefined,
  now: Instant = Date.now(),
): Instant | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const at = Date.parse(text);
  const isTrusted = at >= EARLIEST && at <= now && !ofTemplates.has(at);
  return isTrusted ? at : undefined;
}
