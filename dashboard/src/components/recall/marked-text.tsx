import { askedWords } from './asked-words';

/** A memory's text, with the words of the question marked. */
export function MarkedText({ text, terms }: { text: string; terms: readonly string[] }) {
  return askedWords(text, terms).map(({ text: piece, isAsked }, at) =>
    isAsked ? (
      // Pieces of one text have no other name than their place.
      <mark key={at} className="rounded-xs bg-accent-soft font-medium text-inherit">
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}
