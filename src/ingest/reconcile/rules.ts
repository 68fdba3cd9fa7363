import { cue, cuesOf } from '../../language/cues.js';
import { type Difference, differencesOf } from '../../language/differences.js';
import type { Instant } from '../../model/time.js';
import { isAtLeast } from '../../model/trust.js';
import type { StoredMemory } from '../../store/port.js';
import type { DrawnItem } from '../extract/drawn.js';
import type { Verdict } from './reconciler.js';

/** What a model said, with what it named looked up among what it was shown. */
export interface Proposal {
  verdict: Verdict['kind'];
  refs: readonly StoredMemory[];
}

export interface Moment {
  at: Instant;
  timezone: string;
}

const isNew: Verdict = { kind: 'new' };

/** What needs no model; undefined where only one can tell. */
export function plainVerdict(
  item: DrawnItem,
  neighbours: readonly StoredMemory[],
  fingerprint: (text: string) => string,
): Verdict | undefined {
  if (neighbours.length === 0) return isNew;
  const own = fingerprint(item.text);
  const same = neighbours.filter(({ text }) => fingerprint(text) === own);
  if (same.length === 0) return undefined;
  const memory = same.find((one) => mayBeEvidence(item, one));
  return memory ? { kind: 'same', as: memory.id } : isNew;
}

/** A model proposes; these rules decide. What they do not let through keeps both. */
export function allowedVerdict(
  item: DrawnItem,
  { verdict, refs }: Proposal,
  moment: Moment,
): Verdict {
  const near = refs.filter((memory) => mayMeet(item, memory));
  const [first] = near;
  if (!first) return isNew;
  const decide: Record<Verdict['kind'], () => Verdict> = {
    new: () => isNew,
    same: () => sameAs(item, first, moment),
    supersedes: () => superseding(item, near, moment),
    contradicts: () => contradicting(first),
  };
  return decide[verdict]();
}

function contradicting({ id }: StoredMemory): Verdict {
  return { kind: 'contradicts', other: id };
}

/** The walls: one user, one cube; and what stands for itself and has not ended. */
function mayMeet({ scope }: DrawnItem, memory: StoredMemory): boolean {
  return (
    memory.scope.cube === scope.cube &&
    memory.scope.user === scope.user &&
    memory.supersededBy === null &&
    memory.mergedInto === null
  );
}

/** What one agent, app or run said must not show as another's. */
function mayBeEvidence({ scope }: DrawnItem, memory: StoredMemory): boolean {
  const { agent, app, run } = memory.scope;
  return agent === scope.agent && app === scope.app && (run === null || run === scope.run);
}

/**
 * Texts that differ in a number, a date, a name or a negation are never the same. Where each says something
 * else there, a model that takes them for the same has seen two that cannot both be true.
 */
function sameAs(item: DrawnItem, memory: StoredMemory, { timezone }: Moment): Verdict {
  const differences = differencesOf(
    { text: item.text, reference: item.occurredAt, timezone },
    { text: memory.text, reference: memory.occurredAt, timezone },
  );
  if (differences.some(tellsAgainst)) return contradicting(memory);
  if (differences.length > 0 || !mayBeEvidence(item, memory)) return isNew;
  return { kind: 'same', as: memory.id };
}

function tellsAgainst({ kind, swapped }: Difference): boolean {
  return kind !== 'name' && swapped;
}

function superseding(item: DrawnItem, older: readonly StoredMemory[], { at }: Moment): Verdict {
  const [first] = older as [StoredMemory];
  // What holds for a while, or held once, ends nothing that lasts.
  const lasting = older.filter((memory) => !endsBefore(item, memory));
  if (lasting.length === 0 || endsBy(item, at)) return isNew;
  const ended = lasting.filter((memory) => maySupersede(item, memory));
  if (ended.length === 0) return contradicting(first);
  return { kind: 'supersedes', older: ended.map(({ id }) => id) };
}

function endsBefore({ validTo }: DrawnItem, memory: StoredMemory): boolean {
  return validTo !== null && (memory.validTo === null || memory.validTo > validTo);
}

function endsBy({ validTo }: DrawnItem, at: Instant): boolean {
  return validTo !== null && validTo <= at;
}

function maySupersede(item: DrawnItem, memory: StoredMemory): boolean {
  return (
    isAtLeast(item.trust, memory.trust) &&
    beginsAfter(item, memory) &&
    !addsToWhatStays(item, memory)
  );
}

function beginsAfter({ validFrom, occurredAt }: DrawnItem, memory: StoredMemory): boolean {
  const from = validFrom ?? occurredAt;
  return memory.validFrom === null ? memory.occurredAt <= from : memory.validFrom < from;
}

/** Of these a further one ends none: to forget an allergy is worse than to keep one too many. */
const FURTHER_ONES =
  /allerg|intoleran|unverträglich|alérgi|過敏|过敏|不耐受?|アレルギー|알레르기|알러지/iu;

function addsToWhatStays(item: DrawnItem, memory: StoredMemory): boolean {
  const both = FURTHER_ONES.test(item.text) && FURTHER_ONES.test(memory.text);
  return both && (cuesOf(item.text) & cue.changes) === 0 && !negates(item, memory);
}

/** Whether one of the two denies something that the other does not. */
function negates(item: DrawnItem, memory: StoredMemory): boolean {
  const seen = (text: string) => ({ text, reference: item.occurredAt, timezone: 'UTC' });
  return differencesOf(seen(item.text), seen(memory.text)).some(({ kind }) => kind === 'negation');
}

/** Of several items that would end the same memory, the one that begins last does; the others stay beside it. */
export function withoutRivals(
  items: readonly DrawnItem[],
  verdicts: readonly Verdict[],
): Verdict[] {
  const winners = new Map<string, number>();
  const beginning = (index: number) => items[index]?.validFrom ?? items[index]?.occurredAt ?? 0;
  verdicts.forEach((verdict, index) => {
    if (verdict.kind !== 'supersedes') return;
    for (const id of verdict.older) {
      const rival = winners.get(id);
      if (rival === undefined || beginning(index) >= beginning(rival)) winners.set(id, index);
    }
  });
  return verdicts.map((verdict, index) => {
    if (verdict.kind !== 'supersedes') return verdict;
    const older = verdict.older.filter((id) => winners.get(id) === index);
    return older.length > 0 ? { kind: 'supersedes', older } : isNew;
  });
}
