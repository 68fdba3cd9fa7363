import { TulvingError } from '../errors.js';
import { accessOf, narrowAccess, owns, requireScope, requireWhole, sees } from '../model/access.js';
import { type Caller, LOCAL, ruled } from '../model/caller.js';
import { isId, type NewId } from '../model/ids.js';
import {
  boundsOf,
  isAbout,
  type RuleBook,
  type RuledObject,
  ruleNames,
} from '../model/rule-bounds.js';
import {
  type AccessExplained,
  type AccessVerbs,
  type ExplainAccess,
  explainAccessSchema,
  MOST_RULES,
  type NewRule,
  newRuleSchema,
  objectParts,
  type Rule,
  type RuleAction,
  type RuleList,
  type StoredRule,
  subjectOf,
  subjectParts,
  type Verdict,
} from '../model/rules.js';
import { userCube } from '../model/scope.js';
import { type Clock, formatInstant } from '../model/time.js';
import { validate } from '../model/validate.js';
import type { StoredKey } from '../store/keys.js';
import type { StoredMemory, Store } from '../store/port.js';
import type { RuleBooks } from './rule-books.js';

export interface AccessRulesParts {
  store: Pick<Store, 'rules' | 'keys' | 'memories' | 'removals'>;
  books: RuleBooks;
  clock: Clock;
  newId: NewId;
}

/** Who may see and change which memories, beside what their keys fix. Managing rules takes an admin key. */
export class AccessRules implements AccessVerbs {
  readonly #parts: AccessRulesParts;

  constructor(parts: AccessRulesParts) {
    this.#parts = parts;
  }

  /** The caller as far as the rules let that one: for doors, before a verb is called. */
  async of(caller: Caller): Promise<Caller> {
    return ruled(caller, await this.#parts.books.of(caller.tenant));
  }

  /** Whether these are still the rules of the tenant. */
  async isCurrent(tenant: number, { revision }: RuleBook): Promise<boolean> {
    return (await this.#parts.store.rules.revision(tenant)) === revision;
  }

  async list(caller: Caller = LOCAL): Promise<RuleList> {
    requireManager(caller);
    const { rules, byDefault } = await this.#parts.books.of(caller.tenant);
    return { data: await this.#present(rules, caller), default_app_access: byDefault };
  }

  /** A rule for each of the actions; one that is there already stays as it is. */
  async add(request: NewRule, caller: Caller = LOCAL): Promise<Rule[]> {
    requireManager(caller);
    const { subject, object, effect, actions } = validate(newRuleSchema, request);
    const { kind: subjectKind, name: subjectName } = subjectParts(subject);
    const { kind: objectKind, name: objectName } = objectParts(object);
    const { store, books, clock, newId } = this.#parts;
    const { rules } = await books.of(caller.tenant);
    if (rules.length + actions.length > MOST_RULES) throw tooMany();
    const made = [...new Set(actions)].map((action) => ({
      id: newId(),
      subjectKind,
      subject: subjectName,
      objectKind,
      object: objectName,
      effect,
      action,
      createdAt: clock(),
    }));
    return this.#present(await store.rules.add(caller.tenant, made), caller);
  }

  async remove(id: string, caller: Caller = LOCAL): Promise<void> {
    requireManager(caller);
    if (isId(id) && (await this.#parts.store.rules.remove(caller.tenant, id))) return;
    throw new TulvingError('not_found', `There is no access rule ${id}.`, {
      remedy: 'List them with `tulving access`.',
    });
  }

  /**
   * Takes the name of an erased user out of the rules, and nobody may more for that: what a user may is forgotten once no
   * working key fixes them, what others may of their cube once it is empty and no working key writes there by itself.
   * Whoever was allowed that cube alone is still allowed nothing else.
   *
   * @returns how many rules named them and do not any more
   */
  async forgetUser(user: string, caller: Caller): Promise<number> {
    requireManager(caller);
    const { store, newId } = this.#parts;
    const { tenant } = caller;
    const cube = userCube(user);
    const keys = await this.#workingKeys(caller);
    const hasKey = keys.some((key) => key.user === user);
    const isInUse =
      hasKey ||
      keys.some(({ cubes }) => cubes?.includes(cube)) ||
      (await this.#holds(cube, tenant));
    const isSubject = (rule: StoredRule) => rule.subjectKind === 'user' && rule.subject === user;
    const isObject = (rule: StoredRule) => rule.objectKind === 'cube' && rule.object === cube;
    const rules = await store.rules.list(tenant);
    const named = rules.filter((rule) => (isSubject(rule) ? !hasKey : isObject(rule) && !isInUse));
    for (const rule of named) {
      if (rule.effect === 'allow' && !isSubject(rule)) {
        await store.rules.add(tenant, [{ ...rule, id: newId(), object: `erased:${rule.id}` }]);
      }
      await store.rules.remove(tenant, rule.id);
    }
    return named.length;
  }

  /** Whether somebody may read, change and take away a memory, and which rules say so. */
  async explain(request: ExplainAccess, caller: Caller = LOCAL): Promise<AccessExplained> {
    requireManager(caller);
    const { subject, memory: id } = validate(explainAccessSchema, request);
    const { store, books } = this.#parts;
    const [memory] = isId(id) ? await store.memories.byIds(caller.tenant, [id]) : [];
    if (!memory) throw new TulvingError('not_found', `There is no memory ${id}.`);
    const viewer = await this.viewAs(caller, subject);
    const book = await books.of(caller.tenant);
    const verdict = (action: RuleAction) => this.#verdict(action, { viewer, book, memory, caller });
    return {
      subject,
      memory_id: id,
      claimed: await this.#isClaimed(
        subjectParts(subject).kind,
        subjectParts(subject).name,
        caller,
      ),
      read: await verdict('read'),
      write: await verdict('write'),
      delete: await verdict('delete'),
    };
  }

  /**
   * The caller as somebody else would be, to read only: what a key of that name could see at most. An app is
   * viewed as one that only says its name.
   *
   * @param subject such as `app:cursor`
   */
  async viewAs(caller: Caller, subject: string): Promise<Caller> {
    requireManager(caller);
    const { subject: named } = validate(explainAccessSchema.pick({ subject: true }), { subject });
    const { kind, name } = subjectParts(named);
    const nobody = {
      ...caller,
      app: null,
      key: null,
      access: { ...caller.access, bounds: undefined },
    };
    const narrowed = (fixed: { user?: string; agent?: string }) => ({
      ...nobody,
      access: narrowAccess(nobody.access, {
        ...nobody.access,
        scopes: ['read'] as const,
        ...fixed,
      }),
    });
    const viewers: Record<typeof kind, () => Caller | Promise<Caller>> = {
      app: () => ({ ...narrowed({}), app: name }),
      user: () => narrowed({ user: name }),
      agent: () => narrowed({ agent: name }),
      key: async () => asKey(caller, await this.#keyOf(name, caller)),
    };
    return { ...(await this.of(await viewers[kind]())), viewing: true };
  }

  async #holds(cube: string, tenant: number): Promise<boolean> {
    const { removals } = this.#parts.store;
    const reach = { cubes: [cube] };
    const [memories, episodes] = await Promise.all([
      removals.allWithin(tenant, reach, 1),
      removals.episodesWithin(tenant, reach, 1),
    ]);
    return memories.length > 0 || episodes.length > 0;
  }

  async #keyOf(id: string, { tenant }: Caller): Promise<StoredKey> {
    const key = await this.#parts.store.keys.find(id);
    if (key?.tenant === tenant) return key;
    throw new TulvingError('not_found', `There is no key ${id}.`, {
      remedy: 'List them with `tulving keys`.',
    });
  }

  async #verdict(action: RuleAction, { viewer, book, memory, caller }: Weighed): Promise<Verdict> {
    const allowed =
      action === 'read' ? sees(viewer.access, memory) : owns(viewer.access, memory, action);
    const own = book.rules.filter(
      (rule) =>
        isAbout(rule, subjectOf(viewer)) &&
        (rule.action === action || rule.action === 'read') &&
        ruleNames(rule, memory),
    );
    const deciding = own.filter(({ effect }) => effect === (allowed ? 'allow' : 'deny'));
    const rules = await this.#present(deciding, caller);
    return {
      allowed,
      because: reasonOf({ allowed, action, viewer, book, memory, deciding }),
      rules,
    };
  }

  async #present(rules: readonly StoredRule[], caller: Caller): Promise<Rule[]> {
    const proven = await this.#provenApps(caller);
    return rules.map(
      ({ id, subjectKind, subject, objectKind, object, effect, action, createdAt }) => ({
        id,
        subject: `${subjectKind}:${subject}`,
        object: object === null ? objectKind : `${objectKind}:${object}`,
        effect,
        action,
        claimed: subjectKind === 'app' && !proven.has(subject),
        created_at: formatInstant(createdAt),
      }),
    );
  }

  async #isClaimed(kind: string, name: string, caller: Caller): Promise<boolean> {
    return kind === 'app' && !(await this.#provenApps(caller)).has(name);
  }

  /** Apps that a key fixes which has not ended. */
  async #provenApps(caller: Caller): Promise<ReadonlySet<string>> {
    const keys = await this.#workingKeys(caller);
    return new Set(keys.flatMap(({ app }) => app ?? []));
  }

  async #workingKeys({ tenant }: Caller): Promise<StoredKey[]> {
    const at = this.#parts.clock();
    const keys = await this.#parts.store.keys.list(tenant);
    return keys.filter(
      ({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt === null || expiresAt > at),
    );
  }
}

interface Weighed {
  viewer: Caller;
  book: RuleBook;
  memory: StoredMemory;
  caller: Caller;
}

function asKey(caller: Caller, key: StoredKey): Caller {
  const { tenant, principal, app, name } = key;
  const access = { ...accessOf(key), scopes: ['read'] as const };
  return { ...caller, tenant, principal: principal ?? name, app, access, key: key.id };
}

function reasonOf({
  allowed,
  action,
  viewer,
  book,
  memory,
  deciding,
}: {
  allowed: boolean;
  action: RuleAction;
  viewer: Caller;
  book: RuleBook;
  memory: RuledObject;
  deciding: readonly StoredRule[];
}): Verdict['because'] {
  if (allowed) return deciding.length > 0 ? 'allowed' : 'no_rule';
  if (deciding.length > 0) return 'denied';
  const { bounds: _, ...unruled } = viewer.access;
  const scope = { ...memory, scope: memory.scope as StoredMemory['scope'] };
  const inKey = action === 'read' ? sees(unruled, scope) : owns(unruled, scope);
  if (!inKey) return 'key';
  const withoutRules = boundsOf({ ...book, rules: [] }, subjectOf(viewer), false);
  return withoutRules === undefined ? 'not_among_allowed' : 'default_deny';
}

function requireManager({ access }: Caller): void {
  requireScope(access, 'admin');
  requireWhole(access);
}

function tooMany(): TulvingError {
  return new TulvingError('invalid_input', `There are ${MOST_RULES} access rules at most.`, {
    remedy: 'Name what rules are about by a category, a tag or a cube in place of single memories.',
  });
}
