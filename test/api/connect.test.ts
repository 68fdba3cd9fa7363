import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { thisWorld } from '../../src/cli/install/world.js';
import { connectClients } from '../../src/install/connect.js';
import { listening } from '../helpers/listening.js';

const clients = (to: { baseUrl: string; needsKey: boolean }) => connectClients(thisWorld(), to);

describe('connecting clients (D7)', () => {
  it('tells for each client what to put where, what to run and what to click', async () => {
    const server = await listening({ clients });
    const { clients: all, ...rest } = await server.client().connect();
    expect(rest).toEqual({
      base_url: server.url,
      mcp_url: `${server.url}/mcp`,
      needs_key: false,
      key_placeholder: 'tlv_YOUR_KEY',
    });
    expect(all.length).toBeGreaterThan(20);
    const cursor = all.find(({ id }) => id === 'cursor');
    expect(cursor).toMatchObject({
      title: 'Cursor',
      command: `tulving install cursor --remote ${server.url}`,
      snippet: { format: expect.stringMatching(/^json/), file: '~/.cursor/mcp.json' },
      link: { url: expect.stringMatching(/^cursor:\/\//) },
      next: { en: expect.any(String), zh: expect.any(String) },
    });
    expect(JSON.parse(cursor?.snippet?.text ?? '')).toMatchObject({
      mcpServers: { tulving: { url: `${server.url}/mcp` } },
    });
    const guide = all.find(({ id }) => id === 'claude-ai');
    expect(guide).toMatchObject({ snippet: null, command: null });
    expect(guide?.steps[2]?.en).toContain(`${server.url}/mcp`);
  });

  it('leaves a place for the key, and names neither this machine nor who runs it', async () => {
    const server = await listening({ clients });
    const { secret } = await server.memory.keys.create({ name: 'Ada', user_id: 'ada' });
    const client = server.client({ apiKey: secret });
    const found = await client.connect({ base_url: 'https://memory.example.com/some/page' });
    expect(found.mcp_url).toBe('https://memory.example.com/mcp');
    for (const { id, snippet, command, link } of found.clients) {
      if (snippet === null) continue;
      expect([id, command]).toEqual([
        id,
        `tulving install ${id} --remote https://memory.example.com --api-key tlv_YOUR_KEY`,
      ]);
      expect([id, /tlv_YOUR_KEY|TULVING_API_KEY/.test(snippet.text)]).toEqual([id, true]);
      expect(JSON.stringify(link)).not.toContain('tlv_');
    }
    const text = JSON.stringify(found);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(process.execPath);
    expect(text).not.toContain(`${homedir()}/`);
    await expect(client.connect({ base_url: 'javascript:alert(1)' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
