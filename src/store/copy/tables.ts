import { foldedName, foldedText } from '../sql/folded.js';
import type { Cell, CopyTable, Row } from './port.js';

const PORTION = 2_000;

const table = (name: string, ...key: string[]): CopyTable => ({ name, key, portion: PORTION });

/** Terms of the index. SQLite keeps them as FTS5 does; `sqlite-words.ts` turns them into rows. */
export const words: CopyTable = { name: 'word', key: ['memory'], portion: 20_000 };

/** Everything that a store is made of, in the order in which it is copied. */
export const copyTables: readonly CopyTable[] = [
  table('setting', 'name'),
  table('tenant', 'no'),
  table('principal', 'no'),
  table('app', 'no'),
  table('key', 'id'),
  table('secret', 'name'),
  table('rule', 'no'),
  table('space', 'no'),
  table('cube', 'no'),
  table('member', 'cube', 'principal'),
  table('session', 'no'),
  table('episode', 'no'),
  table('memory', 'no'),
  table('event', 'seq'),
  table('version', 'memory', 'seq'),
  table('source', 'memory', 'episode', 'start'),
  table('link', 'from', 'kind', 'to'),
  table('category', 'no'),
  table('memory_category', 'memory', 'category'),
  table('tag', 'memory', 'tag'),
  table('field', 'memory'),
  words,
  table('vector', 'space', 'cube', 'live', 'memory'),
  table('vector_exact', 'memory', 'space'),
  table('pending_vector', 'space', 'cube', 'memory'),
  table('entity', 'no'),
  table('mention', 'entity', 'memory'),
  table('alias', 'entity', 'memory', 'name'),
  table('relation', 'no'),
  table('batch', 'id'),
  table('review', 'id'),
  table('profile', 'tenant', 'user_id', 'cube'),
  table('feedback', 'id'),
  table('policy', 'id'),
  table('recalled', 'memory'),
  table('cube_setting', 'cube', 'name'),
  table('model_usage', 'tenant', 'day', 'role', 'model'),
  table('job_pause', 'tenant', 'kind'),
  table('attachment', 'id'),
  table('adapter', 'id'),
  table('activation', 'id'),
  table('outbox_cursor', 'consumer'),
  table('webhook', 'id'),
  table('webhook_delivery', 'id'),
  table('job', 'id'),
  table('form', 'no'),
  table('trace', 'no'),
  table('access_log', 'no'),
  table('access_hit', 'memory', 'log'),
  table('audit', 'no'),
  table('tombstone', 'id', 'hmac'),
  table('idempotency', 'owner', 'key'),
];

type Derive = (row: Row) => Cell;

/** Columns that PostgreSQL has for what SQLite computes: text as filters that ignore case read it. */
export const derivedColumns: Readonly<Record<string, Readonly<Record<string, Derive>>>> = {
  cube: { folded: of('name', foldedName) },
  memory: {
    user_folded: of('user_id', foldedName),
    agent_folded: of('agent_id', foldedName),
    app_folded: of('app_id', foldedName),
    run_folded: of('run_id', foldedName),
    text_folded: of('text', foldedText),
  },
};

function of(column: string, derive: (text: string) => Cell): Derive {
  return (row) => {
    const value = row[column];
    return typeof value === 'string' ? derive(value) : null;
  };
}
