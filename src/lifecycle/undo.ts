import { isDeepStrictEqual } from 'node:util';
import type { HistoryEntry } from '../model/memory.js';
import type { KeptReason, UndoChange } from '../model/undo.js';
import type { BatchEvidence, StoredBatch } from '../store/batches.js';
import type { Evidence, LinkChange, Revision } from '../store/change-set.js';
import type { StoredMemory } from '../store/port.js';
import { later, type Reviser, revisionOf } from './revise.js';
import type { Before, UndoNote } from './undo-note.js';

/** A memory that a batch touched, with all that ever happened to it. */
export interface Touched {
  memory: StoredMemory;
  history: readonly HistoryEntry[];
}

export interface UndoInput {
  batch: Pick<StoredBatch, 'id'>;
  /** Of the batch, without what is gone by now. */
  note: UndoNote;
  /** Ids of the memories to decide about. */
  ids: readonly string[];
  /** These, and those that links join them to. */
  touched: ReadonlyMap<string, Touched>;
  /** What the batch added to memories that were there before it. */
  evidence: readonly BatchEvidence[];
  links: readonly LinkChange[];
  /** Of batches that took back another one: which. */
  undoes: ReadonlyMap<string, string>;
  /** Batches that are taken back as a whole. */
  undone: ReadonlySet<string>;
  /** In a preview: batches that would be taken back before this one, by memory. */
  takenBack: ReadonlyMap<string, ReadonlySet<string>>;
  owns: (memory: StoredMemory) => boolean;
}

export interface UndoPlan {
  revisions: Revision[];
  links: LinkChange[];
  /** What it takes to take this back. */
  note: UndoNote;
  done: { memory: StoredMemory; change: UndoChange }[];
  kept: { memory: StoredMemory; reason: KeptReason }[];
}

type Change = Parameters<typeof revisionOf>[3];

/** What is done with one memory; an empty one does nothing. */
interface Fate {
  kept?: KeptReason;
  done?: UndoChange;
  change?: Change;
  links?: LinkChange[];
}

/**
 * Takes back what a batch did to some memories: what it made goes, what it ended holds again, what it merged is
 * parted, what it added as evidence is taken away. What anybody else has changed since stays, and is told.
 */
export function planUndo(input: UndoInput, reviser: Reviser): UndoPlan {
  const plan: UndoPlan = {
    revisions: [],
    links: [],
    note: { links: [], sources: {}, before: {} },
    done: [],
    kept: [],
  };
  const sources: Record<string, readonly Evidence[]> = {};
  const before: Record<string, Before> = {};
  for (const id of input.ids) {
    const touched = input.touched.get(id);
    if (!touched) continue;
    const { memory } = touched;
    const fate = fateOf(touched, input, reviser);
    if (fate.kept) plan.kept.push({ memory, reason: fate.kept });
    if (!fate.done) continue;
    const { change = {}, links = [] } = fate;
    plan.done.push({ memory, change: fate.done });
    plan.links.push(...links);
    const reason = `undo ${input.batch.id}`;
    plan.revisions.push(revisionOf(memory, eventOf(fate.done), reviser, { ...change, reason }));
    if (change.removeSources) sources[id] = change.removeSources;
    const unkept = unversioned(memory, change);
    if (unkept) before[id] = unkept;
  }
  const undone = plan.links.filter(({ undo }) => undo === null);
  plan.note = { links: undone.map((link) => madeBy(input.links, link)), sources, before };
  return plan;
}

const events: Partial<Record<UndoChange, Revision['event']>> = {
  deleted: 'deleted',
  evidence: 'updated',
};

function eventOf(change: UndoChange): Revision['event'] {
  return events[change] ?? 'restored';
}

function fateOf(touched: Touched, input: UndoInput, reviser: Reviser): Fate {
  const { memory, history } = touched;
  if (!input.owns(memory)) return { kept: 'not_yours' };
  const first = history.findIndex(({ batch }) => batch === input.batch.id);
  if (first < 0) return {};
  const since = changesSince(touched, first, input);
  const isUndone = since.some(({ batch }) => batch !== null && takesBack(batch, input));
  // A part of it went through before; what somebody did after that is theirs.
  if (isUndone) return {};
  const before = history[first - 1];
  return before ? fateOfOlder(touched, before, since, input, reviser) : fateOfMade(memory, since);
}

function takesBack(batch: string, { batch: { id }, undoes }: UndoInput): boolean {
  return undoes.get(batch) === id;
}

/** What others did to it since, without what has been taken back by now. */
function changesSince(
  { memory, history }: Touched,
  first: number,
  { batch, undoes, undone, takenBack }: UndoInput,
): HistoryEntry[] {
  const taken = takenBack.get(memory.id);
  let since: HistoryEntry[] = [];
  for (const entry of history.slice(first + 1)) {
    if (entry.batch === batch.id || (entry.batch !== null && taken?.has(entry.batch))) continue;
    const of = entry.batch === null ? undefined : undoes.get(entry.batch);
    const rest = of === undefined ? since : since.filter((one) => one.batch !== of);
    if (rest.length < since.length) since = rest;
    else since.push(entry);
  }
  // Of what was merged into it and is parted from it again, the memory itself tells nothing.
  return since.filter(({ event, batch: by }) => event !== 'evidence' || !undone.has(by ?? ''));
}

const reasons: Partial<Record<HistoryEntry['event'], KeptReason>> = {
  evidence: 'said_again',
  merged: 'merged_since',
  superseded: 'superseded_since',
};

/** Of a memory that the batch made. */
function fateOfMade({ state }: StoredMemory, since: readonly HistoryEntry[]): Fate {
  if (state === 'deleted') return {};
  const last = since.at(-1);
  if (last) return { kept: reasons[last.event] ?? 'changed_since' };
  return { done: 'deleted', change: { state: 'deleted' } };
}

/** Of a memory that was there before. */
function fateOfOlder(
  touched: Touched,
  before: HistoryEntry,
  since: readonly HistoryEntry[],
  input: UndoInput,
  reviser: Reviser,
): Fate {
  const { memory, history } = touched;
  const removed = evidenceOf(memory, input);
  const parts = [
    fateOfEnded(touched, input, reviser),
    fateOfMerged(memory, input, reviser),
    ...(removed.length > 0
      ? [{ done: 'evidence', change: { removeSources: removed } } as Fate]
      : []),
    ...(since.length === 0 ? [fateByVersion(memory, before, input)] : []),
  ].filter((fate) => fate !== undefined);
  const kept = parts.find((fate) => fate.kept);
  if (kept) return kept;
  const done = parts.find((fate) => fate.done)?.done;
  if (done) {
    return {
      done,
      // What a link tells is more exact than the version before.
      change: Object.assign({}, ...parts.map(({ change }) => change).toReversed()) as Change,
      links: parts.flatMap(({ links = [] }) => links),
    };
  }
  const own = history.filter(({ batch }) => batch === input.batch.id);
  const onlyEvidence = own.every(({ event }) => event === 'evidence');
  return since.length > 0 && !onlyEvidence && !isAsBefore(memory, before)
    ? { kept: 'changed_since' }
    : {};
}

/** Its validity was ended by a link of this batch: whatever else was changed since, that is taken back. */
function fateOfEnded({ memory }: Touched, input: UndoInput, reviser: Reviser): Fate | undefined {
  const link = input.links.find(({ kind, to }) => kind === 'supersedes' && to === memory.id);
  if (!link || memory.supersededBy === null) return undefined;
  if (memory.supersededBy !== link.from) return { kept: 'superseded_since' };
  const newer = input.touched.get(link.from);
  if (newer && fateOf(newer, input, reviser).kept) return { kept: 'newer_stays' };
  const undo = link.undo?.validTo;
  const isOwn = undo !== undefined && memory.validTo === undo.after;
  return {
    done: 'restored',
    change: isOwn ? { validTo: undo.before } : { validTo: memory.validTo },
    links: [{ ...link, undo: null }],
  };
}

function fateOfMerged(
  memory: StoredMemory,
  { links }: UndoInput,
  { at }: Reviser,
): Fate | undefined {
  const link = links.find(({ kind, from }) => kind === 'merged_into' && from === memory.id);
  if (!link || memory.mergedInto === null) return undefined;
  if (memory.mergedInto !== link.to) return { kept: 'merged_since' };
  const expiresAt = later(link.undo?.expiresAt ?? null, at);
  return {
    done: 'parted',
    change: { mergedInto: null, expiresAt },
    links: [{ ...link, undo: null }],
  };
}

/** What of its evidence the batch added and is there still. */
function evidenceOf({ id, sources }: StoredMemory, { evidence }: UndoInput): Evidence[] {
  return evidence
    .filter(({ memory }) => memory === id)
    .filter(({ episode, start }) =>
      sources.some((one) => one.memory === id && one.episode === episode && one.start === start),
    )
    .map(({ episode, start, end }) => ({ episode, start, end }));
}

/** As it was in the version before; and what the note of the batch tells beside that. */
function fateByVersion(
  memory: StoredMemory,
  before: HistoryEntry,
  { note, touched }: UndoInput,
): Fate | undefined {
  const links = note.links.filter(
    ({ kind, from, to }) =>
      (kind === 'supersedes' ? to : kind === 'merged_into' && from) === memory.id,
  );
  const isGone = links.some(({ from, to }) => !touched.has(from) || !touched.has(to));
  if (isGone) return { kept: 'changed_since' };
  const into = links.find(({ kind }) => kind === 'merged_into')?.to;
  const addSources = note.sources[memory.id];
  const change: Change = {
    ...differing(memory, before),
    ...note.before[memory.id],
    ...(into !== undefined && { mergedInto: into }),
    ...(addSources && { addSources }),
  };
  if (Object.keys(change).length + links.length === 0) return undefined;
  return { done: change.state === 'deleted' ? 'deleted' : 'reverted', change, links };
}

function differing(memory: StoredMemory, before: HistoryEntry): Change {
  const then = {
    text: before.text,
    metadata: before.metadata,
    state: before.state,
    validFrom: before.valid_from === null ? null : Date.parse(before.valid_from),
    validTo: before.valid_to === null ? null : Date.parse(before.valid_to),
  };
  return Object.fromEntries(
    Object.entries(then).filter(
      ([field, value]) => !isDeepStrictEqual(value, memory[field as keyof typeof then]),
    ),
  );
}

function isAsBefore(memory: StoredMemory, before: HistoryEntry): boolean {
  return Object.keys(differing(memory, before)).length === 0;
}

/** What a change replaces of what the history does not keep. */
function unversioned(memory: StoredMemory, change: Change): Before | undefined {
  const { expiresAt, importance, trust } = memory;
  const replaced = {
    ...(change.expiresAt !== undefined && { expiresAt }),
    ...(change.importance !== undefined && { importance }),
    ...(change.trust !== undefined && { trust }),
  };
  return Object.keys(replaced).length > 0 ? replaced : undefined;
}

/** The link as the batch made it, to make it again. */
function madeBy(links: readonly LinkChange[], { from, to, kind }: LinkChange): LinkChange {
  const isIt = (link: LinkChange) => link.from === from && link.to === to && link.kind === kind;
  return links.find(isIt) ?? { from, to, kind, undo: {} };
}
