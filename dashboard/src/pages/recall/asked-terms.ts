import type { Trace } from 'tulving/client';

type Term = Trace['query']['terms'][number];

/** A word of the question, and in how many memories it stands; null: that is not told. */
export interface AskedWord {
  word: string;
  documents: number | null;
}

/** In what form a word is looked for. */
export interface Form extends AskedWord {
  term: string;
  /** Whether it is another word, which stands for this one. */
  isOther: boolean;
}

/**
 * Terms as a person reads them: each word of the question once, as it is written there; and apart, the stems and
 * the other words that are looked for in its place.
 */
export function askedTerms(terms: readonly Term[]): { words: AskedWord[]; forms: Form[] } {
  const written = new Map(terms.map(({ term, word = term }) => [term, word]));
  const words = new Map<string, AskedWord>();
  const forms: Form[] = [];
  for (const { term, word = term, documents, stands_for: asked } of terms) {
    if (asked !== undefined) {
      forms.push({ term, word: written.get(asked) ?? asked, documents, isOther: true });
      continue;
    }
    const known = words.get(word);
    // Of a word in several parts the whole comes first.
    if (!known) words.set(word, { word, documents });
    if (word.toLowerCase() !== term) forms.push({ term, word, documents, isOther: false });
  }
  return { words: [...words.values()], forms };
}
