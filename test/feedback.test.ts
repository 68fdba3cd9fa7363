import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import { FULL } from '../src/model/access.js';
import { type Caller, LOCAL } from '../src/model/caller.js';
import { ScriptedModel } from './helpers/scripted-model.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };

async function added(memory: Memory, text: string, more: object = {}) {
  const { memories, episodes } = await memory.add({ ...ada, text, ...more });
  return { id: memories[0]?.id ?? '', episode: episodes[0]?.id ?? '' };
}

async function textsFound(memory: Memory, query: string): Promise<string[]> {
  const { results } = await memory.search({ ...ada, query });
  return results.map(({ text }) => text);
}

describe('a verdict on what was recalled (B10, C1)', () => {
  it('is written down with who said it and why, and changes nothing', async () => {
    let now = Date.parse('2026-03-01T00:00:00Z');
    const memory = await temporaryMemory({ clock: () => (now += 1_000) });
    const { id } = await added(memory, 'Mia lives in Lisbon.');
    const trace_id = '019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e';
    const caller = { ...LOCAL, principal: 'carla', app: 'editor' };
    const before = await memory.get(id);
    const given = await memory.feedback.give(
      { actions: [{ action: 'useful', memory_id: id }], trace_id },
      caller,
    );
    const reason = 'Nobody asked.';
    await memory.feedback.give({ actions: [{ action: 'not_useful', memory_id: id, reason }] });
    expect(given).toEqual({ batch_id: null, changes: [], recorded: 1 });
    expect(await memory.feedback.list(id)).toEqual([
      expect.objectContaining({ verdict: 'not_useful', reason, actor: null, trace_id: null }),
      expect.objectContaining({
        verdict: 'useful',
        memory_id: id,
        trace_id,
        actor: 'carla',
        app: 'editor',
      }),
    ]);
    expect(await memory.get(id)).toEqual(before);
  });

  it('holds no secret, and goes with the memory', async () => {
    const memory = await temporaryMemory();
    const { id } = await added(memory, 'Mia lives in Lisbon.');
    const secret = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
    const reason = `because of ${secret}`;
    await memory.feedback.give({ actions: [{ action: 'useful', memory_id: id, reason }] });
    const [entry] = await memory.feedback.list(id);
    expect(entry?.reason).toMatch(/^because of \[REDACTED/);
    await memory.erase(id);
    await expect(memory.feedback.list(id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('"that is wrong" (B10)', () => {
  it('archives the memory, with the reason and the actor in its history', async () => {
    const memory = await temporaryMemory();
    const { id } = await added(memory, 'Mia lives in Lisbon.');
    const caller = { ...LOCAL, principal: 'carla' };
    const { batch_id, changes } = await memory.feedback.give(
      { actions: [{ action: 'wrong', memory_id: id, reason: 'She never did.' }] },
      caller,
    );
    expect(changes).toEqual([
      {
        change: 'archived',
        memory_id: id,
        before: 'Mia lives in Lisbon.',
        after: null,
        new_memory_id: null,
      },
    ]);
    expect((await memory.get(id)).state).toBe('archived');
    expect(await textsFound(memory, 'Mia Lisbon')).toEqual([]);
    expect((await memory.history(id)).at(-1)).toMatchObject({
      event: 'updated',
      actor: 'carla',
      reason: 'feedback:wrong: She never did.',
      batch: batch_id,
    });
    expect((await memory.feedback.list(id))[0]).toMatchObject({ verdict: 'wrong' });
    expect((await memory.restore(id)).state).toBe('active');
  });

  it('puts what is right in its place, resting on what was said', async () => {
    const memory = await temporaryMemory();
    const { id } = await added(memory, 'Mia lives in Lisbon.', { kind: 'fact', tags: ['family'] });
    const correction = 'Mia lives in Porto.';
    const { batch_id, changes } = await memory.feedback.give({
      actions: [{ action: 'wrong', memory_id: id, correction }],
    });
    const made = await memory.get(changes[0]?.new_memory_id ?? '');
    expect(made).toMatchObject({
      text: correction,
      kind: 'fact',
      tags: ['family'],
      user_id: 'ada',
      trust: 'user',
      supersedes: [id],
      sources: [{ quote: correction, role: 'user' }],
    });
    expect(await memory.get(id)).toMatchObject({
      superseded_by: made.id,
      text: expect.any(String),
    });
    expect(await textsFound(memory, 'Where does Mia live?')).toEqual([correction]);
    expect((await memory.history(made.id))[0]).toMatchObject({ batch: batch_id });
    expect((await memory.history(id)).at(-1)).toMatchObject({ reason: 'feedback:wrong' });
  });

  it('does all of several, or nothing', async () => {
    const memory = await temporaryMemory();
    const one = await added(memory, 'Mia lives in Lisbon.');
    const two = await added(memory, 'Bob repairs bicycles.');
    const wrong = (memory_id: string) => ({ action: 'wrong' as const, memory_id });
    const before = await memory.status();
    const give = (...ids: string[]) => memory.feedback.give({ actions: ids.map(wrong) });
    const unknown = '019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e';
    await expect(give(one.id, unknown)).rejects.toMatchObject({ code: 'not_found' });
    await expect(give(one.id, one.id)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await memory.status()).toEqual(before);
    const { changes } = await give(one.id, two.id);
    expect(changes.map(({ memory_id }) => memory_id)).toEqual([one.id, two.id]);
  });

  it('reaches only what the caller may change', async () => {
    const memory = await temporaryMemory();
    const { id } = await added(memory, 'Mia lives in Lisbon.');
    const bob = { ...LOCAL, access: { ...FULL, user: 'bob' } };
    const reader = { ...LOCAL, access: { ...FULL, scopes: ['read'] as const } };
    const actions = [{ action: 'wrong' as const, memory_id: id }];
    await expect(memory.feedback.give({ actions }, bob)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(memory.feedback.preview({ actions }, reader)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await memory.get(id)).state).toBe('active');
  });
});

describe('"replace X by Y everywhere" (B10)', () => {
  const actions = [{ action: 'replace' as const, from: 'Lisbon', to: 'Porto' }];

  it('shows each memory before and after, and changes these once the preview was seen', async () => {
    const memory = await temporaryMemory();
    const said = await added(memory, 'Mia lives in lisbon.');
    const fact = await added(memory, 'Mia works in Lisbon.', { kind: 'fact' });
    await added(memory, 'The Lisboners are kind.');
    await memory.add({ user_id: 'bob', text: 'Bob loves Lisbon.' });
    const before = await memory.status();
    const preview = await memory.feedback.preview({ ...ada, actions });
    expect(await memory.status()).toEqual(before);
    expect(preview.changes.toSorted((a, b) => a.change.localeCompare(b.change))).toEqual([
      {
        change: 'superseded',
        memory_id: said.id,
        before: 'Mia lives in lisbon.',
        after: 'Mia lives in Porto.',
      },
      {
        change: 'updated',
        memory_id: fact.id,
        before: 'Mia works in Lisbon.',
        after: 'Mia works in Porto.',
      },
    ]);
    const { preview_token } = preview;
    const { changes, batch_id } = await memory.feedback.give({ ...ada, actions, preview_token });
    expect(changes).toHaveLength(2);
    const made = await memory.get(
      changes.find(({ memory_id }) => memory_id === said.id)?.new_memory_id ?? '',
    );
    // What was said stays as it was said, and is what the fact rests on.
    expect(made).toMatchObject({
      kind: 'fact',
      text: 'Mia lives in Porto.',
      supersedes: [said.id],
    });
    expect(made.sources.map(({ quote }) => quote)).toEqual([
      'Mia lives in lisbon.',
      'Replace "Lisbon" by "Porto".',
    ]);
    expect((await memory.get(said.id)).text).toBe('Mia lives in lisbon.');
    expect(await memory.get(fact.id)).toMatchObject({ text: 'Mia works in Porto.', version: 2 });
    expect((await memory.history(fact.id)).at(-1)).toMatchObject({
      reason: 'feedback:replaced',
      batch: batch_id,
    });
    expect(await textsFound(memory, 'Lisbon')).not.toContain('Mia lives in lisbon.');
    const bobs = await memory.search({ user_id: 'bob', query: 'Lisbon' });
    expect(bobs.results.map(({ text }) => text)).toEqual(['Bob loves Lisbon.']);
    expect((await memory.feedback.list(said.id))[0]).toMatchObject({ verdict: 'replaced' });
  });

  it('is refused without a preview, and when things have changed since', async () => {
    const memory = await temporaryMemory();
    const { id } = await added(memory, 'Mia lives in Lisbon.');
    const give = (preview_token?: string) =>
      memory.feedback.give({ ...ada, actions, ...(preview_token && { preview_token }) });
    await expect(give()).rejects.toMatchObject({ code: 'invalid_input' });
    const { preview_token: token } = await memory.feedback.preview({ ...ada, actions });
    await added(memory, 'Mia left Lisbon in May.');
    await expect(give(token)).rejects.toMatchObject({ code: 'preview_changed' });
    const { preview_token: next } = await memory.feedback.preview({ ...ada, actions });
    await memory.update(id, { text: 'Mia lived in Lisbon.' });
    await expect(give(next)).rejects.toMatchObject({ code: 'preview_changed' });
    expect((await memory.get(id)).superseded_by).toBeNull();
    const { preview_token: last } = await memory.feedback.preview({ ...ada, actions });
    expect((await give(last)).changes).toHaveLength(2);
    await expect(give(last)).rejects.toMatchObject({ code: 'preview_changed' });
  });

  it('takes no memory that no longer holds, and names whose are meant', async () => {
    const memory = await temporaryMemory();
    const old = await added(memory, 'Mia lives in Lisbon.', { valid_from: '2024-01-01' });
    await added(memory, 'Mia lives in Faro.', { valid_from: '2025-01-01', supersedes: [old.id] });
    expect((await memory.feedback.preview({ ...ada, actions })).changes).toEqual([]);
    const everybody = memory.feedback.preview({ actions });
    await expect(everybody).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('looks at all memories, and refuses what would change too many', async () => {
    const memory = await temporaryMemory();
    const addAll = async (name: string) => {
      const lines = Array.from({ length: 501 }, (_, at) => `{"text":"${name} has ${at} cats."}\n`);
      const stream = [new TextEncoder().encode(lines.join(''))];
      for await (const { status } of memory.addBatch(stream, LOCAL, { scope: ada })) {
        expect(status).toBe('kept');
      }
    };
    const { id } = await added(memory, 'Ann plays chess.');
    await addAll('Annabel');
    const replace = (from: string) =>
      memory.feedback.preview({ ...ada, actions: [{ action: 'replace', from, to: 'Eve' }] });
    expect((await replace('Ann')).changes.map(({ memory_id }) => memory_id)).toEqual([id]);
    await expect(replace('Annabel')).rejects.toThrow(/more than 500/);
  });

  it('takes the words out of the facts too when their source is erased', async () => {
    const memory = await temporaryMemory();
    const { episode } = await added(memory, 'Mia lives in Lisbon.');
    const { preview_token } = await memory.feedback.preview({ ...ada, actions });
    await memory.feedback.give({ ...ada, actions, preview_token });
    await memory.eraseEpisode(episode);
    expect(await textsFound(memory, 'Mia lives')).toEqual([]);
  });
});

describe('feedback in own words (B10)', () => {
  const reply = (actions: readonly object[]) => JSON.stringify({ actions });

  it('is understood by the model as actions on what it was shown, and previewed', async () => {
    const model = new ScriptedModel(({ prompt }) => {
      const mark = (text: string) =>
        /\[(m\d+)\]/.exec(prompt.split('\n').find((line) => line.includes(text)) ?? '')?.[1];
      return reply([
        { action: 'wrong', memory: `[${mark('Lisbon')}]`, correction: 'Mia lives in Porto.' },
        { action: 'wrong', memory: 'm99' },
        { action: 'wrong', memory: mark('Lisbon') },
        { action: 'replace', from: 'Bob' },
      ]);
    });
    const memory = await temporaryMemory({ llm: model });
    const mia = await added(memory, 'Mia lives in Lisbon.');
    const bob = await added(memory, 'Bob repairs bicycles.');
    const said = 'No! Mia lives in Porto, not in Lisbon.';
    const before = await memory.status();
    const asked = { ...ada, said, memory_ids: [bob.id, mia.id] };
    const preview = await memory.feedback.preview(asked);
    expect(await memory.status()).toEqual(before);
    expect(preview).toMatchObject({
      actions: [{ action: 'wrong', memory_id: mia.id, correction: 'Mia lives in Porto.' }],
      changes: [{ change: 'superseded', memory_id: mia.id, after: 'Mia lives in Porto.' }],
      refused: 3,
    });
    const { actions, preview_token } = preview;
    const { changes } = await memory.feedback.give({ ...ada, said, actions, preview_token });
    const made = await memory.get(changes[0]?.new_memory_id ?? '');
    expect(made.sources.map(({ quote }) => quote)).toEqual([said]);
    expect(model.requests).toHaveLength(1);
  });

  it('is about what a search answered, or what a search for it finds', async () => {
    const model = new ScriptedModel(() => reply([]));
    const memory = await temporaryMemory({ llm: model });
    await added(memory, 'Mia lives in Lisbon.');
    await added(memory, 'Bob repairs bicycles.');
    await memory.search({ ...ada, query: 'What does Bob repair?', limit: 1 });
    const [trace] = (await memory.traces.list()).data;
    await memory.feedback.preview({ ...ada, said: 'That is wrong.', trace_id: trace?.id });
    expect(model.requests[0]?.prompt).toContain('[m1] Bob repairs bicycles.');
    expect(model.requests[0]?.prompt).not.toContain('Lisbon');
    await memory.feedback.preview({ ...ada, said: 'Mia does not live there.' });
    expect(model.requests[1]?.prompt).toContain('Mia lives in Lisbon.');
  });

  it('keeps what was tried out, and nothing else of it pushes out what agents asked', async () => {
    const memory = await temporaryMemory();
    const { id } = await added(memory, 'Mia lives in Lisbon.');
    const person: Caller = { ...LOCAL, trying: true };
    const asked = { ...ada, query: 'Where does Mia live?', explain: true };
    const { trace_id } = await memory.search(asked, person);
    await memory.search({ ...asked, query: 'Where is Mia?' }, person);
    await memory.search({ ...asked, query: 'Mia?', explain: false });
    const queries = async () =>
      (await memory.traces.list()).data.map(({ request }) => request['query']);
    expect(await queries()).toEqual(['Mia?']);
    const actions = [{ action: 'useful' as const, memory_id: id }];
    await memory.feedback.give({ actions, trace_id: trace_id ?? '' }, person);
    expect(await queries()).toEqual(['Mia?', 'Where does Mia live?']);
    expect(await memory.feedback.list(id)).toMatchObject([{ verdict: 'useful', trace_id }]);
    expect((await memory.traces.get(trace_id ?? '')).results[0]?.memory_id).toBe(id);
  });

  it('says so where there is no model', async () => {
    const memory = await temporaryMemory();
    const preview = memory.feedback.preview({ ...ada, said: 'That is wrong.' });
    await expect(preview).rejects.toMatchObject({ code: 'no_model' });
  });
});

describe('feedback that is taken back (B10, T4)', () => {
  it('is undone by its batch: each memory says, holds and is found as before', async () => {
    const memory = await temporaryMemory();
    const statement = await added(memory, 'Mia lives in Lisbon.');
    const fact = await added(memory, 'Mia works in Lisbon.', { kind: 'fact' });
    const bob = await added(memory, 'Bob is tall.');
    const carla = await added(memory, 'Carla is old.', { kind: 'fact' });
    const found = async () => (await textsFound(memory, 'Mia Bob Carla Lisbon Porto')).toSorted();
    const before = await found();
    const actions = [
      { action: 'replace' as const, from: 'Lisbon', to: 'Porto' },
      { action: 'wrong' as const, memory_id: bob.id },
      { action: 'wrong' as const, memory_id: carla.id, correction: 'Carla is young.' },
    ];
    const { preview_token } = await memory.feedback.preview({ ...ada, actions });
    const { batch_id } = await memory.feedback.give({ ...ada, actions, preview_token });
    expect(await found()).toEqual([
      'Carla is young.',
      'Mia lives in Porto.',
      'Mia works in Porto.',
    ]);
    const { kept } = await memory.undo({ batch: batch_id ?? '' });
    expect(kept).toEqual([]);
    expect(await found()).toEqual(before);
    for (const { id } of [statement, fact, bob, carla]) {
      expect(await memory.get(id)).toMatchObject({ state: 'active', superseded_by: null });
    }
    expect((await memory.get(fact.id)).sources.map(({ quote }) => quote)).toEqual([
      'Mia works in Lisbon.',
    ]);
  });
});
