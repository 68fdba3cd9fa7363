import { describe, expect, it, onTestFinished } from 'vitest';
import { fillByName } from '../src/lifecycle/forms/by-name.js';
import { readSchema } from '../src/lifecycle/forms/read-schema.js';
import type { StoredMemory } from '../src/store/port.js';
import type { MemoryOptions } from '../src/compose.js';
import type { Memory } from '../src/memory.js';
import { LOCAL } from '../src/model/caller.js';
import type { FormRequest } from '../src/model/form.js';
import { ScriptedModel } from './helpers/scripted-model.js';
import { everythingIn, openMemory, temporaryDirectory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };

/** As pydantic writes a model. */
const schema = {
  $defs: { Level: { enum: ['high_school', 'bachelors'], title: 'Level', type: 'string' } },
  title: 'Traveller',
  type: 'object',
  properties: {
    place: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null, title: 'Place' },
    nights: { type: 'integer' },
    education: { $ref: '#/$defs/Level' },
    favourite_colour: { type: 'string' },
    places: { type: 'array', items: { type: 'string' } },
    food: { type: 'array', items: { type: 'string' } },
    employer: { type: 'string' },
    contact: { type: 'object', properties: { email: { type: 'string' } } },
    memories: {
      type: 'array',
      items: { type: 'object', properties: { id: { type: 'string' }, text: { type: 'string' } } },
    },
  },
  required: ['place'],
};

async function travelled(options: MemoryOptions = {}) {
  const memory = await openMemory({ data: temporaryDirectory(), extract: 'off', ...options });
  onTestFinished(() => memory.close());
  const note = async (text: string, more: object) =>
    (await memory.add({ ...ada, text, ...more })).memories[0]?.id ?? '';
  const ids = [
    await note('My favourite colour is green. I told Bob.', {
      occurred_at: '2026-01-01',
      metadata: { Place: 'Porto', nights: 3, places: 'Porto' },
    }),
    await note('We ate grilled sardines.', {
      occurred_at: '2026-01-02',
      categories: ['food'],
      metadata: { place: 'Lisbon', nights: 'many', places: ['Lisbon', 'Porto'] },
    }),
    await note('Education: High school; I left early.', { occurred_at: '2026-01-03' }),
  ];
  return { memory, ids };
}

async function filled(memory: Memory, request: Partial<FormRequest> = {}) {
  const { id, status } = await memory.forms.ask({ ...ada, schema, ...request });
  expect(status).toBe('pending');
  await memory.runJobs((_, error) => {
    throw error;
  });
  return memory.forms.get(id);
}

describe('forms without a model (T2): filled by the names of their fields', () => {
  it('from metadata, categories, words and the memories; what nothing tells stays empty', async () => {
    const { memory, ids } = await travelled();
    const form = await filled(memory);
    expect(form).toMatchObject({ status: 'succeeded', by: 'rule', memories: 3, cause: null });
    expect(form.value).toEqual({
      // Of two the newest counts, and "many" is no number.
      place: 'Lisbon',
      nights: 3,
      education: 'high_school',
      favourite_colour: 'green',
      places: ['Lisbon', 'Porto'],
      food: ['We ate grilled sardines.'],
      employer: null,
      contact: { email: null },
      memories: [
        { id: ids[2], text: 'Education: High school; I left early.' },
        { id: ids[1], text: 'We ate grilled sardines.' },
        { id: ids[0], text: 'My favourite colour is green. I told Bob.' },
      ],
    });
  });

  it('read a schema as JSON, in short, and refuse what is none', async () => {
    const { memory } = await travelled();
    const short = { place: 'string', places: 'list[str]', nights: { type: 'int' } };
    const expected = { place: 'Lisbon', places: ['Lisbon', 'Porto'], nights: 3 };
    expect((await filled(memory, { schema: short })).value).toEqual(expected);
    expect((await filled(memory, { schema: JSON.stringify(short) })).value).toEqual(expected);
    for (const wrong of ['no json', '[]', {}, { type: 'object' }, { type: 'array' }]) {
      await expect(memory.forms.ask({ ...ada, schema: wrong })).rejects.toMatchObject({
        code: 'invalid_input',
      });
    }
  });

  it('read names of types to a depth alone, however long they are', async () => {
    const deep = `${'list['.repeat(30_000)}str${']'.repeat(30_000)}`;
    const { memory } = await travelled();
    const { value } = await filled(memory, { schema: { pile: deep, place: 'string' } });
    expect(value).toEqual({ pile: [], place: 'Lisbon' });
  });

  it('let others be served while many names are looked for', async () => {
    const names = Array.from({ length: 100 }, (_, at) => `sea_${at}`);
    const form = readSchema(Object.fromEntries([...names, 'pace'].map((name) => [name, 'string'])));
    const said = { text: `${'at sea '.repeat(20)}; pace: slow.`, metadata: {}, categories: [] };
    const memory = { ...said, scope: {}, occurredAt: 0, updatedAt: 0 } as unknown as StoredMemory;
    let turns = 0;
    const others = () => {
      turns += 1;
      going = setImmediate(others);
    };
    let going = setImmediate(others);
    const value = await fillByName(form, [memory]);
    clearImmediate(going);
    expect(value['pace']).toBe('slow');
    expect(turns).toBeGreaterThanOrEqual(names.length);
    const long = { type: 'object', properties: { ['x'.repeat(257)]: { type: 'string' } } };
    expect(() => readSchema(long)).toThrow('256');
  });

  it('are filled from what the filters choose, and holds now', async () => {
    const { memory, ids } = await travelled();
    await memory.add({ ...ada, text: 'My place: Faro', supersedes: [ids[1] ?? ''] });
    const all = await filled(memory, { schema: { places: 'list' } });
    expect(all.value).toEqual({ places: ['Porto'] });
    const some = await filled(memory, { schema, filters: { categories: 'none' } });
    expect(some.value).toMatchObject({ place: null, memories: [] });
  });
});

describe('forms with a model (T2): what cites nothing is left out', () => {
  const answers = (entries: object[]) => new ScriptedModel(() => JSON.stringify({ entries }));

  it('takes what cited memories say, in the shape of the schema', async () => {
    const llm = answers([
      { field: 'favourite_colour', value: 'green', cites: ['m3'] },
      { field: 'nights', value: '3', cites: ['m3'] },
      { field: 'education', value: 'High School', cites: ['m1'] },
      { field: 'food', value: ['grilled sardines', 'lobster thermidor'], cites: ['m2'] },
      { field: 'employer', value: 'Acme', cites: [] },
      { field: 'place', value: 'Atlantis', cites: ['m2'] },
      { field: 'unknown', value: 'green', cites: ['m3'] },
    ]);
    const { memory } = await travelled({ llm });
    const form = await filled(memory, { instructions: 'Be brief.' });
    expect(form.by).toBe('model');
    expect(form.value).toMatchObject({
      favourite_colour: 'green',
      // No text of a memory says how many.
      nights: null,
      education: 'high_school',
      food: ['grilled sardines'],
      employer: null,
      place: null,
    });
    const asked = JSON.stringify(llm.requests);
    expect(asked).toContain('Be brief.');
    expect(asked).toContain('grilled sardines');
  });

  it('fail with the cause once the model has been asked often enough', async () => {
    let now = Date.parse('2026-03-01T00:00:00Z');
    const llm = new ScriptedModel(() => 'no json at all');
    const { memory } = await travelled({ llm, clock: () => now });
    const { id } = await memory.forms.ask({ ...ada, schema });
    for (let tries = 0; tries < 5; tries++) {
      expect((await memory.forms.get(id)).status).toBe('pending');
      await memory.runJobs(() => undefined);
      now += 3_600_000;
    }
    const { status, cause, value } = await memory.forms.get(id);
    expect([status, value]).toEqual(['failed', null]);
    expect(cause).toMatch(/JSON/);
  });
});

describe('forms (T2, T4)', () => {
  it('are there after a restart, whether filled or not', async () => {
    const data = temporaryDirectory();
    const first = await openMemory({ data });
    await first.add({ ...ada, text: 'Place: Porto' });
    const { id } = await first.forms.ask({ ...ada, schema: { place: 'string' } });
    await first.close();
    const second = await openMemory({ data });
    onTestFinished(() => second.close());
    expect((await second.forms.get(id)).status).toBe('pending');
    await second.runJobs(() => undefined);
    expect((await second.forms.get(id)).value).toEqual({ place: 'Porto' });
  });

  it('are shown to those alone who see every memory in them', async () => {
    const { memory } = await travelled();
    const { id } = await filled(memory);
    const { access } = LOCAL;
    const bob = { ...LOCAL, access: { ...access, user: 'bob' } };
    await expect(memory.forms.get(id, bob)).rejects.toMatchObject({ code: 'not_found' });
    expect(await memory.forms.find({ most: 9 }, bob)).toEqual([]);
    const other = { ...LOCAL, tenant: 99 };
    await expect(memory.forms.get(id, other)).rejects.toMatchObject({ code: 'not_found' });
    const herself = { ...LOCAL, access: { ...access, user: 'ada' } };
    expect((await memory.forms.get(id, herself)).id).toBe(id);
  });

  it.each(['memory', 'scope'] as const)('go with a %s that is erased', async (what) => {
    const data = temporaryDirectory();
    const { memory, ids } = await travelled({ data });
    const { id } = await filled(memory);
    const kept = await memory.forms.ask({ user_id: 'bob', schema });
    if (what === 'memory') await memory.erase(ids[0] ?? '');
    else await memory.eraseScope(ada);
    await expect(memory.forms.get(id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await memory.forms.get(kept.id)).user_id).toBe('bob');
    await memory.close();
    const left = (await everythingIn(data)).filter(({ content }) =>
      content.includes('colour is green'),
    );
    expect(left).toEqual([]);
  });
});
