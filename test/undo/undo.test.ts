import { describe, expect, it } from 'vitest';
import { TulvingError } from '../../src/errors.js';
import { accessOf, FULL } from '../../src/model/access.js';
import { LOCAL } from '../../src/model/caller.js';
import { World } from './world.js';

describe('undo: what a batch did is taken back (T4, D8)', () => {
  it('takes out what it made, lets hold again what it ended, and parts what it merged', async () => {
    const world = await World.open();
    const [rome, tea, chai] = [
      await world.add('Mia lives in Rome.'),
      await world.add('Mia likes tea.'),
      await world.add('Mia is fond of chai.'),
    ];
    const before = await world.state();
    const { id, made } = await world.batch({
      facts: ['Mia has a cat.', 'Mia likes tea.'],
      supersede: [['Mia lives in Porto.', rome]],
      merge: [[chai, tea]],
    });
    const [cat, evidence, porto] = made;
    expect(evidence).toBe(tea);
    expect((await world.get(rome)).supersededBy).toBe(porto);
    expect((await world.get(tea)).sources.length).toBeGreaterThan(1);

    const result = await world.memory.undo({ batch: id });
    expect(result.counts).toEqual({
      deleted: 2,
      restored: 1,
      parted: 1,
      reverted: 0,
      evidence: 1,
      links: 2,
      kept: 0,
    });
    const after = await world.state();
    for (const [memory, state] of before) expect(after.get(memory)).toEqual(state);
    expect((await world.get(cat ?? '')).state).toBe('deleted');
    const { results } = await world.memory.search({
      user_id: 'ada',
      query: 'Where does Mia live?',
    });
    expect(results[0]?.text).toBe('Mia lives in Rome.');
    expect(results.map(({ text }) => text)).not.toContain('Mia lives in Porto.');
  });

  it('what was taken back can be restored one by one', async () => {
    const world = await World.open();
    const { id, made } = await world.batch({ facts: ['Mia has a cat.'] });
    await world.memory.undo({ batch: id });
    const restored = await world.memory.restore(made[0] ?? '');
    expect(restored).toMatchObject({ text: 'Mia has a cat.', state: 'active' });
  });

  it('an undo is a batch of its own: undone, everything is as the first one left it', async () => {
    const world = await World.open();
    const [rome, tea, chai] = [
      await world.add('Mia lives in Rome.'),
      await world.add('Mia likes tea.'),
      await world.add('Mia is fond of chai.'),
    ];
    const { id } = await world.batch({
      facts: ['Mia has a cat.', 'Mia likes tea.'],
      supersede: [['Mia lives in Porto.', rome]],
      merge: [[chai, tea]],
      link: [[rome, tea, 'related']],
    });
    const done = await world.state();
    const first = await world.memory.undo({ batch: id });
    const undone = await world.state();
    const undoId = first.batches[0]?.undone_by ?? '';
    expect((await world.memory.batches.get(id)).undone_at).not.toBeNull();

    const redo = await world.memory.undo({ batch: undoId });
    expect(await world.state()).toEqual(done);
    expect((await world.memory.batches.get(id)).undone_at).toBeNull();

    await world.memory.undo({ batch: redo.batches[0]?.undone_by ?? '' });
    expect(await world.state()).toEqual(undone);
    await world.memory.undo({ batch: id });
    expect(await world.state()).toEqual(undone);
  });

  it('a preview tells the same and does nothing', async () => {
    const world = await World.open();
    const rome = await world.add('Mia lives in Rome.');
    const { id } = await world.batch({
      facts: ['Mia has a cat.'],
      supersede: [['Mia lives in Porto.', rome]],
    });
    const before = await world.state();
    const preview = await world.memory.undo({ batch: id, preview: true });
    expect(await world.state()).toEqual(before);
    const { data } = await world.memory.batches.list({ kind: 'undo' });
    expect(data).toEqual([]);
    const result = await world.memory.undo({ batch: id });
    expect(preview.counts).toEqual(result.counts);
    expect(preview.changes).toEqual(result.changes);
    expect(preview.batches[0]?.undone_by).toBeNull();
  });

  it('done twice it is done once', async () => {
    const world = await World.open();
    const { id } = await world.batch({ facts: ['Mia has a cat.'] });
    await world.memory.undo({ batch: id });
    const before = await world.state();
    const again = await world.memory.undo({ batch: id });
    expect(again.changes).toEqual([]);
    expect(await world.state()).toEqual(before);
  });

  it('a rewording goes back to what was said before', async () => {
    const world = await World.open();
    const tea = await world.add('Mia likes tea.');
    const { id } = await world.batch({ reword: [[tea, 'Mia likes coffee.']] }, 'feedback');
    await world.memory.undo({ batch: id });
    expect((await world.memory.get(tea)).text).toBe('Mia likes tea.');
  });
});

describe('undo: what somebody changed since stays, and is told (T4)', () => {
  it('a corrected fact stays, and what it ended with it', async () => {
    const world = await World.open();
    const rome = await world.add('Mia lives in Rome.');
    const { id, made } = await world.batch({ supersede: [['Mia lives in Porto.', rome]] });
    const [porto = ''] = made;
    await world.memory.update(porto, { text: 'Mia lives in Porto with Ben.' });
    const { kept, changes } = await world.memory.undo({ batch: id });
    expect(changes).toEqual([]);
    const reasons = new Map(kept.map(({ memory_id, reason }) => [memory_id, reason]));
    expect(reasons.get(porto)).toBe('changed_since');
    expect(reasons.get(rome)).toBe('newer_stays');
    expect((await world.get(rome)).supersededBy).toBe(porto);
    // Nothing was taken back, so that it can still be.
    expect((await world.memory.batches.get(id)).undone_at).toBeNull();
  });

  it('a fact that was said again since stays', async () => {
    const world = await World.open();
    const { id, made } = await world.batch({ facts: ['Mia has a cat.'] });
    await world.add('Mia has a cat.');
    const { kept } = await world.memory.undo({ batch: id });
    expect(kept).toEqual([{ memory_id: made[0], text: 'Mia has a cat.', reason: 'said_again' }]);
    expect((await world.get(made[0] ?? '')).state).toBe('active');
  });

  it('a correction of what was ended stays, and it holds again', async () => {
    const world = await World.open();
    const rome = await world.add('Mia lives in Rome.');
    const { id } = await world.batch({ supersede: [['Mia lives in Porto.', rome]] });
    await world.memory.update(rome, { tags: ['home'] });
    await world.memory.undo({ batch: id });
    const memory = await world.memory.get(rome);
    expect(memory).toMatchObject({ tags: ['home'], valid_to: null, superseded_by: null });
  });

  it('what a later batch did to it stays until that one is undone', async () => {
    const world = await World.open();
    const tea = await world.add('Mia likes tea.');
    const first = await world.batch({ reword: [[tea, 'Mia likes coffee.']] }, 'feedback');
    const second = await world.batch({ reword: [[tea, 'Mia likes cocoa.']] }, 'feedback');
    const early = await world.memory.undo({ batch: first.id });
    expect(early.kept).toMatchObject([{ memory_id: tea, reason: 'changed_since' }]);
    await world.memory.undo({ batch: second.id });
    expect((await world.memory.get(tea)).text).toBe('Mia likes coffee.');
    await world.memory.undo({ batch: first.id });
    expect((await world.memory.get(tea)).text).toBe('Mia likes tea.');
  });
});

describe('undo by time and by source (T4)', () => {
  it('takes back, the newest first, all that batches did since', async () => {
    const world = await World.open();
    const tea = await world.add('Mia likes tea.');
    await world.batch({ facts: ['Mia has a cat.'] });
    const state = await world.state();
    const since = new Date(world.clock()).toISOString();
    await world.batch({ reword: [[tea, 'Mia likes coffee.']] }, 'feedback');
    await world.batch({ reword: [[tea, 'Mia likes cocoa.']], facts: ['Mia sings.'] });
    const undone = await world.batch({ facts: ['Mia dances.'] });
    await world.memory.undo({ batch: undone.id });
    const preview = await world.memory.undo({ since, preview: true });
    const result = await world.memory.undo({ since });
    expect(preview.counts).toEqual(result.counts);
    expect(result.batches).toHaveLength(2);
    const after = await world.state();
    for (const [id, before] of state) expect(after.get(id)).toEqual(before);
  });

  it('keeps to a user, and to the end of the span', async () => {
    const world = await World.open();
    const since = new Date(world.clock()).toISOString();
    const first = await world.batch({ facts: ['Mia has a cat.'] });
    const until = new Date(world.clock()).toISOString();
    const second = await world.batch({ facts: ['Mia sings.'] });
    const others = await world.memory.undo({ since, user_id: 'bob' });
    expect(others.batches).toEqual([]);
    const { batches } = await world.memory.undo({ since, until, user_id: 'ada' });
    expect(batches.map(({ id }) => id)).toEqual([first.id]);
    expect((await world.get(second.made[0] ?? '')).state).toBe('active');
  });

  it('takes back what was drawn from a source, and no more of the batch', async () => {
    const world = await World.open();
    const rome = await world.add('Mia lives in Rome.');
    const { id, made } = await world.batch({ supersede: [['Mia lives in Porto.', rome]] });
    const [porto = ''] = made;
    const episode = (await world.get(porto)).sources[0]?.episode ?? '';
    const other = await world.batch({ facts: ['Mia sings.'] });
    const result = await world.memory.undo({ episode });
    expect(result.counts).toMatchObject({ deleted: 1, restored: 1 });
    expect((await world.get(rome)).validTo).toBeNull();
    expect((await world.get(other.made[0] ?? '')).state).toBe('active');
    // The source itself stays, word for word.
    expect((await world.memory.episode(episode)).text).toBe('What was said.');
    expect((await world.memory.batches.get(id)).undone_at).toBeNull();
  });

  it('refuses what says nothing of which', async () => {
    const world = await World.open();
    for (const request of [{}, { batch: 'a', episode: 'b' }, { batch: 'a', until: '2026-01-01' }]) {
      await expect(world.memory.undo(request)).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });
});

describe('undo of an import (D8)', () => {
  it('takes it back whole, with what was drawn from it', async () => {
    const world = await World.open();
    const lines = Array.from({ length: 450 }, (_, at) => ({
      user_id: 'ada',
      text: `Note ${at}: pears.`,
    }));
    const bytes = new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\n'));
    const batches = new Set<string | undefined>();
    for await (const { batch } of world.memory.addBatch([bytes])) batches.add(batch);
    const [batch = ''] = batches;
    expect(batches.size).toBe(1);
    const { data } = await world.memory.batches.list({ kind: 'import' });
    expect(data.map(({ id }) => id)).toEqual([batch]);
    const { counts } = await world.memory.undo({ batch });
    expect(counts.deleted).toBe(450);
    const left = await world.memory.list({ user_id: 'ada' });
    expect(left.data).toEqual([]);
  });
});

describe('an undo that breaks off (T9)', () => {
  it('is gone on with when it is asked for again, and is marked only then', async () => {
    const world = await World.open();
    const facts = Array.from({ length: 450 }, (_, at) => `Mia told of pear ${at}.`);
    const { id } = await world.batch({ facts });
    // The second of three portions fails, as when the disk is full.
    await expect(world.undoer({ failingCommit: 2 }).undo({ batch: id })).rejects.toThrow('broken');
    const { data } = await world.memory.list({ user_id: 'ada', limit: 500 });
    expect(data).toHaveLength(250);
    expect((await world.memory.batches.get(id)).undone_at).toBeNull();

    const { counts } = await world.memory.undo({ batch: id });
    expect(counts).toMatchObject({ deleted: 250, kept: 0 });
    expect((await world.memory.list({ user_id: 'ada' })).data).toEqual([]);
    expect((await world.memory.batches.get(id)).undone_at).not.toBeNull();
  });
});

describe('undo and access (T4, B9)', () => {
  const keyOf = (user: string) => ({
    ...LOCAL,
    access: accessOf({ ...FULL, scopes: ['write'], user }),
  });

  it('is for who may write there', async () => {
    const world = await World.open();
    const { id } = await world.batch({ facts: ['Mia has a cat.'] });
    const readOnly = { ...LOCAL, access: accessOf({ ...FULL, scopes: ['read'] }) };
    await expect(world.memory.undo({ batch: id }, readOnly)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(world.memory.undo({ batch: id }, keyOf('bob'))).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(world.memory.batches.get(id, keyOf('bob'))).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await world.memory.batches.list({}, keyOf('bob'))).data).toEqual([]);
    const since = '2026-01-01';
    expect((await world.memory.undo({ since }, keyOf('bob'))).batches).toEqual([]);
    const result = await world.memory.undo({ batch: id }, keyOf('ada'));
    expect(result.counts.deleted).toBe(1);
  });

  it('no import goes on with the batch of another', async () => {
    const world = await World.open();
    const { id } = await world.batch({ facts: ['Mia has a cat.'] });
    const line = new TextEncoder().encode('{"text":"A note."}');
    const error: unknown = await (async () => {
      for await (const _ of world.memory.addBatch([line], LOCAL, { batch: id })) continue;
    })().catch((thrown: unknown) => thrown);
    expect(TulvingError.isInstance(error) && error.code).toBe('invalid_input');
  });
});
