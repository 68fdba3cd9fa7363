import { TulvingError } from '../../errors.js';
import { type IndexIdentity, isOlder } from '../../model/index-identity.js';
import { partitionOf, type Standing } from '../../model/validity.js';
import { isAtLeast, type Trust } from '../../model/trust.js';
import type { NewMemory, Revision } from '../change-set.js';
import { canonical } from './rows.js';

/** The columns that a revision may change, and what it must know of the rest. */
export interface CurrentMemory extends Standing, IndexIdentity {
  no: number;
  id: string;
  cube: number;
  live: 0 | 1;
  version: number;
  text: string;
  metadata: string;
  occurredAt: number;
  expiresAt: number | null;
  deletedAt: number | null;
  trust: Trust;
  importance: number | null;
}

/** Begins a query for memories `m` of cubes `c`. */
export const CURRENT_MEMORY = `
  SELECT m.no, m.id, m.cube, m.live, m.state, m.version, m.text, m.metadata, m.analyser, m.space,
    m.occurred_at AS "occurredAt", m.valid_from AS "validFrom", m.valid_to AS "validTo",
    m.expires_at AS "expiresAt", m.deleted_at AS "deletedAt",
    m.trust, m.importance,
    (SELECT id FROM memory WHERE no = m.merged_into) AS "mergedInto"
  FROM memory m JOIN cube c ON c.no = m.cube`;

/** @throws TulvingError `version_conflict` when it is not what the revision was planned for */
export function requireExpected<Current extends { version: number }>(
  current: Current | undefined,
  { memory, expectVersion }: Pick<Revision, 'memory' | 'expectVersion'>,
): Current {
  if (!current) {
    // It was there when the change was planned.
    throw new TulvingError('version_conflict', `Memory ${memory} was erased meanwhile.`);
  }
  if (current.version === expectVersion) return current;
  const detail = `Memory ${memory} has version ${current.version}, not ${expectVersion}.`;
  throw new TulvingError('version_conflict', detail);
}

/** What the memory is after it. */
export function revised(current: CurrentMemory, revision: Revision, at: number): CurrentMemory {
  const { text, metadata, occurredAt, state, validFrom, validTo, expiresAt, mergedInto } = revision;
  const { trust, importance } = revision;
  const next = {
    ...current,
    version: current.version + 1,
    text: text ?? current.text,
    metadata: metadata ? canonical(metadata) : current.metadata,
    occurredAt: occurredAt ?? current.occurredAt,
    state: state ?? current.state,
    validFrom: validFrom === undefined ? current.validFrom : validFrom,
    validTo: validTo === undefined ? current.validTo : validTo,
    expiresAt: expiresAt === undefined ? current.expiresAt : expiresAt,
    mergedInto: mergedInto === undefined ? current.mergedInto : mergedInto,
    trust: trust ?? current.trust,
    importance: importance === undefined ? current.importance : importance,
  };
  const live = partitionOf(next, at) === 'live' ? 1 : 0;
  const deletedAt = next.state === 'deleted' ? (current.deletedAt ?? at) : null;
  return { ...next, live, deletedAt };
}

/** What a revision means for the index. */
export interface IndexChange {
  /** It goes to the other part of its cube. */
  moved: boolean;
  /** It has other words, or those of a newer analyser. */
  reworded: boolean;
  /** What is resident cannot just be added to; of labels it knows nothing. */
  unsettles: boolean;
}

export function indexChange(
  current: CurrentMemory,
  next: CurrentMemory,
  { index, text, metadata }: Revision,
): IndexChange {
  const moved = next.live !== current.live;
  // Metadata too: a title in it is indexed with the text.
  const reworded = text !== undefined || metadata !== undefined || isOlder(current, index.madeBy);
  return { moved, reworded, unsettles: moved || reworded || !sameBounds(current, next) };
}

function sameBounds(one: CurrentMemory, other: CurrentMemory): boolean {
  return (
    one.validFrom === other.validFrom &&
    one.validTo === other.validTo &&
    one.expiresAt === other.expiresAt &&
    one.mergedInto === other.mergedInto &&
    one.state === other.state
  );
}

/** Whether more evidence lets a memory stay longer: when both are to expire, the longer time counts. */
export function outlasts({ expiresAt }: NewMemory, same: { expiresAt: number | null }): boolean {
  return same.expiresAt !== null && (expiresAt ?? Infinity) > same.expiresAt;
}

/** Words that somebody says whom we trust more are trusted more. */
export function mostTrusted(memory: Pick<NewMemory, 'trust'>, same: { trust: Trust }): Trust {
  const { trust = 'user' } = memory;
  return isAtLeast(trust, same.trust) ? trust : same.trust;
}
