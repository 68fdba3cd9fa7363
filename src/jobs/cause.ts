import { TulvingError } from '../errors.js';
import { isId } from '../model/ids.js';

const LONGEST = 500;
/** What is shorter is a name or a number, which many messages hold by chance. */
const SHORTEST_QUOTE = 8;

/**
 * What is kept of an error: its message, never its stack. It is shown to whoever may list jobs, so
 * the texts of the payload are blanked in it; ids stay, they tell what to look at.
 */
export function causeOf(error: unknown, payload: Record<string, unknown>): string {
  const message = error instanceof Error ? error.message : String(error);
  const told = TulvingError.isInstance(error) ? `${error.code}: ${error.message}` : message;
  const quotes = stringsOf(payload)
    .filter((text) => text.length >= SHORTEST_QUOTE && !isId(text))
    // A longer one may hold a shorter one.
    .toSorted((a, b) => b.length - a.length);
  return shorten(quotes.reduce((text, quote) => text.replaceAll(quote, '…'), told));
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((item) => stringsOf(item));
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}
