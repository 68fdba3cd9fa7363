import type { VersionRecord } from '../records.js';
import { momentField, textField } from './statement.js';

interface Change {
  event: string;
  before: string | undefined;
  after: string | undefined;
  at: string;
}

/** What is said of a memory as it is now. */
export interface Standing {
  text: string;
  at: string;
  updatedAt: string;
}

/**
 * Versions of a memory from mem0's rows of history: of its API, of Python's SQLite and of TypeScript's. The
 * last version says what the memory says, also where the history is not whole. Nothing where there is none.
 */
export function mem0Versions(rows: readonly unknown[], now: Standing): VersionRecord[] {
  const changes = rows
    .flatMap((row) => changeOf(row) ?? [])
    .filter(({ event }) => event === 'ADD' || event === 'UPDATE')
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const [first] = changes;
  if (!first) return [];
  const texts = textsOf(first, changes, now);
  if (texts.length === 0) return [];
  return texts.map(({ text, at }, index) => ({
    event: index === 0 ? 'created' : 'updated',
    version: index + 1,
    state: 'active',
    at,
    // The last one says what the memory says.
    ...(index < texts.length - 1 && { text }),
  }));
}

function textsOf(first: Change, changes: readonly Change[], now: Standing) {
  const texts: { text: string; at: string }[] = [];
  if (first.event !== 'ADD' && first.before !== undefined)
    texts.push({ text: first.before, at: now.at });
  for (const { after, at } of changes) if (after !== undefined) texts.push({ text: after, at });
  if (texts.at(-1)?.text !== now.text) texts.push({ text: now.text, at: now.updatedAt });
  return texts;
}

/** When a row of an addition was written is its `created_at`; of a change, its `updated_at`. */
function changeOf(row: unknown): Change | undefined {
  const event = textField(row, 'event') ?? textField(row, 'action');
  if (event === undefined) return undefined;
  const created = momentField(row, 'created_at') ?? momentField(row, 'createdAt');
  const updated = momentField(row, 'updated_at') ?? momentField(row, 'updatedAt');
  const at = event === 'ADD' ? (created ?? updated) : (updated ?? created);
  if (at === undefined) return undefined;
  return {
    event,
    before: trimmed(row, ['old_memory', 'oldMemory', 'previous_value', 'previousValue']),
    after: trimmed(row, ['new_memory', 'newMemory', 'new_value', 'newValue']),
    at,
  };
}

function trimmed(row: unknown, names: readonly string[]): string | undefined {
  const found = names.map((name) => textField(row, name)?.trim()).find(Boolean);
  return found === '' ? undefined : found;
}
