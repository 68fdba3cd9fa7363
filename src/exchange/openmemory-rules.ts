import type { RecordOf } from './records.js';
import { textField } from './readers/statement.js';

/**
 * OpenMemory's `access_controls` as access rules, and the other way round. There an app sees all where a row
 * allows it everything, and else what rows allow; here too, but that a rule of Tulving reaches all users, and so
 * "everything" is the cube of the user whose zip it is.
 */

type RuleRecord = RecordOf<'rule'>;
type Row = Record<string, unknown>;

/** What a row says, in the words of a rule; undefined where there is no such rule here. */
export function ruleOfRow(
  row: unknown,
  apps: ReadonlyMap<string | undefined, string | undefined>,
  user: string,
): RuleRecord | undefined {
  const app = apps.get(textField(row, 'subject_id'));
  const effect = textField(row, 'effect');
  const isOfApp = textField(row, 'subject_type') === 'app' && app !== undefined;
  if (!isOfApp || textField(row, 'object_type') !== 'memory') return undefined;
  if (effect !== 'allow' && effect !== 'deny') return undefined;
  const memory = textField(row, 'object_id');
  const object = memory === undefined ? wholeOf(user) : `memory:${memory}`;
  return { type: 'rule', subject: `app:${app}`, object, effect, action: 'read' };
}

/** Rows as rules, without what only says that all is as if there were no rule. */
export function rulesOfRows(
  rows: readonly unknown[],
  apps: ReadonlyMap<string | undefined, string | undefined>,
  user: string,
): RuleRecord[] {
  const rules = rows.flatMap((row) => ruleOfRow(row, apps, user) ?? []);
  const all = wholeOf(user);
  const free = new Set(
    rules.flatMap(({ subject, object, effect }) =>
      effect === 'allow' && object === all ? [subject] : [],
    ),
  );
  return rules.filter(({ subject, effect }) => effect === 'deny' || !free.has(subject));
}

/** The parts of a rule that a row can hold; undefined where none can. */
export function rowOfRule(
  { subject, object, effect, action }: RuleRecord,
  user: string,
): { app: string; row: Row } | undefined {
  const app = /^app:(?!\*$)(.+)$/s.exec(subject)?.[1];
  const memory = /^memory:(.+)$/s.exec(object)?.[1];
  const isWhole = object === 'all' || object === wholeOf(user);
  if (app === undefined || action !== 'read' || (memory === undefined && !isWhole))
    return undefined;
  const row = { subject_type: 'app', object_type: 'memory', object_id: memory ?? null, effect };
  return { app, row };
}

export function sameRule(rule: RuleRecord): string {
  return JSON.stringify([rule.subject, rule.object, rule.effect, rule.action]);
}

function wholeOf(user: string): string {
  return `cube:user:${user}`;
}
