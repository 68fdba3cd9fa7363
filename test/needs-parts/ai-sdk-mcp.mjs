// The MCP client of the AI SDK, whose tools an application hands to its model.
// Usage: node ai-sdk-mcp.mjs FOLDER
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Report } from './report.mjs';
import { Server } from './server.mjs';

const [folder = '.'] = process.argv.slice(2);
const parts = createRequire(resolve(join(folder, 'package.json')));
const { createMCPClient } = await import(pathToFileURL(parts.resolve('@ai-sdk/mcp')).href);
const server = await new Server().start();
const report = new Report();

const transport = {
  type: 'http',
  url: `${server.url}/mcp`,
  headers: { 'X-Tulving-User': 'ada' },
};
const client = await createMCPClient({ transport });
const note = 'Ada keeps bees: told through the AI SDK.';
let tools = {};
const call = (name, input) => tools[name].execute(input, { toolCallId: name, messages: [] });

await report.step('ai-sdk: tools()', async () => {
  tools = await client.tools();
  assert.ok('memory_search' in tools && 'memory_add' in tools);
  return Object.keys(tools).join(', ');
});
await report.step('ai-sdk: memory_add', async () => {
  const { memories } = (await call('memory_add', { text: note })).structuredContent;
  assert.equal(memories[0].text, note);
  return memories[0].id;
});
await report.step('ai-sdk: memory_search', async () => {
  const { results } = (await call('memory_search', { query: 'Who keeps bees?' })).structuredContent;
  assert.deepEqual(
    results.map(({ text }) => text),
    [note],
  );
  return results[0].text;
});
await report.step('ai-sdk: memory_get of what is not there', async () => {
  const answer = await call('memory_get', { id: 'nothing' });
  assert.equal(answer.isError, true);
  return answer.content[0].text.split('\n')[0];
});
await report.step('ai-sdk: listResources()', async () => {
  const { resources } = await client.listResources();
  assert.equal(resources[0].uri, 'memory://user%3Aada/profile');
  return resources[0].uri;
});

await client.close();
await server.stop();
report.end();
