import { type Mem0EventType, mem0EventTypes, type Webhook } from '../../../model/webhooks.js';
import { Answer, type Call, type Json } from './call.js';
import { projectIds } from './project.js';
import { badRequest, Refusal } from './refusal.js';

/** Webhooks that mem0's clients make: Tulving's own, in mem0's shape. Others are not shown here. */

export async function listWebhooks(call: Call): Promise<Json[]> {
  const all = await call.memory.webhooks.list(call.caller);
  return all.filter(isMem0).map((webhook) => shown(webhook, call));
}

/** `secret` is beside what mem0 answers: what is sent can be verified with it. */
export async function createWebhook(call: Call): Promise<Answer> {
  const { memory, caller, body } = call;
  const url = textOf(body['url'], 'url');
  const { secret, ...webhook } = await memory.webhooks.create(
    { url, format: 'mem0', ...named(body), ...filtered(body) },
    caller,
  );
  return new Answer(201, { ...shown(webhook, call), secret });
}

export async function updateWebhook(call: Call): Promise<Json> {
  const { memory, caller, body } = call;
  const { id, filters } = await found(call);
  const { is_active: enabled } = body;
  const { filters: events } = filtered(body);
  const patch = {
    ...named(body),
    ...(body['url'] !== undefined && { url: textOf(body['url'], 'url') }),
    ...(events && { filters: { ...filters, ...events } }),
    ...(typeof enabled === 'boolean' && { enabled }),
  };
  await memory.webhooks.update(id, patch, caller);
  return { message: 'Webhook updated successfully' };
}

export async function deleteWebhook(call: Call): Promise<Json> {
  const { id } = await found(call);
  await call.memory.webhooks.delete(id, call.caller);
  return { message: 'Webhook deleted successfully' };
}

async function found({ memory, caller, parameter }: Call): Promise<Webhook> {
  const all = await memory.webhooks.list(caller);
  const one = all.find((webhook) => webhook.id === parameter('id') && isMem0(webhook));
  if (one) return one;
  throw new Refusal(404, { error: 'Webhook not found!' });
}

function isMem0({ format }: Webhook): boolean {
  return format === 'mem0';
}

function named({ name }: Json): { name?: string } {
  return name === undefined || name === null ? {} : { name: textOf(name, 'name') };
}

function textOf(value: unknown, field: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw badRequest(`${field} must be a text.`);
}

/** None named, all are told. `memory:add` is what some of mem0's pages write for `memory_add`. */
function filtered({ event_types: types }: Json): { filters?: { mem0_events?: Mem0EventType[] } } {
  if (types === undefined || types === null) return {};
  if (!Array.isArray(types)) throw badRequest('event_types must be a list.');
  const asked = types.map((type) => String(type).replace(':', '_'));
  const known = mem0EventTypes.filter((type) => asked.includes(type));
  const other = asked.filter((type) => !known.some((one) => one === type));
  if (other.length > 0) {
    throw badRequest(
      `event_types: there is ${mem0EventTypes.join(', ')}; not ${other.join(', ')}.`,
    );
  }
  return { filters: known.length === 0 ? {} : { mem0_events: known } };
}

function shown(webhook: Webhook, { caller }: Call): Json {
  const { id, name, url, filters, owner, enabled, created_at, updated_at } = webhook;
  return {
    webhook_id: id,
    name,
    url,
    event_types: filters.mem0_events ?? [...mem0EventTypes],
    owner,
    is_active: enabled,
    project: projectIds(caller).project_id,
    created_at,
    updated_at,
  };
}
