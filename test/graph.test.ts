import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import { FULL } from '../src/model/access.js';
import { type Caller, LOCAL } from '../src/model/caller.js';
import type { GraphResult } from '../src/model/graph.js';
import { saying, writeGraph } from './helpers/graph.js';
import { temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

type Triple = readonly [string, string, string];

const drawn = ({ nodes, edges }: Pick<GraphResult, 'nodes' | 'edges'>) => {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return edges
    .map(({ from, kind, to }) => `${names.get(from)} ${kind} ${names.get(to)}`)
    .toSorted();
};
const keyOf = (user: string): Caller => ({ ...LOCAL, access: { ...FULL, user } });

async function remembered() {
  const data = temporaryDirectory();
  const memory = await temporaryMemory({ data });
  const say = async (text: string, triple: Triple, more: object = {}) => {
    const { memories } = await memory.add({ user_id: 'ada', text, kind: 'fact', ...more });
    const id = memories[0]?.id ?? '';
    await writeGraph(data, [saying(id, triple)]);
    return id;
  };
  return { data, memory, say };
}

async function family() {
  const parts = await remembered();
  const { say } = parts;
  const mia = await say('Mia lives in Lisbon.', ['Mia', 'lives_in', 'Lisbon']);
  await say('Lisbon lies in Portugal.', ['Lisbon', 'lies_in', 'Portugal']);
  await say('Tom is the brother of Mia.', ['Tom', 'brother_of', 'Mia']);
  await say('Portugal is a part of Europe.', ['Portugal', 'part_of', 'Europe']);
  return { ...parts, mia };
}

describe('the graph (B2, C10)', () => {
  it('shows what is related to an entity, one and two steps away, with what says so', async () => {
    const { memory, mia } = await family();
    const one = await memory.graph.around({ user_id: 'ada', entity: 'MIA' });
    expect(drawn(one)).toEqual(['Mia lives_in Lisbon', 'Tom brother_of Mia']);
    expect(one.edges.find(({ kind }) => kind === 'lives_in')?.memories).toEqual([
      { id: mia, text: 'Mia lives in Lisbon.' },
    ]);
    expect(one.nodes.map(({ name, hops }) => `${name} ${hops}`).toSorted()).toEqual([
      'Lisbon 1',
      'Mia 0',
      'Tom 1',
    ]);
    const two = await memory.graph.around({ user_id: 'ada', entity: 'Mia', hops: 2 });
    expect(drawn(two)).toContain('Lisbon lies_in Portugal');
    expect(drawn(two)).not.toContain('Portugal part_of Europe');
    const none = await memory.graph.around({ user_id: 'ada', entity: 'Mia', hops: 0 });
    expect([none.nodes.length, none.edges]).toEqual([1, []]);
    expect(none.nodes[0]?.memories).toHaveLength(2);
  });

  it('finds the shortest way between two, and says where there is none', async () => {
    const { memory, say } = await family();
    await say('Rex is the dog of Zoe.', ['Rex', 'dog_of', 'Zoe']);
    const way = await memory.graph.path({ user_id: 'ada', from: 'Tom', to: 'Portugal' });
    expect(way.nodes.map(({ name }) => name)).toEqual(['Tom', 'Mia', 'Lisbon', 'Portugal']);
    expect(way.edges.map(({ kind }) => kind)).toEqual(['brother_of', 'lives_in', 'lies_in']);
    const none = await memory.graph.path({ user_id: 'ada', from: 'Tom', to: 'Rex' });
    expect(none).toEqual({ found: false, nodes: [], edges: [], warnings: [] });
    const short = { user_id: 'ada', from: 'Tom', to: 'Europe', most_hops: 2 };
    expect((await memory.graph.path(short)).found).toBe(false);
  });

  it('shows the graph as of a day (T4)', async () => {
    const { memory, say } = await remembered();
    const old = await say('Mia lives in Lisbon.', ['Mia', 'lives_in', 'Lisbon'], {
      valid_from: '2024-01-01',
    });
    await say('Mia lives in Porto.', ['Mia', 'lives_in', 'Porto'], {
      valid_from: '2025-06-01',
      supersedes: [old],
    });
    const around = async (asOf?: string) =>
      drawn(
        await memory.graph.around({ user_id: 'ada', entity: 'Mia', ...(asOf && { as_of: asOf }) }),
      );
    expect(await around()).toEqual(['Mia lives_in Porto']);
    expect(await around('2024-05-01')).toEqual(['Mia lives_in Lisbon']);
    await expect(around('2023-05-01')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tells when relations began and ended, whatever day is asked about, and no more than may be read', async () => {
    const { memory, say } = await remembered();
    const old = await say('Mia lives in Lisbon.', ['Mia', 'lives_in', 'Lisbon'], {
      valid_from: '2024-01-01',
    });
    await say('Mia lives in Porto.', ['Mia', 'lives_in', 'Porto'], {
      valid_from: '2025-06-01',
      supersedes: [old],
    });
    await say('Mia sings in a choir.', ['Mia', 'sings_in', 'choir'], {
      valid_from: '2025-09-01',
      run_id: 'other',
    });
    const moments = async (more: object) => {
      const around = await memory.graph.around({ user_id: 'ada', entity: 'Mia', ...more });
      return around.moments.map((moment) => moment.slice(0, 10));
    };
    const all = ['2024-01-01', '2025-06-01', '2025-09-01'];
    expect(await moments({})).toEqual(all);
    expect(await moments({ as_of: '2024-05-01' })).toEqual(all);
    expect(await moments({ run_id: 'other' })).toEqual(['2025-09-01']);
    expect(await moments({ hops: 0 })).toEqual([]);
  });

  it('forgets what a memory said when that is deleted, erased or has expired', async () => {
    let now = Date.parse('2026-01-01');
    const data = temporaryDirectory();
    const memory = await temporaryMemory({ data, clock: () => now });
    const say = async (text: string, triple: Triple, more: object = {}) => {
      const { memories } = await memory.add({ user_id: 'ada', text, ...more });
      await writeGraph(data, [saying(memories[0]?.id ?? '', triple)], now);
      return memories[0]?.id ?? '';
    };
    const first = await say('Mia lives in Lisbon.', ['Mia', 'lives_in', 'Lisbon']);
    const second = await say('Mia knows Tom.', ['Mia', 'knows', 'Tom']);
    await say('Mia owns a bike.', ['Mia', 'owns', 'bike'], { expires_at: '2026-01-02' });
    const edges = async () => drawn(await memory.graph.around({ user_id: 'ada', entity: 'Mia' }));
    expect(await edges()).toHaveLength(3);
    await memory.delete(first);
    expect(await edges()).toEqual(['Mia knows Tom', 'Mia owns bike']);
    now = Date.parse('2026-01-03');
    expect(await edges()).toEqual(['Mia knows Tom']);
    await memory.erase(second);
    await expect(edges()).rejects.toMatchObject({ code: 'not_found' });
  });

  it('lists who is named, the most mentioned first, and finds them by letters', async () => {
    const { memory } = await family();
    const { data } = await memory.graph.entities({ user_id: 'ada' });
    expect(data.slice(0, 3).map(({ mentions }) => mentions)).toEqual([2, 2, 2]);
    expect(data.map(({ name }) => name).toSorted()).toEqual([
      'Europe',
      'Lisbon',
      'Mia',
      'Portugal',
      'Tom',
    ]);
    const found = await memory.graph.entities({ user_id: 'ada', text: 'PORT' });
    expect(found.data.map(({ name }) => name)).toEqual(['Portugal']);
  });

  it('without a model is empty, and says why (T1)', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
    expect((await memory.graph.entities({ user_id: 'ada' })).warnings).toMatchObject([
      { code: 'no_model' },
    ]);
    await expect(memory.graph.around({ user_id: 'ada', entity: 'Mia' })).rejects.toMatchObject({
      code: 'not_found',
      remedy: expect.stringContaining('TULVING_LLM'),
    });
  });

  it('keeps the same name in two cubes apart', async () => {
    const { memory, say } = await family();
    await say('Mia plays chess.', ['Mia', 'plays', 'chess'], { cube: 'club' });
    const club = await memory.graph.around({ cube: 'club', entity: 'Mia' });
    expect(drawn(club)).toEqual(['Mia plays chess']);
    const both = await memory.graph.around({ user_id: '*', entity: 'Mia' });
    expect(
      both.nodes
        .filter(({ hops }) => hops === 0)
        .map(({ cube }) => cube)
        .toSorted(),
    ).toEqual(['club', 'user:ada']);
  });

  it('shows a node and an edge to those only who may read a memory behind it (T2)', async () => {
    const data = temporaryDirectory();
    const memory = await temporaryMemory({ data });
    const say = async (user_id: string, text: string, triple: Triple) => {
      const request = { user_id, cube: 'shared', text };
      const { memories } = await memory.add(request);
      await writeGraph(data, [saying(memories[0]?.id ?? '', triple)]);
    };
    await say('ada', 'Mia lives in Lisbon.', ['Mia', 'lives_in', 'Lisbon']);
    await say('bob', 'Mia has an illness.', ['Mia', 'has', 'illness']);
    const around = (caller?: Caller) => memory.graph.around({ entity: 'Mia', hops: 2 }, caller);
    expect(drawn(await around(keyOf('ada')))).toEqual(['Mia lives_in Lisbon']);
    expect(JSON.stringify(await around(keyOf('ada')))).not.toContain('illness');
    expect(JSON.stringify(await memory.graph.entities({}, keyOf('ada')))).not.toContain('illness');
    const asked = memory.graph.around({ entity: 'illness' }, keyOf('ada'));
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
    const way = memory.graph.path({ from: 'Lisbon', to: 'illness' }, keyOf('ada'));
    await expect(way).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      memory.graph.around({ entity: 'Mia', user_id: 'bob' }, keyOf('ada')),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('gives away neither alias nor kind that only others use', async () => {
    const data = temporaryDirectory();
    const memory = await temporaryMemory({ data });
    const add = async (user_id: string, text: string) =>
      (await memory.add({ user_id, cube: 'shared', text })).memories[0]?.id ?? '';
    const ada = await add('ada', 'Mia lives in Lisbon.');
    const bob = await add('bob', 'Mia is called Agent Seven.');
    await writeGraph(data, [
      saying(ada, ['Mia', 'lives_in', 'Lisbon']),
      {
        memory: bob,
        mentions: [{ name: 'Mia', kind: 'double agent', aliases: ['Agent Seven'] }],
        relations: [],
      },
    ]);
    const seen = await memory.graph.around({ entity: 'Mia' }, keyOf('ada'));
    expect(JSON.stringify(seen)).not.toContain('Seven');
    // Nor what kind of thing they say that it is, in words of their own.
    expect(seen.nodes[0]?.kind).toBeNull();
    const guessed = memory.graph.entities({ kind: 'double agent' }, keyOf('ada'));
    expect((await guessed).data).toEqual([]);
    expect((await memory.graph.entities({ kind: 'double agent' })).data).toHaveLength(1);
    const byAlias = memory.graph.around({ entity: 'Agent Seven' }, keyOf('ada'));
    await expect(byAlias).rejects.toMatchObject({ code: 'not_found' });
    const { nodes } = await memory.graph.around({ entity: 'agent seven', user_id: 'bob' });
    expect(nodes[0]?.name).toBe('Mia');
  });
});

describe('bounds of the graph (B2)', () => {
  it('answers at most 500 nodes, and says that there is more', async () => {
    const data = temporaryDirectory();
    const memory: Memory = await temporaryMemory({ data });
    const { memories } = await memory.add({ user_id: 'ada', text: 'The hub knows everybody.' });
    const id = memories[0]?.id ?? '';
    const all = Array.from({ length: 700 }, (_, at) => saying(id, ['Hub', 'knows', `Node${at}`]));
    await writeGraph(data, all);
    const { nodes, edges, warnings } = await memory.graph.around({
      user_id: 'ada',
      entity: 'Hub',
      hops: 2,
    });
    expect([nodes.length, edges.length]).toEqual([500, 499]);
    expect(warnings).toMatchObject([{ code: 'cut' }]);
  });
});
