import type { AuditGroup } from '../model/audit.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { KeyScope } from '../model/key.js';
import { limits } from '../model/requests.js';
import type { Keys } from '../access/keys.js';
import type { AccessRules } from '../access/rules.js';
import type { Jobs } from '../jobs/jobs.js';
import type { Deleter } from '../lifecycle/deleter.js';
import type { Eraser } from '../lifecycle/eraser.js';
import type { Apps } from './apps.js';
import { type Audit, fieldNames, type Told } from './audit.js';
import type { Backups } from './backups.js';
import type { Categories } from './categories.js';
import type { Cubes } from './cubes.js';
import type { Exchange } from './exchange/exchange.js';
import type { Policies } from './policies.js';
import type { Reindexing } from './reindexing.js';
import type { States } from './states.js';
import type { Undoer } from './undoer.js';
import type { Webhooks } from './webhooks.js';

/** The parts of the facade that change how Tulving is run, or much at once. */
export interface Changing {
  keys: Keys;
  access: AccessRules;
  policies: Policies;
  apps: Apps;
  categoryNames: Categories;
  cubes: Cubes;
  jobs: Jobs;
  backups: Backups;
  reindexing: Reindexing;
  exchange: Exchange;
  webhooks: Webhooks;
  states: States;
  deleter: Deleter;
  eraser: Eraser;
  undoer: Undoer;
}

type Held = Changing & { audit: Audit };

// oxlint-disable-next-line typescript/no-explicit-any -- each row of the table knows its own verb
type Any = any;

interface Noted {
  action: `${AuditGroup}.${string}`;
  /** Default: admin. */
  scope?: KeyScope;
  /** What of the arguments is told. */
  before?: (args: readonly Any[]) => Told;
  /** What of the answer is told. */
  after?: (result: Any) => Told;
  /** What changes nothing is not noted. */
  unless?: (args: readonly Any[]) => boolean;
}

/** Ids as they are made here; whatever else is asked for may be anybody's words. */
const idIn = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : null;
const ofId = ([id]: readonly Any[]): Told => ({ subject: idIn(id) });
/** Of apps and categories. */
const ofName = ([name]: readonly Any[]): Told => ({
  subject: typeof name === 'string' && name.length <= limits.name ? name : null,
});
const isDry = ([request]: readonly Any[]): boolean => Boolean(request?.dry_run);
/** Which fields, and not what they say: that may be about people. */
const fieldsOf = (patch: object | undefined): Told => ({
  detail: { fields: fieldNames(patch) },
});
const erased = ({ memories, episodes, rules }: Any): Told => ({
  detail: { memories, episodes, ...(rules !== undefined && { rules }) },
});

/**
 * Verbs that change how Tulving is run, or much at once. What is told of them are ids, numbers and names of
 * fields: texts and names of people would outlive an erasure.
 */
const noted: Partial<Record<keyof Changing, Readonly<Record<string, Noted>>>> = {
  keys: {
    create: {
      action: 'key.create',
      after: ({ id, scopes }) => ({ subject: id, detail: { scopes } }),
    },
    revoke: { action: 'key.revoke', before: ofId },
    rotate: { action: 'key.rotate', before: ofId, after: ({ id }) => ({ detail: { new: id } }) },
  },
  access: {
    add: {
      action: 'access.add',
      after: (rules: readonly { id: string; effect: string; action: string }[]) => ({
        subject: rules[0]?.id,
        detail: { rules: rules.map(({ effect, action }) => `${effect} ${action}`) },
      }),
    },
    remove: { action: 'access.remove', before: ofId },
  },
  policies: {
    add: { action: 'policy.add', after: ({ id }) => ({ subject: id }) },
    update: {
      action: 'policy.update',
      before: (args) => ({ ...ofId(args), ...fieldsOf(args[1]) }),
    },
    remove: { action: 'policy.remove', before: ofId },
    run: { action: 'policy.run', unless: isDry },
  },
  apps: {
    pause: { action: 'app.pause', scope: 'write', before: ofName },
    resume: { action: 'app.resume', scope: 'write', before: ofName },
  },
  categoryNames: {
    describe: { action: 'category.describe', scope: 'write', before: ofName },
  },
  jobs: {
    pause: { action: 'job.pause', before: ([request]) => ({ subject: idIn(request?.kind) }) },
    resume: { action: 'job.resume', before: ([request]) => ({ subject: idIn(request?.kind) }) },
    cancel: { action: 'job.cancel', before: ofId },
    rerun: { action: 'job.rerun', before: ofId },
    rerunAll: { action: 'job.rerun_all', after: ({ rerun }) => ({ detail: { jobs: rerun } }) },
  },
  backups: {
    create: {
      action: 'backup.create',
      after: ({ name, bytes, encrypted }) => ({ subject: name, detail: { bytes, encrypted } }),
    },
    request: { action: 'backup.request', after: ({ id }) => ({ subject: id }) },
    locate: {
      action: 'backup.download',
      before: ofId,
    },
    restoreAtStart: { action: 'backup.restore', before: ofName },
    keepAtStart: { action: 'backup.keep', before: ofName },
    prune: {
      action: 'backup.prune',
      unless: isDry,
      after: ({ removed }) => ({ detail: { removed } }),
    },
  },
  reindexing: {
    request: {
      action: 'reindex.request',
      before: ([request]) => ({
        detail: { what: idIn(request?.what), all: request?.all === true },
      }),
      after: ({ id }) => ({ subject: id }),
    },
  },
  exchange: {
    import: {
      action: 'import.run',
      scope: 'write',
      unless: ([, request]) => isDry([request]),
      after: ({ batch, format, made, refused }) => ({
        subject: batch,
        detail: { format, ...made, refused },
      }),
    },
  },
  webhooks: {
    create: { action: 'webhook.create', after: ({ id }) => ({ subject: id }) },
    update: {
      action: 'webhook.update',
      before: (args) => ({ ...ofId(args), ...fieldsOf(args[1]) }),
    },
    delete: { action: 'webhook.delete', before: ofId },
    rotate: { action: 'webhook.rotate', before: ofId },
    replay: {
      action: 'webhook.replay',
      before: ofId,
      after: ({ replayed }) => ({ detail: { replayed } }),
    },
  },
  states: {
    set: {
      action: 'memories.state',
      scope: 'write',
      unless: isDry,
      after: ({ batch_id: batch, state, changed }) => ({
        subject: batch,
        detail: { state, changed },
      }),
    },
  },
  deleter: {
    scope: {
      action: 'memories.delete',
      scope: 'write',
      after: ({ deleted }) => ({ detail: { deleted } }),
    },
  },
  eraser: {
    memory: { action: 'memories.erase', scope: 'write', before: ofId, after: erased },
    episode: { action: 'memories.erase_episode', scope: 'write', before: ofId, after: erased },
    scope: { action: 'memories.erase_scope', after: erased },
  },
  undoer: {
    undo: {
      action: 'undo.run',
      scope: 'write',
      unless: ([request]) => Boolean(request?.preview),
      before: ([request]) => ({ subject: idIn(request?.batch ?? request?.episode) }),
      after: ({ counts }) => ({ detail: counts }),
    },
  },
};

/** The parts of the facade, of which it is noted who uses them to change something. */
export function audited<Parts extends Held>(held: Parts): Parts {
  const wrapped = Object.entries(noted).map(([name, verbs]) => [
    name,
    watched(held[name as keyof Changing], verbs, held.audit),
  ]);
  const all = { ...held, ...(Object.fromEntries(wrapped) as Partial<Changing>) };
  return {
    ...all,
    exchange: withExports(all.exchange, held.audit),
    cubes: withCubeNames(held),
  };
}

const nothing = () => undefined;

type Verb = (...args: unknown[]) => Promise<unknown>;

function watched<Part extends object>(
  part: Part,
  verbs: Readonly<Record<string, Noted>>,
  audit: Audit,
): Part {
  const made = new Map<string, Verb>();
  for (const [name, { action, scope = 'admin', before, after, unless }] of Object.entries(verbs)) {
    const verb = (Reflect.get(part, name) as Verb).bind(part);
    made.set(name, (...args) => {
      if (unless?.(args)) return verb(...args);
      return audit.during(
        { action, scope },
        callerIn(args),
        () => verb(...args),
        after,
        before?.(args),
      );
    });
  }
  return standIn(part, made);
}

/** Behaves as the part does, but for some of its verbs. */
function standIn<Part extends object>(part: Part, made: ReadonlyMap<string, unknown>): Part {
  return new Proxy(part, {
    get(target, name) {
      if (typeof name === 'string' && made.has(name)) return made.get(name);
      const value: unknown = Reflect.get(target, name, target);
      // Private fields are those of the part itself.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Its answer begins before anything is read, so that the note is made when it is. */
function withExports(exchange: Held['exchange'], audit: Audit): Held['exchange'] {
  const given: Held['exchange']['export'] = (...args) => {
    const [request = {}, caller = LOCAL, options] = args;
    const { stream, ...rest } = exchange.export(request, caller, options);
    const { format = 'jsonl', filters, ...scope } = request;
    const whole = filters === undefined && Object.keys(scope).every((name) => name === 'with');
    const noted = async function* () {
      let begun = () => {};
      let ended: (error?: unknown) => void = () => {};
      const begins = new Promise<void>((resolve) => (begun = resolve));
      const work = new Promise<void>((resolve, reject) => {
        ended = (error) => (error === undefined ? resolve() : reject(error as Error));
      });
      const perform = () => {
        begun();
        return work;
      };
      const act = { action: 'export.run', scope: 'read' } as const;
      const told = audit
        .during(act, caller, perform, undefined, { detail: { format, whole } })
        // How it came out is told to whoever reads the stream; a store that cannot be written to is still read.
        .then(nothing, nothing);
      await Promise.race([begins, told]);
      let failure: unknown = new Error('The reader went away.');
      try {
        yield* stream;
        failure = undefined;
      } catch (error) {
        failure = error;
        throw error;
      } finally {
        work.catch(nothing);
        ended(failure);
        await told;
      }
    };
    return { ...rest, stream: noted() };
  };
  return standIn(exchange, new Map([['export', given]]));
}

/** The number of the cube is told, since its name may be a person's. */
function withCubeNames({ audit, cubes }: Held): Held['cubes'] {
  const set: Held['cubes']['set'] = async (...args) => {
    const [name, patch, caller = LOCAL] = args;
    const act = { action: 'cube.set', scope: 'write' } as const;
    const before = fieldsOf(patch);
    let subject: string | null = null;
    const work = async () => {
      const settings = await cubes.set(name, patch, caller);
      subject = await audit.cubeSubject(caller.tenant, name);
      return settings;
    };
    return audit.during(act, caller, work, () => ({ subject }), before);
  };
  return standIn(cubes, new Map([['set', set]]));
}

function callerIn(args: readonly unknown[]): Caller {
  const found = args.find(
    (one) => typeof one === 'object' && one !== null && 'tenant' in one && 'access' in one,
  );
  return (found as Caller | undefined) ?? LOCAL;
}
