import { newId } from '../model/ids.js';
import type { Instant } from '../model/time.js';
import type { NewJob } from '../store/jobs.js';
import type { Plan, Reviser } from './revise.js';

/** The kinds of jobs that keep house. */
export type Chore =
  | 'expire'
  | 'purge'
  | 'backup'
  | 'compact'
  | 'reindex'
  | 'embed'
  | 'drop-vectors'
  | 'index-vectors';

/** A chore that waits once, however often it is asked for; at its earliest time. */
export function chore(kind: Chore, dueAt: Instant): Omit<NewJob, 'tenant'> {
  return { id: newId(), kind, user: null, payload: {}, dueAt, onlyOne: true };
}

/** What a plan leads to: what will expire, what can no longer be restored one day, what waits for a vector. */
export function choresOf(
  plan: Plan,
  { at }: Reviser,
  { undoWindow, embeds }: { undoWindow: number; embeds?: boolean },
): Plan['jobs'] {
  const expiries = [...(plan.memories ?? []), ...(plan.revisions ?? [])].flatMap(({ expiresAt }) =>
    typeof expiresAt === 'number' ? [expiresAt] : [],
  );
  const changed = [...(plan.revisions ?? []), ...(plan.restated ? [plan.restated] : [])];
  const deletes = changed.some(({ state }) => state === 'deleted');
  const forgets = plan.revisions?.some(({ forgetTexts }) => forgetTexts) ?? false;
  const { memories = [], spans = [] } = plan.erasure ?? {};
  const erases = forgets || memories.length + spans.length > 0;
  const words = (plan.memories?.length ?? 0) + changed.length;
  return [
    ...(embeds && words > 0 ? [chore('embed', at)] : []),
    ...(expiries.length > 0 ? [chore('expire', Math.min(...expiries))] : []),
    ...(deletes ? [chore('purge', at + undoWindow)] : []),
    ...(erases ? [chore('compact', at)] : []),
  ];
}
