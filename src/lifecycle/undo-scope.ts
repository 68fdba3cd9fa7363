import type { BatchChange, BatchEvidence } from '../store/batches.js';
import type { LinkChange } from '../store/change-set.js';
import type { StoredMemory } from '../store/port.js';

/** What a batch did, as the store tells it. */
export interface BatchWork {
  changes: readonly BatchChange[];
  evidence: readonly BatchEvidence[];
  links: readonly LinkChange[];
}

/** A part of a batch. */
export interface Selection {
  /** Of the memories that it made. */
  made: (memory: StoredMemory) => boolean;
  /** Of those that were there before it; without this, only what follows from those that it made. */
  older?: (memory: StoredMemory) => boolean;
  evidence: (evidence: BatchEvidence) => boolean;
}

/** Ids of the memories that a batch touched, newest first; each followed by those that it ended or took in. */
export function touchedBy({ changes, links }: BatchWork): string[] {
  const partners = new Map<string, string[]>();
  for (const { from, to, kind } of links) {
    const [one, other] = kind === 'merged_into' ? [to, from] : [from, to];
    if (isOfOne(kind)) partners.set(one, [...(partners.get(one) ?? []), other]);
  }
  const ids = new Set<string>();
  for (const { memory } of changes) {
    ids.add(memory);
    for (const partner of partners.get(memory) ?? []) ids.add(partner);
  }
  const touched = new Set(changes.map(({ memory }) => memory));
  return [...ids].filter((id) => touched.has(id));
}

/** Whether a link is told by the memory at one of its ends, too. */
export function isOfOne(kind: LinkChange['kind']): boolean {
  return kind === 'supersedes' || kind === 'merged_into';
}

/** The part of the work that is selected. */
export function selected(
  work: BatchWork,
  memories: ReadonlyMap<string, StoredMemory>,
  { made, older, evidence: isMeant }: Selection,
): BatchWork {
  const created = new Set(
    work.changes.filter(({ event }) => event === 'created').map(({ memory }) => memory),
  );
  const isChosen = (id: string) => {
    const memory = memories.get(id);
    return memory !== undefined && (created.has(id) ? made(memory) : (older?.(memory) ?? false));
  };
  const chosen = new Set(work.changes.map(({ memory }) => memory).filter(isChosen));
  const links = work.links.filter(({ from, to }) => chosen.has(from) || chosen.has(to));
  const evidence = work.evidence.filter(isMeant);
  const followed = new Set([
    ...chosen,
    ...links.flatMap(({ from, to }) => (chosen.has(from) ? [to] : [from])),
    ...evidence.map(({ memory }) => memory),
  ]);
  return {
    changes: work.changes.filter(({ memory }) => followed.has(memory)),
    evidence,
    links,
  };
}
