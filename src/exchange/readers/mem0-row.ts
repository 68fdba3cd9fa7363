import { type Role, roles } from '../../model/memory.js';
import { field, momentField, namesField, objectField, textField } from './statement.js';

/** A memory of mem0's, in whichever of its forms it was found. */
export interface Mem0Row {
  id: string | undefined;
  text: string;
  hash: string | undefined;
  user: string | undefined;
  agent: string | undefined;
  app: string | undefined;
  run: string | undefined;
  actor: string | undefined;
  role: Role | undefined;
  metadata: Record<string, unknown> | undefined;
  categories: string[];
  createdAt: string | undefined;
  updatedAt: string | undefined;
  expiresAt: string | undefined;
  lifecycle: string | undefined;
  replacedBy: string | undefined;
  history: readonly unknown[];
}

/**
 * Python writes names in snake case, TypeScript in camel case, and some stores turn one into the other: each
 * name is read in every spelling.
 */
const spellings = {
  text: ['memory', 'data', 'text'],
  hash: ['hash'],
  user: ['user_id', 'userId'],
  agent: ['agent_id', 'agentId'],
  app: ['app_id', 'appId'],
  run: ['run_id', 'runId', 'session_id', 'sessionId'],
  actor: ['actor_id', 'actorId'],
  role: ['role', 'attributed_to', 'attributedTo'],
  createdAt: ['created_at', 'createdAt'],
  updatedAt: ['updated_at', 'updatedAt'],
  expiresAt: ['expiration_date', 'expirationDate'],
  lifecycle: ['lifecycle_state', 'lifecycleState'],
  replacedBy: ['replaced_by', 'replacedBy'],
} as const;

/** In a payload these stand beside the metadata, and no others: any other name is the user's own. */
const spellingsOfPayload = {
  ...spellings,
  text: ['data'],
  run: ['run_id', 'runId'],
  lifecycle: [],
  replacedBy: [],
} as const;

/** The stemmed text is made again. */
const ofPayload: ReadonlySet<string> = new Set([
  ...Object.values(spellingsOfPayload).flat(),
  'categories',
  'text_lemmatized',
  'textLemmatized',
]);

/** Of an API: `{ memory, metadata, … }`. Of a vector store: `{ id, payload: { data, … } }`. */
export function mem0Row(value: unknown): Mem0Row {
  const payload = objectField(value, 'payload');
  const from = payload ?? value;
  const names = payload ? spellingsOfPayload : spellings;
  const text = (name: keyof typeof spellings) => first(names[name], (one) => textField(from, one));
  const moment = (name: keyof typeof spellings) =>
    first(names[name], (one) => momentField(from, one));
  const history = field(value, 'history');
  const role = text('role');
  const id = field(value, 'id');
  return {
    id: typeof id === 'number' ? String(id) : textField(value, 'id'),
    text: text('text') ?? '',
    hash: text('hash'),
    user: text('user'),
    agent: text('agent'),
    app: text('app'),
    run: text('run'),
    actor: text('actor'),
    role: roles.find((one) => one === role),
    metadata: payload ? metadataOf(payload) : objectField(value, 'metadata'),
    categories: namesField(from, 'categories'),
    createdAt: moment('createdAt'),
    updatedAt: moment('updatedAt'),
    expiresAt: moment('expiresAt'),
    lifecycle: text('lifecycle'),
    replacedBy: text('replacedBy'),
    history: Array.isArray(history) ? history : [],
  };
}

/** Whether it is a name that mem0 found in memories, kept in a collection of its own. */
export function isMem0Entity(value: unknown): boolean {
  const payload = objectField(value, 'payload');
  return (
    ['linked_memory_ids', 'linkedMemoryIds'].some((name) => field(payload, name) !== undefined) &&
    ['entity_type', 'entityType'].some((name) => field(payload, name) !== undefined)
  );
}

function metadataOf(payload: Record<string, unknown>): Record<string, unknown> {
  const own = Object.entries(payload).filter(([name]) => !ofPayload.has(name));
  return Object.fromEntries(own);
}

function first<Value>(
  names: readonly string[],
  read: (name: string) => Value | undefined,
): Value | undefined {
  for (const name of names) {
    const found = read(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
