import { z } from 'zod';
import { limits } from '../../../../model/fields.js';
import type { Memory } from '../../../../model/memory.js';
import { type ScopeKind, scopeKinds, type ScopeName } from '../../../../model/scope-name.js';
import {
  ANY_USER,
  cubeOfWrite,
  type Scope,
  SHARED_CUBE,
  userCube,
} from '../../../../model/scope.js';
import { invalidInput } from '../../../../model/validate.js';
import { reading, tool, type Tool, type ToolCall } from '../../../mcp/tool.js';
import { eventOf, told as toldEvents } from '../event-shapes.js';
import { idFields } from '../reads.js';
import { entityOf } from '../shapes.js';
import { common, removing, theirs, told, toldOfMany } from './common.js';
import { idArguments, within } from './scopes.js';

const deleteAllMemories = tool({
  ...common,
  name: 'delete_all_memories',
  title: 'Forget everything',
  needs: 'write',
  annotations: removing,
  description: `Delete all memories of the user, or of one agent, app or session of the user. Call it only when the user asks for exactly that, and ask again before. It can be undone for some time.`,
  input: z.strictObject(idArguments),
  run: async (ids, call) => {
    const deleted = await deleteAllOf(within(call.reads, ids, call), call);
    return told({ message: 'Memories deleted successfully!', deleted });
  },
});

const deleteEntities = tool({
  ...common,
  name: 'delete_entities',
  title: 'Forget somebody',
  needs: 'write',
  annotations: removing,
  description: `Delete a user, an agent, an app or a session together with all memories of it, of the user of this connection. Name exactly whom. Ask the user before. It can be undone for some time.`,
  input: z.strictObject(idArguments),
  run: async (ids, call) => {
    const named = idFields.filter((field) => ids[field] !== undefined);
    if (named.length === 0) {
      const detail = 'is missing; give user_id, agent_id, app_id or run_id';
      throw invalidInput([{ pointer: '/user_id', detail }]);
    }
    const deleted = await deleteAllOf(within(call.reads, ids, call), call);
    return told({ message: 'Entity deleted successfully!', deleted });
  },
});

const listEntities = tool({
  ...common,
  name: 'list_entities',
  title: 'List users, agents, apps and sessions',
  needs: 'read',
  annotations: reading,
  description: `List who has memories: users, agents, apps and runs, with the number of memories of each, as JSON. A connection that is for one user, agent or cube is told of that one, and of what stands beside it.`,
  input: z.strictObject({}),
  run: async (_, call) => {
    const { reads, chooses, door } = call;
    const { user_id: user, agent_id: agent, cube } = reads;
    if ((chooses || user === undefined) && agent === undefined && cube === undefined) {
      const names = await everyName(door);
      return toldOfMany(names.map(entityOf), { count: names.length });
    }
    const named = chooses || user === undefined ? { ...reads, user_id: ANY_USER } : reads;
    const names = await namesOf(door, named);
    return toldOfMany(names.map(entityOf), { count: names.length });
  },
});

const PAGE = 100;
/** Memories of one user, agent or cube from which the names are counted that stand beside it. */
const MOST_COUNTED = 2_000;

const listEvents = tool({
  ...common,
  name: 'list_events',
  title: 'List what was added',
  needs: 'read',
  annotations: reading,
  description: `List additions, newest first, with their status and the memories that came of each, as JSON.`,
  input: z.strictObject({
    page_size: z.int().min(1).max(PAGE).default(20).describe('How many memories are looked at.'),
  }),
  run: async ({ page_size: limit }, { door, reads }) => {
    const { data } = await door.list({ ...reads, limit });
    return toldOfMany(toldEvents(data));
  },
});

const getEventStatus = tool({
  ...common,
  name: 'get_event_status',
  title: 'See what came of an addition',
  needs: 'read',
  annotations: reading,
  description: `Tell the status of an addition by the event_id that add_memory gave: PENDING, SUCCEEDED or FAILED, with the memories that came of it, as JSON.`,
  input: z.strictObject({ event_id: z.string().max(64).describe('As add_memory gave it.') }),
  run: async ({ event_id: id }, call) => {
    const drawn = await call.door.sources.drawnFrom(id);
    for (const memory of drawn.memories) await theirs(memory.id, call);
    return told(eventOf({ id, type: 'ADD', ...drawn }));
  },
});

export const entityTools: readonly Tool[] = [
  deleteAllMemories,
  deleteEntities,
  listEntities,
  listEvents,
  getEventStatus,
];

/** Of a user in the user's own cube and in the shared one, as they are read. */
async function deleteAllOf(scope: Scope, { door }: ToolCall): Promise<number> {
  const own = scope.user_id === undefined ? cubeOfWrite(scope) : userCube(scope.user_id);
  const cubes = scope.cube === undefined ? [own, SHARED_CUBE] : [scope.cube];
  const filters = { cube: { in: [...new Set(cubes)] } };
  return (await door.deleteScope({ ...scope, filters })).deleted;
}

async function everyName({ sources }: ToolCall['door']): Promise<ScopeName[]> {
  const all: ScopeName[] = [];
  let cursor: string | undefined;
  do {
    const page = await sources.names({ limit: limits.page, cursor });
    all.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** Whoever is asked in the name of one user, agent or cube must not be told of others. */
async function namesOf(door: ToolCall['door'], reads: Scope) {
  const all: Memory[] = [];
  let cursor: string | undefined;
  do {
    const page = await door.list({ ...reads, limit: PAGE, cursor });
    all.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && all.length < MOST_COUNTED);
  return scopeKinds.flatMap((kind) => {
    const groups = new Map<string, Memory[]>();
    for (const memory of all) {
      const name = memory[`${kind}_id`];
      if (name !== null) groups.set(name, [...(groups.get(name) ?? []), memory]);
    }
    return Array.from(groups, ([name, of]) => nameOf(kind, name, of));
  });
}

function nameOf(kind: ScopeKind, name: string, of: readonly Memory[]): ScopeName {
  const made = of.map(({ created_at: at }) => at).toSorted();
  const changed = of.map(({ updated_at: at }) => at).toSorted();
  const times = { created_at: made[0] ?? '', updated_at: changed.at(-1) ?? '' };
  return { kind, name, memories: of.length, ...times };
}
