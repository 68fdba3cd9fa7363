import { analyseQuery } from '../language/analyse.js';
import { idf } from '../language/bm25.js';
import type { Outline } from './outline.js';

export interface QueryTerm {
  term: string;
  /** Memories of the searched cubes that hold it, whoever asks. */
  documents: number;
  idf: number;
  /**
   * So frequent in a large scope that it only adds to memories that a rarer term has found:
   * scoring it everywhere would cost more than it tells.
   */
  frequent: boolean;
}

/** Below this many memories every term is scored everywhere. */
const LARGE_SCOPE = 4_000;
const FREQUENT_SHARE = 0.1;

export function queryTerms(query: string): string[] {
  return analyseQuery(query).map(({ term }) => term);
}

/** Weighs the terms by the statistics of the searched cubes together. */
export function weighTerms(terms: readonly string[], outlines: readonly Outline[]): QueryTerm[] {
  const memories = outlines.reduce((sum, { count }) => sum + count, 0);
  const weighed = terms.map((term) => {
    const documents = outlines.reduce(
      (sum, outline) => sum + (outline.term(term)?.slots.length ?? 0),
      0,
    );
    return { term, documents, idf: idf(memories, documents), frequent: false };
  });
  const found = weighed.filter(({ documents }) => documents > 0);
  found.sort((a, b) => a.documents - b.documents);
  const isFrequent = ({ documents }: QueryTerm) => documents > memories * FREQUENT_SHARE;
  if (memories >= LARGE_SCOPE && found[0] && !isFrequent(found[0])) {
    for (const term of found) term.frequent = isFrequent(term);
  }
  return weighed;
}

/** The speakers whose whole name stands in the query. */
export function speakersNamed(terms: readonly string[], outline: Outline): Set<number> {
  const asked = new Set(terms);
  const named = new Set<number>();
  for (const [speaker, name] of outline.speakerNames) {
    if (name.length > 0 && name.every((term) => asked.has(term))) named.add(speaker);
  }
  return named;
}
