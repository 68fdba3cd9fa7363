import { estimateTokens } from '../../language/tokens.js';

/**
 * Tokens that an answer may take, by an estimate that rather counts too much. Claude Code refuses
 * tool results above 25,000; an answer is sent as text and as structured content, and some clients
 * show both.
 */
export const ANSWER_TOKENS = 10_000;

/** The first items that fit; at least one. */
export function fitting<Item>(items: readonly Item[], budget = ANSWER_TOKENS): Item[] {
  let left = budget;
  const end = items.findIndex((item, index) => {
    left -= estimateTokens(JSON.stringify(item));
    return left < 0 && index > 0;
  });
  return end < 0 ? [...items] : items.slice(0, end);
}

/** The longest beginning of a text that takes at most so many tokens; never half a character. */
export function beginning(text: string, tokens: number): string {
  let [fits, tooLong] = [0, text.length + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (estimateTokens(text.slice(0, middle)) <= tokens) fits = middle;
    else tooLong = middle;
  }
  return whole(text, Math.max(fits, 1));
}

/** At most so many UTF-16 units. */
export function whole(text: string, units: number): string {
  const cut = text.slice(0, units);
  return /[\uD800-\uDBFF]$/.test(cut) && units < text.length ? text.slice(0, units + 1) : cut;
}
