import { describe, expect, it } from 'vitest';
import { TulvingError } from '../src/errors.js';
import type { Memory } from '../src/memory.js';
import {
  fewOnPglite,
  onPglite,
  openMemory,
  temporaryDirectory,
  temporaryMemory,
} from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
const DAY = 86_400_000;

async function note(memory: Memory, text: string, more: object = {}): Promise<string> {
  return (await memory.add({ ...ada, text, ...more })).memories[0]?.id ?? '';
}

async function found(memory: Memory, query: string, more: object = {}): Promise<string[]> {
  const { results } = await memory.search({ ...ada, query, ...more });
  return results.map(({ id }) => id);
}

async function expectSound(memory: Memory): Promise<void> {
  expect((await memory.check()).filter(({ ok }) => !ok)).toEqual([]);
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'ok';
  } catch (error) {
    return TulvingError.isInstance(error) ? error.code : String(error);
  }
}

describe('merging (T8)', () => {
  it('lets what is trusted less stand in for nothing that is trusted more', async () => {
    const memory = await temporaryMemory();
    const said = await note(memory, 'The bank is Good Bank.');
    const page = await note(memory, 'The bank is Evil Bank.', { trust: 'outside' });
    expect(await codeOf(memory.merge(said, { into: page }))).toBe('invalid_input');
    expect(await found(memory, 'Good Bank')).toContain(said);
    expect(await codeOf(memory.merge(page, { into: said }))).toBe('ok');
  });
});

describe('merging, then erasing', () => {
  it('frees what was merged into a memory that goes along', async () => {
    const memory = await temporaryMemory();
    const x = await note(memory, 'Mia lives in Lissabonn.');
    const { memories } = await memory.add({ ...ada, text: 'Mia moved to Portugal.' });
    const part = await note(memory, 'Mia has a flat by the Tejo.');
    await memory.merge(part, { into: x });
    const [source] = (await memory.get(x)).sources;
    await memory.eraseEpisode(source?.episode_id ?? '');
    expect(await codeOf(memory.get(x))).toBe('not_found');
    expect(await memory.get(part)).toMatchObject({ state: 'active', merged_into: null });
    expect(await found(memory, 'flat by the Tejo')).toContain(part);
    expect(await found(memory, 'Portugal')).toContain(memories[0]?.id);
    await expectSound(memory);
  });

  it('shows lent evidence, and keeps it apart from its own', async () => {
    const memory = await temporaryMemory();
    const { memories, episodes } = await memory.add({ ...ada, text: 'Mia is vegetarian.' });
    const b = memories[0]?.id ?? '';
    const a = await note(memory, 'Mia eats no meat.');
    await memory.merge(a, { into: b });
    expect((await memory.get(b)).sources).toHaveLength(2);
    await memory.eraseEpisode(episodes[0]?.id ?? '');
    expect(await codeOf(memory.get(b))).toBe('not_found');
    expect((await memory.get(a)).text).toBe('Mia eats no meat.');
    await expectSound(memory);
  });

  it('parts the middle of a chain, and erasing its end leaves the beginning', async () => {
    const memory = await temporaryMemory();
    const [a, b, c] = [
      await note(memory, 'Anna plays the harp.'),
      await note(memory, 'Anna is a harpist.'),
      await note(memory, 'Anna makes music on a harp.'),
    ];
    await memory.merge(a, { into: b });
    await memory.merge(b, { into: c });
    expect((await memory.get(c)).sources).toHaveLength(3);
    await memory.restore(a);
    expect((await memory.get(c)).sources).toHaveLength(2);
    await memory.erase(c);
    expect((await memory.get(a)).sources[0]?.quote).toBe('Anna plays the harp.');
    expect(await codeOf(memory.restore(b))).toBe('not_found');
    await expectSound(memory);
  });

  it('keeps a corrected memory when a duplicate or a repetition of it goes', async () => {
    const memory = await temporaryMemory();
    const b = await note(memory, 'Mia lives in Lissabonn.');
    const again = await memory.add({ ...ada, text: 'Mia lives in Lissabonn.' });
    await memory.update(b, { text: 'Mia lives in Lisbon.' });
    const a = await note(memory, 'Mia has a flat in Lisbon.');
    await memory.merge(a, { into: b });
    await memory.erase(a);
    expect((await memory.get(b)).text).toBe('Mia lives in Lisbon.');
    await memory.eraseEpisode(again.episodes[0]?.id ?? '');
    expect((await memory.get(b)).text).toBe('Mia lives in Lisbon.');
    expect((await memory.get(b)).sources).toHaveLength(1);
    await expectSound(memory);
  });

  it('lives as long as the longer of the two', async () => {
    let now = Date.parse('2026-01-01');
    const memory = await temporaryMemory({ clock: () => now, undoDays: 0 });
    const brief = await note(memory, 'Mia is on holiday.', { expires_at: '2026-02-01' });
    const long = await note(memory, 'Mia has a holiday.', { expires_at: '2026-01-15' });
    await memory.merge(brief, { into: long });
    expect((await memory.get(long)).expires_at).toBe('2026-02-01T00:00:00.000Z');
    now += 20 * DAY;
    await memory.runJobs((_, error) => expect(error).toBeUndefined());
    expect((await memory.get(long)).sources).toHaveLength(2);
    await memory.restore(brief);
    expect((await memory.get(brief)).expires_at).toBe('2026-02-01T00:00:00.000Z');
  });

  it('gives a part its expiry back, also when it is freed by an erasure; the other lives on', async () => {
    const memory = await temporaryMemory({ clock: () => Date.parse('2026-01-01') });
    const expires_at = '2026-02-01T00:00:00.000Z';
    const { memories, episodes } = await memory.add({ ...ada, text: 'Mia is vegetarian.' });
    const a = await note(memory, 'Mia eats no meat.', { expires_at });
    await memory.merge(a, { into: memories[0]?.id ?? '' });
    await memory.eraseEpisode(episodes[0]?.id ?? '');
    expect((await memory.get(a)).expires_at).toBe(expires_at);
    const b = await note(memory, 'Mia cooks without meat.');
    await memory.merge(b, { into: a });
    expect((await memory.get(a)).expires_at).toBeNull();
    await memory.restore(b);
    expect((await memory.get(a)).expires_at).toBeNull();
  });

  it('keeps a corrected memory as long as any of what it rests on is left', async () => {
    const memory = await temporaryMemory();
    const b = await note(memory, 'Mia lives in Lissabonn.');
    const again = async () =>
      (await memory.add({ ...ada, text: 'Mia lives in Lissabonn.' })).episodes[0]?.id ?? '';
    const [one, two] = [await again(), await again()];
    await memory.update(b, { text: 'Mia lives in Lisbon.' });
    await memory.eraseEpisode(one);
    await memory.eraseEpisode(two);
    expect((await memory.get(b)).text).toBe('Mia lives in Lisbon.');
  });

  it('does not bring the wrong words of a corrected piece back', async () => {
    const memory = await temporaryMemory();
    const sentences = Array.from(
      { length: 120 },
      (_, at) => `Sentence number ${at} speaks of tea.`,
    );
    await memory.addDocument({ ...ada, text: sentences.join(' ') });
    const [one, two] = (await memory.list({ ...ada, limit: 50 })).data.toReversed();
    await memory.update(two?.id ?? '', { text: 'Those sentences speak of coffee in truth.' });
    await memory.erase(one?.id ?? '');
    const left = (await memory.list({ ...ada, limit: 50 })).data.find(({ id }) => id === two?.id);
    expect(left?.text ?? 'gone').not.toContain('speaks of tea');
  });

  it('blanks words wherever a text repeats them', async () => {
    const memory = await temporaryMemory();
    const text = 'The vault code of the house is seven four two nine, says Anna. '.repeat(200);
    const { memories, episodes } = await memory.add({ ...ada, text });
    for (const id of new Set(memories.map((one) => one.id))) await memory.erase(id);
    expect((await memory.episode(episodes[0]?.id ?? '')).text).not.toContain('vault');
  });

  it('tells every process at once that a memory rests on another episode', async () => {
    const data = temporaryDirectory();
    const memory = await temporaryMemory({ data });
    const say = (...messages: string[]) =>
      memory.add({ ...ada, messages: messages.map((content) => ({ content })) });
    const first = await say('The kite flew.', 'A kite is a toy, says Anna.');
    await say('Bread was baked.', 'The kite flew.');
    const ask = async (one: Memory) =>
      (await one.search({ ...ada, query: 'kite' })).results.map(({ text, score }) => [text, score]);
    await ask(memory);
    await memory.eraseEpisode(first.episodes[0]?.id ?? '');
    expect(await ask(memory)).toEqual(await ask(await temporaryMemory({ data })));
  });

  it('scans out a secret that is a whole memory with a part', async () => {
    const memory = await temporaryMemory({ secrets: 'keep' });
    const secret = await note(memory, ['ghp', 'Zq7Wx9Kd3Lm5Np1Rt8Vb2Yc4Hf6Jg0Sa9Ud7'].join('_'));
    const part = await note(memory, 'The printer has a login.');
    await memory.merge(part, { into: secret });
    await memory.scan({ redact: true });
    expect((await memory.get(part)).merged_into).toBeNull();
    expect((await memory.scan({ redact: false })).found).toEqual([]);
  });

  it('a scope takes nothing of another scope along', async () => {
    const memory = await temporaryMemory();
    const a = await note(memory, 'Anna plays the harp.', { run_id: 'monday' });
    const b = await note(memory, 'Anna is a harpist.', { run_id: 'tuesday' });
    await memory.merge(a, { into: b });
    await memory.eraseScope({ run_id: 'tuesday' });
    expect(await memory.get(a)).toMatchObject({ text: 'Anna plays the harp.', merged_into: null });
    expect(await found(memory, 'Who plays the harp?')).toEqual([a]);
    await expectSound(memory);
  });

  it('beside each other: no quote is left of what was erased', async () => {
    const data = temporaryDirectory();
    const one = await temporaryMemory({ data });
    const two = await temporaryMemory({ data });
    for (let round = 0; round < (onPglite ? 5 : 20); round++) {
      const a = await note(one, `Anna plays harp number ${round}.`);
      const b = await note(one, `Anna is harpist number ${round}.`);
      await Promise.all([codeOf(one.merge(a, { into: b })), codeOf(two.erase(a))]);
      for (const { quote } of (await one.get(b)).sources) expect(quote).not.toContain('\u2588');
    }
    await expectSound(one);
  });
});

describe('purging beside a restore (T4)', () => {
  it.each(fewOnPglite([0, 1, 2, 3, 4, 5, 6, 8, 10], 4))(
    '%i turns into the purge',
    async (turns) => {
      let now = Date.parse('2026-01-10');
      const data = temporaryDirectory();
      const options = { data, timezone: 'UTC', clock: () => now, undoDays: 1 };
      const [one, two] = [await openMemory(options), await openMemory(options)];
      const id = await note(one, 'Mia lives in Lisbon.');
      await one.delete(id);
      now += 2 * DAY;
      const job = one.runJobs((_, error) => expect(error).toBeUndefined());
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      const restored = await codeOf(two.restore(id));
      await job;
      expect(await codeOf(two.get(id))).toBe(restored);
      await one.close();
      await two.close();
    },
  );
});

describe('what was known (T4)', () => {
  it("is not another user's, nor outside of its validity", async () => {
    let now = Date.parse('2025-01-10T12:00:00Z');
    const memory = await temporaryMemory({ clock: () => now });
    const bobs = await memory.add({
      cube: 'team',
      user_id: 'bob',
      text: 'The vault code is seven.',
    });
    const own = await note(memory, 'The harbour is open.', { valid_from: '2025-01-01' });
    now += 1000;
    await memory.update(bobs.memories[0]?.id ?? '', { text: 'The vault code is nine.' });
    await memory.update(own, { text: 'The harbour is closed.' });
    const then = { known_at: '2025-01-10T12:00:00Z' };
    const team = { cube: 'team', user_id: 'ada', query: 'vault code' };
    expect((await memory.search({ ...team, ...then })).results).toEqual([]);
    expect(await found(memory, 'harbour', { ...then, as_of: '2024-06-01' })).toEqual([]);
    expect(await found(memory, 'harbour', then)).toEqual([own]);
  });
});

describe('what was erased (DESIGN 13)', () => {
  it('is not imported again in any of its wordings', async () => {
    const memory = await temporaryMemory();
    const id = await note(memory, 'Mia lives in Lissabonn.');
    await memory.update(id, { text: 'Mia lives in Lisbon.' });
    await memory.erase(id);
    for (const text of ['Mia lives in Lissabonn.', 'Mia lives in Lisbon.']) {
      await expect(
        memory.add({ ...ada, text }, undefined, { imported: true }),
      ).rejects.toMatchObject({ code: 'erased' });
    }
    expect(await memory.add({ ...ada, text: 'Mia lives in Lisbon.' })).toBeTruthy();
  });
});

describe('what is said again', () => {
  it('adds its labels to the memory that is there, and its metadata where they differ', async () => {
    const memory = await temporaryMemory();
    const id = await note(memory, 'Mia lives in Lisbon.', {
      tags: ['a'],
      metadata: { sure: true },
    });
    expect(await note(memory, 'Mia lives in Lisbon.', { tags: ['b'], categories: ['c'] })).toBe(id);
    expect(await memory.get(id)).toMatchObject({ tags: ['a', 'b'], categories: ['c'] });
    expect((await memory.list({ ...ada, filters: { tags: 'b' } })).data).toHaveLength(1);
    const keys = { metadata: { b: { y: 1, x: 2 }, a: 1 } };
    const same = { metadata: { a: 1, b: { x: 2, y: 1 } } };
    expect(await note(memory, 'Tea.', keys)).toBe(await note(memory, 'Tea.', same));
    const other = await note(memory, 'Mia lives in Lisbon.', { metadata: { sure: false } });
    expect(other).not.toBe(id);
  });

  it('a thousand times in one text is one piece of evidence', async () => {
    const memory = await temporaryMemory();
    const { memories } = await memory.add({
      ...ada,
      messages: [{ content: '我住。'.repeat(3_000) }],
    });
    for (const { sources } of memories) expect(sources.length).toBe(1);
  });
});

describe('a document', () => {
  it('keeps its title in the index through a change of labels, a deletion and known_at', async () => {
    let now = Date.parse('2025-01-10T12:00:00Z');
    const memory = await temporaryMemory({ clock: () => now });
    await memory.addDocument({ ...ada, title: 'Zanzibar', text: 'We drank tea.' });
    const score = async (more: object = {}) =>
      (await memory.search({ ...ada, query: 'Zanzibar', ...more })).results[0]?.score ?? 0;
    const before = await score();
    const id = (await memory.list(ada)).data[0]?.id ?? '';
    now += 1000;
    await memory.update(id, { tags: ['island'] });
    await memory.delete(id);
    await memory.restore(id);
    expect(await score()).toBeCloseTo(before);
    expect(await score({ known_at: '2025-01-10T12:00:00Z' })).toBeCloseTo(before);
  });
});

describe('a batch', () => {
  it('keeps turns of one run in order, and outlives a line that breaks the program', async () => {
    const memory = await temporaryMemory({
      redact: (text) => {
        if (text.includes('bomb')) throw new Error('refused by me');
        return text;
      },
    });
    const lines = [
      { ...ada, run_id: 'r', text: 'first bomb' },
      { ...ada, run_id: 'r', text: 'one' },
      ...Array.from({ length: 30 }, (_, at) => ({ ...ada, run_id: 'r', text: `turn ${at}` })),
    ];
    const bytes = new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\n'));
    const outcomes = [];
    for await (const outcome of memory.addBatch([bytes])) outcomes.push(outcome);
    expect(outcomes[0]).toMatchObject({ status: 'refused', error: { code: 'invalid_input' } });
    const kept = outcomes.slice(1).flatMap(({ episodes }) => episodes);
    const ords = await Promise.all(kept.map(async (id) => (await memory.episode(id)).ord));
    expect(ords).toEqual(kept.map((_, at) => at));
  });

  it('takes a text of very many secrets', async () => {
    const memory = await temporaryMemory();
    const text = "<'://:ab@[".repeat(20_000);
    const bytes = new TextEncoder().encode(`${JSON.stringify({ ...ada, text })}\n`);
    for await (const outcome of memory.addBatch([bytes])) expect(outcome.line).toBe(1);
    expect(await memory.add({ ...ada, text: 'Still here.' })).toBeTruthy();
  });
});

describe('the quota (C8)', () => {
  it('counts what becomes active again, and not what has expired', async () => {
    let now = Date.parse('2026-01-01');
    const memory = await temporaryMemory({ memoryQuota: 1, clock: () => now });
    const first = await note(memory, 'one kite', { expires_at: '2026-01-10' });
    await memory.update(first, { state: 'paused' });
    const second = await note(memory, 'two kites', { expires_at: '2026-01-05' });
    expect(await codeOf(memory.update(first, { state: 'active' }))).toBe('quota_full');
    expect(await codeOf(memory.restore(first))).toBe('quota_full');
    now += 6 * DAY;
    expect(await codeOf(memory.get(second))).toBe('not_found');
    expect(await codeOf(memory.restore(first))).toBe('ok');
  });

  it('answers a repeated request as it did, though it is full by now', async () => {
    const memory = await temporaryMemory({ memoryQuota: 1 });
    const once = { idempotencyKey: 'k' };
    const add = () => memory.add({ ...ada, text: 'x', valid_from: '2020-01-01' }, undefined, once);
    const [one, two] = await Promise.all([add(), add()]);
    expect(two).toEqual(one);
    expect(await codeOf(memory.addDocument({ ...ada, text: 'x' }, undefined, once))).toBe(
      'idempotency_key_reused',
    );
  });
});

describe('writes of others', () => {
  it('are not deleted by a filter that no longer holds, nor counted', async () => {
    const memory = await temporaryMemory();
    for (let turns = 0; turns < 4; turns++) {
      const id = await note(memory, `Thing ${turns} is here.`, { tags: ['x'] });
      const update = codeOf(memory.update(id, { tags: ['keep'] }));
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      const { deleted } = await memory.deleteScope({ ...ada, filters: { tags: 'x' } });
      const late = await update;
      expect([deleted, late]).toEqual(late === 'ok' ? [0, 'ok'] : [1, 'not_found']);
    }
    const ids: string[] = [];
    for (let at = 0; at < 10; at++)
      ids.push(await note(memory, `Other thing ${at}.`, { tags: ['y'] }));
    const [{ deleted }, ...codes] = await Promise.all([
      memory.deleteScope({ ...ada, filters: { tags: 'y' } }),
      ...ids.slice(0, 3).map((id) => codeOf(memory.erase(id))),
    ]);
    expect(deleted + codes.filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(10);
    expect(deleted).toBeLessThanOrEqual(10);
  });

  it('erase the same scope twice, and scan beside it', async () => {
    const memory = await temporaryMemory({ secrets: 'keep' });
    for (let at = 0; at < 5; at++) {
      await note(memory, `The login ${at} is password=Xk3vQ9zLp0Rt7WmB and works.`);
    }
    const scan = codeOf(memory.scan({ redact: true }));
    const first = codeOf(memory.eraseScope(ada));
    await new Promise(setImmediate);
    expect([await codeOf(memory.eraseScope(ada)), await first, await scan]).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
    expect((await memory.status()).episodes).toBe(0);
  });

  it('do not fail an erasure beside them', async () => {
    const memory = await temporaryMemory();
    const ids: string[] = [];
    for (let at = 0; at < 5; at++) ids.push(await note(memory, `Thing ${at} is here.`));
    const erased = codeOf(memory.eraseScope(ada));
    await Promise.all([
      codeOf(memory.update(ids[4] ?? '', { tags: ['x'] })),
      codeOf(memory.erase(ids[3] ?? '')),
    ]);
    expect(await erased).toBe('ok');
    for (let turns = 1; turns < 8; turns++) {
      const { memories, episodes } = await memory.add({ ...ada, text: `Thing ${turns} is here.` });
      const erasing = codeOf(memory.erase(memories[0]?.id ?? ''));
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      expect(await codeOf(memory.eraseEpisode(episodes[0]?.id ?? ''))).toBe('ok');
      expect(await erasing).toMatch(/^(?:ok|not_found)$/);
    }
  });

  it('do not fail a correction that asked for no version, nor a removal by scope', async () => {
    const data = temporaryDirectory();
    const one = await temporaryMemory({ data });
    const two = await temporaryMemory({ data });
    const id = await note(one, 'Tea is ready.');
    const updates = Array.from({ length: 8 }, (_, at) => two.update(id, { tags: [`t${at}`] }));
    await Promise.all(updates);
    expect((await one.get(id)).version).toBe(9);
    const texts = Array.from({ length: 300 }, (_, at) => ({ content: `Note number ${at}.` }));
    await one.add({ ...ada, messages: texts });
    const ids = (await one.list({ ...ada, limit: 50 })).data.map((memory) => memory.id);
    const removal = one.deleteScope(ada);
    for (const other of ids) await codeOf(two.update(other, { tags: ['x'] }));
    expect((await removal).deleted).toBe(301);
  });
});
