import type { Trace } from '../../model/trace.js';

/** Of a trace, what a model can tell a person: a whole one is for programs, by REST. */
export interface Read {
  /** As the query has them. */
  words: string[];
  times?: Trace['query']['times'];
  asks?: Trace['query']['asks'];
  coverage: number;
}

/** How the query was read. */
export function readOf({ query: { terms, times, asks = [] }, coverage }: Trace): Read {
  const asked = terms.filter(({ stands_for: other }) => other === undefined);
  return {
    words: [...new Set(asked.map(({ term, word = term }) => word))],
    ...(times.length > 0 && { times }),
    ...(asks.length > 0 && { asks }),
    coverage: hundredths(coverage),
  };
}

/** What the place of a memory is made of: what each channel adds, and what else put it there. */
export function whyOf({ hits }: Trace, id: string): Record<string, number | string> {
  const hit = hits.find(({ memory_id }) => memory_id === id);
  const shares = (hit?.channels ?? [])
    .map(({ channel, share }) => [channel, hundredths(share)] as const)
    .filter(([, share]) => share !== 0);
  return {
    ...(hit && hit.via !== 'channels' && { via: hit.via }),
    ...Object.fromEntries(shares),
  };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
