import type { NewRule } from 'tulving/client';

export const subjects = ['app', 'user', 'agent', 'key'] as const;
export const objects = ['category', 'tag', 'cube', 'app', 'memory', 'all'] as const;
export const actions = ['read', 'write', 'delete'] as const;

export type SubjectKind = (typeof subjects)[number];
export type ObjectKind = (typeof objects)[number];
export type Action = (typeof actions)[number];

/** What the form holds. */
export interface RuleDraft {
  subjectKind: SubjectKind;
  /** Empty with `each`. */
  subject: string;
  /** Every subject of the kind. */
  each: boolean;
  effect: NewRule['effect'];
  actions: readonly Action[];
  objectKind: ObjectKind;
  object: string;
}

export const emptyRule: RuleDraft = {
  subjectKind: 'app',
  subject: '',
  each: false,
  effect: 'deny',
  actions: ['read'],
  objectKind: 'category',
  object: '',
};

/** Undefined: something is still missing. */
export function ruleOf(draft: RuleDraft): NewRule | undefined {
  const subject = draft.each ? '*' : draft.subject.trim();
  const object = draft.objectKind === 'all' ? '' : draft.object.trim();
  const lacksObject = draft.objectKind !== 'all' && object === '';
  if (subject === '' || lacksObject || draft.actions.length === 0) return undefined;
  return {
    subject: `${draft.subjectKind}:${subject}`,
    object: draft.objectKind === 'all' ? 'all' : `${draft.objectKind}:${object}`,
    effect: draft.effect,
    actions: actions.filter((action) => draft.actions.includes(action)),
  };
}

/** `app:cursor` in its parts; names may hold colons. */
export function partsOf(text: string): { kind: string; name: string | undefined } {
  const colon = text.indexOf(':');
  if (colon < 0) return { kind: text, name: undefined };
  return { kind: text.slice(0, colon), name: text.slice(colon + 1) };
}
