import type { Connection } from '../store/sqlite/driver.js';
import { CONFIG } from './names.js';

/**
 * What of another store is taken over only when it is asked for: who may do what, and what is sent
 * where, was said of that machine and not of this one.
 */
export const asked = {
  keys: ['key'],
  rules: ['rule'],
  // Deliveries name their webhook, so they come first.
  webhooks: ['webhook_delivery', 'webhook'],
  // Policies archive by themselves what they name.
  settings: ['cube_setting', 'job_pause', 'policy'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Asked = keyof typeof asked;
export const askedNames = Object.keys(asked) as Asked[];

/**
 * What comes along in any case: memories and what is told of them. Of apps too, since one that was paused there
 * must not read here. Each table of the store stands here or above.
 */
export const always: readonly string[] = [
  'setting',
  'tenant',
  'principal',
  'app',
  'secret',
  'space',
  'cube',
  'member',
  'session',
  'episode',
  'memory',
  'event',
  'version',
  'source',
  'link',
  'category',
  'memory_category',
  'tag',
  'field',
  'word',
  'vector',
  'vector_exact',
  'pending_vector',
  'entity',
  'mention',
  'alias',
  'relation',
  'batch',
  'review',
  'profile',
  'feedback',
  'recalled',
  'model_usage',
  'attachment',
  'adapter',
  'activation',
  'outbox_cursor',
  'job',
  'form',
  'trace',
  'access_log',
  'access_hit',
  'audit',
  'tombstone',
  'idempotency',
];

/** How many rows each group has; the config file counts as one of settings. */
export function countsOf(
  rows: Readonly<Record<string, number>>,
  names: readonly string[],
): Record<Asked, number> {
  const count = (group: Asked) => {
    const ofTables = asked[group].reduce((sum, table) => sum + (rows[table] ?? 0), 0);
    return ofTables + (group === 'settings' && names.includes(CONFIG) ? 1 : 0);
  };
  return Object.fromEntries(askedNames.map((group) => [group, count(group)])) as Record<
    Asked,
    number
  >;
}

export function dropTables(db: Connection, groups: readonly Asked[]): void {
  const there = new Set(
    db.all<{ name: string }>('SELECT name FROM sqlite_schema').map(({ name }) => name),
  );
  const tables: string[] = groups.flatMap((group) => [...asked[group]]);
  for (const table of tables.filter((name) => there.has(name))) {
    db.run(`DELETE FROM "${table}"`);
  }
}
