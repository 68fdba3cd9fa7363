// mcp-remote, the bridge of clients that speak standard input only (Claude Desktop), between a client
// and a server that asks for a key. Usage: node mcp-remote.mjs FOLDER
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Report } from './report.mjs';
import { Server } from './server.mjs';

const [folder = '.'] = process.argv.slice(2);
const bridge = join(folder, 'node_modules', 'mcp-remote', 'dist', 'proxy.js');
const server = new Server();
const { secret } = JSON.parse(
  server.tulving('keys', 'create', 'desktop', '--for-user', 'ada', '--json'),
);
await server.start();
const report = new Report();

/** As the bridge's manual has it: no space in the argument, the key in the environment. */
function started() {
  return new StdioClientTransport({
    command: process.execPath,
    args: [bridge, `${server.url}/mcp`, '--header', 'Authorization:${AUTH_HEADER}', '--silent'],
    env: { ...server.environment, AUTH_HEADER: `Bearer ${secret}` },
  });
}

for (const mode of ['legacy', 'auto']) {
  const client = new Client(
    { name: 'desktop', version: '1.0.0' },
    { versionNegotiation: { mode } },
  );
  const title = (step) => `mcp-remote (${mode}): ${step}`;
  const call = (name, input) => client.callTool({ name, arguments: input });
  const note = `Ada keeps bees: told through the bridge, ${mode}.`;

  await report.step(title('connect'), async () => {
    await client.connect(started());
    assert.equal(client.getServerVersion().name, 'tulving');
    return `${client.getServerVersion().name} ${client.getServerVersion().version}`;
  });
  await report.step(title('tools/list'), async () => {
    const names = (await client.listTools()).tools.map(({ name }) => name);
    assert.ok(names.includes('memory_search') && names.includes('memory_add'));
    return names.join(', ');
  });
  await report.step(title('memory_add'), async () => {
    const { structuredContent } = await call('memory_add', { text: note });
    assert.equal(structuredContent.memories[0].text, note);
    return structuredContent.memories[0].id;
  });
  await report.step(title('memory_search'), async () => {
    const { structuredContent } = await call('memory_search', { query: 'Who keeps bees?' });
    assert.ok(structuredContent.results.some(({ text }) => text === note));
    return structuredContent.results.map(({ text }) => text).join(' ');
  });
  await report.step(title('resources/read of the profile'), async () => {
    const { contents } = await client.readResource({ uri: 'memory://user%3Aada/profile' });
    assert.ok(contents[0].text.includes(note));
    return `${contents[0].text.length} characters of ${contents[0].mimeType}`;
  });
  await client.close();
}

await server.stop();
report.end();
