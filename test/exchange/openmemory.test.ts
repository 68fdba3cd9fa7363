import { gunzipSync, gzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { LOCAL } from '../../src/model/caller.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';
import { exported, imported, zipOf } from './files.js';

type Row = Record<string, unknown>;

const clock = () => Date.parse('2026-08-01T10:00:00Z');
const uuid = (n: number) => `0b5a7c1e-93d2-4f4e-8a51-${String(n).padStart(12, '0')}`;
const at = (day: number, more = '') =>
  `2026-05-${String(day).padStart(2, '0')}T09:30:15${more}+00:00`;

const user = uuid(1);
const [cursor, claude] = [uuid(2), uuid(3)];
const [work, home] = [uuid(4), uuid(5)];

/** As `_export_sqlite` of OpenMemory writes it. */
const sheet = {
  user: {
    id: user,
    user_id: 'ada',
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    metadata: { plan: 'home' },
    created_at: at(1),
    updated_at: at(2),
  },
  apps: [app(cursor, 'cursor', true, 'An editor'), app(claude, 'claude', false, null)],
  categories: [category(work, 'work', 'About the job'), category(home, 'home', null)],
  memories: [
    memory(11, {
      content: 'Works at the harbour in Lisbon.',
      category_ids: [work],
      metadata: { source: 'chat', n: 3, deep: { a: [1] } },
    }),
    memory(12, { content: 'Has two cats.', app_id: claude, category_ids: [home], state: 'paused' }),
    memory(13, {
      content: 'Once drove a Beetle.',
      state: 'archived',
      archived_at: at(9, '.250000'),
      category_ids: [home, work],
    }),
    memory(14, {
      content: 'Old phone number 12.',
      state: 'deleted',
      deleted_at: at(20),
      app_id: null,
    }),
    // The same words of another app are a memory of their own there.
    memory(15, { content: 'Has two cats.' }),
    memory(16, { content: '喜欢绿茶。\nEvery morning.' }),
  ],
  memory_categories: [
    { memory_id: uuid(11), category_id: work },
    { memory_id: uuid(12), category_id: home },
    { memory_id: uuid(13), category_id: home },
    { memory_id: uuid(13), category_id: work },
  ],
  status_history: [
    change(31, 12, 'active', 'archived', 5),
    change(32, 12, 'archived', 'active', 6),
    change(33, 12, 'active', 'paused', 7, uuid(99)),
    change(34, 13, 'active', 'archived', 9),
  ],
  access_controls: [
    {
      id: uuid(51),
      subject_type: 'app',
      subject_id: cursor,
      object_type: 'memory',
      object_id: uuid(12),
      effect: 'deny',
      created_at: at(3),
    },
    {
      id: uuid(52),
      subject_type: 'app',
      subject_id: claude,
      object_type: 'memory',
      object_id: null,
      effect: 'allow',
      created_at: at(4),
    },
  ],
  export_meta: {
    app_id_filter: null,
    from_date: null,
    to_date: null,
    version: '1',
    generated_at: at(28),
  },
};

function app(id: string, name: string, is_active: boolean, description: string | null) {
  const dated = { created_at: at(1), updated_at: at(2) };
  return { id, owner_id: user, name, description, metadata: { icon: name }, is_active, ...dated };
}

function category(id: string, name: string, description: string | null) {
  return { id, name, description, created_at: at(1), updated_at: at(1) };
}

function memory(n: number, more: Row): Row & { id: string } {
  return {
    id: uuid(n),
    user_id: user,
    app_id: cursor,
    content: '',
    metadata: {},
    state: 'active',
    created_at: at(3, `.${String(n)}0000`),
    updated_at: at(4),
    archived_at: null,
    deleted_at: null,
    category_ids: [],
    ...more,
  };
}

function change(
  n: number,
  of: number,
  old_state: string,
  new_state: string,
  day: number,
  by = user,
) {
  return {
    id: uuid(n),
    memory_id: uuid(of),
    changed_by: by,
    old_state,
    new_state,
    changed_at: at(day),
  };
}

const names = new Map([
  [cursor, 'cursor'],
  [claude, 'claude'],
]);
const labels = new Map([
  [work, 'work'],
  [home, 'home'],
]);

/** As `_export_logical_memories_gz` writes it. */
const logical = sheet.memories.map((row) => ({
  id: row.id,
  content: row['content'],
  metadata: row['metadata'],
  created_at: row['created_at'],
  updated_at: row['updated_at'],
  state: row['state'],
  app: names.get(row['app_id'] as string) ?? null,
  categories: (row['category_ids'] as string[]).map((id) => labels.get(id)),
}));

const lines = logical.map((line) => `${JSON.stringify(line)}\n`).join('');
const archive = zipOf({
  'memories.json': JSON.stringify(sheet, null, 2),
  'memories.jsonl.gz': gzipSync(lines),
});

function opened(zip: Uint8Array): { sheet: typeof sheet; logical: Row[] } {
  const parts = unzipSync(zip);
  const text = (name: string) => Buffer.from(parts[name] ?? []);
  const read = gunzipSync(text('memories.jsonl.gz')).toString('utf8').trim().split('\n');
  return {
    sheet: JSON.parse(text('memories.json').toString('utf8')) as typeof sheet,
    logical: read.map((line) => JSON.parse(line) as Row),
  };
}

/** Rows in any order. */
const sorted = (value: unknown) => {
  const read = timed(value);
  return Array.isArray(read) ? byId(read as object[]) : read;
};

const byId = <Item extends object>(rows: readonly Item[]) =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Times as moments, since the same one is written in several ways. */
const timed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, item: unknown) =>
    typeof item === 'string' && /^\d{4}-\d\d-\d\dT/.test(item) ? Date.parse(item) : item,
  );

describe('the zip of OpenMemory (D8, T2)', () => {
  it('is brought in and written again without loss, field by field', async () => {
    const tulving = await temporaryMemory({ clock });
    const report = await imported(tulving, archive);
    expect(report).toMatchObject({ format: 'openmemory', refused: 0, made: { memory: 6 } });
    const again = opened(await exported(tulving, { format: 'openmemory', user_id: 'ada' }));
    const { export_meta: meta, ...tables } = again.sheet;
    expect(meta).toMatchObject({ version: '1', app_id_filter: null });
    for (const [name, rows] of Object.entries(tables)) {
      const given = sheet[name as keyof typeof sheet];
      expect({ name, rows: sorted(rows) }).toEqual({ name, rows: sorted(given) });
    }
    expect(byId(timed(again.logical) as Row[])).toEqual(byId(timed(logical) as Row[]));
  });

  it('is remembered as what it is: state, app, categories, dates, history', async () => {
    const tulving = await temporaryMemory({ clock });
    await imported(tulving, archive);
    expect(await tulving.get(uuid(12))).toMatchObject({
      text: 'Has two cats.',
      state: 'paused',
      user_id: 'ada',
      cube: 'user:ada',
      app_id: 'claude',
      categories: ['home'],
      version: 4,
    });
    const history = await tulving.history(uuid(12));
    expect(history.map(({ state }) => state)).toEqual(['active', 'archived', 'active', 'paused']);
    const { results } = await tulving.search({ user_id: 'ada', query: 'Where does Ada work?' });
    expect(results[0]).toMatchObject({ id: uuid(11), created_at: '2026-05-03T09:30:15.110Z' });
    const categories = await tulving.categories.list();
    expect(categories.find(({ name }) => name === 'work')?.description).toBe('About the job');
  });

  it('adds nothing the second time, and is undone whole', async () => {
    const tulving = await temporaryMemory({ clock });
    const { batch } = await imported(tulving, archive);
    expect((await imported(tulving, archive)).made).toEqual({});
    await tulving.undo({ batch: batch ?? '' });
    expect((await tulving.list({ user_id: 'ada' })).data).toEqual([]);
  });

  it('goes to another user where that is asked for', async () => {
    const tulving = await temporaryMemory({ clock });
    await imported(tulving, archive, { user_id: 'eve' });
    expect((await tulving.list({ user_id: 'eve' })).data).toHaveLength(3);
    const again = opened(await exported(tulving, { format: 'openmemory', user_id: 'eve' }));
    expect(again.sheet.user).toMatchObject({ user_id: 'eve', name: null });
  });

  it('brings in access controls as rules that bind, and writes again those that there are (D5)', async () => {
    const tulving = await temporaryMemory({ clock });
    const denied = { ...sheet.access_controls[0], id: uuid(53), object_id: null };
    const closed = { ...sheet, access_controls: [...sheet.access_controls, denied] };
    const zip = zipOf({ 'memories.json': JSON.stringify(closed) });
    expect((await imported(tulving, zip)).made['rule']).toBe(2);
    const seenBy = async (name: string) => {
      const caller = await tulving.access.of({ ...LOCAL, app: name });
      const { results } = await tulving.search({ user_id: 'ada', query: 'harbour Lisbon' }, caller);
      return [...results, ...(await tulving.list({ user_id: 'ada' }, caller)).data].length;
    };
    expect(await seenBy('cursor')).toBe(0);
    // An allow row without an object is all that there would be without it.
    expect(await seenBy('claude')).toBeGreaterThan(0);
    expect(await seenBy('vim')).toBeGreaterThan(0);
    const { data } = await tulving.access.list();
    const all = data.find(({ object }) => object === 'cube:user:ada');
    await tulving.access.remove(all?.id ?? '');
    expect(await seenBy('cursor')).toBeGreaterThan(0);
    await tulving.access.add({ subject: 'app:vim', object: `memory:${uuid(11)}`, effect: 'deny' });
    const again = opened(await exported(tulving, { format: 'openmemory', user_id: 'ada' })).sheet;
    const said = (control: (typeof sheet.access_controls)[number]) => {
      const { id: _, created_at: __, ...row } = control;
      return row;
    };
    const vim = again.apps.find(({ name }) => name === 'vim');
    expect(again.access_controls.map(said)).toEqual([
      ...sheet.access_controls.map(said),
      {
        subject_type: 'app',
        subject_id: vim?.id,
        object_type: 'memory',
        object_id: uuid(11),
        effect: 'deny',
      },
    ]);
  });

  it('takes the lines alone, and refuses a bomb', async () => {
    const tulving = await temporaryMemory({ clock });
    const report = await imported(tulving, zipOf({ 'memories.jsonl.gz': gzipSync(lines) }), {
      user_id: 'ada',
    });
    expect(report.made).toMatchObject({ memory: 6 });
    const bomb = zipOf({ 'memories.json': new Uint8Array(64 * 1024 * 1024) });
    await expect(imported(tulving, bomb)).rejects.toMatchObject({ code: 'document_too_large' });
  });

  it('goes when the user is erased, with what stood beside the memories', async () => {
    const tulving = await temporaryMemory({ clock });
    await imported(tulving, archive);
    await tulving.eraseScope({ user_id: 'ada' });
    const left = Buffer.from(await exported(tulving)).toString();
    expect(left).not.toMatch(/Lovelace|ada@example|harbour/);
  });
});
