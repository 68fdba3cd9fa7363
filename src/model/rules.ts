import { z } from 'zod';

/** Who may do what to which memories, beside what a key fixes. Compiled in `rule-bounds.ts`. */

export const ruleSubjects = ['user', 'app', 'key', 'agent'] as const;
export const ruleObjects = ['memory', 'category', 'tag', 'cube', 'app', 'all'] as const;
export const ruleEffects = ['allow', 'deny'] as const;
export const ruleActions = ['read', 'write', 'delete'] as const;

export type RuleSubjectKind = (typeof ruleSubjects)[number];
export type RuleObjectKind = (typeof ruleObjects)[number];
export type RuleEffect = (typeof ruleEffects)[number];
export type RuleAction = (typeof ruleActions)[number];

/** Every subject of its kind. */
export const ANY_SUBJECT = '*';
/** More would make every query long. */
export const MOST_RULES = 10_000;

/** A rule as it is kept. */
export interface StoredRule {
  id: string;
  subjectKind: RuleSubjectKind;
  subject: string;
  objectKind: RuleObjectKind;
  /** Null for `all`. */
  object: string | null;
  effect: RuleEffect;
  action: RuleAction;
  createdAt: number;
}

const kindAndName = (kinds: readonly string[], example: string, more?: string) =>
  z
    .string()
    .max(600)
    .refine((text) => kinds.includes(text.split(':', 1)[0] ?? '') && /^[^:]+:./su.test(text), {
      message: `is one of ${kinds.join(', ')}, a colon and a name${more ?? ''}`,
      abort: true,
    })
    .meta({ example });

export const ruleSubjectSchema = kindAndName(ruleSubjects, 'app:cursor');
const ruleObjectSchema = z.union([
  z.literal('all'),
  kindAndName(
    ruleObjects.filter((kind) => kind !== 'all'),
    'category:health',
    '; or the word all',
  ),
]);

export const newRuleSchema = z
  .strictObject({
    subject: ruleSubjectSchema.meta({
      description: 'user, app, key or agent, a colon and its name; `*` for each of them.',
    }),
    object: ruleObjectSchema.meta({
      description: 'memory:<id>, category:, tag:, cube: or app:<name>, or all.',
    }),
    effect: z.enum(ruleEffects),
    actions: z
      .array(z.enum(ruleActions))
      .min(1)
      .default(['read'])
      .meta({ description: 'A rule for each of them. Default: read.' }),
  })
  .meta({ id: 'NewRule' });

export const ruleSchema = z
  .object({
    id: z.string(),
    subject: z.string(),
    object: z.string(),
    effect: z.enum(ruleEffects),
    action: z.enum(ruleActions),
    claimed: z.boolean().meta({
      description:
        'Whether the subject is an app that no key fixes: whoever is asked for a name can give another one, so that the rule is a courtesy.',
    }),
    created_at: z.string(),
  })
  .meta({ id: 'Rule' });

export const ruleListSchema = z.object({
  data: z.array(ruleSchema),
  default_app_access: z.enum(['allow', 'deny']),
});
export const rulesMadeSchema = z.object({ data: z.array(ruleSchema) });

export const explainAccessSchema = z
  .strictObject({ subject: ruleSubjectSchema, memory: z.string() })
  .meta({ id: 'ExplainAccess' });

const verdictSchema = z.object({
  allowed: z.boolean(),
  because: z.enum(['no_rule', 'allowed', 'denied', 'not_among_allowed', 'default_deny', 'key']),
  rules: z.array(ruleSchema).meta({ description: 'Those that decided.' }),
});

export const accessExplainedSchema = z
  .object({
    subject: z.string(),
    memory_id: z.string(),
    claimed: z.boolean(),
    read: verdictSchema,
    write: verdictSchema,
    delete: verdictSchema,
  })
  .meta({ id: 'AccessExplained' });

export type NewRule = z.input<typeof newRuleSchema>;
export type Rule = z.output<typeof ruleSchema>;
export type RuleList = z.output<typeof ruleListSchema>;
export type ExplainAccess = z.input<typeof explainAccessSchema>;
export type Verdict = z.output<typeof verdictSchema>;
export type AccessExplained = z.output<typeof accessExplainedSchema>;

/** What library and client have in common. */
export interface AccessVerbs {
  list(): Promise<RuleList>;
  add(rule: NewRule): Promise<Rule[]>;
  remove(id: string): Promise<void>;
  explain(request: ExplainAccess): Promise<AccessExplained>;
}

/** Who asks, as rules name it. What no key fixes and nobody claims is null. */
export interface RuleSubject {
  user: string | null;
  app: string | null;
  key: string | null;
  agent: string | null;
  /** Whether a key fixes the app. */
  proven: boolean;
}

/** A user or an agent counts where a key fixes it: in a request these names say whom a memory is about. */
export function subjectOf({
  access,
  app,
  key,
}: {
  access: Pick<RuleSubject, 'user' | 'app' | 'agent'>;
  app: string | null;
  key: string | null;
}): RuleSubject {
  return {
    user: access.user,
    app: access.app ?? app,
    key,
    agent: access.agent,
    proven: access.app !== null,
  };
}

export function subjectParts(text: string): { kind: RuleSubjectKind; name: string } {
  const colon = text.indexOf(':');
  return { kind: text.slice(0, colon) as RuleSubjectKind, name: text.slice(colon + 1) };
}

export function objectParts(text: string): { kind: RuleObjectKind; name: string | null } {
  if (text === 'all') return { kind: 'all', name: null };
  const colon = text.indexOf(':');
  return { kind: text.slice(0, colon) as RuleObjectKind, name: text.slice(colon + 1) };
}
