import { gunzipSync } from 'node:zlib';
import { type MemoryState, memoryStates } from '../../model/memory.js';
import { isId } from '../../model/ids.js';
import { derivedId } from '../derived-id.js';
import { jsonItems } from '../json-items.js';
import { rulesOfRows } from '../openmemory-rules.js';
import { OPENMEMORY, reasonWithDates } from '../openmemory-origin.js';
import type { Found, VersionRecord } from '../records.js';
import { bytesOf, type ImportFile, type Parts, type ReadContext } from '../source.js';
import { field, momentField, objectField, statementOf, textField } from './statement.js';

interface StatusChange {
  id: string;
  by: string | undefined;
  from: MemoryState;
  to: MemoryState;
  at: string;
}

/** What stands beside the memories. */
interface Sheet {
  user: Record<string, unknown>;
  apps: Record<string, unknown>[];
  categories: Record<string, unknown>[];
  access_controls: unknown[];
  changes: Map<string, StatusChange[]>;
}

const MOST_ZIP = 512 * 1024 * 1024;
const LONGEST_DESCRIPTION = 500;

/** OpenMemory's zip: `memories.json`, and for older ones `memories.jsonl.gz` alone. */
export async function* readOpenMemory(
  file: ImportFile,
  context: ReadContext,
): AsyncGenerator<Found> {
  const parts = context.unzip(await bytesOf(file, MOST_ZIP));
  const named = (wanted: string) => parts.names.find((name) => name.split('/').at(-1) === wanted);
  const whole = named('memories.json');
  const logical = named('memories.jsonl.gz');
  if (whole !== undefined) yield* readWhole(parts, whole, context);
  else if (logical !== undefined) yield* readLogical(parts.read(logical), context);
  else yield { place: file.name, refused: 'it holds no memories.json' };
}

async function* readWhole(parts: Parts, name: string, context: ReadContext): AsyncGenerator<Found> {
  const bytes = parts.read(name);
  const sheet = await sheetOf(bytes);
  const user = context.user ?? textField(sheet.user, 'user_id');
  yield* about(sheet, user ?? 'default');
  const names = namesById(sheet);
  for await (const { field: list, index, value, error } of jsonItems([bytes])) {
    if (list !== 'memories') continue;
    const place = `memory ${index + 1}`;
    if (error !== undefined) yield { place, refused: error };
    else yield* memoryOf(value, { ...names, sheet, user, context }, place);
  }
}

async function sheetOf(bytes: Uint8Array): Promise<Sheet> {
  const sheet: Sheet = {
    user: {},
    apps: [],
    categories: [],
    access_controls: [],
    changes: new Map(),
  };
  const keep: Record<string, (value: unknown) => unknown> = {
    user: (value) => Object.assign(sheet.user, value),
    apps: (value) => sheet.apps.push(value as Record<string, unknown>),
    categories: (value) => sheet.categories.push(value as Record<string, unknown>),
    access_controls: (value) => sheet.access_controls.push(value),
    status_history: (value) => keepChange(sheet, value),
  };
  for await (const { field: list, value } of jsonItems([bytes])) {
    if (typeof value === 'object' && value !== null) keep[list]?.(value);
  }
  for (const changes of sheet.changes.values()) changes.sort((a, b) => (a.at < b.at ? -1 : 1));
  return sheet;
}

function keepChange({ changes }: Sheet, value: unknown): void {
  const memory = textField(value, 'memory_id');
  const at = momentField(value, 'changed_at');
  if (memory === undefined || at === undefined) return;
  const change = {
    id: textField(value, 'id') ?? derivedId('status', memory, at),
    by: textField(value, 'changed_by'),
    from: stateField(value, 'old_state'),
    to: stateField(value, 'new_state'),
    at,
  };
  changes.set(memory, [...(changes.get(memory) ?? []), change]);
}

/** What the memories do not say themselves. */
function* about(sheet: Sheet, user: string): Generator<Found> {
  for (const category of sheet.categories) {
    const [name, description] = [textField(category, 'name'), textField(category, 'description')];
    if (name === undefined || description === undefined) continue;
    const cut = description.slice(0, LONGEST_DESCRIPTION).toWellFormed();
    yield { place: 'categories', record: { type: 'category', name, description: cut } };
  }
  const { user: person, apps, categories, access_controls } = sheet;
  for (const record of rulesOfRows(access_controls, namesById(sheet).apps, user)) {
    yield { place: 'access controls', record };
  }
  const body = { user: person, apps, categories, access_controls };
  yield {
    place: 'user and apps',
    record: { type: 'origin', format: 'openmemory', user_id: user, body },
  };
}

function namesById({ apps, categories }: Sheet) {
  const byId = (rows: readonly unknown[]) =>
    new Map(rows.map((row) => [textField(row, 'id'), textField(row, 'name')]));
  return { apps: byId(apps), categories: byId(categories) };
}

interface Known extends ReturnType<typeof namesById> {
  sheet: Sheet;
  user: string | undefined;
  context: ReadContext;
}

function memoryOf(value: unknown, known: Known, place: string): Found[] {
  const id = textField(value, 'id');
  if (id === undefined || !isId(id)) return [{ place, refused: 'its id is no UUID' }];
  const now = new Date(known.context.at).toISOString();
  const at = momentField(value, 'created_at') ?? now;
  const ids = field(value, 'category_ids');
  const labels = (Array.isArray(ids) ? ids : []).flatMap((one) => known.categories.get(one) ?? []);
  const app = known.apps.get(textField(value, 'app_id'));
  const state = stateField(value, 'state');
  return statementOf(
    {
      id,
      text: textField(value, 'content') ?? '',
      at,
      updatedAt: momentField(value, 'updated_at') ?? at,
      user: known.user,
      app,
      metadata: objectField(value, 'metadata'),
      categories: labels,
      state,
      deletedAt: momentField(value, 'deleted_at'),
      history: historyOf(value, state, at, known.sheet),
    },
    place,
  );
}

/** Every change of state is a version; what is only dated is one too. */
function historyOf(value: unknown, state: MemoryState, at: string, sheet: Sheet): VersionRecord[] {
  const changes = sheet.changes.get(textField(value, 'id') ?? '') ?? [];
  const reason = reasonWithDates({
    archived_at: momentField(value, 'archived_at'),
    deleted_at: momentField(value, 'deleted_at'),
  });
  const history: VersionRecord[] = [
    { event: 'created', version: 1, state: changes[0]?.from ?? 'active', at, reason },
  ];
  const add = (to: MemoryState, when: string, more: { actor?: string; reason: string }) => {
    const event = to === 'deleted' ? 'deleted' : to === 'active' ? 'restored' : 'updated';
    history.push({ event, version: history.length + 1, state: to, at: when, ...more });
  };
  const own = textField(sheet.user, 'id');
  for (const change of changes) {
    const isOwn = change.by === undefined || change.by === own;
    const reason = `${OPENMEMORY} ${change.id}`;
    add(change.to, change.at, { ...(!isOwn && { actor: change.by as string }), reason });
  }
  if (history.at(-1)?.state !== state) {
    const dated = { archived: 'archived_at', deleted: 'deleted_at' } as Record<string, string>;
    const when = momentField(value, dated[state] ?? 'updated_at') ?? at;
    add(state, when, { reason: OPENMEMORY });
  }
  return history;
}

async function* readLogical(bytes: Uint8Array, context: ReadContext): AsyncGenerator<Found> {
  const unfolded = gunzipSync(bytes, { maxOutputLength: MOST_ZIP }).toString('utf8');
  const lines = unfolded.split('\n').filter((line) => line.trim() !== '');
  for (const [index, line] of lines.entries()) {
    const place = `memory ${index + 1}`;
    const value = JSON.parse(line) as unknown;
    const id = textField(value, 'id');
    if (id === undefined || !isId(id)) yield { place, refused: 'its id is no UUID' };
    else {
      const at = momentField(value, 'created_at') ?? new Date(context.at).toISOString();
      const categories = field(value, 'categories');
      yield* statementOf(
        {
          id,
          text: textField(value, 'content') ?? '',
          at,
          updatedAt: momentField(value, 'updated_at'),
          user: context.user,
          app: textField(value, 'app'),
          metadata: objectField(value, 'metadata'),
          categories: Array.isArray(categories) ? (categories as string[]) : [],
          state: stateField(value, 'state'),
        },
        place,
      );
    }
  }
}

function stateField(value: unknown, name: string): MemoryState {
  const found = textField(value, name);
  return memoryStates.find((state) => state === found) ?? 'active';
}
