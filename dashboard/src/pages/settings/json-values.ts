import type { ServerSetting } from 'tulving/client';

export type Values = Record<string, string | null>;

/** Of what may be changed here; null: the default. Secrets are not among them. */
export function editableOf(settings: readonly ServerSetting[]): Values {
  const editable = settings.filter(({ fixed, secret }) => fixed === null && !secret);
  return Object.fromEntries(
    editable.map(({ name, value, next }) => [name, next === null ? value : next.value]),
  );
}

/** What a text would change; undefined where it is no JSON of values. What it leaves out stays. */
export function changesOf(before: Values, text: string): Values | undefined {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const entries = Object.entries(given).map(([name, value]) => [name, valueOf(value)] as const);
  if (entries.some(([, value]) => value === undefined)) return undefined;
  const changed = entries.filter(([name, value]) => value !== (before[name] ?? null));
  return Object.fromEntries(changed) as Values;
}

/** Numbers are taken as they are written. */
function valueOf(value: unknown): string | null | undefined {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}
