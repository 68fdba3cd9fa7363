import { type Access, covers, isWhole } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { TracedAnswer } from '../model/kept-trace.js';

/** In whose name a search is asked: a principal, else a key. Names of keys are not unique. */
export function askerOf({ principal, access, key }: Caller): string | null {
  if (access.principal !== null) return `principal:${access.principal}`;
  if (key !== null) return `key:${key}`;
  return principal === null ? null : `principal:${principal}`;
}

/** What the caller could reach; null: the whole tenant. */
export function withinOf({ access }: Caller): TracedAnswer['within'] {
  if (isWhole(access)) return null;
  const { user, agent, app, cubes } = access;
  return { user_id: user, agent_id: agent, app_id: app, cubes: cubes && [...cubes] };
}

/** The caller's access, for as much of the tenant as was reached then. */
export function accessWithin(access: Access, within: TracedAnswer['within']): Access {
  const { user_id: user = null, agent_id: agent = null, app_id: app = null } = within ?? {};
  return { ...access, scopes: ['read'], user, agent, app, cubes: within?.cubes ?? null };
}

/** Of a part of the tenant: what was asked in the caller's own name, and reached no further. */
export function maySee(
  caller: Caller,
  { asker, within }: { asker: string | null; within: TracedAnswer['within'] },
): boolean {
  const { access } = caller;
  if (isWhole(access)) return true;
  return (
    asker !== null && asker === askerOf(caller) && covers(access, accessWithin(access, within))
  );
}
