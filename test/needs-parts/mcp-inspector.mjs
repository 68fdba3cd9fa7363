// The command line of @modelcontextprotocol/inspector against Tulving, in both eras of MCP and over
// both transports, on one data directory. Usage: node mcp-inspector.mjs FOLDER
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Report } from './report.mjs';
import { command, Server } from './server.mjs';

const [folder = '.'] = process.argv.slice(2);
const inspector = join(folder, 'node_modules', '.bin', 'mcp-inspector');
const server = await new Server().start();
const report = new Report();

const targets = {
  stdio: [process.execPath, command, 'mcp', '--data', server.data, '--user', 'ada'],
  HTTP: [`${server.url}/mcp`, '--header', 'X-Tulving-User: ada'],
};
/** What the Inspector calls the revisions up to 2025-11-25, and those since 2026-07-28. */
const eras = ['legacy', 'modern'];

/** @returns the Inspector's exit code, what it printed as JSON, and its warnings */
function inspect(door, argv) {
  const line = [inspector, '--cli', ...targets[door.transport], '--protocol-era', door.era];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...line, ...argv], {
    encoding: 'utf8',
    env: server.environment,
  });
  const answer = stdout.trim().startsWith('{') ? JSON.parse(stdout) : undefined;
  return { status, answer, told: stderr };
}

function method(door, name, ...argv) {
  const { status, answer, told } = inspect(door, ['--method', name, ...argv]);
  assert.equal(status, 0, told);
  return answer;
}

function call(door, tool, input) {
  const argv = ['--tool-name', tool, '--tool-args-json', JSON.stringify(input)];
  return method(door, 'tools/call', ...argv).structuredContent;
}

const texts = (memories) => memories.map(({ text }) => text);
const noteOf = ({ transport, era }) => `Ada keeps bees: told over ${transport}, ${era}.`;

/** Each is done through every door; what it returns is what the transcript says. */
const steps = {
  'tools/list'(door) {
    const { status, answer, told } = inspect(door, ['--method', 'tools/list', '--strict']);
    assert.equal(status, 0, told);
    const names = answer.tools.map(({ name }) => name);
    assert.deepEqual(names.slice(0, 3), ['memory_search', 'memory_context', 'memory_add']);
    return `${names.join(', ')}; ${told.trim().split('\n').at(-1) || 'no warnings'}`;
  },
  memory_add(door) {
    const { memories } = call(door, 'memory_add', { text: noteOf(door), tags: ['bees'] });
    assert.deepEqual(texts(memories), [noteOf(door)]);
    return memories[0].id;
  },
  'memory_get of what is not there'(door) {
    const argv = ['--tool-name', 'memory_get', '--tool-arg', 'id=nothing'];
    const { status, answer } = inspect(door, ['--method', 'tools/call', ...argv]);
    assert.equal(status, 5, 'the Inspector ends with 5 when a tool answers with isError');
    assert.equal(answer.isError, true);
    return answer.content[0].text.split('\n')[0];
  },
  'resources/list'(door) {
    const { resources } = method(door, 'resources/list');
    assert.deepEqual(
      resources.map(({ uri }) => uri),
      ['memory://user%3Aada/profile'],
    );
    return resources[0].uri;
  },
  'resources/templates/list'(door) {
    const { resourceTemplates: templates } = method(door, 'resources/templates/list');
    assert.equal(templates.length, 3);
    return templates.map(({ uriTemplate }) => uriTemplate).join(', ');
  },
  'resources/read of the profile'(door) {
    const { contents } = method(door, 'resources/read', '--uri', 'memory://user%3Aada/profile');
    assert.match(contents[0].text, new RegExp(noteOf(door)));
    return `${contents[0].text.length} characters of ${contents[0].mimeType}`;
  },
  'prompts/list'(door) {
    const names = method(door, 'prompts/list').prompts.map(({ name }) => name);
    assert.deepEqual(names, ['remember', 'recall', 'memory-review', 'onboard']);
    return names.join(', ');
  },
  'prompts/get recall'(door) {
    const argv = ['--prompt-name', 'recall', '--prompt-args', 'question=Who keeps bees?'];
    const [{ content }] = method(door, 'prompts/get', ...argv).messages;
    assert.match(content.text, new RegExp(noteOf(door)));
    return `${content.text.length} characters that hold the memory`;
  },
};

const doors = eras.flatMap((era) => Object.keys(targets).map((transport) => ({ transport, era })));
const titleOf = ({ transport, era }, step) => `inspector (${transport}, ${era}): ${step}`;

for (const door of doors)
  for (const [name, step] of Object.entries(steps))
    await report.step(titleOf(door, name), () => step(door));

// One memory, whoever wrote it: each door sees what came through all of them.
for (const door of doors)
  await report.step(titleOf(door, 'memory_search'), () => {
    const found = texts(call(door, 'memory_search', { query: 'Who keeps bees?' }).results);
    assert.deepEqual(found.toSorted(), doors.map(noteOf).toSorted());
    return `${found.length} memories, one from each door`;
  });

await server.stop();
report.end();
