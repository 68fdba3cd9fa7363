import type { HistoryEvent, Metadata } from '../../model/memory.js';
import { layerOf, userCube } from '../../model/scope.js';
import { partitionOf, type Standing } from '../../model/validity.js';
import type { Trust } from '../../model/trust.js';
import type { NewBatch } from '../batch-entry.js';
import type { PastVersion } from '../past.js';
import type { Actor, FullScope, IndexEntry, NewEpisode, NewMemory } from '../change-set.js';

/** Rows as both engines write them, by the names of their columns. */

/** Of words that nobody told the origin of. */
export const DEFAULT_TRUST: Trust = 'user';

/** Stands between the name of a session and whose it is. */
export const SESSION_OWNER = '\u001f';

/**
 * In a cube of several users each has sessions of their own: a run of the same name must not tell of
 * another's, nor get turns into it.
 */
export function sessionName({ scope, session }: NewEpisode): string {
  const own = scope.user === null || scope.cube === userCube(scope.user);
  return own ? session : `${session}${SESSION_OWNER}${scope.user}`;
}

interface SessionPlace {
  cube: number;
  session: number;
  ord: number;
}

export function episodeRow(episode: NewEpisode, { cube, session, ord }: SessionPlace, at: number) {
  return {
    id: episode.id,
    cube,
    session,
    ord,
    kind: episode.kind,
    ...scopeColumns(episode.scope),
    speaker: episode.speaker,
    role: episode.role,
    text: episode.text,
    occurred_at: episode.occurredAt,
    recorded_at: episode.recordedAt ?? at,
    trust: episode.trust ?? DEFAULT_TRUST,
  };
}

/** How a new memory stands: alone, for as long as it holds. */
export function standingOf({ state = 'active', past, validFrom, validTo }: NewMemory): Standing {
  const { state: then, mergedInto } = past ?? { state, mergedInto: null };
  return { state: then, mergedInto, validFrom, validTo };
}

/** @param episode number of the first one that it rests on */
export function memoryRow(
  memory: NewMemory,
  { cube, episode }: { cube: number; episode: number | null },
  at: number,
) {
  const standing = standingOf(memory);
  return {
    id: memory.id,
    cube,
    episode,
    kind: memory.kind,
    layer: layerOf(memory.scope),
    state: standing.state,
    live: partitionOf(standing, at) === 'live' ? 1 : 0,
    ...scopeColumns(memory.scope),
    version: memory.past?.version ?? 1,
    text: memory.text,
    metadata: canonical(memory.metadata),
    ...indexColumns(memory.index),
    occurred_at: memory.occurredAt,
    valid_from: memory.validFrom,
    valid_to: memory.validTo,
    expires_at: memory.expiresAt,
    deleted_at: memory.past?.deletedAt ?? null,
    created_at: memory.past?.createdAt ?? at,
    updated_at: memory.past?.updatedAt ?? at,
    importance: memory.importance ?? null,
    trust: memory.trust ?? DEFAULT_TRUST,
  };
}

/** What the row of a memory holds of its index. */
export function indexColumns({ fingerprint, terms, cues, madeBy }: IndexEntry) {
  const { analyser, space } = madeBy;
  return { fingerprint, length: terms.length, cues, analyser, space };
}

function scopeColumns({ user, agent, app, run }: FullScope) {
  return { user_id: user, agent_id: agent, app_id: app, run_id: run };
}

export interface MemoryEvent extends Standing {
  no: number;
  cube: number;
  id: string;
  version: number;
  event: HistoryEvent;
  /** Why. */
  reason?: string | undefined;
}

interface Written {
  actor: Actor;
  at: number;
  batch?: NewBatch | undefined;
}

interface PlacedMemory {
  no: number;
  cube: number;
  id: string;
}

/** What is told of a memory that is brought in: that it came, once for each thing that happened to it. */
export function arrivalEvent({ cube, id }: PlacedMemory, { version }: PastVersion): LoggedEvent {
  return { cube, kind: 'memory.imported', subject: id, version };
}

/** @param seq number of the event that tells of it */
export function pastRow(
  { no, cube, id }: PlacedMemory,
  past: PastVersion,
  seq: number,
  { batch }: Pick<Written, 'batch'>,
) {
  const { reason, actor, app: by, at, text, metadata, ...was } = past;
  const told = { no, cube, id, ...was, reason: reason ?? undefined };
  const written = { actor: { principal: actor, app: by }, at, batch };
  return { ...versionRow(told, seq, written), text, metadata };
}

/** @param seq number of the event that tells of it */
export function versionRow(of: MemoryEvent, seq: number, { actor, at, batch }: Written) {
  return {
    memory: of.no,
    seq,
    n: of.version,
    event: of.event,
    state: of.state,
    valid_from: of.validFrom,
    valid_to: of.validTo,
    merged_into: of.mergedInto,
    actor: actor.principal,
    app: actor.app,
    at,
    reason: of.reason ?? null,
    import_batch: batch?.id ?? null,
    // Kept once another text replaces it.
    text: null as string | null,
    metadata: null as string | null,
  };
}

export interface LoggedEvent {
  cube: number;
  kind: string;
  subject: string;
  version: number;
}

/** Named one by one: in Node 20, adding names to what was spread took 3 µs, a hundred times as long. */
export function eventRow(
  { cube, kind, subject, version }: LoggedEvent,
  { hlc, node }: { hlc: number; node: string },
  { actor, at }: Written,
) {
  const { principal, app } = actor;
  return { hlc, node, cube, kind, subject, version, actor: principal, app, at };
}

/** Hybrid logical clock (Kulkarni et al. 2014) in one number: milliseconds × 1024 + counter. */
export function tick(last: number, at: number): number {
  return Math.max(last + 1, leastClock(at));
}

/** Of an event at that moment. */
export function leastClock(at: number): number {
  return at * 1024;
}

/** The same metadata is the same text, in whatever order its keys came. */
export function canonical(metadata: Metadata): string {
  return JSON.stringify(metadata, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
