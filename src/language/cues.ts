/**
 * What kind of sentence a text is, as bits kept with a memory: recall weighs them without reading
 * the text again.
 */
export const cue = {
  /** It ends in a question. */
  asks: 1,
  /** The speaker speaks of himself or herself. */
  firstPerson: 2,
  /** The speaker speaks of the one who listens. */
  secondPerson: 4,
} as const;

const ASKS = /[?？]["'”’)\]]*\s*$/;
const FIRST_PERSON =
  /\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|our|us)\b|我|咱|俺|私|僕|俺|나는|내가|저는|제가/i;
const SECOND_PERSON =
  /\b(?:you|you're|you've|you'd|you'll|your|yours|yourself)\b|你|您|あなた|당신/i;

export function cuesOf(text: string): number {
  const plain = text.replaceAll('’', "'");
  return (
    (ASKS.test(plain) ? cue.asks : 0) |
    (FIRST_PERSON.test(plain) ? cue.firstPerson : 0) |
    (SECOND_PERSON.test(plain) ? cue.secondPerson : 0)
  );
}
