/** Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond". */
export interface Bm25Parameters {
  /** How soon more occurrences stop to count. */
  k1: number;
  /** How much length counts, from 0 to 1. */
  b: number;
}

const STANDARD: Bm25Parameters = { k1: 1.2, b: 0.75 };

/** Weight of a term that `documents` of `total` hold; never negative, as in Lucene. */
export function idf(total: number, documents: number): number {
  return Math.log(1 + (total - documents + 0.5) / (documents + 0.5));
}

/** Weight of a term in one text, to be multiplied by its idf. Lengths in terms. */
export function bm25Weight(
  frequency: number,
  length: number,
  averageLength: number,
  { k1, b }: Bm25Parameters = STANDARD,
): number {
  const norm = k1 * (1 - b + (b * length) / averageLength);
  return (frequency * (k1 + 1)) / (frequency + norm);
}
