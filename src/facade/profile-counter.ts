import { fold } from '../language/terms/fold.js';
import { type Group, isEvidence, membersOf } from '../lifecycle/consolidate/members.js';
import { activeHours, interestsIn, topicsIn } from '../lifecycle/profile/statistics.js';
import { localTime } from '../model/local-time.js';
import { memoryKinds } from '../model/memory.js';
import type { Profile } from '../model/profile.js';
import { boundedFilter } from '../model/rule-bounds.js';
import { isInScope, type Reach } from '../model/scope.js';
import type { Clock, Instant } from '../model/time.js';
import { isWithin } from '../model/within.js';
import type { Store, StoredMemory } from '../store/port.js';

export type Counted = Pick<
  Profile,
  'total_memories' | 'key_interests' | 'interaction_patterns' | 'preferences'
>;

export interface ProfileCounterParts {
  store: Pick<Store, 'memories' | 'graph' | 'cubes'>;
  clock: Clock;
  timezone: string;
}

/** So many of the newest memories are counted. */
const MOST_COUNTED = 5_000;
const [MOST_INTERESTS, MOST_HOURS, MOST_TOPICS, MOST_PREFERENCES] = [5, 3, 10, 20];
const PAGE = 2_000;

/** The part of a profile that is counted. */
export class ProfileCounter {
  readonly #parts: ProfileCounterParts;

  constructor(parts: ProfileCounterParts) {
    this.#parts = parts;
  }

  async count(group: Group, reach: Reach): Promise<Counted> {
    const { store, clock, timezone } = this.#parts;
    const at = clock();
    const all = await this.members(group, at);
    const memories = all.filter((memory) => isWithin(reach, memory));
    const mentions = await this.#mentionsOf(memories);
    const ownNames = new Set(['user', fold(group.user ?? '')]);
    const sources = { memories, mentions, ownNames };
    const turns = memories.filter(isTurn);
    const length = turns.reduce((sum, { text }) => sum + [...text].length, 0);
    const hourOf = (when: Instant) => Number(localTime(when, timezone).time.slice(0, 2));
    return {
      total_memories: await store.memories.count({
        tenant: group.tenant,
        reach,
        state: 'active',
        at,
      }),
      key_interests: interestsIn(sources, MOST_INTERESTS),
      interaction_patterns: {
        total_conversations: await this.#conversations(group, reach),
        average_length: turns.length === 0 ? 0 : Math.round((10 * length) / turns.length) / 10,
        most_active_hours: activeHours(turns, hourOf, MOST_HOURS),
        conversation_topics: topicsIn(sources).slice(0, MOST_TOPICS),
      },
      preferences: memories
        .filter(({ kind }) => kind === 'preference')
        .slice(0, MOST_PREFERENCES)
        .map(presentPreference),
    };
  }

  /** Of what a person said. */
  async members(group: Group, at: Instant): Promise<StoredMemory[]> {
    const kinds = memoryKinds;
    const { memories } = this.#parts.store;
    return (await membersOf(memories, group, { kinds, at, most: MOST_COUNTED })).filter(isEvidence);
  }

  async #mentionsOf(memories: readonly StoredMemory[]): Promise<Map<number, string[]>> {
    const { graph } = this.#parts.store;
    const mentions = await graph.mentionedIn(memories.map(({ no }) => no));
    const entities = await graph.byNumbers([...new Set(mentions.map(({ entity }) => entity))]);
    const names = new Map(entities.map(({ no, name }) => [no, name]));
    const found = new Map<number, string[]>();
    for (const { entity, memory } of mentions) {
      const name = names.get(entity);
      if (name !== undefined) found.set(memory.no, [...(found.get(memory.no) ?? []), name]);
    }
    return found;
  }

  /** Sessions that any of the user's memories comes from. */
  async #conversations({ tenant, cube }: Group, reach: Reach): Promise<number> {
    const { cubes } = this.#parts.store;
    const [state] = await cubes.states(tenant, [cube]);
    const sessions = new Set<number>();
    const filter = boundedFilter(reach.bounds);
    const allowed =
      state && filter && new Set(await this.#parts.store.memories.matching(state.no, filter));
    for (let after = 0; state !== undefined;) {
      const rows = await cubes.outline(state.no, 'live', after, PAGE);
      for (const { memory, session, user, agent, app, run, kind } of rows) {
        const isTalk = session !== null && kind !== 'document';
        const isSeen =
          isInScope(reach, { cube, user, agent, app, run }) && (allowed?.has(memory) ?? true);
        if (isTalk && isSeen) sessions.add(session);
      }
      if (rows.length < PAGE) break;
      after = rows.at(-1)?.memory ?? after;
    }
    return sessions.size;
  }
}

export const nothingCounted: Counted = {
  total_memories: 0,
  key_interests: [],
  interaction_patterns: {
    total_conversations: 0,
    average_length: 0,
    most_active_hours: [],
    conversation_topics: [],
  },
  preferences: [],
};

/** What the user said, as it was said. */
export function isTurn({ kind, sources }: StoredMemory): boolean {
  const role = sources[0]?.role ?? 'user';
  return kind === 'statement' && role === 'user';
}

function presentPreference({
  id,
  text,
  metadata,
  sources,
}: StoredMemory): Profile['preferences'][number] {
  const { explicit, reason } = (metadata['preference'] ?? {}) as Record<string, unknown>;
  return {
    memory_id: id,
    text,
    explicit: typeof explicit === 'boolean' ? explicit : null,
    reason: typeof reason === 'string' ? reason : null,
    cites: [...new Set(sources.map(({ episode }) => episode))],
  };
}
