import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/temporary-memory.js';
import { filesIn, Machine } from './machine.js';

describe("`tulving install openmemory --print`, the lines of OpenMemory's installer (D1)", () => {
  it('name the user and the server, and change nothing', async () => {
    const machine = new Machine(temporaryDirectory(), 'linux');
    const { guides } = await machine.json(['install', 'openmemory', '--print', '--user', 'ada']);
    const [{ client, steps }] = guides;
    expect(client).toBe('openmemory');
    const base = 'http://127.0.0.1:8858/mcp';
    expect(steps).toContain(`npx @openmemory/install local ${base}/cursor/sse/ada --client cursor`);
    expect(steps.at(-1)).toContain(`${base}/openmemory/http/ada`);
    expect(filesIn(machine.home)).toEqual(['work']);
  });

  it('name a server elsewhere, and a user that no URL takes as it is', async () => {
    const machine = new Machine(temporaryDirectory(), 'linux');
    const remote = ['--remote', 'https://memory.example.com', '--user', 'ada/b'];
    const { guides } = await machine.json(['install', 'openmemory', '--print', ...remote]);
    expect(guides[0].steps).toContain(
      'npx @openmemory/install local https://memory.example.com/mcp/claude/sse/ada%2Fb --client claude',
    );
  });
});
