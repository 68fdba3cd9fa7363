import { type Access, FULL, hasScope } from './access.js';
import { boundsOf, type RuleBook } from './rule-bounds.js';
import { subjectOf } from './rules.js';

/** Who calls, and what that one may. Doors (REST, CLI) fill it in; a library call is the local tenant. */
export interface Caller {
  tenant: number;
  principal: string | null;
  app: string | null;
  access: Access;
  /** Id of the key that was shown, if any. */
  key: string | null;
  /** The access rules of the tenant, which `access` is bounded by; missing: none were looked up. */
  rules?: RuleBook | undefined;
  /** An administrator who looks at what somebody else sees: not noted as theirs. */
  viewing?: boolean | undefined;
  /** Somebody tries out what would be found: it is kept only where something is said of the answer. */
  trying?: boolean | undefined;
}

export const LOCAL: Caller = { tenant: 1, principal: null, app: null, access: FULL, key: null };

/** The caller as far as access rules let that one. */
export function ruled(caller: Caller, book: RuleBook): Caller {
  const bounds = boundsOf(book, subjectOf(caller), hasScope(caller.access, 'admin'));
  const { access } = caller;
  const same = bounds === undefined && access.bounds === undefined;
  return { ...caller, rules: book, access: same ? access : { ...access, bounds } };
}

/** The caller under the name that a program gives of itself. */
export function asApp(caller: Caller, app: string | null): Caller {
  if (caller.viewing === true) return caller;
  const named = { ...caller, app };
  return caller.rules ? ruled(named, caller.rules) : named;
}
