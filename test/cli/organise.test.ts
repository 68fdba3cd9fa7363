import { describe, expect, it } from 'vitest';
import { saying, writeGraph } from '../helpers/graph.js';
import { runCli } from '../helpers/cli.js';
import { temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';

async function filled(): Promise<string[]> {
  const data = temporaryDirectory();
  const memory = await temporaryMemory({ data });
  const add = async (text: string) =>
    (await memory.add({ user_id: 'ada', text, kind: 'fact' })).memories[0]?.id ?? '';
  const id = await add('Mia lives in the town of Lisbon.');
  await add('Mia lives in town of Lisbon');
  await writeGraph(data, [saying(id, ['Mia', 'lives_in', 'Lisbon'])]);
  return ['--data', data, '--user', 'ada'];
}

describe('tulving graph, tree, profile and consolidate (B2, C2, C10)', () => {
  it('show what is kept, for people and for programs', async () => {
    const where = await filled();
    const around = await runCli('graph', 'Mia', ...where);
    expect([around.code, around.out]).toEqual([
      0,
      expect.stringContaining('Mia —lives_in→ Lisbon'),
    ]);
    const way = await runCli('graph', 'mia', '--to', 'Lisbon', '--json', ...where);
    expect(JSON.parse(way.out)).toMatchObject({ found: true, nodes: [{}, {}] });
    const list = await runCli('graph', ...where);
    expect(list.out).toMatch(/Mia {2}1 memory/);
    const tree = await runCli('tree', ...where);
    expect(tree.out).toContain('Long-term');
    const profile = await runCli('profile', '--json', ...where);
    expect(JSON.parse(profile.out)).toMatchObject({ user_id: 'ada', total_memories: 2 });
    const gone = await runCli('graph', 'Nobody', ...where);
    expect([gone.code, gone.err]).toEqual([3, expect.stringContaining('TULVING_LLM')]);
  });

  it('tell what there is to do, do it, and tell what was done', async () => {
    const where = await filled();
    const dry = await runCli('consolidate', '--dry-run', ...where);
    expect(dry.out).toContain('user:ada: 2 memories, 1 merge');
    const done = await runCli('consolidate', ...where);
    expect(done.out).toContain('1 merged');
    const diary = await runCli('consolidate', '--diary', '--json', ...where);
    expect(JSON.parse(diary.out)).toMatchObject([{ finished: true, merged: [{}] }]);
    const again = await runCli('consolidate', '--dry-run', ...where);
    expect(again.out).toContain('0 merges');
  });
});
