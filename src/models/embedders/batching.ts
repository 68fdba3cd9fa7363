import { estimateTokens } from '../../language/tokens.js';

/** Places of texts that go into one request each, by count and by tokens; in their order. */
export function batchesOf(
  texts: readonly string[],
  { most, tokens = Infinity }: { most: number; tokens?: number | undefined },
): number[][] {
  const batches: number[][] = [];
  let room = 0;
  texts.forEach((text, at) => {
    const cost = estimateTokens(text);
    const last = batches.at(-1);
    if (last === undefined || last.length >= most || cost > room) {
      batches.push([at]);
      room = tokens - cost;
    } else {
      last.push(at);
      room -= cost;
    }
  });
  return batches;
}

/** The beginning of a text, as far as a model reads it; the estimate rather counts too much. */
export function withinTokens(text: string, tokens: number): string {
  let kept = text;
  for (let cost = estimateTokens(kept); cost > tokens; cost = estimateTokens(kept)) {
    kept = kept.slice(0, Math.floor((kept.length * tokens * 0.98) / cost)).toWellFormed();
  }
  return kept;
}
