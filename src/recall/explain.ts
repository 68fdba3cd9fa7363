import { formatInstant, type Instant } from '../model/time.js';
import type { ChannelTrace, RerankNote, Trace } from '../model/trace.js';
import type { StoredMemory } from '../store/port.js';
import { type Calibrated, kindOf } from './calibrate.js';
import { channelNames } from './channels.js';
import { type Candidates, type Ranked, sharesOf, type WeightTable } from './fuse.js';
import type { AskedTime } from './dates.js';
import type { MeaningNote } from './meaning.js';
import type { QueryTerm } from './understand.js';

/** What a search leaves behind for `explain`. */
export interface SearchNotes {
  query: string;
  /** The moments asked about, where the query named any. */
  moment: { asOf?: Instant | undefined; knownAt?: Instant | undefined };
  terms: readonly QueryTerm[];
  /** What the query has in quotation marks. */
  phrases: readonly string[];
  times: readonly AskedTime[];
  cubes: Trace['cubes'];
  candidates: readonly Candidates[];
  filtered: NonNullable<Trace['filtered_by']>;
  coverage: number;
  highest: Float32Array;
  table: WeightTable;
  ranked: readonly Calibrated[];
  reranked: RerankNote | undefined;
  meaning: MeaningNote | undefined;
  drops: Trace['drops'];
  took: Record<string, number>;
}

/** Draws the trace; ids come from the memories that were read for the answer. */
export function drawTrace(notes: SearchNotes, stored: readonly StoredMemory[]): Trace {
  const ids = new Map(stored.map(({ no, id }) => [no, id]));
  return {
    query: {
      text: notes.query,
      terms: notes.terms.map(({ term, documents, idf, standsFor }) => ({
        term,
        documents,
        idf: round(idf),
        ...(standsFor !== undefined && { stands_for: standsFor }),
      })),
      phrases: [...notes.phrases],
      times: notes.times.map(({ text, from, to, event }) => ({
        text,
        from: presentBound(from),
        to: presentBound(to),
        ...(event !== undefined && { event }),
      })),
      as_of: presentInstant(notes.moment.asOf),
      known_at: presentInstant(notes.moment.knownAt),
    },
    cubes: notes.cubes,
    candidates: notes.candidates.reduce((sum, { slots }) => sum + slots.length, 0),
    filtered: Object.values(notes.filtered).reduce((sum, count) => sum + count, 0),
    filtered_by: notes.filtered,
    coverage: round(notes.coverage),
    hits: notes.ranked
      .filter(({ memory }) => ids.has(memory))
      .map((hit) => ({
        memory_id: ids.get(hit.memory) ?? '',
        score: hit.score,
        fused: round(hit.fused),
        source: kindOf(hit),
        via: hit.via ?? 'channels',
        channels: channelsOf(hit, notes),
      })),
    ...(notes.meaning && { meaning: notes.meaning }),
    ...(notes.reranked && { rerank: notes.reranked }),
    drops: notes.drops,
    took_ms: notes.took,
  };
}

function channelsOf(hit: Ranked, { candidates, highest, table }: SearchNotes): ChannelTrace[] {
  return sharesOf(hit, highest, table).map(({ channel, weight, score, share }) => ({
    channel,
    weight: round(weight),
    rank: placeOf(score, candidates, channelNames.indexOf(channel)),
    score: round(score),
    share: round(share),
  }));
}

/** Place by raw score among the candidates that the channel found; equals share a place. */
function placeOf(score: number, candidates: readonly Candidates[], channel: number): number | null {
  if (score <= 0) return null;
  let better = 0;
  for (const { values } of candidates) {
    for (const value of values[channel] ?? []) if (value > score) better += 1;
  }
  return better + 1;
}

function presentInstant(at: Instant | undefined): string | null {
  return at === undefined ? null : formatInstant(at);
}

function presentBound(at: number): string | null {
  return Number.isFinite(at) ? formatInstant(at) : null;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
