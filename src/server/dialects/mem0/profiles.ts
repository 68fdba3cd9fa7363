import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import { requireWhole } from '../../../model/access.js';
import type { Form } from '../../../model/form.js';
import { isId } from '../../../model/ids.js';
import type { ProfileForm } from '../../../model/profile-form.js';
import { userCube } from '../../../model/scope.js';
import { Answer, type Call, type Json } from './call.js';
import type { Condition } from './filter-values.js';
import { wholeNumber } from './listing.js';
import { filterConditions, idsIn } from './reads.js';
import { translate } from './filters.js';
import { badRequest, Refusal } from './refusal.js';

/**
 * mem0's profiles over ours: without a schema what Tulving counts of a user (docs/organise.md), with one
 * a form that is filled from the user's memories.
 */

/** Ids of jobs are made of keys of clients in this space. */
const SPACE = '5d0c0b52-6c0e-4b8b-9d39-4f0d3a1f7c55';
const MOST_SAMPLED = 100;
const known = ['enabled', 'entities'];

export async function getProfile(call: Call): Promise<Json> {
  requireUsers(call.parameter('type'));
  const { memory, caller } = call;
  const user = call.parameter('id');
  const { enabled, schema } = await memory.profileForms.settings(caller);
  const made = schema === null ? [] : await formsOf(call, user);
  const newest = made[0];
  const about = { entity_type: 'user', entity_id: user };
  const count = made.filter(({ status }) => status === 'succeeded').length;
  const told = { ...about, generation_count: count, error: newest?.cause ?? null };
  if (!enabled) return { ...told, profile: null, status: 'not_enabled', updated_at: null };
  const filled = made.find(({ status }) => status === 'succeeded');
  if (newest) {
    const { status } = newest;
    return {
      ...told,
      profile: filled?.value ?? null,
      status,
      updated_at: filled?.filled_at ?? null,
    };
  }
  const { generated_at, ...profile } = await memory.profile({ user_id: user }, caller);
  const status = profile.total_memories === 0 ? 'insufficient_data' : 'succeeded';
  return { ...told, profile, status, updated_at: generated_at };
}

/** `trigger` for one user, `sample` for some. The same Idempotency-Key answers the same job. */
export async function createProfileJob(call: Call): Promise<Answer> {
  const { operation, entity_type: type = 'user' } = call.body;
  requireUsers(type);
  const id = jobIdOf(call);
  const before = id === undefined ? [] : await formsIn(call, id);
  const replayed = before.length > 0;
  const users = replayed ? before.map(({ user_id: user }) => user ?? '') : await usersOf(call);
  const batch = id ?? v5(`${Date.now()}/${Math.random()}`, SPACE);
  if (!replayed) for (const user of users) await askFor(call, user, { batch, operation });
  return new Answer(201, {
    job_id: batch,
    status: 'queued',
    // Clients put it behind the address that they were given.
    status_url: `/v2/profiles/jobs/${batch}/`,
    operation,
    entity_type: 'user',
    entity_count_reserved: users.length,
    event_id: null,
    replayed,
    ...(operation === 'sample' && { sampled: users.length, entity_ids: users }),
  });
}

export async function getProfileJob(call: Call): Promise<Json> {
  const id = call.parameter('id');
  const forms = isId(id) ? await formsIn(call, id) : [];
  if (forms.length === 0) throw new Refusal(404, { error: 'Profile job not found!' });
  const count = (status: Form['status']) => forms.filter((one) => one.status === status).length;
  const [succeeded, failed, pending] = [count('succeeded'), count('failed'), count('pending')];
  const ended = succeeded === 0 ? 'failed' : 'succeeded';
  return {
    job: {
      id,
      operation: (forms[0]?.note as ProfileNote | undefined)?.operation,
      entity_type: 'user',
      status: pending > 0 ? 'running' : ended,
      total: forms.length,
      enumeration_complete: true,
      completed: succeeded + failed,
      succeeded,
      failed,
      skipped: 0,
    },
  };
}

export async function getProfileSettings({ memory, caller }: Call): Promise<Json> {
  requireWhole(caller.access);
  return settingsTold(await memory.profileForms.settings(caller));
}

/** What is left out stays as it is. */
export async function updateProfileSettings({ memory, caller, body }: Call): Promise<Json> {
  const { enabled, entities } = body;
  const unsupported = Object.keys(body).filter((name) => !known.includes(name));
  if (unsupported.length > 0) throw badRequest(`Unsupported settings: ${unsupported.join(', ')}`);
  const { user, ...others } = (entities ?? {}) as { user?: Json } & Json;
  if (Object.keys(others).length > 0) throw badRequest('Profiles are of users alone.');
  const patch: Partial<ProfileForm> = {
    ...(enabled !== undefined && { enabled: enabled as boolean }),
    ...(user?.['schema'] !== undefined && { schema: user['schema'] as ProfileForm['schema'] }),
    ...(user?.['custom_instructions'] !== undefined && {
      instructions: (user['custom_instructions'] || null) as string | null,
    }),
  };
  return settingsTold(await memory.profileForms.set(patch, caller));
}

/** What is told of the one user that the filters name, in a few sentences. */
export async function getSummary(call: Call): Promise<Json> {
  const { body, memory, caller } = call;
  const own = [...translate(idsIn(body)), ...filterConditions(body['filters'])];
  const named = userIn(own) ?? caller.access.user;
  if (named === null) {
    throw badRequest('filters must name one user_id: a summary is told of one user.');
  }
  const { summary, total_memories: count } = await memory.profile({ user_id: named }, caller);
  return { summary: summary.text, user_id: named, total_memories: count, by: summary.by };
}

interface ProfileNote {
  profile: string;
  operation: string;
}

async function askFor(
  { memory, caller }: Call,
  user: string,
  { batch, operation }: { batch: string; operation: unknown },
): Promise<void> {
  const { schema, instructions } = await memory.profileForms.settings(caller);
  const note = { profile: user, operation };
  const place = caller.access.cubes === null ? { cube: userCube(user) } : {};
  const told = instructions === null ? {} : { instructions };
  await memory.forms.ask({ user_id: user, ...place, schema, ...told, note, batch }, caller);
}

async function usersOf(call: Call): Promise<string[]> {
  const { operation, entity_id: entity, limit } = call.body;
  if (operation === 'trigger') {
    if (typeof entity === 'string' && entity !== '') return [entity];
    throw badRequest('entity_id is required.');
  }
  if (operation !== 'sample') throw badRequest('operation must be trigger or sample.');
  const most = wholeNumber(limit, 'limit', 10, MOST_SAMPLED);
  const found = await call.memory.sources.everyName(call.caller);
  const users = found.filter(({ kind }) => kind === 'user').map(({ name }) => name);
  if (users.length === 0) throw badRequest('There is no user with memories.');
  return users.slice(0, most);
}

/** Within what the caller reaches, so that the key of another finds nothing. */
function jobIdOf({ caller, idempotencyKey }: Call): string | undefined {
  if (idempotencyKey === undefined) return undefined;
  const whose = [caller.tenant, caller.key ?? '', idempotencyKey];
  return v5(createHash('sha256').update(JSON.stringify(whose)).digest('hex'), SPACE);
}

function formsOf({ memory, caller }: Call, user: string): Promise<Form[]> {
  const matches = (note: unknown) => (note as ProfileNote | null)?.profile === user;
  return memory.forms.find({ most: MOST_SAMPLED, matches }, caller);
}

function formsIn({ memory, caller }: Call, batch: string): Promise<Form[]> {
  return memory.forms.find({ most: MOST_SAMPLED, batch }, caller);
}

function settingsTold({ enabled, schema, instructions }: ProfileForm): Json {
  return {
    enabled,
    entities: { user: { schema, custom_instructions: instructions } },
    capabilities: { entity_types: ['user'] },
  };
}

/** The one user that conditions name, as they stand or joined by AND. */
function userIn(conditions: readonly Condition[]): string | null {
  const named = conditions.flatMap((condition) => {
    const { user_id: user, AND: parts } = condition;
    if (Array.isArray(parts)) return userIn(parts as Condition[]) ?? [];
    return typeof user === 'string' ? [user] : [];
  });
  return new Set(named).size === 1 ? (named[0] ?? null) : null;
}

function requireUsers(type: unknown): void {
  if (type === 'user') return;
  throw new Refusal(404, { error: 'Profiles are of users alone.' });
}
