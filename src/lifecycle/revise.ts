import { isDeepStrictEqual } from 'node:util';
import { TulvingError } from '../errors.js';
import type { HistoryEntry, Metadata } from '../model/memory.js';
import type { UpdateRequest } from '../model/requests.js';
import type { Instant } from '../model/time.js';
import { maySupersede, type Trust } from '../model/trust.js';
import { instantOf, invalidInput } from '../model/validate.js';
import type { ChangeSet, IndexEntry, Revision } from '../store/change-set.js';
import type { StoredLink, StoredMemory } from '../store/port.js';

/** What a planning function asks for: the part of a change set that is not who and when. */
export type Plan = Omit<ChangeSet, 'tenant' | 'at' | 'actor'>;

export interface Reviser {
  indexer: {
    index(text: string, metadata: Metadata): IndexEntry;
    indexSame(text: string, metadata: Metadata): IndexEntry;
    fingerprint(text: string): string;
  };
  timezone: string;
  at: Instant;
}

/** A correction: same memory, new version. Nothing given, nothing done. */
export function planUpdate(
  memory: StoredMemory,
  input: UpdateRequest,
  reviser: Reviser,
): Plan | undefined {
  const { if_version: _, reason, ...fields } = input;
  if (Object.values(fields).every((field) => field === undefined)) return undefined;
  const { text, metadata, categories, tags, state, occurred_at: occurredAt } = fields;
  const { timezone } = reviser;
  const change = {
    text,
    metadata,
    categories,
    tags,
    state,
    occurredAt: readInstant(occurredAt, '/occurred_at', timezone) ?? undefined,
    validFrom: readInstant(fields.valid_from, '/valid_from', timezone),
    validTo: readInstant(fields.valid_to, '/valid_to', timezone),
    expiresAt: readInstant(fields.expires_at, '/expires_at', timezone),
  };
  const from = change.validFrom === undefined ? memory.validFrom : change.validFrom;
  const to = change.validTo === undefined ? memory.validTo : change.validTo;
  if (from !== null && to !== null && to <= from) {
    throw invalidInput([{ pointer: '/valid_to', detail: 'must be later than valid_from' }]);
  }
  if (memory.supersededBy !== null && change.validTo === null) {
    const detail = `Memory ${memory.id} was superseded by ${memory.supersededBy}.`;
    const remedy = 'Restore it, if it holds again.';
    throw new TulvingError('already_superseded', detail, { remedy });
  }
  if (typeof change.expiresAt === 'number' && change.expiresAt <= reviser.at) {
    throw invalidInput([{ pointer: '/expires_at', detail: 'must lie in the future' }]);
  }
  if (saysNothingNew(memory, change)) return undefined;
  const why = reason === undefined ? {} : { reason };
  return { revisions: [revisionOf(memory, 'updated', reviser, { ...change, ...why })] };
}

/** A correction that says again what a version of the memory said. */
export function planRevert(
  memory: StoredMemory,
  history: readonly HistoryEntry[],
  version: number,
  reviser: Reviser,
): Plan | undefined {
  const then = history.findLast((entry) => entry.version === version);
  if (then) return planUpdate(memory, { text: then.text, metadata: then.metadata }, reviser);
  const detail = `Memory ${memory.id} has no version ${version}.`;
  const remedy = `Its versions are 1 to ${memory.version}.`;
  throw new TulvingError('not_found', detail, { remedy });
}

/** The same correction twice is one. */
function saysNothingNew(memory: StoredMemory, change: Partial<StoredMemory>): boolean {
  const fields = Object.entries(change).filter(([, value]) => value !== undefined);
  return fields.every(([name, value]) =>
    isDeepStrictEqual(value, memory[name as keyof StoredMemory]),
  );
}

/** Takes a memory out of search and list. */
export function planDelete(
  memory: StoredMemory,
  reviser: Reviser,
  { reason }: { reason?: string | undefined } = {},
): Plan {
  const change = { state: 'deleted', ...(reason !== undefined && { reason }) } as const;
  return { revisions: [revisionOf(memory, 'deleted', reviser, change)] };
}

/** Ends the validity of older memories at the moment from which a new one holds. */
export function planSupersede(
  newer: NewerMemory,
  older: readonly StoredMemory[],
  reviser: Reviser,
): Required<Pick<Plan, 'revisions' | 'links'>> {
  const from = newer.validFrom ?? reviser.at;
  older.forEach((memory, index) => refuseSupersede(newer, memory, from, `/supersedes/${index}`));
  return {
    revisions: older.map((memory) => {
      const validTo = Math.min(memory.validTo ?? from, from);
      return revisionOf(memory, 'superseded', reviser, { validTo });
    }),
    links: older.map((memory) => ({
      from: newer.id,
      to: memory.id,
      kind: 'supersedes' as const,
      undo: { validTo: { before: memory.validTo, after: Math.min(memory.validTo ?? from, from) } },
    })),
  };
}

export interface NewerMemory {
  id: string;
  scope: StoredMemory['scope'];
  validFrom: Instant | null;
  trust?: Trust | undefined;
}

function refuseSupersede(
  newer: NewerMemory,
  memory: StoredMemory,
  from: Instant,
  pointer: string,
): void {
  const refuse = (detail: string) => invalidInput([{ pointer, detail }]);
  const { cube, user } = memory.scope;
  if (cube !== newer.scope.cube || user !== newer.scope.user) {
    throw refuse('is about another user or lies in another cube');
  }
  if (!maySupersede(newer.trust ?? 'user', memory.trust)) {
    throw refuse('is trusted more than what would supersede it');
  }
  refuseMerged(memory);
  if (memory.supersededBy !== null) {
    const detail = `Memory ${memory.id} was superseded by ${memory.supersededBy}.`;
    throw new TulvingError('already_superseded', detail);
  }
  if (memory.validFrom !== null && memory.validFrom >= from) {
    throw refuse(
      'holds only since the new memory does, or later; correct it with an update instead',
    );
  }
}

function refuseMerged({ id, mergedInto }: StoredMemory): void {
  if (mergedInto === null) return;
  throw new TulvingError('already_merged', `Memory ${id} was merged into ${mergedInto}.`);
}

/**
 * Makes a duplicate a part of another memory, which shows its evidence beside its own and lives as
 * long as the longer of the two. Validity stays.
 */
export function planMerge(memory: StoredMemory, into: StoredMemory, reviser: Reviser): Plan {
  const refuse = (detail: string) => invalidInput([{ pointer: '/into', detail }]);
  if (memory.id === into.id) throw refuse('is the memory itself');
  if (memory.scope.cube !== into.scope.cube || memory.scope.user !== into.scope.user) {
    throw refuse('is about another user or lies in another cube');
  }
  refuseMerged(memory);
  refuseMerged(into);
  if (memory.scope.agent !== into.scope.agent || memory.scope.app !== into.scope.app) {
    throw refuse("is another agent's or another app's");
  }
  // What is merged is not found any more: whatever is trusted less must not stand in for it.
  if (!maySupersede(into.trust, memory.trust)) {
    throw refuse('is trusted less than what would become a part of it');
  }
  const lasts = memory.expiresAt === null || into.expiresAt === null;
  const expiresAt = lasts ? null : Math.max(memory.expiresAt ?? 0, into.expiresAt ?? 0);
  return {
    revisions: [
      revisionOf(memory, 'merged', reviser, { mergedInto: into.id, expiresAt: null }),
      // Its evidence is that of the duplicate too, for as long as that is merged into it.
      revisionOf(into, 'evidence', reviser, { expiresAt }),
    ],
    links: [
      {
        from: memory.id,
        to: into.id,
        kind: 'merged_into',
        undo: { expiresAt: memory.expiresAt },
      },
    ],
  };
}

/** The links that restoring undoes. */
export interface Surroundings {
  /** To the memory that it was merged into. */
  merged: StoredLink | undefined;
  /** To the memory that superseded it. */
  superseded: StoredLink | undefined;
}

/**
 * Undoes the last thing that took a memory out of search: a deletion, a pause or an expiry, else a
 * merge, else that its validity ended. A memory that search reads stays as it is.
 */
export function planRestore(
  memory: StoredMemory,
  { merged, superseded }: Surroundings,
  reviser: Reviser,
): Plan | undefined {
  const { at } = reviser;
  const expired = memory.expiresAt !== null && memory.expiresAt <= at;
  if (memory.state !== 'active' || expired) {
    const change = { state: 'active', ...(expired && { expiresAt: null }) } as const;
    return { revisions: [revisionOf(memory, 'restored', reviser, change)] };
  }
  if (merged) {
    const expiresAt = later(merged.undo.expiresAt ?? null, at);
    const change = { mergedInto: null, expiresAt };
    return {
      revisions: [revisionOf(memory, 'restored', reviser, change)],
      links: [{ from: memory.id, to: merged.other, kind: 'merged_into', undo: null }],
    };
  }
  const undo = superseded?.undo.validTo;
  // A validity that was corrected since is no longer the work of the one that superseded it.
  const own = undo !== undefined && memory.validTo !== undo.after;
  if (!superseded && (memory.validTo === null || memory.validTo > at)) return undefined;
  const revision = revisionOf(memory, 'restored', reviser, {
    validTo: own ? memory.validTo : (undo?.before ?? null),
  });
  if (!superseded) return { revisions: [revision] };
  const link = { from: superseded.other, to: memory.id, kind: 'supersedes', undo: null } as const;
  return { revisions: [revision], links: [link] };
}

/** An expiry that has passed meanwhile would take it away again. */
export function later(expiresAt: Instant | null, at: Instant): Instant | null {
  return expiresAt !== null && expiresAt <= at ? null : expiresAt;
}

type Change = Omit<Revision, 'memory' | 'expectVersion' | 'event' | 'index'>;

export function revisionOf(
  memory: StoredMemory,
  event: Revision['event'],
  { indexer }: Pick<Reviser, 'indexer'>,
  change: Change,
): Revision {
  const { text = memory.text, metadata = memory.metadata } = change;
  const isReworded = change.text !== undefined || change.metadata !== undefined;
  return {
    memory: memory.id,
    expectVersion: memory.version,
    event,
    index: isReworded ? indexer.index(text, metadata) : indexer.indexSame(text, metadata),
    ...change,
  };
}

function readInstant(
  value: string | null | undefined,
  pointer: string,
  timezone: string,
): Instant | null | undefined {
  return typeof value === 'string' ? instantOf(value, pointer, timezone) : value;
}
