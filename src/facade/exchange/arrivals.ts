import type { EpisodeRecord, MemoryRecord, VersionRecord } from '../../exchange/records.js';
import { canonicalJson } from '../../exchange/canonical-json.js';
import type { Indexer } from '../../ingest/indexer.js';
import { leastOf, type Trust } from '../../model/trust.js';
import { partitionOf } from '../../model/validity.js';
import type { MemoryPast, PastVersion } from '../../store/past.js';
import type { FullScope, NewEpisode, NewMemory } from '../../store/change-set.js';

/** What a record becomes, as a value. */

export interface ArrivalContext {
  at: number;
  indexer: Pick<Indexer, 'index'>;
  /** Words are trusted as the file says up to that. */
  mostTrust: Trust;
}

export function arrivingEpisode(
  record: EpisodeRecord,
  scope: FullScope,
  { at, mostTrust }: ArrivalContext,
): NewEpisode {
  const { id, session, kind, speaker = null, role = null, text, trust = 'user' } = record;
  return {
    id,
    scope,
    session,
    kind,
    speaker,
    role,
    text,
    occurredAt: Date.parse(record.occurred_at),
    recordedAt: momentOf(record.recorded_at) ?? at,
    trust: leastOf([trust, mostTrust]),
  };
}

/** Without sources: which of them are here is for the caller to know. */
export function arrivingMemory(
  record: MemoryRecord,
  scope: FullScope,
  { at, indexer, mostTrust }: ArrivalContext,
): NewMemory & { past: MemoryPast } {
  const { id, kind, text, metadata = {}, categories = [], tags = [], trust = 'user' } = record;
  return {
    id,
    scope,
    kind,
    text,
    metadata,
    categories,
    tags,
    occurredAt: Date.parse(record.occurred_at),
    validFrom: momentOf(record.valid_from),
    validTo: momentOf(record.valid_to),
    expiresAt: momentOf(record.expires_at),
    sources: [],
    index: indexer.index(text, metadata),
    trust: leastOf([trust, mostTrust]),
    ...(typeof record.importance === 'number' && { importance: record.importance }),
    unlessSame: false,
    past: pastOf(record, at),
  };
}

function pastOf(record: MemoryRecord, at: number): MemoryPast {
  const { state, version, merged_into: mergedInto = null, history = [] } = record;
  const createdAt = momentOf(record.created_at) ?? at;
  const deletedAt = momentOf(record.deleted_at) ?? (state === 'deleted' ? at : null);
  const updatedAt = momentOf(record.updated_at) ?? createdAt;
  const standing = {
    state,
    validFrom: momentOf(record.valid_from),
    validTo: momentOf(record.valid_to),
    mergedInto,
  };
  const only: PastVersion = {
    ...standing,
    event: 'created',
    version,
    text: null,
    metadata: null,
    actor: null,
    app: null,
    at: createdAt,
    reason: null,
  };
  const versions = history.length > 0 ? history.map(pastVersion) : [only];
  return { state, version, createdAt, updatedAt, deletedAt, mergedInto, versions };
}

function pastVersion(given: VersionRecord): PastVersion {
  const { event, version, text, metadata, state, actor, app, reason } = given;
  return {
    event,
    version,
    text: text ?? null,
    metadata: metadata === undefined ? null : canonicalJson(metadata),
    state,
    validFrom: momentOf(given.valid_from),
    validTo: momentOf(given.valid_to),
    mergedInto: given.merged_into ?? null,
    actor: actor ?? null,
    app: app ?? null,
    at: Date.parse(given.at),
    reason: reason ?? null,
  };
}

/** Its last version must say what it is: so one that is held back is so from the moment that it came. */
export function heldBack(memory: NewMemory & { past: MemoryPast }, at: number): NewMemory {
  const { past } = memory;
  const held = { ...past, state: 'paused' as const, version: past.version + 1, updatedAt: at };
  const last = past.versions.at(-1) as PastVersion;
  const version = { ...last, event: 'updated' as const, version: held.version, at, text: null };
  return {
    ...memory,
    state: 'paused',
    past: {
      ...held,
      versions: [
        ...past.versions,
        { ...version, metadata: null, state: 'paused', actor: null, app: null, reason: 'imported' },
      ],
    },
  };
}

/** Whether search would read it: only that is asked of the gate, and counts as active. */
export function isLive({ past, validFrom, validTo }: NewMemory, at: number): boolean {
  const { state, mergedInto } = past ?? { state: 'active', mergedInto: null };
  return partitionOf({ state, mergedInto, validFrom, validTo }, at) === 'live';
}

export function momentOf(text: string | null | undefined): number | null {
  return text ? Date.parse(text) : null;
}
