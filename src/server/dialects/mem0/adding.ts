import type { AddRequest, AddResult, Message } from '../../../model/requests.js';
import type { Memory } from '../../../model/memory.js';
import type { Scope } from '../../../model/scope.js';
import { Answer, type Call, type Json } from './call.js';
import { isoOf } from './filter-values.js';
import { messagesOf } from './messages.js';
import { idFields, idsIn, isGiven } from './reads.js';
import { badRequest } from './refusal.js';
import { written } from './shapes.js';

/** What was kept, and by which id its event can be asked for. */
export interface Added {
  memories: Memory[];
  event: string;
  /** Whether a model is still to draw from it. */
  pending: boolean;
}

type About = Omit<AddRequest, 'text' | 'messages'>;

/** What the hosted API's third version answers: an event, and what is found from now on. */
export async function addV3(call: Call): Promise<Answer> {
  const { memories, event, pending } = await add(call);
  const message = pending
    ? 'Memory processing has been queued for background execution'
    : 'Memories were kept';
  const status = pending ? 'PENDING' : 'SUCCEEDED';
  return new Answer(200, { message, status, event_id: event, results: memories.map(written) });
}

/** The first version: a bare list, or an envelope where `output_format` asks for it. */
export async function addV1(call: Call): Promise<unknown> {
  const { memories, event, pending } = await add(call);
  const status = pending ? 'PENDING' : 'SUCCEEDED';
  const results: Json[] = memories.map((memory) => {
    return { ...written(memory), event_id: event, status };
  });
  const message = 'Nothing of this is worth a memory; the words are kept as their source';
  const all = results.length > 0 || pending ? results : [{ message, status, event_id: event }];
  if (call.body['output_format'] === 'v1.1') return { results: all, relations: [] };
  return all;
}

export async function add(call: Call): Promise<Added> {
  const { body } = call;
  const scope = idsIn(body) as Scope;
  if (Object.keys(scope).length === 0 && call.caller.access.user === null) {
    throw badRequest(`At least one of ${idFields.join(', ')} is required.`);
  }
  const about = aboutOf(body, scope);
  const facts = factsOf(body['deduced_memories']);
  if (facts.length > 0) return keepNotes(call, facts, { ...about, kind: 'fact' });
  const { messages, addresses } = messagesOf(body['messages']);
  const documents: AddResult[] = [];
  for (const url of addresses) {
    documents.push(await call.memory.addDocument({ ...about, url }, call.caller));
  }
  if (messages.length === 0) return addedOf(documents, false);
  if (body['infer'] === false || body['infer'] === 'false') {
    return keepNotes(call, messages, about);
  }
  const sync = body['async_mode'] === false;
  const request = { ...about, messages, ...(sync && { mode: 'sync' as const }) };
  const kept = await call.memory.add(request, call.caller);
  return addedOf([kept, ...documents], sync);
}

/** Each by itself and word for word, as `infer: false` asks for; what a system says is not kept. */
async function keepNotes(call: Call, messages: readonly Message[], about: About): Promise<Added> {
  const results: AddResult[] = [];
  for (const { role, content } of messages) {
    if (role === 'system') continue;
    const trust = role === 'assistant' ? 'agent' : role === 'tool' ? 'outside' : 'user';
    const note = { ...about, text: content, trust, extract: false } as const;
    results.push(await call.memory.add(note, call.caller));
  }
  const memories = results.flatMap((result) => result.memories);
  return { memories, event: memories[0]?.id ?? '', pending: false };
}

/** @param waited whether the answers say themselves what is still to come */
function addedOf(results: readonly AddResult[], waited: boolean): Added {
  return {
    memories: results.flatMap(({ memories }) => memories),
    event: results[0]?.episodes[0]?.id ?? '',
    pending: results.some(({ job_id: job, pending }) => (waited ? pending : job !== undefined)),
  };
}

function aboutOf(body: Readonly<Json>, scope: Scope): About {
  const { metadata, timestamp, expiration_date: expires } = body;
  return {
    ...scope,
    ...(isGiven(metadata) && { metadata: metadata as Json }),
    ...(isGiven(timestamp) && { occurred_at: isoOf(timestamp) as string }),
    ...(isGiven(expires) && { expires_at: isoOf(expires) as string }),
  };
}

/** Facts that a client has drawn itself. */
function factsOf(given: unknown): Message[] {
  const all: unknown[] = Array.isArray(given) ? given : [];
  return all.flatMap((fact) => {
    const text = typeof fact === 'string' ? fact : (fact as { text?: unknown } | null)?.text;
    return typeof text === 'string' && text.trim() !== '' ? [{ content: text }] : [];
  });
}
