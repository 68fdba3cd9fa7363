import type { FeedbackAction } from '../../../model/feedback.js';
import type { Call, Json } from './call.js';
import { idOf, orNotFound } from './memories.js';
import { isGiven } from './reads.js';
import { badRequest } from './refusal.js';

const actions: Readonly<Record<string, 'useful' | 'not_useful'>> = {
  POSITIVE: 'useful',
  NEGATIVE: 'not_useful',
  // To be wrong is another thing: it would archive the memory.
  VERY_NEGATIVE: 'not_useful',
};

export async function giveFeedback({ memory, caller, body }: Call): Promise<Json> {
  const { feedback, feedback_reason: reason = null } = body;
  const memory_id = idOf(body['memory_id']);
  const action = typeof feedback === 'string' ? actions[feedback] : undefined;
  if (!action) throw badRequest(`feedback must be one of ${Object.keys(actions).join(', ')}.`);
  const given: FeedbackAction = {
    action,
    memory_id,
    ...(isGiven(reason) && { reason: reason as string }),
  };
  await orNotFound(() => memory.feedback.give({ actions: [given] }, caller));
  return { id: memory_id, feedback, feedback_reason: reason };
}

export async function getStats({ memory, caller }: Call): Promise<Json> {
  const names = await memory.sources.everyName(caller);
  const scope = caller.access.user === null ? { user_id: '*' } : {};
  const { states, episodes } = await memory.stats(scope, caller);
  const count = (kind: string) => names.filter((one) => one.kind === kind).length;
  return {
    total_memories: states.active,
    total_episodes: episodes,
    total_users: count('user'),
    total_agents: count('agent'),
    total_apps: count('app'),
    total_runs: count('run'),
  };
}
