import { newId } from '../model/ids.js';
import type {
  ChangeSet,
  FullScope,
  IndexEntry,
  NewEpisode,
  NewMemory,
  Revision,
} from '../store/change-set.js';

/** Builders of change sets: what a test does not care about is filled in. */

/** Dimension of the vectors that `indexOf` makes. */
export const TEST_DIMENSION = 4;
export const testSpace = { provider: 'test', model: 'letters', dimension: TEST_DIMENSION };

type FullChangeSet = ChangeSet &
  Required<Pick<ChangeSet, 'episodes' | 'memories' | 'revisions' | 'links'>>;

export function changeSet(parts: Partial<ChangeSet> = {}): FullChangeSet {
  return {
    tenant: 1,
    at: Date.UTC(2026, 2, 4),
    actor: { principal: null, app: null },
    episodes: [],
    memories: [],
    revisions: [],
    links: [],
    ...parts,
  };
}

export function scopeOf(parts: Partial<FullScope> = {}): FullScope {
  return { cube: 'user:ada', user: 'ada', agent: null, app: null, run: null, ...parts };
}

export function newEpisode(text: string, parts: Partial<NewEpisode> = {}): NewEpisode {
  return {
    id: newId(),
    scope: scopeOf(),
    session: 'session',
    kind: 'note',
    speaker: null,
    role: null,
    text,
    occurredAt: Date.UTC(2026, 2, 3),
    ...parts,
  };
}

/** A statement of a whole episode, or of nothing. */
export function newMemory(
  text: string,
  space: number,
  parts: Partial<NewMemory> & { episode?: NewEpisode } = {},
): NewMemory {
  const { episode, ...rest } = parts;
  return {
    id: newId(),
    scope: episode?.scope ?? scopeOf(),
    kind: 'statement',
    text,
    metadata: {},
    categories: [],
    tags: [],
    occurredAt: episode?.occurredAt ?? Date.UTC(2026, 2, 3),
    validFrom: null,
    validTo: null,
    expiresAt: null,
    sources: episode ? [{ episode: episode.id, start: 0, end: text.length }] : [],
    index: indexOf(text, space),
    unlessSame: true,
    ...rest,
  };
}

/** An episode and its statement, ready to commit. */
export function noteOf(
  text: string,
  space: number,
  parts: Partial<NewEpisode> = {},
): FullChangeSet {
  const episode = newEpisode(text, { session: newId(), ...parts });
  return changeSet({ episodes: [episode], memories: [newMemory(text, space, { episode })] });
}

export function revisionOf(memory: string, text: string, space: number): Revision {
  return { memory, expectVersion: 1, event: 'updated', text, index: indexOf(text, space) };
}

/** Words in lower case as terms, and a vector by their first letters. */
export function indexOf(text: string, space: number): IndexEntry {
  const terms = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const float32 = new Float32Array(TEST_DIMENSION);
  for (const term of terms) {
    const bucket = term.charCodeAt(0) % TEST_DIMENSION;
    float32[bucket] = (float32[bucket] ?? 0) + 1;
  }
  const length = Math.hypot(...float32) || 1;
  const unit = float32.map((value) => value / length);
  const int8 = Int8Array.from(unit, (value) => Math.round(value * 127));
  return {
    madeBy: { analyser: 1, space },
    fingerprint: text.trim().toLowerCase(),
    terms,
    cues: 0,
    vectors: [{ space, scale: 1 / 127, int8, float32: unit }],
  };
}
