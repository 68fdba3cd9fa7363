import { describe, expect, it, onTestFinished } from 'vitest';
import type { Memory } from '../../src/memory.js';
import { FULL } from '../../src/model/access.js';
import { type Caller, LOCAL } from '../../src/model/caller.js';
import { doubts, doubtsIn, weightOf } from '../../src/model/doubt.js';
import { newId } from '../../src/model/ids.js';
import type { AddRequest } from '../../src/model/requests.js';
import { temporaryApi } from '../helpers/api.js';
import {
  itOnFiles,
  openMemory,
  openStore,
  temporaryDirectory,
  temporaryMemory,
} from '../helpers/temporary-memory.js';
import { runCli } from '../helpers/cli.js';

const user_id = 'ada';

async function added(memory: Memory, request: Partial<AddRequest>): Promise<string> {
  const { memories } = await memory.add({ user_id, ...request } as AddRequest);
  return memories[0]?.id ?? '';
}

const reasonsOf = async (memory: Memory, request = {}) =>
  (await memory.reviews.doubts({ user_id, ...request })).data.map(
    ({ memory: { text }, doubts: reasons }) => [text, ...reasons],
  );

/** Opens a review, as a job does. */
async function contradict(data: string, memory: string, other: string): Promise<string> {
  const store = await openStore(data);
  const opened = { id: newId(), memory, other, reasons: ['place'] };
  await store.commit({
    tenant: LOCAL.tenant,
    at: Date.now(),
    actor: { principal: null, app: null },
    reviews: [{ open: { ...opened, kind: 'contradiction' } }],
  });
  await store.close();
  return opened.id;
}

/** One of each reason, and some that nobody doubts. */
async function doubtful() {
  const data = temporaryDirectory();
  const memory = await openMemory({ data, timezone: 'UTC' });
  onTestFinished(() => memory.close());
  await added(memory, { text: 'Said by a person.' });
  await added(memory, { text: 'Said by an assistant.', trust: 'agent' });
  await added(memory, { text: 'Quite sure.', metadata: { confidence: 0.5 } });
  await added(memory, { text: 'In words.', metadata: { confidence: 'low' } });
  const wrong = await added(memory, { text: 'Brought back.' });
  const older = await added(memory, { text: 'The office is in Ghent.' });
  const newer = await added(memory, { text: 'The office is in Lyon.', trust: 'outside' });
  await added(memory, { text: 'Hardly sure.', metadata: { confidence: 0.49 } });
  await added(memory, { text: 'Concluded.', kind: 'fact', trust: 'agent' });
  await added(memory, { text: 'From a page.', trust: 'outside' });
  await memory.feedback.give({ actions: [{ action: 'wrong', memory_id: wrong }] });
  await memory.setState({ state: 'active', ids: [wrong] });
  const review = await contradict(data, newer, older);
  return { data, memory, review, wrong, older, newer };
}

describe('model/doubt', () => {
  it('weighs a strong reason more than all that are weaker', () => {
    for (const [at, doubt] of doubts.entries()) {
      const weaker = doubts.slice(0, at).reduce((sum, one) => sum + weightOf(one), 0);
      expect(weightOf(doubt)).toBeGreaterThan(weaker);
    }
    expect(doubtsIn(weightOf('outside') + weightOf('wrong'))).toEqual(['wrong', 'outside']);
  });
});

describe('what may not be so (T7, T8)', () => {
  it('is listed with its reasons, the most doubtful first', async () => {
    const { memory } = await doubtful();
    expect(await reasonsOf(memory)).toEqual([
      ['Brought back.', 'wrong'],
      ['The office is in Lyon.', 'contradicted', 'outside'],
      ['The office is in Ghent.', 'contradicted'],
      ['Hardly sure.', 'low_confidence'],
      ['Concluded.', 'concluded'],
      ['From a page.', 'outside'],
    ]);
    expect(await reasonsOf(memory, { doubt: 'outside' })).toEqual([
      ['The office is in Lyon.', 'contradicted', 'outside'],
      ['From a page.', 'outside'],
    ]);
  });

  it('comes in pages that neither skip nor repeat', async () => {
    const { memory } = await doubtful();
    const all = await reasonsOf(memory);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await memory.reviews.doubts({ user_id, limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.data.map((one) => one.memory.text));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all.map(([text]) => text));
    const bad = memory.reviews.doubts({ user_id, cursor: 'nonsense' });
    await expect(bad).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('ends with what a person says: right, useful, decided, archived', async () => {
    const { memory, wrong, review, newer } = await doubtful();
    await memory.feedback.give({ actions: [{ action: 'useful', memory_id: wrong }] });
    await memory.reviews.decide(review, { decision: 'keep_both' });
    const { data } = await memory.reviews.doubts({ user_id });
    const rest = data.filter(({ memory: { id } }) => id !== newer).map((one) => one.memory.id);
    await memory.feedback.give({
      actions: rest.map((memory_id) => ({ action: 'right', memory_id })),
    });
    expect(await reasonsOf(memory)).toEqual([['The office is in Lyon.', 'outside']]);
    await memory.setState({ state: 'archived', ids: [newer] });
    expect(await reasonsOf(memory)).toEqual([]);
  });

  it('is not what has ended or was deleted, nor what contradicts what was deleted', async () => {
    const { memory, older, newer } = await doubtful();
    await memory.delete(newer);
    expect((await reasonsOf(memory)).flat()).not.toContain('contradicted');
    await memory.restore(newer);
    await added(memory, { text: 'The office is in Porto.', supersedes: [older] });
    expect((await reasonsOf(memory)).map(([text]) => text)).not.toContain(
      'The office is in Ghent.',
    );
  });

  it('is told to nobody who may not see it', async () => {
    const api = await temporaryApi();
    await added(api.memory, { text: 'Of a page.', trust: 'outside' });
    await added(api.memory, { text: 'About Bob.', trust: 'outside', user_id: 'bob' });
    const { secret } = await api.memory.keys.create({ name: 'bob', user_id: 'bob' });
    const headers = { authorization: `Bearer ${secret}` };
    const { body } = await api.call('GET', '/v1/doubts', undefined, headers);
    expect(body.data).toMatchObject([{ memory: { text: 'About Bob.' }, doubts: ['outside'] }]);
    const whole = await api.call('GET', '/v1/doubts?user_id=*', undefined, headers);
    expect(JSON.stringify(whole.body)).not.toContain('Of a page.');
  });

  async function expectUntold(memory: Memory, review: string, caller: Caller): Promise<void> {
    const all = await memory.reviews.doubts({ user_id }, caller);
    expect(all.data.flatMap((one) => one.doubts)).not.toContain('contradicted');
    const asked = memory.reviews.doubts({ user_id, doubt: 'contradicted' }, caller);
    expect((await asked).data).toEqual([]);
    expect((await memory.reviews.list({}, caller)).data).toEqual([]);
    await expect(memory.reviews.get(review, caller)).rejects.toMatchObject({ code: 'not_found' });
  }

  it('shows no trace of what contradicts it where a rule hides that', async () => {
    const { memory, review, older, newer } = await doubtful();
    const cursor = { ...LOCAL, app: 'cursor' };
    const before = await memory.reviews.doubts({ user_id, doubt: 'contradicted' }, cursor);
    expect(before.data.map((one) => one.memory.id)).toEqual([newer, older]);
    for (const hidden of [newer, older]) {
      const rules = { subject: 'app:cursor', object: `memory:${hidden}`, effect: 'deny' } as const;
      const [rule] = await memory.access.add(rules);
      await expectUntold(memory, review, await memory.access.of(cursor));
      await memory.access.remove(rule?.id ?? '');
    }
    expect((await memory.reviews.list({}, cursor)).data).toMatchObject([{ id: review }]);
  });

  it('shows no trace of what contradicts it and is another agent’s', async () => {
    const { data, memory, newer } = await doubtful();
    const own = await added(memory, { text: 'The office is in Faro.', agent_id: 'coder' });
    const coder = { ...LOCAL, access: { ...FULL, agent: 'coder' } };
    await expectUntold(memory, await contradict(data, newer, own), coder);
    expect(await reasonsOf(memory)).toContainEqual(['The office is in Faro.', 'contradicted']);
  });

  it('is called wrong until who said so finds it useful, whatever an app says', async () => {
    const { memory } = await doubtful();
    const memory_id = await added(memory, { text: 'Of an app.', app_id: 'cursor' });
    const say = (action: 'wrong' | 'useful', caller: Caller) =>
      memory.feedback.give({ actions: [{ action, memory_id }] }, caller);
    const person = { ...LOCAL, principal: 'carla' };
    await say('wrong', person);
    await memory.setState({ state: 'active', ids: [memory_id] });
    const called = async () => (await reasonsOf(memory, { doubt: 'wrong' })).map(([text]) => text);
    const own = { app: 'cursor', access: { ...FULL, app: 'cursor' } };
    for (const other of [
      { ...person, ...own },
      { ...LOCAL, principal: 'bot' },
    ]) {
      await say('useful', other);
      expect(await called()).toEqual(['Of an app.', 'Brought back.']);
    }
    await say('useful', person);
    expect(await called()).toEqual(['Brought back.']);
  });

  itOnFiles('is listed on the command line', async () => {
    const { data, memory } = await doubtful();
    await memory.close();
    const { out } = await runCli('review', 'doubts', '--data', data, '--limit', '1');
    expect(out).toMatch(/^wrong\n.*Brought back/);
    expect(out).toContain('More: add --cursor');
  });
});

describe('who says that a memory is right (T8)', () => {
  it('verifies it, in a batch that can be undone', async () => {
    const memory = await temporaryMemory();
    const id = await added(memory, { text: 'From a page.', trust: 'outside' });
    const say = () => memory.feedback.give({ actions: [{ action: 'right', memory_id: id }] });
    const { batch_id: batch, changes, recorded } = await say();
    expect(changes).toMatchObject([{ change: 'verified', memory_id: id, after: null }]);
    expect(recorded).toBe(1);
    expect(await memory.get(id)).toMatchObject({ trust: 'verified', state: 'active' });
    expect((await memory.history(id)).at(-1)).toMatchObject({ reason: 'feedback:right' });
    expect(await say()).toMatchObject({ batch_id: null, changes: [], recorded: 1 });
    await memory.undo({ batch: batch ?? '' });
    expect(await memory.get(id)).toMatchObject({ trust: 'outside' });
  });

  it('takes back that it is wrong, as long as that is not undone', async () => {
    const { memory, wrong } = await doubtful();
    const right = { actions: [{ action: 'right' as const, memory_id: wrong }] };
    const { batch_id: batch } = await memory.feedback.give(right);
    expect(await reasonsOf(memory, { doubt: 'wrong' })).toEqual([]);
    await memory.undo({ batch: batch ?? '' });
    expect(await reasonsOf(memory, { doubt: 'wrong' })).toEqual([['Brought back.', 'wrong']]);
  });

  it('ends it also of what was verified before it was called wrong', async () => {
    const { memory, wrong } = await doubtful();
    const say = (action: 'right' | 'wrong') =>
      memory.feedback.give({ actions: [{ action, memory_id: wrong }] });
    await say('right');
    await say('wrong');
    await memory.setState({ state: 'active', ids: [wrong] });
    expect(await memory.get(wrong)).toMatchObject({ trust: 'verified' });
    expect(await reasonsOf(memory, { doubt: 'wrong' })).toEqual([['Brought back.', 'wrong']]);
    expect(await say('right')).toMatchObject({ batch_id: null, changes: [] });
    expect(await reasonsOf(memory, { doubt: 'wrong' })).toEqual([]);
  });

  it('is a person: no agent and no app vouches for what it wrote', async () => {
    const memory = await temporaryMemory();
    const id = await added(memory, { text: 'From a page.', trust: 'outside' });
    for (const fixed of [{ agent: 'coder' }, { app: 'notes' }]) {
      const caller = { ...LOCAL, access: { ...FULL, ...fixed } };
      const said = memory.feedback.give({ actions: [{ action: 'right', memory_id: id }] }, caller);
      await expect(said).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await memory.get(id)).toMatchObject({ trust: 'outside' });
  });
});
