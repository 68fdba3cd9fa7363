import type { DensityResult } from 'tulving/client';
import { dayAfter } from '../../components/days';
import type { TimelineSearch } from './search-params';

export type Span = DensityResult['data'][number];

/** More than that no screen holds, and a coarser unit says it better. */
const most = 366;

const nextOf: Record<NonNullable<TimelineSearch['unit']> | 'day', (from: string) => string> = {
  day: (from) => dayAfter(from, 1),
  week: (from) => dayAfter(from, 7),
  month: (from) => `${dayAfter(`${from.slice(0, 7)}-28`, 4).slice(0, 7)}-01`,
};

export interface Bars {
  /** Without gaps, oldest first. */
  spans: Span[];
  /** Memories before the first of them. */
  earlier: number;
}

/** The newest spans, with those in which there is nothing. */
export function barsOf(filled: readonly Span[], unit: keyof typeof nextOf): Bars {
  const [first] = filled;
  const last = filled.at(-1);
  if (first === undefined || last === undefined) return { spans: [], earlier: 0 };
  const known = new Map(filled.map((span) => [span.from, span]));
  const spans: Span[] = [];
  for (let from = startOf(filled, unit); from <= last.from;) {
    const until = nextOf[unit](from);
    spans.push(known.get(from) ?? { from, until, memories: 0, superseded: 0 });
    from = until;
  }
  const shown = spans.slice(-most);
  const begins = shown[0]?.from ?? '';
  const before = filled.filter(({ from }) => from < begins);
  return { spans: shown, earlier: before.reduce((sum, { memories }) => sum + memories, 0) };
}

/** A birthday of 1950 must not be counted down to, day by day. */
function startOf(filled: readonly Span[], unit: keyof typeof nextOf): string {
  const longest = { day: 1, week: 7, month: 31 }[unit] * most;
  const last = filled.at(-1)?.from ?? '';
  const floor = dayAfter(last, -longest);
  return filled.find(({ from }) => from >= floor)?.from ?? last;
}
