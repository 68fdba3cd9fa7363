import { TulvingError } from '../errors.js';
import { hasScope, requireScope, requireWhole } from '../model/access.js';
import {
  type AuditEntry,
  type AuditVerbs,
  type ListAuditRequest,
  type ListAuditResult,
  listAuditSchema,
} from '../model/audit.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { KeyScope } from '../model/key.js';
import { type Clock, formatInstant } from '../model/time.js';
import { instantOf, validate } from '../model/validate.js';
import type { StoredAct } from '../store/audit.js';
import type { Store } from '../store/port.js';

const DAY = 86_400_000;
/** How long it is kept. */
const KEPT = 400 * DAY;

/** What is told of something that was done. */
export interface Told {
  subject?: string | null | undefined;
  /** Ids, numbers, names of fields: nothing that an erasure would have to find. */
  detail?: Readonly<Record<string, unknown>>;
}

export interface Act {
  action: string;
  /** What it takes: who lacks it is refused, and not noted. */
  scope: KeyScope;
}

export interface AuditParts {
  store: Pick<Store, 'audit' | 'cubes'>;
  clock: Clock;
  timezone: string;
}

/**
 * Who has changed how Tulving is run. An act is noted before it begins and ended after it, so that none goes
 * unnoted, whenever the process dies.
 */
export class Audit implements AuditVerbs {
  readonly #parts: AuditParts;
  #forgottenAt = 0;

  constructor(parts: AuditParts) {
    this.#parts = parts;
  }

  async list(request: ListAuditRequest = {}, caller: Caller = LOCAL): Promise<ListAuditResult> {
    requireScope(caller.access, 'admin');
    requireWhole(caller.access);
    const { store, timezone } = this.#parts;
    const asked = validate(listAuditSchema, request);
    const { limit = 50, group, principal, key, since, until, cursor } = asked;
    const page = await store.audit.page({
      tenant: caller.tenant,
      action: group,
      principal,
      key,
      since: since === undefined ? undefined : instantOf(since, '/since', timezone),
      until: until === undefined ? undefined : instantOf(until, '/until', timezone),
      before: cursor === undefined ? undefined : Number(cursor),
      limit: limit + 1,
    });
    const shown = page.slice(0, limit);
    const cubes = await this.#cubeNames(caller.tenant, shown);
    return {
      data: shown.map((act) => present(act, cubes)),
      next_cursor: page.length > limit ? String(shown.at(-1)?.no) : null,
    };
  }

  /** Does something, and notes it. */
  async during<Result>(
    { action, scope }: Act,
    caller: Caller,
    work: () => Promise<Result>,
    tell: (result: Result) => Told = () => ({}),
    before: Told = {},
  ): Promise<Result> {
    if (!hasScope(caller.access, scope)) return work();
    const { audit } = this.#parts.store;
    const { tenant, principal, app, key } = caller;
    const at = this.#parts.clock();
    await this.#forget(at);
    const { subject = null, detail = {} } = before;
    const act = { at, action, subject, detail, principal, app, key };
    const no = await audit.begin(tenant, act);
    try {
      const result = await work();
      const told = tell(result);
      await audit.end(no, {
        outcome: 'done',
        subject: told.subject ?? subject,
        detail: { ...detail, ...told.detail },
      });
      return result;
    } catch (error) {
      const outcome = TulvingError.isInstance(error) ? error.code : 'internal';
      await audit.end(no, { outcome, subject, detail });
      throw error;
    }
  }

  /** The number of a cube stands in for its name, which goes when the cube is erased. */
  async cubeSubject(tenant: number, name: string): Promise<string | null> {
    const [cube] = await this.#parts.store.cubes.states(tenant, [name]);
    return cube === undefined ? null : `${CUBE}${cube.no}`;
  }

  async #cubeNames(tenant: number, acts: readonly StoredAct[]): Promise<Map<string, string>> {
    if (!acts.some(({ subject }) => subject?.startsWith(CUBE))) return new Map();
    const cubes = await this.#parts.store.cubes.states(tenant, 'all');
    return new Map(cubes.map(({ no, name }) => [`${CUBE}${no}`, name]));
  }

  /** Once a day and process. */
  async #forget(at: number): Promise<void> {
    if (at - this.#forgottenAt < DAY) return;
    this.#forgottenAt = at;
    await this.#parts.store.audit.forget(at - KEPT);
  }
}

const MOST_FIELDS = 50;

/** Of what somebody sends: names that fields and settings have here; others may be anybody's words. */
export function fieldNames(given: unknown): string[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return [];
  const names = Object.keys(given).filter((name) => /^[a-zA-Z_]{1,40}$/.test(name));
  return names.slice(0, MOST_FIELDS);
}

/** Before the number of a cube. */
const CUBE = 'cube#';

function present(act: StoredAct, cubes: ReadonlyMap<string, string>): AuditEntry {
  const { no, at, subject, ...rest } = act;
  const named = subject === null ? null : (cubes.get(subject) ?? subject);
  return { id: String(no), at: formatInstant(at), subject: named, ...rest };
}
