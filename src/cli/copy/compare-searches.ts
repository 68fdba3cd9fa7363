import type { Memory } from '../../memory.js';
import type { Sample } from '../../store/copy/samples.js';
import { areSameAnswers } from './same-answers.js';

export interface SearchComparison {
  asked: number;
  /** Queries that are answered otherwise. */
  different: string[];
}

const WORDS = 8;

/** Asks both for the same, by the beginnings of texts that are kept. */
export async function compareSearches(
  one: Memory,
  other: Memory,
  samples: readonly Sample[],
): Promise<SearchComparison> {
  const different: string[] = [];
  for (const { cube, text } of samples) {
    const query = text.trim().split(/\s+/).slice(0, WORDS).join(' ').slice(0, 200);
    const ask = (memory: Memory) => memory.search({ cube, query, limit: 20, rerank: false });
    const [first, second] = [await ask(one), await ask(other)];
    if (!areSameAnswers(first.results, second.results)) different.push(query);
  }
  return { asked: samples.length, different };
}
