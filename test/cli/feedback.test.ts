import { describe, expect, it } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { listening } from '../helpers/listening.js';

async function withMia() {
  const { url, memory, client } = await listening();
  const { memories } = await memory.add({ user_id: 'default', text: 'Mia lives in Lisbon.' });
  const id = memories[0]?.id ?? '';
  const run = (...argv: string[]) => runCli('feedback', ...argv, '--url', url);
  return { memory, client, id, run };
}

describe('tulving feedback (B10)', () => {
  it('writes a verdict down and lists it', async () => {
    const { id, run } = await withMia();
    expect((await run('useful', id, '--reason', 'It was right.')).out).toBe('Written down: 1\n');
    expect((await run('list', id)).out).toMatch(/^useful · .+ · It was right\.\n$/);
  });

  it('shows what it would do, and does it with --yes', async () => {
    const { id, run, memory } = await withMia();
    const { out } = await run('replace', 'Lisbon', 'Porto');
    expect(out).toContain('- Mia lives in Lisbon.\n+ Mia lives in Porto.');
    expect(out).toContain('--yes');
    expect((await memory.get(id)).superseded_by).toBeNull();
    const done = await run('replace', 'Lisbon', 'Porto', '--yes');
    expect(done.out).toMatch(/^Changed 1 memory in batch [0-9a-f-]{36}\.\n$/);
    expect((await memory.get(id)).superseded_by).not.toBeNull();
  });

  it('corrects what is wrong', async () => {
    const { id, run, memory } = await withMia();
    const { code } = await run('wrong', id, '--correction', 'Mia lives in Faro.', '--yes');
    expect(code).toBe(0);
    const { results } = await memory.search({ user_id: 'default', query: 'Where does Mia live?' });
    expect(results.map(({ text }) => text)).toEqual(['Mia lives in Faro.']);
  });

  it('tells what is missing', async () => {
    const { run } = await withMia();
    expect(await run('praise', 'x')).toMatchObject({ code: 2 });
    expect(await run('wrong')).toMatchObject({ code: 2 });
    expect((await run('say', 'That is wrong.')).err).toContain('models use llm');
  });
});

describe('feedback of the client (B10)', () => {
  it('has the verbs of the library', async () => {
    const { id, client } = await withMia();
    const { feedback } = client();
    const actions = [{ action: 'wrong' as const, memory_id: id }];
    const { changes, preview_token } = await feedback.preview({ actions });
    expect(changes).toMatchObject([{ change: 'archived', before: 'Mia lives in Lisbon.' }]);
    expect(await feedback.give({ actions, preview_token })).toMatchObject({ recorded: 1 });
    expect(await feedback.list(id)).toMatchObject([{ verdict: 'wrong', memory_id: id }]);
  });
});
