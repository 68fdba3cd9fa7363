import type {
  EpisodeRecord,
  GraphRecord,
  LinkRecord,
  MemoryRecord,
  VersionRecord,
} from '../../exchange/records.js';
import type { Metadata } from '../../model/memory.js';
import { formatInstant, type Instant } from '../../model/time.js';
import type { PastVersion } from '../../store/past.js';
import type { FullScope, LinkChange } from '../../store/change-set.js';
import type { GraphEntry } from '../../store/graph-entry.js';
import type { StoredEpisode, StoredMemory } from '../../store/port.js';

/** From what the store keeps to what is carried. What is null is left out: most of it is. */

export function episodeRecord(episode: StoredEpisode): EpisodeRecord {
  const { id, scope, session, kind, speaker, role, text, occurredAt, recordedAt, trust } = episode;
  return {
    type: 'episode',
    id,
    ...scopeOf(scope),
    session,
    kind,
    ...told({ speaker, role }),
    text,
    occurred_at: formatInstant(occurredAt),
    recorded_at: formatInstant(recordedAt),
    trust,
  };
}

/** @param isCarried whether an episode is in the export, so that it can be referred to */
export function memoryRecord(
  memory: StoredMemory,
  versions: readonly PastVersion[] | undefined,
  isCarried: (episode: string) => boolean,
): MemoryRecord {
  const { id, scope, kind, state, version, text, metadata, categories, tags, trust } = memory;
  const { mergedInto, importance } = memory;
  const sources = memory.sources
    .filter((source) => source.memory === id && isCarried(source.episode))
    .map(({ episode, start, end }) => ({ episode_id: episode, start, end }));
  return {
    type: 'memory',
    id,
    ...scopeOf(scope),
    kind,
    state,
    version,
    text,
    metadata,
    categories,
    tags,
    occurred_at: formatInstant(memory.occurredAt),
    ...moments({
      valid_from: memory.validFrom,
      valid_to: memory.validTo,
      expires_at: memory.expiresAt,
      deleted_at: memory.deletedAt,
    }),
    ...told({ merged_into: mergedInto, importance }),
    trust,
    created_at: formatInstant(memory.createdAt),
    updated_at: formatInstant(memory.updatedAt),
    sources,
    ...(versions && { history: versions.map(versionRecord) }),
  };
}

function versionRecord(past: PastVersion): VersionRecord {
  const { event, version, text, metadata, state, mergedInto, actor, app, at, reason } = past;
  return {
    event,
    version,
    ...(text !== null && { text }),
    ...(metadata !== null && { metadata: JSON.parse(metadata) as Metadata }),
    state,
    ...moments({ valid_from: past.validFrom, valid_to: past.validTo }),
    ...told({ merged_into: mergedInto, actor, app, reason }),
    at: formatInstant(at),
  };
}

export function linkRecord({ from, to, kind, undo }: LinkChange): LinkRecord {
  return { type: 'link', from, to, kind, ...(undo && { undo }) };
}

export function graphRecord({ memory, mentions, relations }: GraphEntry): GraphRecord {
  return {
    type: 'graph',
    memory_id: memory,
    mentions: mentions.map(({ name, kind, aliases = [] }) => ({
      name,
      kind,
      aliases: [...aliases],
    })),
    relations: relations.map(({ from, kind, to, validFrom, validTo }) => ({
      from: { name: from.name, kind: from.kind },
      kind,
      to: { name: to.name, kind: to.kind },
      ...moments({ valid_from: validFrom, valid_to: validTo }),
    })),
  };
}

function scopeOf({ cube, user, agent, app, run }: FullScope) {
  return { cube, ...told({ user_id: user, agent_id: agent, app_id: app, run_id: run }) };
}

type Told<Fields> = { [Name in keyof Fields]?: NonNullable<Fields[Name]> };

function told<Fields extends object>(fields: Fields): Told<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null),
  ) as Told<Fields>;
}

function moments<Name extends string>(
  of: Record<Name, Instant | null>,
): Partial<Record<Name, string>> {
  const given = Object.entries<Instant | null>(of).filter(([, at]) => at !== null);
  return Object.fromEntries(
    given.map(([name, at]) => [name, formatInstant(at as Instant)]),
  ) as Partial<Record<Name, string>>;
}
