import { describe, expect, it } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';

describe('tulving timeline (T7)', () => {
  it('lists and counts, for people and for programs', async () => {
    const data = temporaryDirectory();
    const memory = await temporaryMemory({ data });
    await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.', valid_from: '2020-05-01' });
    const where = ['--data', data, '--user', 'ada'];
    const list = await runCli('timeline', '--axis', 'held', ...where);
    expect(list.out).toMatch(/2020[\s\S]*Mia lives in Lisbon/);
    const counts = await runCli('timeline', '--axis', 'held', '--by', 'month', ...where);
    expect(counts.out).toMatch(/^2020-05-01 {2}#+ 1$/m);
    const json = await runCli('timeline', '--json', ...where);
    expect(JSON.parse(json.out)).toMatchObject({ data: [{ replaced_by: null }] });
    expect((await runCli('timeline', '--by', 'year', ...where)).code).toBe(2);
  });
});
