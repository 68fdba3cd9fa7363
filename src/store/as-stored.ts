import { compareText } from '../model/filter.js';
import type { Metadata } from '../model/memory.js';
import type { Instant } from '../model/time.js';
import type { Evidence, NewEpisode, NewMemory } from './change-set.js';
import type { StoredMemory, StoredSource } from './port.js';
import { canonical, DEFAULT_TRUST, standingOf } from './sql/rows.js';

/** A memory without its number, which only the store knows. */
export type UnnumberedMemory = Omit<StoredMemory, 'no'>;

/**
 * A memory that a commit has just made, as reading it back would tell it: reading takes a seventh of an
 * add. It must have no links, and nothing behind it.
 *
 * @param episodes those of the same commit, on which it rests, by id
 */
export function asStored(
  memory: NewMemory,
  episodes: ReadonlyMap<string, NewEpisode>,
  at: Instant,
): UnnumberedMemory {
  const { id, scope, kind, text, occurredAt, expiresAt } = memory;
  return {
    id,
    scope,
    kind,
    version: 1,
    text,
    metadata: JSON.parse(canonical(memory.metadata)) as Metadata,
    categories: sorted(memory.categories),
    tags: sorted(memory.tags),
    occurredAt,
    ...standingOf(memory),
    expiresAt,
    deletedAt: null,
    supersededBy: null,
    supersedes: [],
    createdAt: at,
    updatedAt: at,
    trust: memory.trust ?? DEFAULT_TRUST,
    importance: memory.importance ?? null,
    sources: memory.sources.map((evidence) => sourceOf(id, evidence, episodes)),
  };
}

function sourceOf(
  memory: string,
  { episode, start, end }: Evidence,
  episodes: ReadonlyMap<string, NewEpisode>,
): StoredSource {
  const said = episodes.get(episode);
  if (!said) throw new Error(`Episode ${episode} is not of this commit`);
  const { speaker, role, occurredAt } = said;
  const quote = said.text.slice(start, end);
  return { memory, episode, start, end, quote, speaker, role, occurredAt };
}

/** Labels as both engines list them. */
function sorted(labels: readonly string[]): string[] {
  return [...new Set(labels)].toSorted(compareText);
}
