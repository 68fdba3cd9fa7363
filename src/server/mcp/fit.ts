import { estimateTokens } from '../../language/tokens.js';

/**
 * What an answer may take, in tokens by our estimate. Claude Code refuses tool results above 25,000;
 * an answer is sent as text and as structure, some clients show both, and for rare characters the
 * estimate may be a third too low.
 */
export const ANSWER_TOKENS = 7_000;

/** What stands in a list, and how many more there were. */
export interface Fitting<Item> {
  kept: Item[];
  leftOut: number;
}

/** The first items that fit; at least one. */
export function fitting<Item>(items: readonly Item[], budget = ANSWER_TOKENS): Fitting<Item> {
  let left = budget;
  const end = items.findIndex((item, index) => (left -= costOf(item)) < 0 && index > 0);
  const kept = end < 0 ? [...items] : items.slice(0, end);
  return { kept, leftOut: items.length - kept.length };
}

/** As text the JSON stands in JSON again, where marks and line ends cost more than they do in the structure. */
export function costOf(value: unknown): number {
  const json = JSON.stringify(value);
  return (estimateTokens(json) + estimateTokens(JSON.stringify(json))) / 2;
}

/** The longest beginning of a text that takes at most so many tokens; never half a character. */
export function beginning(text: string, tokens: number): string {
  let [fits, tooLong] = [0, text.length + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (costOf(text.slice(0, middle)) <= tokens) fits = middle;
    else tooLong = middle;
  }
  return whole(text, Math.max(fits, 1));
}

/** At most so many UTF-16 units, and one more where that would cut a character. */
export function whole(text: string, units: number): string {
  const cut = text.slice(0, units);
  return /[\uD800-\uDBFF]$/.test(cut) && units < text.length ? text.slice(0, units + 1) : cut;
}

/** With a mark where it goes on. */
export function shortened(text: string, units: number): string {
  const start = whole(text, units);
  return start === text ? text : `${start.trimEnd()}…`;
}
