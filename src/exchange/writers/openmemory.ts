import { createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import type { MemoryState } from '../../model/memory.js';
import { derivedId } from '../derived-id.js';
import { IdSet } from '../id-set.js';
import { datesOf, OPENMEMORY } from '../openmemory-origin.js';
import { rowOfRule, ruleOfRow, rulesOfRows, sameRule } from '../openmemory-rules.js';
import type { MemoryRecord, RecordOf, VersionRecord } from '../records.js';
import { encoded, type Records, type WriteContext, type Writer } from './writer.js';
import { zipped } from './zip.js';

type Row = Record<string, unknown>;

/** What OpenMemory's own export writes: `memories.json` and `memories.jsonl.gz`. */
export const writeOpenMemory: Writer = (records, context) =>
  zipped([
    { name: 'memories.json', content: encoded(whole(records, context)) },
    { name: 'memories.jsonl.gz', content: gzipped(encoded(logical(records))), isPacked: true },
  ]);

async function* whole(records: Records, context: WriteContext): AsyncGenerator<string> {
  const tables = new Tables(context);
  yield '{\n"memories": [';
  let separator = '\n';
  const labels: string[] = [];
  const history: string[] = [];
  for await (const record of records()) {
    tables.learn(record);
    if (record.type !== 'memory' || record.merged_into) continue;
    const row = tables.memory(record);
    yield `${separator}${JSON.stringify(row)}`;
    separator = ',\n';
    for (const category of row.category_ids)
      labels.push(JSON.stringify({ memory_id: record.id, category_id: category }));
    for (const change of tables.changesOf(record)) history.push(JSON.stringify(change));
  }
  yield '\n],\n';
  for (const [name, value] of tables.rest()) yield `"${name}": ${JSON.stringify(value)},\n`;
  yield `"memory_categories": [${labels.join(',\n')}],\n`;
  yield `"status_history": [${history.join(',\n')}]\n}\n`;
}

/** Users, apps and categories by name: as they came, else made up from what the memories say. */
class Tables {
  readonly #context: WriteContext;
  readonly #apps = new Map<string, Row>();
  readonly #categories = new Map<string, Row>();
  /** Of categories: that of one of which nothing here tells is left out. */
  readonly #used = new Set<string>();
  #user: Row | undefined;
  /** Rows as they came, and the rules that there are now. */
  #rows: unknown[] = [];
  readonly #rules: RecordOf<'rule'>[] = [];
  /** Memories. */
  readonly #written = new IdSet();

  constructor(context: WriteContext) {
    this.#context = context;
  }

  learn(record: { type: string }): void {
    if (record.type === 'category') {
      const { name, description } = record as RecordOf<'category'>;
      this.#category(name)['description'] ??= description ?? null;
    }
    if (record.type === 'rule') this.#rules.push(record as RecordOf<'rule'>);
    if (record.type !== 'origin') return;
    const { user, apps, categories, access_controls: rows } = (record as RecordOf<'origin'>).body;
    this.#user = user as Row;
    this.#rows = rows as unknown[];
    for (const app of apps as Row[]) this.#apps.set(String(app['name']), app);
    for (const one of categories as Row[]) {
      this.#categories.set(String(one['name']), one);
      this.#used.add(String(one['name']));
    }
  }

  memory(memory: MemoryRecord) {
    const { id, text, metadata, state, app_id: app, history = [] } = memory;
    this.#written.add(id);
    const { archived_at: archived, deleted_at: deleted } = datesOf(history[0]?.reason);
    return {
      id,
      user_id: this.#userRow()['id'],
      app_id: app ? this.#app(app)['id'] : null,
      content: text,
      metadata: metadata ?? {},
      state,
      created_at: pythonTime(memory.created_at ?? memory.occurred_at),
      updated_at: pythonTime(memory.updated_at),
      archived_at: pythonTime(ownDate('archived', history) ?? archived),
      deleted_at: pythonTime(ownDate('deleted', history) ?? deleted ?? memory.deleted_at),
      category_ids: (memory.categories ?? []).map((name) => {
        this.#used.add(name);
        return this.#category(name)['id'] as string;
      }),
    };
  }

  /** One row for each change of state; what was only inferred from dates is none. */
  changesOf({ id, history = [] }: MemoryRecord): Row[] {
    return history.flatMap((version, at) => {
      const before = history[at - 1];
      if (!before || before.state === version.state || version.reason === OPENMEMORY) return [];
      return [this.#change(id, before, version)];
    });
  }

  rest(): [string, unknown][] {
    const rules = this.#accessControls();
    const categories = [...this.#categories].filter(([name]) => this.#used.has(name));
    return [
      ['user', this.#userRow()],
      ['apps', [...this.#apps.values()]],
      ['categories', categories.map(([, row]) => row)],
      ['access_controls', rules],
      [
        'export_meta',
        {
          app_id_filter: null,
          from_date: null,
          to_date: null,
          version: '1',
          generated_at: pythonTime(new Date(this.#context.at).toISOString()),
        },
      ],
    ];
  }

  /** What came is written again, but for what is no rule any more; then what became one here. */
  #accessControls(): unknown[] {
    if (!this.#context.rules) return this.#rows;
    const user = this.#context.user ?? 'default';
    const apps = new Map([...this.#apps.values()].map((row) => [row['id'], row['name']]));
    const byId = apps as Map<string | undefined, string | undefined>;
    const kept = new Set(rulesOfRows(this.#rows, byId, user).map(sameRule));
    const now = new Set(this.#rules.map(sameRule));
    const rows = this.#rows.filter((row) => {
      const rule = ruleOfRow(row, byId, user);
      return !rule || !kept.has(sameRule(rule)) || now.has(sameRule(rule));
    });
    const made = this.#rules.filter((rule) => !kept.has(sameRule(rule)));
    return [...rows, ...made.flatMap((rule) => this.#accessControl(rule, user))];
  }

  #accessControl(rule: RecordOf<'rule'>, user: string): Row[] {
    const { app, row } = rowOfRule(rule, user) ?? {};
    const memory = row?.['object_id'];
    if (app === undefined || (typeof memory === 'string' && !this.#written.has(memory))) return [];
    const id = derivedId('access', sameRule(rule));
    const at = pythonTime(new Date(this.#context.at).toISOString());
    return [{ id, subject_id: this.#app(app)['id'], ...row, created_at: at }];
  }

  #change(memory: string, before: VersionRecord, { at, state, actor, reason }: VersionRecord): Row {
    const own = reason?.startsWith(`${OPENMEMORY} `) ? reason.slice(OPENMEMORY.length + 1) : null;
    return {
      id: own ?? derivedId('status', memory, at),
      memory_id: memory,
      changed_by: own !== null && (actor ?? null) !== null ? actor : this.#userRow()['id'],
      old_state: before.state,
      new_state: state,
      changed_at: pythonTime(at),
    };
  }

  #userRow(): Row {
    const name = this.#context.user ?? 'default';
    const made = this.#dated({
      id: derivedId('user', name),
      user_id: name,
      name: null,
      email: null,
    });
    const known = this.#user;
    // Where the import gave it to somebody else, the person is not the one of the file.
    if (known?.['user_id'] === name) return known;
    this.#user = { ...made, metadata: {} };
    return this.#user;
  }

  #app(name: string): Row {
    const owner = this.#userRow()['id'];
    const made = { id: derivedId('app', name, String(owner)), owner_id: owner, name };
    const row =
      this.#apps.get(name) ??
      this.#dated({ ...made, description: null, metadata: {}, is_active: true });
    this.#apps.set(name, row);
    return row;
  }

  #category(name: string): Row {
    const made = { id: derivedId('category', name), name, description: null };
    const row = this.#categories.get(name) ?? this.#dated(made);
    this.#categories.set(name, row);
    return row;
  }

  #dated(row: Row): Row {
    const at = pythonTime(new Date(this.#context.at).toISOString());
    return { ...row, created_at: at, updated_at: at };
  }
}

async function* logical(records: Records): AsyncGenerator<string> {
  for await (const record of records()) {
    if (record.type !== 'memory' || record.merged_into) continue;
    const { id, text, metadata, state, app_id: app, categories } = record;
    const line = {
      id,
      content: text,
      metadata: metadata ?? {},
      created_at: pythonTime(record.created_at ?? record.occurred_at),
      updated_at: pythonTime(record.updated_at),
      state,
      app: app ?? null,
      categories: categories ?? [],
    };
    yield `${JSON.stringify(line)}\n`;
  }
}

async function* gzipped(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = Readable.from(content, { objectMode: false }).pipe(createGzip());
  for await (const piece of stream) yield piece as Uint8Array;
}

/** When it came into a state here, and not where it was brought in from. */
function ownDate(state: MemoryState, history: readonly VersionRecord[]): string | undefined {
  const isOwn = ({ reason }: VersionRecord) => !reason?.startsWith(OPENMEMORY);
  return history.findLast((version) => version.state === state && isOwn(version))?.at;
}

/** As `isoformat()` writes it. */
function pythonTime(at: string | null | undefined): string | null {
  if (at === null || at === undefined) return null;
  // Microseconds, and none where the second is whole.
  const fraction = at.replace(/\.000Z$/, 'Z').replace(/\.(\d{3})Z$/, '.$1000Z');
  return fraction.replace('Z', '+00:00');
}
