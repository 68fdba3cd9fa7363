import type { Evidence, Revision } from '../store/change-set.js';
import type { StoredMemory, StoredSource } from '../store/port.js';
import { type Plan, type Reviser, revisionOf } from './revise.js';

/** What is to go, and every memory that rests on the same episodes. */
export interface ErasureTarget {
  memories: readonly StoredMemory[];
  /** Spans to blank besides those that the memories quote. */
  spans: readonly Evidence[];
  /** Episodes to remove as a whole. */
  episodes: readonly string[];
  /** Names of cubes to forget when nothing is left in them. */
  cubes: readonly string[];
  citing: readonly StoredMemory[];
  /** Makes the text of a memory that loses a part; without it the text is made of what is left. */
  rewrite?: (text: string) => string;
}

export const nothing: ErasureTarget = {
  memories: [],
  spans: [],
  episodes: [],
  cubes: [],
  citing: [],
};

export interface ErasurePlan extends Plan {
  erasure: NonNullable<Plan['erasure']>;
  revisions: Revision[];
}

/**
 * Takes memories out for good, with the words that they quote. A memory that loses all its evidence
 * goes along. One that loses a part stays when other evidence says the same; what is left of a
 * statement is made a statement again; what was derived goes, since nobody can tell what it came from.
 */
export function planErase(target: ErasureTarget, reviser: Reviser): ErasurePlan {
  const going = new Map(target.memories.map((memory) => [memory.id, memory]));
  const spans = [...target.spans, ...target.memories.flatMap(({ sources }) => sources.map(spanOf))];
  const blanked = spansByEpisode(spans);
  const revisions: Revision[] = [];
  for (const memory of target.citing) {
    if (going.has(memory.id)) continue;
    const left = memory.sources.map((source) => remainderOf(source, blanked));
    const touched = memory.sources.filter((source, index) => !isWhole(source, left[index] ?? []));
    if (touched.length === 0) continue;
    const revision = rebuild(
      memory,
      { touched, left: left.flat(), rewrite: target.rewrite },
      reviser,
    );
    if (revision) revisions.push(revision);
    else going.set(memory.id, memory);
  }
  return {
    erasure: {
      spans,
      memories: Array.from(going.values(), ({ id, sources }) => ({ id, sources: sources.length })),
      episodes: target.episodes,
      cubes: target.cubes,
    },
    revisions,
  };
}

/** A part of a quote that stays. */
interface Piece extends Evidence {
  text: string;
}

interface Loss extends Pick<ErasureTarget, 'rewrite'> {
  /** Sources that lose something. */
  touched: readonly StoredSource[];
  /** What is left of all its quotes. */
  left: readonly Piece[];
}

function rebuild(
  memory: StoredMemory,
  { touched, left, rewrite }: Loss,
  reviser: Reviser,
): Revision | undefined {
  if (left.length === 0) return undefined;
  const change = { removeSources: touched.map(spanOf), forgetTexts: true };
  const same = (text: string) =>
    reviser.indexer.index(text).fingerprint === reviser.indexer.index(memory.text).fingerprint;
  const untouched = memory.sources.filter((source) => !touched.includes(source));
  if (!rewrite && untouched.some(({ quote }) => same(quote))) {
    return revisionOf(memory, 'rebuilt', reviser, change);
  }
  const verbatim = same(memory.sources.map(({ quote }) => quote).join(' '));
  const quoted = verbatim || touched.some(({ quote }) => same(quote));
  if (!rewrite && (memory.kind !== 'statement' || !quoted)) return undefined;
  const kept = new Set(untouched.map(({ episode, start }) => `${episode}/${start}`));
  return revisionOf(memory, 'rebuilt', reviser, {
    ...change,
    text: rewrite ? rewrite(memory.text) : left.map(({ text }) => text).join('\n'),
    addSources: left
      .filter(({ episode, start }) => !kept.has(`${episode}/${start}`))
      .map(({ episode, start, end }) => ({ episode, start, end })),
  });
}

function isWhole(source: StoredSource, left: readonly Piece[]): boolean {
  const [piece] = left;
  return left.length === 1 && piece?.start === source.start && piece.end === source.end;
}

/** What the blanked spans leave of a quote, without white space around it; quotes of nothing but white space go. */
function remainderOf(
  source: StoredSource,
  blanked: ReadonlyMap<string, readonly Evidence[]>,
): Piece[] {
  const { episode, start, end, quote } = source;
  const overlapping = (blanked.get(episode) ?? []).filter(
    (span) => span.start < end && span.end > start,
  );
  if (overlapping.length === 0) return [{ episode, start, end, text: quote }];
  const pieces: Piece[] = [];
  let from = start;
  for (const span of [...overlapping, { start: end, end }]) {
    const text = quote.slice(from - start, Math.max(from, span.start) - start);
    const lead = text.length - text.trimStart().length;
    const body = text.trim();
    if (/[\p{L}\p{N}]/u.test(body)) {
      pieces.push({ episode, start: from + lead, end: from + lead + body.length, text: body });
    }
    from = Math.max(from, span.end);
  }
  return pieces;
}

/** In the order of their starts. */
function spansByEpisode(spans: readonly Evidence[]): Map<string, Evidence[]> {
  const byEpisode = new Map<string, Evidence[]>();
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const of = byEpisode.get(span.episode) ?? [];
    of.push(span);
    byEpisode.set(span.episode, of);
  }
  return byEpisode;
}

function spanOf({ episode, start, end }: Evidence): Evidence {
  return { episode, start, end };
}
