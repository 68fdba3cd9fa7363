import { describe, expect, it } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { servedMemory } from '../helpers/served.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const YES = 'add --yes';

describe.each(['data', 'url'])('tulving erase with --%s', (where) => {
  async function cli() {
    const at = where === 'data' ? temporaryDirectory() : (await servedMemory()).url;
    const run = (...argv: string[]) => runCli(...argv, `--${where}`, at);
    const add = async (text: string) => {
      const { memories, episodes } = JSON.parse((await run('add', text, '--json')).out);
      return { memory: memories[0].id as string, episode: episodes[0].id as string };
    };
    return { run, add, texts: async () => (await run('list')).out };
  }

  it('takes nothing away before somebody says yes, since nothing brings it back', async () => {
    const { run, add, texts } = await cli();
    const { memory } = await add('Pears are ripe.');
    const { episode } = await add('Figs are ripe.');
    for (const named of [[memory], ['--episode', episode], ['--all-of-user', 'default']]) {
      const refused = await run('erase', ...named);
      expect(refused).toMatchObject({ code: 2, out: '', err: expect.stringContaining(YES) });
    }
    expect(await texts()).toMatch(/Figs are ripe\.[^]*Pears are ripe\./);

    const erased = await run('erase', memory, '--episode', episode, '--yes');
    expect(erased.out).toContain('Erased 2 memories, rebuilt 0; blanked 2 quotes in 2 episodes.');
    expect(await texts()).not.toContain('ripe');
  });

  it('says what it wants', async () => {
    const { run } = await cli();
    expect(await run('erase', '--yes')).toMatchObject({ code: 2, out: '' });
    const both = await run('erase', 'a', '--all-of-user', 'ada', '--yes');
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining('not both') });
    const nobody = '019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e';
    expect(await run('erase', nobody, '--yes')).toMatchObject({ code: 3 });
  });
});
