import type { KnownBeliefs } from './known-beliefs.js';
import type { Belief, Probe } from './shapes.js';

/** What stands before a model, as the runner of the set puts it together; only `relevant` is searched. */
export interface Tiers {
  pinned: readonly string[];
  relevant: readonly string[];
  questions: readonly string[];
}

const OPEN_QUESTION = 'open_question';
const RELATION = 'relation';

/**
 * @param find a search of the memory; not called where there is nothing to ask or no place to fill
 */
export async function tiersOf(
  probe: Probe,
  known: KnownBeliefs,
  find: () => Promise<string[]>,
): Promise<Tiers> {
  const { user, scope, places } = probe;
  const beliefs = known.all().filter((one) => one.user_id === user && isIn(one, scope));
  const held = beliefs.filter((one) => one.pinned && !one.resolved_at);
  const pinned = held.filter((one) => one.type !== OPEN_QUESTION && !one.superseded_by).map(idOf);
  const questions = held.filter(({ type }) => type === OPEN_QUESTION).map(idOf);
  const found = asksSomething(probe) ? await find() : [];
  const free = found.filter((id) => !pinned.includes(id));
  const brought = withParticipants(free, known, probe).filter((id) => !pinned.includes(id));
  return {
    pinned: pinned.slice(0, places),
    relevant: [...new Set([...free, ...brought])].slice(0, Math.max(0, places - pinned.length)),
    questions: questions.slice(0, probe.questions),
  };
}

export function asksSomething({ query, places }: Probe): boolean {
  return query.trim() !== '' && places > 0;
}

/** A relation brings along whom it is between, if they are in reach and no open questions. */
function withParticipants(
  found: readonly string[],
  known: KnownBeliefs,
  { user, scope }: Probe,
): string[] {
  const relations = found
    .flatMap((id) => known.get(id) ?? [])
    .filter((one) => one.type === RELATION);
  return relations
    .flatMap(({ participants }) => participants.flatMap((id) => known.get(id) ?? []))
    .filter((one) => one.user_id === user && one.type !== OPEN_QUESTION && isIn(one, scope))
    .map(idOf);
}

function isIn(belief: Belief, scope: readonly string[]): boolean {
  return belief.scope.some((name) => scope.includes(name));
}

function idOf({ _id: id }: Belief): string {
  return id;
}
