import { analyse } from '../language/terms/analyse.js';
import type { Instant } from '../model/time.js';
import type { ErasedMemory, Evidence, Revision } from '../store/change-set.js';
import type { StoredMemory, StoredSource } from '../store/port.js';
import { later, type Plan, type Reviser, revisionOf } from './revise.js';

/** What is to go, and every memory that rests on the same episodes. */
export interface ErasureTarget {
  memories: readonly StoredMemory[];
  /** Spans to blank besides those that the memories quote. */
  spans: readonly Evidence[];
  /** Episodes to remove as a whole. */
  episodes: readonly string[];
  /** Names of cubes to forget when nothing is left in them. */
  cubes: readonly string[];
  /** Users to forget the jobs of when nothing of theirs is left. */
  users?: readonly string[];
  /** Names of users, cubes and runs: traces of searches that hold all of one of these go along. */
  named: readonly (readonly string[])[];
  /** Whether it is a chore, which nobody looks after. */
  chore: boolean;
  /** Makes the text of a memory that loses a part; without it the text is made of what is left. */
  rewrite?: (text: string) => string;
}

/** In which whoever asked for an erasure may search for the words once more, in ms. */
const TRACE_PAUSE = 10 * 60_000;

/** A memory that was merged into another. */
export interface Part {
  part: StoredMemory;
  /** Its expiry before it was merged. */
  expiresAt: Instant | null;
}

/** What a plan must know besides. */
export interface ErasureSurroundings {
  /** The memories that rest on the episodes of the target. */
  citing: readonly StoredMemory[];
  /** The memories that were merged into any of these or of the target. */
  parts: readonly Part[];
  /** By number of memory, all that each ever said. */
  said: ReadonlyMap<number, readonly string[]>;
}

export const nothing: ErasureTarget = {
  memories: [],
  spans: [],
  episodes: [],
  cubes: [],
  named: [],
  chore: false,
};

export interface ErasurePlan extends Plan {
  erasure: NonNullable<Plan['erasure']>;
  revisions: Revision[];
}

/**
 * Takes memories out for good, with the words that they quote. A memory that loses all its evidence
 * goes along. One that loses a part stays when other evidence says the same; what is left of a
 * statement is made a statement again; what was derived goes, since nobody can tell what it came from.
 * What was merged into one that goes and does not go itself stands alone again.
 */
export function planErase(
  target: ErasureTarget,
  surroundings: ErasureSurroundings,
  reviser: Reviser,
): ErasurePlan {
  const going = new Map(target.memories.map((memory) => [memory.id, memory]));
  const spans = [
    ...target.spans,
    ...target.memories.flatMap((memory) => ownOf(memory).map(spanOf)),
  ];
  const blanked = spansByEpisode(spans);
  const said = (memory: StoredMemory) => surroundings.said.get(memory.no) ?? [memory.text];
  const revisions = new Map<string, Revision>();
  const lost: string[] = [];
  for (const memory of surroundings.citing) {
    if (going.has(memory.id)) continue;
    const own = ownOf(memory);
    const left = own.map((source) => remainderOf(source, blanked));
    const touched = own.filter((source, index) => !isWhole(source, left[index] ?? []));
    if (touched.length === 0) continue;
    lost.push(...touched.map(({ quote }) => quote));
    const loss = { touched, left: left.flat(), said: said(memory), rewrite: target.rewrite };
    const revision = rebuild(memory, loss, reviser);
    if (revision) revisions.set(memory.id, revision);
    else going.set(memory.id, memory);
  }
  for (const { part, expiresAt } of surroundings.parts) {
    if (going.has(part.id) || !going.has(part.mergedInto ?? '')) continue;
    const free = { mergedInto: null, expiresAt: later(expiresAt, reviser.at) };
    const alone = revisionOf(part, 'restored', reviser, free);
    revisions.set(part.id, { ...alone, ...revisions.get(part.id), ...free });
  }
  const gone = [...going.values()];
  const texts = new Set([...lost, ...gone.flatMap((memory) => wordsOf(memory, said(memory)))]);
  return {
    erasure: {
      spans,
      memories: gone.map((memory) => erasedOf(memory, said(memory), reviser)),
      episodes: target.episodes,
      cubes: target.cubes,
      ...(target.users && { users: target.users }),
      traces: {
        said: [...texts].map((text) => analyse(text)),
        named: target.named,
        pauseUntil: target.chore ? null : reviser.at + TRACE_PAUSE,
      },
    },
    revisions: [...revisions.values()],
  };
}

/** An import must not bring back anything that it said or quoted. */
function erasedOf(
  memory: StoredMemory,
  said: readonly string[],
  { indexer }: Reviser,
): ErasedMemory {
  const sources = ownOf(memory);
  const texts = wordsOf(memory, said);
  const fingerprints = [...new Set(texts.map((text) => indexer.fingerprint(text)))];
  return { id: memory.id, version: memory.version, sources: sources.length, fingerprints };
}

/** All that it ever said or quoted. */
function wordsOf(memory: StoredMemory, said: readonly string[]): string[] {
  return [...said, ...ownOf(memory).map(({ quote }) => quote)];
}

/** Without the evidence of what was merged into it. */
function ownOf({ id, sources }: StoredMemory): StoredSource[] {
  return sources.filter(({ memory }) => memory === id);
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
  /** All that it ever said: a correction leaves the words that it rests on behind. */
  said: readonly string[];
}

function rebuild(
  memory: StoredMemory,
  { touched, left, said, rewrite }: Loss,
  reviser: Reviser,
): Revision | undefined {
  if (left.length === 0) return undefined;
  const change = { removeSources: touched.map(spanOf), forgetTexts: true };
  const { fingerprint } = reviser.indexer;
  const words = new Set(said.map((text) => fingerprint(text)));
  const same = (text: string) => words.has(fingerprint(text));
  const own = ownOf(memory);
  const untouched = own.filter((source) => !touched.includes(source));
  // Evidence of the same words remains, even where a correction or an erasure has left them behind.
  const lost = new Set(touched.map(({ quote }) => fingerprint(quote)));
  const remains = ({ quote }: StoredSource) => same(quote) || lost.has(fingerprint(quote));
  if (!rewrite && untouched.some(remains)) {
    return revisionOf(memory, 'rebuilt', reviser, change);
  }
  const quoted = [own.map(({ quote }) => quote).join(' '), ...touched.map(({ quote }) => quote)];
  const today = fingerprint(memory.text);
  const verbatim = quoted.some((text) => fingerprint(text) === today);
  if (!rewrite && (memory.kind !== 'statement' || !verbatim)) return undefined;
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
