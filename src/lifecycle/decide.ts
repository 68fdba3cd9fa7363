import { TulvingError } from '../errors.js';
import type { ReviewDecision, ReviewKind } from '../model/review.js';
import { invalidInput } from '../model/validate.js';
import type { StoredMemory } from '../store/port.js';
import {
  type Plan,
  planDelete,
  planMerge,
  planSupersede,
  type Reviser,
  revisionOf,
} from './revise.js';

/** What a review is about; `other` is missing where there is no second memory, or it is gone. */
export interface Reviewed {
  memory: StoredMemory;
  other: StoredMemory | undefined;
}

interface Two {
  memory: StoredMemory;
  other: StoredMemory;
}

type Decide = (reviewed: Two, reviser: Reviser) => Plan;
type Alone = (memory: StoredMemory, reviser: Reviser) => Plan;

/** What each decision does. One that is missing is not asked for. */
const alone: Readonly<Record<ReviewKind, Partial<Record<ReviewDecision, Alone>>>> = {
  quarantine: { accept, reject },
  contradiction: { accept, reject },
  duplicate: { reject },
};

const ofTwo: Readonly<Record<ReviewKind, Partial<Record<ReviewDecision, Decide>>>> = {
  quarantine: {},
  contradiction: {
    accept: ({ memory, other }, reviser) =>
      joined(accept(memory, reviser), after(memory, other, reviser), settled(memory, other)),
    reject: ({ memory, other }, reviser) => joined(reject(memory, reviser), settled(memory, other)),
    keep_both: ({ memory, other }) => settled(memory, other),
    keep_other: ({ memory, other }, reviser) =>
      joined(reject(memory, reviser), accept(other, reviser), settled(memory, other)),
  },
  duplicate: {
    accept: ({ memory, other }, reviser) => planMerge(memory, other, reviser),
    keep_both: () => ({}),
    keep_other: ({ memory }, reviser) => reject(memory, reviser),
  },
};

/** What a decision changes. @throws TulvingError `invalid_input` for one that such a review does not take */
export function planDecision(
  kind: ReviewKind,
  decision: ReviewDecision,
  { memory, other }: Reviewed,
  reviser: Reviser,
): Plan {
  const both = ofTwo[kind][decision];
  if (both && other !== undefined) return both({ memory, other }, reviser);
  const one = alone[kind][decision];
  if (one) return one(memory, reviser);
  const known = new Set([...Object.keys(alone[kind]), ...(other ? Object.keys(ofTwo[kind]) : [])]);
  const detail = `must be one of ${[...known].join(', ')} for this review`;
  throw invalidInput([{ pointer: '/decision', detail }]);
}

/** A person has looked at it. */
function accept(memory: StoredMemory, reviser: Reviser): Plan {
  if (memory.state === 'active' && memory.trust === 'verified') return {};
  if (memory.state === 'deleted') throw deleted(memory);
  const event = memory.state === 'active' ? 'updated' : 'restored';
  const change = { state: 'active', trust: 'verified', reason: 'review' } as const;
  return { revisions: [revisionOf(memory, event, reviser, change)] };
}

function deleted({ id }: StoredMemory): TulvingError {
  return new TulvingError('not_found', `Memory ${id} was deleted.`, {
    remedy: 'Restore it, then decide.',
  });
}

function reject(memory: StoredMemory, reviser: Reviser): Plan {
  return memory.state === 'deleted' ? {} : planDelete(memory, reviser);
}

/** Ends the validity of the other, which had none before it, or takes it away. */
function after(memory: StoredMemory, other: StoredMemory, reviser: Reviser): Plan {
  if (other.supersededBy !== null || other.state === 'deleted') return {};
  const since = memory.validFrom ?? memory.occurredAt;
  const began = other.validFrom ?? other.occurredAt;
  if (began >= since) return reject(other, reviser);
  const newer = {
    id: memory.id,
    scope: memory.scope,
    validFrom: since,
    trust: 'verified',
  } as const;
  return planSupersede(newer, [other], reviser);
}

/** They contradict each other no longer. */
function settled(memory: StoredMemory, other: StoredMemory): Plan {
  return { links: [{ from: memory.id, to: other.id, kind: 'contradicts', undo: null }] };
}

function joined(...plans: readonly Plan[]): Plan {
  return {
    revisions: plans.flatMap(({ revisions = [] }) => revisions),
    links: plans.flatMap(({ links = [] }) => links),
  };
}
