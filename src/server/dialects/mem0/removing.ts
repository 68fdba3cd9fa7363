import type { Scope } from '../../../model/scope.js';
import { type ScopeKind, scopeKinds } from '../../../model/scope-name.js';
import type { Call, Json } from './call.js';
import { doneEvent } from './events.js';
import { idFields, idsIn } from './reads.js';
import { badRequest } from './refusal.js';

const ANY = '*';

/** All memories of the ids in the URL. `*` stands for any value of its kind; all four for everything that has one. */
export async function deleteAll(call: Call): Promise<Json> {
  const named = idsIn({ ...call.query, ...call.body }) as Record<string, string>;
  const fields = Object.keys(named);
  if (fields.length === 0) {
    throw badRequest(
      `Give at least one of ${idFields.join(', ')}; "*" stands for all of a kind. Nothing was deleted.`,
    );
  }
  const open = fields.filter((field) => named[field] === ANY);
  if (open.length === idFields.length) {
    for (const kind of scopeKinds) await deleteEach(call, kind);
  } else {
    await deleteMatching(call, named, open);
  }
  return deletionTold();
}

/** All memories of one user, agent, app or run. */
export async function deleteOf(call: Call, kind: ScopeKind, name: string): Promise<void> {
  await call.memory.deleteScope({ [`${kind}_id`]: name }, call.caller);
}

export function deletionTold(): Json {
  return { message: 'Memories deleted successfully!', event_id: doneEvent(new Date()) };
}

/** Nothing is deleted by a scope that names nobody: where only `*` is given, name after name. */
async function deleteMatching(
  { memory, caller }: Call,
  named: Readonly<Record<string, string>>,
  open: readonly string[],
): Promise<void> {
  const scope = Object.fromEntries(Object.entries(named).filter(([, name]) => name !== ANY));
  const others = (fields: readonly string[]) =>
    fields.map((field) => ({ [field]: { exists: true } }));
  if (Object.keys(scope).length > 0) {
    const filters = { AND: others(open) };
    await memory.deleteScope({ ...(scope as Scope), filters }, caller);
    return;
  }
  const [first = '', ...rest] = open;
  for (const { kind, name } of await memory.sources.everyName(caller)) {
    if (`${kind}_id` !== first) continue;
    await memory.deleteScope({ [first]: name, filters: { AND: others(rest) } }, caller);
  }
}

async function deleteEach(call: Call, kind: ScopeKind): Promise<void> {
  for (const one of await call.memory.sources.everyName(call.caller)) {
    if (one.kind === kind) await deleteOf(call, kind, one.name);
  }
}
