import type { Episode, Memory } from './model/memory.js';
import { formatInstant } from './model/time.js';
import type { FullScope } from './store/change-set.js';
import type { StoredEpisode, StoredMemory } from './store/port.js';

/** From what the store keeps to what leaves Tulving. */
export function presentMemory(memory: StoredMemory): Memory {
  const { id, text, kind, state, version, scope, metadata, categories, tags } = memory;
  return {
    id,
    text,
    kind,
    state,
    version,
    ...presentScope(scope),
    metadata,
    categories,
    tags,
    occurred_at: formatInstant(memory.occurredAt),
    valid_from: memory.validFrom === null ? null : formatInstant(memory.validFrom),
    valid_to: memory.validTo === null ? null : formatInstant(memory.validTo),
    created_at: formatInstant(memory.createdAt),
    updated_at: formatInstant(memory.updatedAt),
    sources: memory.sources.map((source) => ({
      episode_id: source.episode,
      start: source.start,
      end: source.end,
      quote: source.quote,
      speaker: source.speaker,
      role: source.role,
      occurred_at: formatInstant(source.occurredAt),
    })),
  };
}

export function presentEpisode(episode: StoredEpisode): Episode {
  const { id, text, scope, session, ord, speaker, role } = episode;
  return {
    id,
    text,
    ...presentScope(scope),
    session,
    ord,
    speaker,
    role,
    occurred_at: formatInstant(episode.occurredAt),
    recorded_at: formatInstant(episode.recordedAt),
  };
}

function presentScope({ cube, user, agent, app, run }: FullScope) {
  return { cube, user_id: user, agent_id: agent, app_id: app, run_id: run };
}
