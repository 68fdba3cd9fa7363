import type { ChannelTrace, Trace } from '../model/trace.js';
import type { StoredMemory } from '../store/port.js';
import { channelNames } from './channels.js';
import { type Candidate, sharesOf } from './fuse.js';
import type { QueryTerm } from './understand.js';

/** What a search leaves behind for `explain`. */
export interface SearchNotes {
  query: string;
  terms: readonly QueryTerm[];
  cubes: Trace['cubes'];
  candidates: readonly Candidate[];
  filtered: number;
  coverage: number;
  highest: Float32Array;
  ranked: readonly Candidate[];
  took: Record<string, number>;
}

/** Draws the trace; ids come from the memories that were read for the answer. */
export function drawTrace(notes: SearchNotes, stored: readonly StoredMemory[]): Trace {
  const ids = new Map(stored.map(({ no, id }) => [no, id]));
  const ranks = ranksByChannel(notes.candidates);
  return {
    query: {
      text: notes.query,
      terms: notes.terms.map(({ term, documents, idf }) => ({ term, documents, idf: round(idf) })),
    },
    cubes: notes.cubes,
    candidates: notes.candidates.length,
    filtered: notes.filtered,
    coverage: round(notes.coverage),
    hits: notes.ranked
      .filter(({ memory }) => ids.has(memory))
      .map((candidate) => ({
        memory_id: ids.get(candidate.memory) ?? '',
        score: candidate.score,
        channels: channelsOf(candidate, notes.highest, ranks),
      })),
    took_ms: notes.took,
  };
}

function channelsOf(
  candidate: Candidate,
  highest: Float32Array,
  ranks: readonly Map<Candidate, number>[],
): ChannelTrace[] {
  return sharesOf(candidate, highest).map(({ channel, weight, score, share }) => ({
    channel,
    weight: round(weight),
    rank: ranks[channelNames.indexOf(channel)]?.get(candidate) ?? null,
    score: round(score),
    share: round(share),
  }));
}

/** Place by raw score among the candidates that a channel found; equals share a place. */
function ranksByChannel(candidates: readonly Candidate[]): Map<Candidate, number>[] {
  return channelNames.map((_, channel) => {
    const value = ({ values }: Candidate) => values[channel] as number;
    const found = candidates.filter((candidate) => value(candidate) > 0);
    found.sort((a, b) => value(b) - value(a));
    const ranks = new Map<Candidate, number>();
    let place = 0;
    found.forEach((candidate, index) => {
      const before = found[index - 1];
      if (!before || value(before) !== value(candidate)) place = index + 1;
      ranks.set(candidate, place);
    });
    return ranks;
  });
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
