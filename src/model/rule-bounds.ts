import type { AccessBounds, ActionBounds, ObjectSet } from './bounds.js';
import type { Filter, FilterField } from './filter.js';
import {
  ANY_SUBJECT,
  ruleActions,
  type RuleObjectKind,
  type RuleSubject,
  type StoredRule,
} from './rules.js';

/**
 * What rules leave of the memories to one who asks, as a plain value: `allows` asks it of one memory,
 * `boundsFilter` makes the condition of a query of it, and both must answer the same.
 */

/** What rules are asked about; what is only about to be kept has no id yet. */
export interface RuledObject {
  readonly id?: string;
  readonly scope: { readonly cube: string; readonly app: string | null };
  readonly categories: readonly string[];
  readonly tags: readonly string[];
}

/** What is known of an episode that no memory rests on. */
export type RuledPlace = Pick<RuledObject, 'scope'>;

export interface RuleBook {
  /** Another one after every change of the rules of a tenant. */
  readonly revision: string;
  readonly rules: readonly StoredRule[];
  /** `deny`: who neither shows a key that fixes an app nor is named by an allow rule sees nothing. */
  readonly byDefault: 'allow' | 'deny';
}

/**
 * @param unbound whether the default counts for the subject: not for the command line and admin keys
 * @returns undefined where nothing is bounded
 */
export function boundsOf(
  book: RuleBook,
  subject: RuleSubject,
  unbound: boolean,
): AccessBounds | undefined {
  const own = book.rules.filter((rule) => isAbout(rule, subject));
  const closed = book.byDefault === 'deny' && !unbound && !subject.proven;
  if (own.length === 0 && !closed) return undefined;
  const bounds = ruleActions.flatMap((action) => {
    const rules = own.filter((rule) => rule.action === action);
    const deny = rules.filter(({ effect }) => effect === 'deny');
    const allow = rules.filter((rule) => rule.effect === 'allow' && !(closed && isClaim(rule)));
    if (rules.length === 0 && !closed) return [];
    const wanted = closed || rules.some(({ effect }) => effect === 'allow');
    return [[action, { allow: wanted ? setOf(allow) : null, deny: setOf(deny) }] as const];
  });
  return bounds.length === 0 ? undefined : Object.fromEntries(bounds);
}

/** Where the default is to deny, whoever takes the name of an app is not let in by it. */
function isClaim({ subjectKind }: StoredRule): boolean {
  return subjectKind === 'app';
}

export function isAbout({ subjectKind, subject: name }: StoredRule, subject: RuleSubject): boolean {
  const own = subject[subjectKind];
  return own !== null && (name === ANY_SUBJECT || name === own);
}

export function allows(bounds: ActionBounds | undefined, object: RuledObject): boolean {
  if (!bounds) return true;
  return !holds(bounds.deny, object) && (bounds.allow === null || holds(bounds.allow, object));
}

/** As a place, without memories: what rules say of cubes, apps and everything. */
export function allowsPlace(bounds: ActionBounds | undefined, { scope }: RuledPlace): boolean {
  return allows(bounds, { scope, categories: [], tags: [] });
}

export function ruleNames(rule: StoredRule, object: RuledObject): boolean {
  return holds(setOf([rule]), object);
}

/** Of memories; for episodes that no memory rests on, of their place alone. */
export function boundsFilter({ allow, deny }: ActionBounds, of: 'memory' | 'place'): Filter {
  const denied: Filter = { op: 'not', of: anyOf(deny, of) };
  return allow === null ? denied : { op: 'and', of: [anyOf(allow, of), denied] };
}

/** What all of these leave, and what else is asked for. */
export function boundedFilter(
  bounds: readonly ActionBounds[] | undefined,
  filter?: Filter,
): Filter | undefined {
  if (bounds === undefined || bounds.length === 0) return filter;
  const left = bounds.map((one) => boundsFilter(one, 'memory'));
  return { op: 'and', of: [...left, ...(filter ? [filter] : [])] };
}

const fields: Readonly<Record<Exclude<RuleObjectKind, 'all'>, FilterField>> = {
  memory: { kind: 'id', name: 'id' },
  category: { kind: 'list', name: 'categories' },
  tag: { kind: 'list', name: 'tags' },
  cube: { kind: 'name', name: 'cube' },
  app: { kind: 'name', name: 'app_id' },
};
const kinds = Object.keys(fields) as (keyof typeof fields)[];
const ofPlaces: readonly RuleObjectKind[] = ['cube', 'app'];

function anyOf(set: ObjectSet, of: 'memory' | 'place'): Filter {
  if (set.all) return { op: 'and', of: [] };
  const asked = of === 'place' ? kinds.filter((kind) => ofPlaces.includes(kind)) : kinds;
  const leaves = asked
    .filter((kind) => set[kind].length > 0)
    .map((kind): Filter => ({ field: fields[kind], op: 'in', values: set[kind] }));
  return { op: 'or', of: leaves };
}

function setOf(rules: readonly StoredRule[]): ObjectSet {
  const of = (kind: RuleObjectKind) => [
    ...new Set(rules.flatMap((rule) => (rule.objectKind === kind ? (rule.object ?? []) : []))),
  ];
  return {
    all: rules.some(({ objectKind }) => objectKind === 'all'),
    memory: of('memory'),
    category: of('category'),
    tag: of('tag'),
    cube: of('cube'),
    app: of('app'),
  };
}

function holds(set: ObjectSet, { id, scope, categories, tags }: RuledObject): boolean {
  return (
    set.all ||
    (id !== undefined && set.memory.includes(id)) ||
    categories.some((name) => set.category.includes(name)) ||
    tags.some((name) => set.tag.includes(name)) ||
    set.cube.includes(scope.cube) ||
    (scope.app !== null && set.app.includes(scope.app))
  );
}
