import { z } from 'zod';
import { TulvingError } from '../../../../errors.js';
import { type Scope, userCube } from '../../../../model/scope.js';
import { invalidInput } from '../../../../model/validate.js';
import type { ToolCall } from '../../../mcp/tool.js';
import type { Condition } from '../filter-values.js';
import { whole } from '../filters.js';
import { filterConditions, idFields } from '../reads.js';
import { Refusal } from '../refusal.js';

/** Ids that mem0's tools take. Whom a connection names, they may narrow, and never leave. */

const name = z.string().min(1).max(256).optional();

export const idArguments = {
  user_id: name.describe('Whose memories. Default: the user of the connection.'),
  agent_id: name.describe('Of one agent.'),
  app_id: name.describe('Of one app.'),
  run_id: name.describe('Of one session.'),
} as const;

export const filtersArgument = z
  .record(z.string(), z.unknown())
  .meta({ additionalProperties: true })
  .optional()
  .describe(
    'Condition, e.g. {"AND": [{"user_id": "ada"}, {"created_at": {"gte": "2026-01-01"}}]}; keys: user_id, agent_id, app_id, run_id, created_at, updated_at, categories, metadata, keywords, memory_ids; AND, OR, NOT.',
  );

type Ids = Partial<Record<(typeof idFields)[number], string | undefined>>;

/** Where it is read or written: what the connection says, and of the arguments what lies within it. */
export function within(scope: Scope, ids: Ids, { chooses }: ToolCall): Scope {
  const given = idFields.filter((field) => ids[field] !== undefined);
  const narrowed: Scope = { ...scope };
  for (const field of given) {
    const fixed = scope[field];
    const mayChoose = field === 'user_id' && chooses;
    if (fixed !== undefined && fixed !== ids[field] && !mayChoose) throw elsewhere(field, fixed);
    narrowed[field] = ids[field];
  }
  return narrowed;
}

/**
 * What a list or a search reads. Where the connection names nobody, filters may: of one user as the
 * user's memories are always read, of several as a condition on all.
 */
export function asFiltered(given: unknown, call: ToolCall): Scope & { filters?: Condition } {
  const conditions = translated(given);
  const rest: Scope & { filters?: Condition } = { ...call.reads };
  if (call.chooses && namesUsers(conditions)) {
    const [user, ...others] = conditions.flatMap(oneUser);
    delete rest.user_id;
    if (user !== undefined && others.length === 0) {
      Object.assign(rest, { user_id: user, cube: userCube(user) });
    } else {
      rest.user_id = '*';
    }
  }
  return conditions.length === 0 ? rest : { ...rest, filters: whole(conditions) };
}

function translated(given: unknown): Condition[] {
  try {
    return filterConditions(given);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { error: detail } = error.body;
    throw invalidInput([{ pointer: '/filters', detail: String(detail) }]);
  }
}

/** At the top, or joined by AND alone. */
function oneUser({ user_id: user, AND: parts }: Condition): string[] {
  if (Array.isArray(parts)) return (parts as Condition[]).flatMap(oneUser);
  return typeof user === 'string' ? [user] : [];
}

function namesUsers(conditions: unknown): boolean {
  if (Array.isArray(conditions)) return conditions.some(namesUsers);
  if (typeof conditions !== 'object' || conditions === null) return false;
  return Object.entries(conditions).some(([key, value]) => key === 'user_id' || namesUsers(value));
}

function elsewhere(field: string, fixed: string): TulvingError {
  const detail = `This connection is for ${field} "${fixed}".`;
  return new TulvingError('forbidden', detail, {
    remedy: `Leave ${field} out; another one takes a connection of its own.`,
  });
}
